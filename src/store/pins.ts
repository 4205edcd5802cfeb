import type Database from 'libsql';
import { guarded } from './database.js';

/** Runs that are kept whatever their age and size. Methods throw STORE_FAILED or STORE_FULL. */
export interface Pins {
  /** Latest first. */
  list(): string[];
  add(runId: string): void;
  /** False when it was not pinned. */
  remove(runId: string): boolean;
}

export function openPins(database: Database.Database, path: string): Pins {
  return {
    list: () => guarded(path, () => (database.prepare('SELECT run_id FROM pins ORDER BY ts DESC, run_id').all() as { run_id: string }[]).map(({ run_id: runId }) => runId)),
    add: (runId) => { guarded(path, () => database.prepare('INSERT OR IGNORE INTO pins (run_id, ts) VALUES (?, ?)').run(runId, Date.now())); },
    remove: (runId) => guarded(path, () => database.prepare('DELETE FROM pins WHERE run_id = ?').run(runId).changes > 0),
  };
}
