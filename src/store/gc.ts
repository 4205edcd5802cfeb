import { tmpdir } from 'node:os';
import { throwIfAborted } from '../core/index.js';
import type { Shelf, ShelfEntry } from './artifacts.js';
import type { Journal } from './journal.js';
import type { Leases } from './leases.js';
import type { Pins } from './pins.js';
import { readReferences, type References } from './references.js';
import { findLeftovers, removeLeftovers } from './leftovers.js';
import { change, rowsOf, type Sql } from './sql.js';

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
  /** Where processes of this machine leave unfinished files. */
  readonly folder: string;
  readonly sql: Sql;
  readonly journal: Journal;
  readonly leases: Leases;
  readonly pins: Pins;
  readonly shelf: Shelf;
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
  const { sql, folder, pins, shelf } = stores;
  if (!dryRun) await shelf.putBack();
  const leftovers = await findLeftovers(folder, temporaryFolder);
  const pinned = new Set(await pins.list());
  const references = await readReferences(sql);
  const entries: ShelfEntry[] = [];
  for await (const entry of shelf.entries()) {
    throwIfAborted(signal);
    entries.push(entry);
  }
  const sizes = new Map(entries.map(({ id, bytes }) => [id, bytes]));
  const doomed = await chooseRuns(stores, references, { olderThanMs, maxBytes, sizes, pinned });
  const removed: string[] = [];
  for (const runId of doomed) if (dryRun || (await removeRun(stores, runId))) removed.push(runId);
  const gone = new Set(removed);
  const live = new Set([...references.runs].flatMap(([run, ids]) => (gone.has(run) ? [] : [...ids])));
  for (const id of references.messages) live.add(id);
  const results = [...references.results].filter(([, { ids, ts }]) => (olderThanMs !== undefined && ts < Date.now() - olderThanMs) || (gone.size > 0 && maxBytes !== undefined && [...ids].some((id) => !live.has(id))));
  const lost = new Set(results.map(([key]) => key));
  for (const [key, { ids }] of references.results) if (!lost.has(key)) for (const id of ids) live.add(id);
  if (!dryRun) for (const key of lost) await sql.run('DELETE FROM results WHERE key = ?', key);

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
async function chooseRuns({ journal, leases }: GcStores, { runs, messages }: References, limits: { olderThanMs: number | undefined; maxBytes: number | undefined; sizes: ReadonlyMap<string, number>; pinned: ReadonlySet<string> }): Promise<string[]> {
  const { olderThanMs, maxBytes = Infinity, sizes, pinned } = limits;
  if (olderThanMs === undefined && maxBytes === Infinity) return [];
  const executed = await leases.holders();
  const ended = (await journal.list()).filter(({ runId, last }) => isEnd(last.type) && !pinned.has(runId) && !executed.has(runId)).reverse();
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

/** False where somebody has taken the run up or pinned it in the meantime; under its lease nobody takes it up while it goes. */
async function removeRun({ sql, leases }: GcStores, runId: string): Promise<boolean> {
  const lease = await leases.acquire(runId);
  if (!lease) return false;
  try {
    return await sql.transaction(function* () {
      const [last] = (yield* rowsOf('SELECT type FROM events WHERE run_id = ? ORDER BY seq DESC LIMIT 1', runId)) as { type: string }[];
      const pins = yield* rowsOf('SELECT run_id FROM pins WHERE run_id = ?', runId);
      if (!last || !isEnd(last.type) || pins.length > 0) return false;
      for (const table of ['events', 'counted']) yield* change(`DELETE FROM ${table} WHERE run_id = ?`, runId);
      yield* change('UPDATE messages SET run_id = NULL WHERE run_id = ?', runId);
      return true;
    });
  } finally {
    await lease.release();
  }
}

/** A run that ended so is over: nobody waits for it. */
function isEnd(type: string): boolean {
  return type === 'run.completed' || type === 'run.failed' || type === 'run.cancelled';
}
