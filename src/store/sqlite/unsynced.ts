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
  close(): Promise<void>;
}

/** Keeps account of the unsynced files in `folder`. What these lack because the machine was started anew is brought back first. Throws STORE_FAILED or STORE_FULL. */
export function openUnsynced(database: Database.Database, path: string, { sql, folder }: { readonly sql: Sql; readonly folder: string }): Unsynced {
  guarded(path, () => { restore(database, folder); });
  const waiting: HeldBytes[] = [];
  let isClosed = false;
  let syncing: Promise<void> | undefined;
  const syncDue = async (): Promise<void> => {
    while (!isClosed) {
      const rows = (await sql.rows('SELECT number, id FROM unsynced WHERE ts < ? ORDER BY number LIMIT ?', Date.now() - SETTLED_MS, AT_ONCE)) as { number: number; id: string }[];
      if (rows.length === 0) return;
      try {
        await syncFiles(folder, rows.map(({ id }) => id));
      } catch {
        // A system tells once that it could not write, and takes the file for written then. What still fails ends the look, and is tried again at the next one.
        const held = (await sql.rows(`SELECT id, bytes FROM unsynced WHERE number IN (${rows.map(() => '?').join(', ')})`, ...rows.map(({ number }) => number))) as { id: string; bytes: ArrayBuffer }[];
        for (const { id, bytes } of held) restoreFile(folder, id, new Uint8Array(bytes), { anew: true });
      }
      await sql.transaction(function* () {
        for (const { number } of rows) yield* change('DELETE FROM unsynced WHERE number = ?', number);
      });
    }
  };
  const look = (): void => {
    // What cannot be synced or forgotten now is held on, and tried again at the next look.
    syncing ??= syncDue().catch(() => undefined).finally(() => { syncing = undefined; });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  look();
  return {
    hold: (id, bytes) => { waiting.push({ id, bytes }); },
    waiting,
    async close() {
      isClosed = true;
      clearInterval(timer);
      await syncing;
    },
  };
}

/** Where the system does not tell one start from another, all that is held is looked at. Page by page, so that one that is cut off has not begun in vain. */
function restore(database: Database.Database, folder: string): void {
  const page = database.prepare("SELECT number, id, bytes FROM unsynced WHERE number > ? AND (boot <> ? OR boot = '') ORDER BY number LIMIT ?");
  const forget = database.prepare('DELETE FROM unsynced WHERE number = ?');
  for (let last = -1; ;) {
    const lost = page.all(last, here.boot, AT_ONCE) as { readonly number: number; readonly id: string; readonly bytes: ArrayBuffer }[];
    if (lost.length === 0) return;
    for (const { id, bytes } of lost) restoreFile(folder, id, new Uint8Array(bytes));
    database.transaction(() => { for (const { number } of lost) forget.run(number); }).immediate();
    last = lost.at(-1)?.number ?? last;
  }
}
