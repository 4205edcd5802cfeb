import { change, rowsOf, type Sql } from './sql.js';

/** What is known of a request that its sender may send again under the same key. */
export interface RequestEntry {
  /** Of what it asks for. */
  readonly digest: string;
  /** The run that it began; empty: none yet. */
  readonly runId: string;
  /** ms since 1970: when it was claimed, and what tells this claim from later ones. */
  readonly ts: number;
}

/** Requests by their sender and key, known for a day. Methods throw STORE_FAILED or STORE_FULL. */
export interface Requests {
  /** Writes the request down where nobody has; otherwise what is there. `over`: an entry that is as good as none. */
  claim(sender: string, key: string, digest: string, over?: RequestEntry): Promise<{ readonly isNew: boolean; readonly entry: RequestEntry }>;
  /** The claimed request began this run. False where somebody else has claimed it meanwhile. */
  began(sender: string, key: string, claim: RequestEntry, runId: string): Promise<boolean>;
  /** Nothing began. */
  release(sender: string, key: string, claim: RequestEntry): Promise<void>;
}

/** The table, as SQLite makes it where it is not there. */
export const REQUESTS_TABLE = 'CREATE TABLE IF NOT EXISTS requests (sender TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, run_id TEXT NOT NULL, ts INTEGER NOT NULL, PRIMARY KEY (sender, key)) WITHOUT ROWID';

const KEPT_MS = 24 * 3_600_000;
const SAME = 'sender = ? AND key = ?';

export function openRequests(sql: Sql): Requests {
  return {
    claim: (sender, key, digest, over) => sql.transaction(function* () {
      const ts = Date.now();
      yield* change('DELETE FROM requests WHERE ts < ?', ts - KEPT_MS);
      if (over) yield* change(`DELETE FROM requests WHERE ${SAME} AND ts = ? AND run_id = ?`, sender, key, over.ts, over.runId);
      const isNew = (yield* change('INSERT INTO requests (sender, key, digest, run_id, ts) VALUES (?, ?, ?, ?, ?) ON CONFLICT (sender, key) DO NOTHING', sender, key, digest, '', ts)) > 0;
      const [row] = (yield* rowsOf(`SELECT digest, run_id, ts FROM requests WHERE ${SAME}`, sender, key)) as { digest: string; run_id: string; ts: number }[];
      return { isNew, entry: { digest: row?.digest ?? digest, runId: row?.run_id ?? '', ts: row?.ts ?? ts } };
    }),
    began: async (sender, key, { ts }, runId) => (await sql.run(`UPDATE requests SET run_id = ? WHERE ${SAME} AND ts = ? AND run_id = ?`, runId, sender, key, ts, '')) > 0,
    async release(sender, key, { ts }) {
      await sql.run(`DELETE FROM requests WHERE ${SAME} AND ts = ?`, sender, key, ts);
    },
  };
}
