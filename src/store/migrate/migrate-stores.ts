import { throwIfAborted, VouchError } from '../../core/index.js';
import type { Stores } from '../stores.js';
import { ArtifactCopier } from './copy-artifacts.js';
import { copyRun, type RunCopy } from './copy-run.js';
import { pagesOf, SHARED_TABLES, TABLES, TENANT_TABLES, writePage } from './tables.js';

export interface MigrateRequest {
  /** Both sides have one journal, and all that stands beside it: only artifacts are copied. */
  readonly sameJournal: boolean;
  /** Both sides keep artifacts in the same place: they are not copied. */
  readonly sameArtifacts: boolean;
  /** Says what would be copied and copies nothing. */
  readonly dryRun?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how far it is. */
  readonly onProgress?: (progress: MigrateProgress) => void;
}

export interface MigrateProgress {
  readonly runs: number;
  readonly allRuns: number;
  readonly artifacts: number;
  /** Of artifacts that were copied. */
  readonly bytes: number;
}

export interface MigrateReport {
  /** `grown`: they were there as they had been at an earlier time. */
  readonly runs: { readonly copied: number; readonly grown: number; readonly same: number };
  /** Runs under way on either side: they are not copied. */
  readonly running: readonly string[];
  /** Runs of which the other side has another story: they are left alone. */
  readonly different: readonly string[];
  readonly artifacts: { readonly copied: number; readonly bytes: number; readonly same: number };
  /** Artifacts whose bytes have changed in the first store, or are gone. */
  readonly damaged: readonly string[];
  /** Rows of other tables that were not there, or were older; with `dryRun` all that would be looked at. */
  readonly rows: Readonly<Record<string, number>>;
  /** Lines of the audit log that were taken over; `null`: the other side has a log of its own, and both stay as they are. */
  readonly audit: number | null;
}

/** Tables whose rows name artifacts. */
const NAME_ARTIFACTS = ['results', 'messages', 'drafts'];

/**
 * Copies stores into others, which may hold something already: runs with their artifacts, reusable results, recipes, conversations, pins, what
 * belongs to whom, keys of requests, the audit log, and between shared databases orders and drafts. Nothing is removed. What was copied before is not copied again, so that it can be killed and begun
 * anew; a run is there whole or not at all, and its artifacts before it. Statistics are counted anew from the journal. Throws STORE_FAILED, STORE_FULL or the signal's reason.
 */
export async function migrateStores(from: Stores, to: Stores, { sameJournal, sameArtifacts, dryRun = false, signal, onProgress }: MigrateRequest): Promise<MigrateReport> {
  // Whoever uses the new stores does not look into the old database.
  if (!dryRun) from.tables.settleArtifacts();
  const sizes = new Map<string, number>();
  if (!sameArtifacts && dryRun) for await (const { id, bytes } of from.tables.shelf.entries()) sizes.set(id, bytes);
  const artifacts = new ArtifactCopier(from.artifacts, to.artifacts, { dryRun, signal, sizes });
  const became: Record<RunCopy, string[]> = { copied: [], grown: [], same: [], running: [], different: [] };
  // The oldest first: a later run may have taken results of an earlier one over.
  const runs = (await from.journal.list()).map(({ runId }) => runId).reverse();
  for (const [index, runId] of runs.entries()) {
    throwIfAborted(signal);
    const how = await copyRun(from, to, runId, { dryRun, sameJournal, before: (events) => (sameArtifacts ? Promise.resolve() : artifacts.copy(events.map(({ data }) => data))) });
    became[how].push(runId);
    onProgress?.({ runs: index + 1, allRuns: runs.length, artifacts: artifacts.done.copied + artifacts.done.same, bytes: artifacts.done.bytes });
  }
  const rows: Record<string, number> = {};
  const tables = from.journal.isShared && to.journal.isShared ? [...TABLES, ...SHARED_TABLES] : TABLES;
  for (const [spec, source, target] of [...tables.map((spec) => [spec, from.tables.sql, to.tables.sql] as const), ...TENANT_TABLES.map((spec) => [spec, from.tables.tenants, to.tables.tenants] as const)]) {
    rows[spec.name] = 0;
    for await (const page of pagesOf(source, spec)) {
      throwIfAborted(signal);
      if (!sameArtifacts && NAME_ARTIFACTS.includes(spec.name)) await artifacts.copy(page.map(({ record, attachments }) => String(record ?? attachments ?? '[]')));
      rows[spec.name] = (rows[spec.name] ?? 0) + (sameJournal ? 0 : dryRun ? page.length : await writePage(target, spec, page));
    }
  }
  // What other processes have made meanwhile, too.
  if (!dryRun) from.tables.settleArtifacts();
  const { copied, bytes, same, damaged } = artifacts.done;
  return {
    runs: { copied: became.copied.length, grown: became.grown.length, same: became.same.length }, running: became.running, different: became.different,
    artifacts: { copied, bytes, same }, damaged: [...damaged], rows, audit: await copyAudit(from, to, dryRun),
  };
}

async function copyAudit(from: Stores, to: Stores, dryRun: boolean): Promise<number | null> {
  const [lines, there] = [await from.audit.lines(), await to.audit.lines()];
  if (lines.length === 0 || from.audit === to.audit) return 0;
  if (dryRun) return there.every((line, index) => line === lines[index]) ? Math.max(0, lines.length - there.length) : null;
  try {
    return await to.audit.adopt(lines);
  } catch (error) {
    if (VouchError.is(error) && error.code === 'ARTIFACT_CORRUPT') return null;
    throw error;
  }
}
