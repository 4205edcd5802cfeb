import type { Command } from 'commander';
import type { CommandContext, GlobalOptions, Perform } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatTable, formatTime, oneLine } from '../format.js';

interface LogOptions extends GlobalOptions {
  readonly json?: boolean;
  readonly limit: string;
}

const REASON_CHARACTERS = 100;

/** `vouch models log`: what happened to the model servers of this machine. */
export function declareModelsLog(models: Command, perform: Perform): void {
  models
    .command('log')
    .description('what went wrong with model servers, and the one change that was made because of it each time')
    .argument('[model]', 'of one model only')
    .option('--limit <n>', 'the latest so many', '50')
    .option('--json', 'print an array of {at, model, generation, failure, remedy, change, reason}')
    .action((model: string | undefined, options: LogOptions, command: Command) => perform((context) => log(model, command.optsWithGlobals<LogOptions>(), context)));
}

async function log(model: string | undefined, options: LogOptions, { terminal }: CommandContext): Promise<number> {
  const { readServerLogbook } = await import('../../models/index.js');
  const entries = readServerLogbook().filter((entry) => model === undefined || entry.model === model).slice(-Math.max(1, Number(options.limit) || 1));
  if (options.json) terminal.result(JSON.stringify(entries));
  else if (entries.length === 0) terminal.result('Nothing has gone wrong with a model server here.');
  else {
    const rows = entries.map(({ at, model: id, failure, remedy, change, reason }) => [formatTime(Date.parse(at)), id, failure ?? '', remedy, oneLine([change, reason].filter((text) => text !== '').join('; '), REASON_CHARACTERS)]);
    terminal.result(formatTable([['WHEN', 'MODEL', 'FAILURE', 'REMEDY', 'WHAT'], ...rows]));
  }
  return EXIT.completed;
}
