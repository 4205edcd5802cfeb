import type { Command } from 'commander';
import { VouchError } from '../../core/index.js';
import type { PreferredWay, WayStatistics } from '../../runtime/index.js';
import { withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatDuration, formatTable, formatTime, oneLine } from '../format.js';

interface StatsOptions extends GlobalOptions {
  readonly tool?: string;
  readonly rebuild?: boolean;
  readonly json?: boolean;
}

/** `vouch stats`: what earlier attempts came to. */
export function declareStats(program: Command, perform: Perform): void {
  program
    .command('stats')
    .description('show how often each tool held, by kind of input, way and models')
    .option('--tool <name>', 'this tool alone')
    .option('--rebuild', 'count the whole journal anew')
    .option('--json', 'print {since, ways, preferred, fault?}')
    .addHelpText('after', '\nExamples:\n  vouch stats\n  vouch stats --tool speak --json')
    .action((options: StatsOptions, command: Command) => perform((context) => stats(command.optsWithGlobals<StatsOptions>(), context)));
}

function stats({ tool, rebuild, json, ...options }: StatsOptions, { terminal }: CommandContext): Promise<number> {
  return withRuntime(options, async (runtime) => {
    const report = await runtime.statistics({ tool, rebuild });
    if (tool !== undefined && report.ways.length === 0 && !runtime.tools().some(({ name }) => name === tool)) {
      throw new VouchError('USAGE', `There is no tool named ${JSON.stringify(tool)}; \`vouch tools\` lists them.`);
    }
    if (report.fault !== undefined) terminal.talk(`note: ${oneLine(report.fault, 400)}`);
    if (json) terminal.result(JSON.stringify(report));
    else if (report.ways.length === 0) terminal.talk('No attempts yet.');
    else {
      terminal.talk(`Attempts since ${formatTime(report.since)}. "Held": a criterion was proved and none failed.`);
      terminal.result(formatTable([['tool', 'kind of input', 'way', 'models', 'held', 'a try', 'tokens', 'rejected by'], ...report.ways.map(line)]));
      if (report.preferred.length > 0) {
        terminal.talk('How a step begins today (one in ten tries the own way all the same):');
        terminal.result(formatTable([['tool', 'kind of input', 'begins with', 'model', 'held', 'rather than'], ...report.preferred.map(preference)]));
      }
    }
    return EXIT.completed;
  });
}

function line({ tool, kind, way, models, held, rejected, errors, unproved, ms, tokens, oracles }: WayStatistics): string[] {
  const of = held + rejected + errors;
  const rate = of === 0 ? 'nothing checked' : `${held} of ${of} (${Math.round((100 * held) / of)}%)${unproved > 0 ? `, ${unproved} unproved` : ''}`;
  const rejections = [...oracles.flatMap(({ oracle, failed }) => (failed > 0 ? [`${oracle} ${failed}`] : [])), ...(errors > 0 ? [`errors ${errors}`] : [])];
  return [tool, oneLine(kind === '' ? '(not noted)' : kind, 48), oneLine(way, 40), oneLine(models.map(({ id }) => id).join(', ') || '-', 40), rate, formatDuration(ms), String(tokens), rejections.join(', ')];
}

function preference({ tool, kind, way, models, held, of, instead }: PreferredWay): string[] {
  const rate = (record: { held: number; of: number }): string => `${record.held} of ${record.of}`;
  return [tool, oneLine(kind === '' ? '(not noted)' : kind, 48), oneLine(way, 40), oneLine(models.map(({ model }) => model).join(', ') || '-', 40), rate({ held, of }), instead ? `its own way, ${rate(instead)}` : ''];
}
