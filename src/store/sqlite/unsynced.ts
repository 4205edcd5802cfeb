import type Database from 'libsql';
import type { Hold } from '../files/artifacts.js';
import { restoreFile, syncFiles } from '../files/durable.js';
import { here } from '../owner.js';
import { change, type Sql } from '../sql.js';
import { guarded } from './database.js';

/** A system writes what lies in its memory by itself within half a minute; after that syncing costs little. */
const SETTLED_MS = 60_000;
const LOOK_EVERY_MS = 30_000;
/** So many files are synced before they are forgotten together. */
const AT_ONCE = 64;
/** Where more is held, files are synced at once, and who writes waits; a row counts with what it takes beside its bytes. */
const MOST_BYTES = 64 * 1024 * 1024;
const ROW_BYTES = 256;

/** Bytes of an artifact whose file is not synced. */
export interface HeldBytes {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/**
 * The bytes of artifacts whose files are not synced. They are written to the log right before the events that name them, so that a machine that loses
 * its power has no event without them, and are forgotten once the files are on the disk.
 */
export interface Unsynced {
  readonly hold: Hold;
  /** What is held and not written. Who writes it takes it out. */
  readonly waiting: HeldBytes[];
  /** Has every file that is held of on the disk, made anew where it is not whole: for who leaves the database behind. Throws STORE_FAILED or STORE_FULL. */
  restoreAll(): void;
  close(): Promise<void>;
}

interface UnsyncedOptions {
  readonly sql: Sql;
  readonly folder: string;
  /** Bytes that may be held; default 64 MiB. */
  readonly mostBytes?: number;
}

/** Keeps account of the unsynced files in `folder`. What these lack because the machine was started anew is brought back first. Throws STORE_FAILED or STORE_FULL. */
export function openUnsynced(database: Database.Database, path: string, { sql, folder, mostBytes = MOST_BYTES }: UnsyncedOptions): Unsynced {
  guarded(path, () => { restore(database, folder, "(boot <> ? OR boot = '')", [here.boot]); });
  const waiting: HeldBytes[] = [];
  const sum = database.prepare(`SELECT coalesce(sum(length(bytes) + ${ROW_BYTES}), 0) AS written FROM unsynced`);
  const count = (): number => guarded(path, () => (sum.get() as { written: number }).written) + waiting.reduce((total, { bytes }) => total + bytes.length + ROW_BYTES, 0);
  /** Never less than what this process holds: what others that share the database have written and forgotten is in it from the last count on. */
  let held = count();
  let isClosed = false;
  let syncing: Promise<void> | undefined;
  /** False where there is nothing of it that is due. */
  const syncRows = async (before: number): Promise<boolean> => {
    const rows = (await sql.rows('SELECT number, id FROM unsynced WHERE ts < ? ORDER BY number LIMIT ?', before, AT_ONCE)) as { number: number; id: string }[];
    if (rows.length === 0) return false;
    await syncedOr(folder, rows.map(({ id }) => id), async () => ((await sql.rows(`SELECT id, bytes FROM unsynced WHERE number IN (${rows.map(() => '?').join(', ')})`, ...rows.map(({ number }) => number))) as { id: string; bytes: ArrayBuffer }[]).map(({ id, bytes }) => ({ id, bytes: new Uint8Array(bytes) })));
    await sql.transaction(function* () {
      for (const { number } of rows) yield* change('DELETE FROM unsynced WHERE number = ?', number);
    });
    return true;
  };
  /** What is not written yet need not be once its file is on the disk. */
  const syncWaiting = async (): Promise<boolean> => {
    const some = waiting.slice(0, AT_ONCE);
    if (some.length === 0) return false;
    await syncedOr(folder, some.map(({ id }) => id), () => Promise.resolve(some));
    for (const one of some) {
      const at = waiting.indexOf(one);
      // Otherwise it has been written meanwhile, and is forgotten like all that is.
      if (at >= 0) waiting.splice(at, 1);
    }
    return true;
  };
  const syncDue = async (): Promise<void> => {
    let isMore = true;
    while (isMore && !isClosed) isMore = await syncRows(Date.now() - SETTLED_MS);
    for (held = count(); held > mostBytes && !isClosed; held = count()) {
      if (!(await syncRows(Number.MAX_SAFE_INTEGER))) await syncWaiting();
    }
  };
  const sync = (): Promise<void> => (syncing ??= syncDue().finally(() => { syncing = undefined; }));
  // What cannot be synced or forgotten now is held on, and tried again at the next look.
  const look = (): void => { void sync().catch(() => undefined); };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  look();
  return {
    hold: (id, bytes) => {
      waiting.push({ id, bytes });
      held += bytes.length + ROW_BYTES;
      return held > mostBytes ? sync() : undefined;
    },
    waiting,
    restoreAll: () => { guarded(path, () => { restore(database, folder, '1', []); }); },
    async close() {
      isClosed = true;
      clearInterval(timer);
      await syncing?.catch(() => undefined);
    },
  };
}

/** A system tells once that it could not write, and takes the file for written then: such files are made anew. */
async function syncedOr(folder: string, ids: readonly string[], held: () => Promise<readonly HeldBytes[]>): Promise<void> {
  try {
    await syncFiles(folder, ids);
  } catch {
    for (const { id, bytes } of await held()) restoreFile(folder, id, bytes, { anew: true });
  }
}

/** Makes whole the files of the rows for which the condition holds, and forgets these. Page by page, so that one that is cut off has not begun in vain. */
function restore(database: Database.Database, folder: string, condition: string, values: readonly string[]): void {
  const page = database.prepare(`SELECT number, id, bytes FROM unsynced WHERE number > ? AND ${condition} ORDER BY number LIMIT ?`);
  const forget = database.prepare('DELETE FROM unsynced WHERE number = ?');
  for (let last = -1; ;) {
    const lost = page.all(last, ...values, AT_ONCE) as { readonly number: number; readonly id: string; readonly bytes: ArrayBuffer }[];
    if (lost.length === 0) return;
    for (const { id, bytes } of lost) restoreFile(folder, id, new Uint8Array(bytes));
    database.transaction(() => { for (const { number } of lost) forget.run(number); }).immediate();
    last = lost.at(-1)?.number ?? last;
  }
}
