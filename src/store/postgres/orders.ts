import { auditing } from '../audit.js';
import { nameOf, OrderListeners, type Order, type Orders } from '../orders.js';
import { change, rowsOf, type Sql } from '../sql.js';
import type { Ear } from './ear.js';

/** The channel over which it is said that a run was given an order; the payload is its id. */
const ORDERS = 'vouch_orders';
/** What was ordered of runs that no server is to end is of no use to anybody after so long. */
const KEPT_MS = 24 * 3_600_000;

const PUT = 'INSERT INTO orders (run_id, since, name, ts, record) VALUES (?, ?, ?, ?, ?) ON CONFLICT (run_id, since, name) DO NOTHING';
/** An order may come just when its run ends, and would lie there. */
const OVER = "DELETE FROM orders WHERE ts < ? AND run_id NOT IN (SELECT id FROM owned WHERE kind = 'open')";

/** Orders in PostgreSQL: whoever executes a run is told of its own, and who takes it over finds them. `alone`: see `auditing`. */
export async function openOrders(sql: Sql, ear: Ear, alone: readonly string[]): Promise<Orders> {
  const listeners = new OrderListeners();
  await ear.listen({ channel: ORDERS, onNotice: (runId) => { listeners.tell(runId); }, onBack: () => { listeners.tellAll(); } });
  return {
    isShared: true,
    give: ({ runId, since }, order, decided) => sql.transaction(function* () {
      const now = Date.now();
      yield* change(OVER, now - KEPT_MS);
      if ((yield* change(PUT, runId, since, nameOf(order), now, JSON.stringify(order))) === 0) return false;
      if (decided) yield* auditing(decided, alone);
      yield* rowsOf(`SELECT pg_notify('${ORDERS}', ?)`, runId);
      return true;
    }),
    of: async ({ runId, since }) => ((await sql.rows('SELECT record FROM orders WHERE run_id = ? AND since = ?', runId, since)) as { record: string }[]).map(({ record }) => JSON.parse(record) as Order),
    hear: (runId, listener) => listeners.add(runId, listener),
    async forget({ runId, since }) {
      await sql.run('DELETE FROM orders WHERE run_id = ? AND since <= ?', runId, since);
    },
  };
}
