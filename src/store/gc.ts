import { tmpdir } from 'node:os';
import type Database from 'libsql';
import { throwIfAborted } from '../core/index.js';
import { openShelf, type ShelfEntry } from './artifact-shelf.js';
import { guarded } from './database.js';
import type { Journal } from './journal.js';
import type { Leases } from './leases.js';
import { readReferences, type References } from './references.js';
import { findLeftovers, removeLeftovers } from './leftovers.js';

/** What is to be cleared away. */
export interface GcRequest {
  /** Ended runs whose last event is older are removed; default none. */
  readonly olderThanMs?: number | undefined;
  /** The oldest ended runs are removed until the artifacts take no more than this; default no limit. */
  readonly maxBytes?: number | undefined;
  /** Artifacts that nothing speaks of are removed once nobody has touched them for so long; default 24 hours. */
  readonly unusedMs?: number | undefined;
  /** Where processes have their scratch folders; default the system's folder for temporary files. */
  readonly temporaryFolder?: string | undefined;
  /** Says what would be removed and removes nothing. */
  readonly dryRun?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface GcReport {
  /** Ids of removed runs. */
  readonly runs: readonly string[];
  /** Reusable results that were removed. */
  readonly results: number;
  readonly artifacts: { readonly count: number; readonly bytes: number };
  /** Paths of what killed processes had left. */
  readonly temporary: readonly string[];
  /** What is there afterwards. */
  readonly kept: { readonly runs: number; readonly pinned: number; readonly artifacts: number; readonly bytes: number };
}

/** What it works on. */
export interface GcStores {
  readonly folder: string;
  readonly database: Database.Database;
  readonly path: string;
  readonly journal: Journal;
  readonly leases: Leases;
  readonly pins: { list(): string[] };
}

const UNUSED_MS = 24 * 3_600_000;
/** The least that may be asked for: between taking bytes in and naming them in the journal a run may let some time go by. */
export const LEAST_UNUSED_MS = 60_000;

/**
 * Clears away what nobody needs: what killed processes left, artifacts that no run, reusable result or message speaks of, and, where
 * that is asked for, old runs. Runs that are under way, suspended, interrupted or pinned stay, with all that is theirs, and so does
 * what a run is just taking in. Throws STORE_FAILED, STORE_FULL or the signal's reason.
 */
export async function collectGarbage(stores: GcStores, { olderThanMs, maxBytes, unusedMs = UNUSED_MS, temporaryFolder = tmpdir(), dryRun = false, signal }: GcRequest): Promise<GcReport> {
  const { database, path, folder, pins } = stores;
  const shelf = openShelf(folder);
  if (!dryRun) await shelf.putBack();
  const leftovers = await findLeftovers(folder, temporaryFolder);
  const pinned = new Set(pins.list());
  const references = guarded(path, () => readReferences(database));
  const entries: ShelfEntry[] = [];
  for await (const entry of shelf.entries()) {
    throwIfAborted(signal);
    entries.push(entry);
  }
  const sizes = new Map(entries.map(({ id, bytes }) => [id, bytes]));
  const doomed = chooseRuns(stores, references, { olderThanMs, maxBytes, sizes, pinned });
  const removed = dryRun ? doomed : doomed.filter((runId) => guarded(path, () => removeRun(stores, runId)));
  const gone = new Set(removed);
  const live = new Set([...references.runs].flatMap(([run, ids]) => (gone.has(run) ? [] : [...ids])));
  for (const id of references.messages) live.add(id);
  const results = [...references.results].filter(([, { ids, ts }]) => (olderThanMs !== undefined && ts < Date.now() - olderThanMs) || (gone.size > 0 && maxBytes !== undefined && [...ids].some((id) => !live.has(id))));
  const lost = new Set(results.map(([key]) => key));
  for (const [key, { ids }] of references.results) if (!lost.has(key)) for (const id of ids) live.add(id);
  if (!dryRun) guarded(path, () => { for (const key of lost) database.prepare('DELETE FROM results WHERE key = ?').run(key); });

  let [count, bytes] = [0, 0];
  for (const entry of entries) {
    throwIfAborted(signal);
    const isUnused = !live.has(entry.id) && Date.now() - entry.touchedAt > Math.max(unusedMs, LEAST_UNUSED_MS);
    if (!isUnused || !(dryRun || (await shelf.remove(entry)))) continue;
    count++;
    bytes += entry.bytes;
  }
  if (!dryRun) await removeLeftovers(leftovers);
  const all = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  return {
    runs: removed, results: lost.size, artifacts: { count, bytes }, temporary: leftovers,
    kept: { runs: references.runs.size - removed.length, pinned: pinned.size, artifacts: entries.length - count, bytes: all - bytes },
  };
}

/** Ended runs that are too old, and then the oldest ones until what is left fits. */
function chooseRuns({ journal, leases }: GcStores, { runs, messages }: References, limits: { olderThanMs: number | undefined; maxBytes: number | undefined; sizes: ReadonlyMap<string, number>; pinned: ReadonlySet<string> }): string[] {
  const { olderThanMs, maxBytes = Infinity, sizes, pinned } = limits;
  if (olderThanMs === undefined && maxBytes === Infinity) return [];
  const ended = journal.list().filter(({ runId, last }) => isEnd(last.type) && !pinned.has(runId) && leases.holder(runId) === undefined).reverse();
  const holders = new Map<string, number>();
  for (const ids of runs.values()) for (const id of ids) holders.set(id, (holders.get(id) ?? 0) + 1);
  for (const id of messages) holders.set(id, (holders.get(id) ?? 0) + 1);
  let held = [...holders.keys()].reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);
  const chosen: string[] = [];
  for (const { runId, last } of ended) {
    const isOld = olderThanMs !== undefined && last.ts < Date.now() - olderThanMs;
    if (!isOld && held <= maxBytes) break;
    chosen.push(runId);
    for (const id of runs.get(runId) ?? []) {
      const left = (holders.get(id) ?? 1) - 1;
      holders.set(id, left);
      if (left === 0) held -= sizes.get(id) ?? 0;
    }
  }
  return chosen;
}

/** False where somebody has taken the run up or pinned it in the meantime. */
function removeRun({ database, journal, leases, pins }: GcStores, runId: string): boolean {
  return database.transaction(() => {
    const last = journal.entry(runId)?.last;
    if (!last || !isEnd(last.type) || leases.holder(runId) !== undefined || pins.list().includes(runId)) return false;
    for (const table of ['events', 'leases', 'counted']) database.prepare(`DELETE FROM ${table} WHERE run_id = ?`).run(runId);
    database.prepare('UPDATE messages SET run_id = NULL WHERE run_id = ?').run(runId);
    return true;
  }).immediate();
}

/** A run that ended so is over: nobody waits for it. */
function isEnd(type: string): boolean {
  return type === 'run.completed' || type === 'run.failed' || type === 'run.cancelled';
}
