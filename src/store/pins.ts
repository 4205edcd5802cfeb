import type { Sql } from './sql.js';

/** Runs that are kept whatever their age and size. Methods throw STORE_FAILED or STORE_FULL. */
export interface Pins {
  /** Latest first. */
  list(): Promise<string[]>;
  add(runId: string): Promise<void>;
  /** False when it was not pinned. */
  remove(runId: string): Promise<boolean>;
}

export function openPins(sql: Sql): Pins {
  return {
    list: async () => ((await sql.rows('SELECT run_id FROM pins ORDER BY ts DESC, run_id')) as { run_id: string }[]).map(({ run_id: runId }) => runId),
    async add(runId) {
      await sql.run('INSERT INTO pins (run_id, ts) VALUES (?, ?) ON CONFLICT (run_id) DO NOTHING', runId, Date.now());
    },
    remove: async (runId) => (await sql.run('DELETE FROM pins WHERE run_id = ?', runId)) > 0,
  };
}
