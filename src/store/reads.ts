import { entriesOf, toEvent, type EventRow } from './event-rows.js';
import type { Journal } from './journal.js';
import { change, type Sql } from './sql.js';

const COLUMNS = 'e.v, e.run_id, e.seq, e.ts, e.type, e.data';

/** No event has this number. */
const LAST = 2 ** 31 - 1;

/** Two seeks a run, whatever its length: from id to id, and to the first and the last event of each. */
const ENDS = `WITH RECURSIVE runs (id) AS (
    SELECT min(run_id) FROM events
    UNION ALL SELECT (SELECT min(run_id) FROM events WHERE run_id > id) FROM runs WHERE id IS NOT NULL)
  SELECT ${COLUMNS} FROM runs JOIN events e ON e.run_id = runs.id
    AND e.seq IN ((SELECT min(seq) FROM events WHERE run_id = runs.id), (SELECT max(seq) FROM events WHERE run_id = runs.id))
  ORDER BY e.run_id, e.seq`;

/** The half of a journal that SQLite and PostgreSQL do alike. */
export function openReads(sql: Sql): Pick<Journal, 'read' | 'latest' | 'list' | 'entry' | 'remove'> {
  const events = async (text: string, ...values: (string | number)[]) => ((await sql.rows(text, ...values)) as EventRow[]).flatMap(toEvent);
  return {
    read: (runId, since = 0, limit) => {
      const text = `SELECT ${COLUMNS} FROM events e WHERE e.run_id = ? AND e.seq > ? ORDER BY e.seq`;
      return limit === undefined ? events(text, runId, since) : events(`${text} LIMIT ?`, runId, since, limit);
    },
    latest: async (runId, types, before = LAST) => (await events(
      `SELECT ${COLUMNS} FROM events e WHERE e.run_id = ? AND e.seq < ? AND e.type IN (${types.map(() => '?').join(', ')}) ORDER BY e.seq DESC LIMIT 1`, runId, before, ...types,
    ))[0],
    list: async () => entriesOf(await events(ENDS)),
    entry: async (runId) => entriesOf(await events(
      `SELECT ${COLUMNS} FROM events e WHERE e.run_id = ? AND e.seq IN ((SELECT min(seq) FROM events WHERE run_id = ?), (SELECT max(seq) FROM events WHERE run_id = ?)) ORDER BY e.seq`, runId, runId, runId,
    ))[0],
    remove: (runId) => sql.transaction(function* () {
      for (const table of ['events', 'counted']) yield* change(`DELETE FROM ${table} WHERE run_id = ?`, runId);
    }),
  };
}
