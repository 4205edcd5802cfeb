import { change, rowsOf, type Sql } from './sql.js';

/** What is known of a request that its sender may send again under the same key. */
export interface RequestEntry {
  /** Of what it asks for. */
  readonly digest: string;
  /** The run that is the request's, whether it has begun or not. */
  readonly runId: string;
  /** ms since somebody has set about beginning it, by the database's clock. */
  readonly ageMs: number;
  /** When that was, ms by the same clock: who takes the request over renews it. */
  readonly ts: number;
}

/** Requests by their sender and key, known for a day. Methods throw STORE_FAILED or STORE_FULL. */
export interface Requests {
  /** Writes down that the request is to be this run, where nobody has claimed it; otherwise gives what is there. */
  claim(sender: string, key: string, digest: string, runId: string): Promise<{ readonly isNew: boolean; readonly entry: RequestEntry }>;
  /** Sets about beginning the request's run where nobody has for so long. False where somebody else has meanwhile. `named`: what to call a run without a name, which an earlier version leaves. */
  takeOver(sender: string, key: string, entry: RequestEntry, afterMs: number, named: string): Promise<boolean>;
  /** Who wrote this entry has begun nothing, and does not any more. Nothing happens where somebody else has set about it since. */
  release(sender: string, key: string, entry: Pick<RequestEntry, 'runId' | 'ts'>): Promise<void>;
}

/** The table, as SQLite makes it where it is not there. */
export const REQUESTS_TABLE = ['CREATE TABLE IF NOT EXISTS requests (sender TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, run_id TEXT NOT NULL, ts INTEGER NOT NULL, PRIMARY KEY (sender, key)) WITHOUT ROWID',
  'CREATE INDEX IF NOT EXISTS requests_by_time ON requests (ts)'];

const KEPT_MS = 24 * 3_600_000;
const SAME = 'sender = ? AND key = ?';

export function openRequests(sql: Sql): Requests {
  const { now } = sql;
  return {
    claim: (sender, key, digest, runId) => sql.transaction(function* () {
      yield* change(`DELETE FROM requests WHERE ts < ${now} - ${KEPT_MS}`);
      const isNew = (yield* change(`INSERT INTO requests (sender, key, digest, run_id, ts) VALUES (?, ?, ?, ?, ${now}) ON CONFLICT (sender, key) DO NOTHING`, sender, key, digest, runId)) > 0;
      const [row] = (yield* rowsOf(`SELECT digest, run_id, ts, ${now} - ts AS age FROM requests WHERE ${SAME}`, sender, key)) as { digest: string; run_id: string; ts: number; age: number }[];
      return { isNew, entry: { digest: row?.digest ?? digest, runId: row?.run_id ?? runId, ageMs: row?.age ?? 0, ts: row?.ts ?? 0 } };
    }),
    takeOver: async (sender, key, { runId }, afterMs, named) => (await sql.run(`UPDATE requests SET run_id = ?, ts = ${now} WHERE ${SAME} AND run_id = ? AND ts <= ${now} - ?`, named, sender, key, runId, afterMs)) > 0,
    async release(sender, key, { runId, ts }) {
      await sql.run(`DELETE FROM requests WHERE ${SAME} AND run_id = ? AND ts = ?`, sender, key, runId, ts);
    },
  };
}
