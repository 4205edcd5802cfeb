import { resolve } from 'node:path';
import type { Command } from 'commander';
import { counted, VouchError } from '../../core/index.js';
import type { StoreConfig } from '../../models/index.js';
import type { MigrateProgress, MigrateReport } from '../../store/index.js';
import type { CommandContext, GlobalOptions, Perform } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatBytes } from '../format.js';
import type { Terminal } from '../terminal.js';

/** How often it is said how far it is, ms. */
const TELL_EVERY_MS = 2000;

interface MigrateOptions extends GlobalOptions {
  readonly to: string;
  readonly toData?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `vouch migrate`: copies runs and artifacts into other stores. */
export function declareMigrate(program: Command, perform: Perform): void {
  program
    .command('migrate')
    .description('copy runs, artifacts and what belongs to them into the stores that another configuration names; nothing is removed')
    .requiredOption('--to <config>', 'configuration whose "store" names where to; one without it means files and SQLite')
    .option('--to-data <folder>', 'data folder there (default: the same as here)')
    .option('--dry-run', 'say what would be copied and copy nothing')
    .option('--json', 'print {runs, running, different, artifacts, damaged, rows, audit}')
    .action((options: MigrateOptions, command: Command) => perform((context) => migrate(command.optsWithGlobals<MigrateOptions>(), context)));
}

async function migrate({ to, toData, dryRun = false, json, ...options }: MigrateOptions, { terminal, signal }: CommandContext): Promise<number> {
  const { loadConfig, vouchHome } = await import('../../models/index.js');
  const { migrateStores, openStoresAt, postgresUrl } = await import('../../store/index.js');
  const folder = resolve(options.data ?? vouchHome(process.env).data);
  const here = { folder, place: loadConfig({ file: options.config }).store };
  const there = { folder: toData === undefined ? folder : resolve(toData), place: loadConfig({ file: to }).store };
  const journalOf = ({ folder: at, place }: typeof here): string => postgresUrl(place, process.env) ?? at;
  const sameJournal = journalOf(here) === journalOf(there);
  const sameArtifacts = artifactsOf(here) === artifactsOf(there);
  if (sameJournal && sameArtifacts) throw new VouchError('USAGE', `Both configurations name the same stores (${to}). Name one whose store is another, or another folder with --to-data.`);
  const from = await openStoresAt(here.folder, here.place, process.env);
  try {
    const target = await openStoresAt(there.folder, there.place, process.env);
    try {
      const report = await migrateStores(from, target, { sameJournal, sameArtifacts, dryRun, signal, onProgress: teller(terminal) });
      terminal.result(json ? JSON.stringify(report) : describe(report, dryRun));
      return report.running.length + report.different.length + report.damaged.length > 0 || report.audit === null ? EXIT.failed : EXIT.completed;
    } finally {
      await target.close();
    }
  } finally {
    await from.close();
  }
}

/** Where artifacts lie, as a text that is the same for the same place. */
function artifactsOf({ folder, place: { s3 } }: { readonly folder: string; readonly place: StoreConfig }): string {
  return s3 ? JSON.stringify([s3.endpoint ?? s3.region, s3.bucket, s3.prefix]) : folder;
}

function teller(terminal: Terminal): (progress: MigrateProgress) => void {
  let told = performance.now();
  return ({ runs, allRuns, artifacts, bytes }) => {
    if (performance.now() - told < TELL_EVERY_MS) return;
    told = performance.now();
    terminal.talk(`${runs} of ${counted(allRuns, 'run')}, ${counted(artifacts, 'artifact')}, ${formatBytes(bytes)} copied`);
  };
}

function describe({ runs, running, different, artifacts, damaged, rows, audit }: MigrateReport, dryRun: boolean): string {
  const others = Object.entries(rows).filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
  return [
    `${dryRun ? 'Would copy' : 'Copied'} ${counted(runs.copied + runs.grown, 'run')} and ${counted(artifacts.copied, 'artifact')} (${formatBytes(artifacts.bytes)}); ${counted(runs.same, 'run')} and ${counted(artifacts.same, 'artifact')} were there already.`,
    ...(others.length > 0 ? [`${dryRun ? 'Would look at' : 'Beside them'}: ${others.join(', ')}.`] : []),
    ...(audit !== null && audit > 0 ? [`Audit log: ${counted(audit, 'line')}.`] : []),
    ...running.map((runId) => `Left out: run ${runId} is under way. Copy again when it has ended.`),
    ...different.map((runId) => `Left out: run ${runId} is another one there.`),
    ...damaged.map((id) => `Left out: the bytes of artifact ${id} have changed or are gone.`),
    ...(audit === null ? ['Left out: the audit log. There is another one there, and two chains cannot be made one; keep this one.'] : []),
  ].join('\n');
}
