import { InvalidArgumentError, type Command } from 'commander';
import { VouchError } from '../../core/index.js';
import type { GcReport } from '../../store/index.js';
import { withStores, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatBytes } from '../format.js';

interface GcOptions extends GlobalOptions {
  readonly olderThan?: number;
  readonly maxSize?: number;
  readonly unusedFor?: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `vouch gc`: clears away what nobody needs. */
export function declareGc(program: Command, perform: Perform): void {
  program
    .command('gc')
    .description('clear away what killed processes left and artifacts that nothing speaks of; with a limit, old runs, too')
    .option('--older-than <time>', 'also remove ended runs that are older (30d, 12h, 45m)', duration)
    .option('--max-size <size>', 'also remove the oldest ended runs until the artifacts fit (500MB, 20GB)', size)
    .option('--unused-for <time>', 'how long an artifact that nothing speaks of is left alone (default: 24h)', duration)
    .option('--dry-run', 'say what would be removed and remove nothing')
    .option('--json', 'print {runs, results, artifacts: {count, bytes}, temporary, kept}')
    .action((options: GcOptions, command: Command) => perform((context) => gc(command.optsWithGlobals<GcOptions>(), context)));
}

async function gc({ olderThan, maxSize, unusedFor, dryRun, json, ...options }: GcOptions, { terminal, signal }: CommandContext): Promise<number> {
  const { LEAST_UNUSED_MS } = await import('../../store/index.js');
  if (unusedFor !== undefined && unusedFor < LEAST_UNUSED_MS) throw new VouchError('USAGE', 'An artifact is left alone for at least a minute, since a run may be about to name it. Use --unused-for 1m or more.');
  return withStores(options, async (stores) => {
    const report = await stores.gc({ olderThanMs: olderThan, maxBytes: maxSize, unusedMs: unusedFor, dryRun, signal });
    terminal.result(json ? JSON.stringify(report) : describe(report, dryRun ?? false));
    return EXIT.completed;
  });
}

function describe({ runs, results, artifacts, temporary, kept }: GcReport, dryRun: boolean): string {
  const verb = dryRun ? 'Would remove' : 'Removed';
  return [
    `${verb} ${count(runs.length, 'run')}, ${count(results, 'reusable result')}, ${count(artifacts.count, 'artifact')} (${formatBytes(artifacts.bytes)}) and ${count(temporary.length, 'temporary file')}.`,
    `${dryRun ? 'Would keep' : 'Kept'} ${count(kept.runs, 'run')} (${kept.pinned} pinned) and ${count(kept.artifacts, 'artifact')} (${formatBytes(kept.bytes)}).`,
  ].join('\n');
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const UNITS_BYTES = { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

function duration(text: string): number {
  return quantity(text, UNITS_MS, 'a time such as 30d, 12h or 45m');
}

function size(text: string): number {
  return quantity(text, UNITS_BYTES, 'a size such as 500MB or 20GB');
}

function quantity(text: string, units: Readonly<Record<string, number>>, what: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]+)$/.exec(text.trim()) ?? [];
  const factor = Object.entries(units).find(([name]) => name.toLowerCase() === unit.toLowerCase())?.[1];
  if (number === '' || factor === undefined) throw new InvalidArgumentError(`It must be ${what}.`);
  return Number(number) * factor;
}
