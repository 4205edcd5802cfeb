import type pg from 'pg';
import { SCHEMA_LOCK } from './migrate.js';
import { inTransaction } from './pool.js';

/** Months whose partitions are made before they begin. */
const AHEAD = 2;
const LOOK_AHEAD_EVERY_MS = 6 * 3_600_000;

/** The table of events has a partition for each month; they are made ahead of need, and others as soon as an event falls into them. */
export interface Partitions {
  /** Sees to it that events of these times (ms since 1970) have a place. */
  ensure(times: readonly number[]): Promise<void>;
  close(): void;
}

export async function openPartitions(pool: pg.Pool): Promise<Partitions> {
  const known = new Set<string>();
  const ensure = async (times: readonly number[]): Promise<void> => {
    for (const time of times) {
      const month = monthOf(time);
      if (known.has(month.name)) continue;
      await make(pool, month);
      known.add(month.name);
    }
  };
  const lookAhead = (): Promise<void> => ensure(Array.from({ length: AHEAD + 1 }, (_, months) => monthOf(Date.now(), months).from));
  await lookAhead();
  // What could not be made now is made when an event needs it.
  const timer = setInterval(() => void lookAhead().catch(() => undefined), LOOK_AHEAD_EVERY_MS);
  timer.unref();
  return { ensure, close: () => { clearInterval(timer); } };
}

interface Month {
  readonly name: string;
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
}

/** The month of a time, or one so many months later, in UTC. */
function monthOf(time: number, later = 0): Month {
  const date = new Date(time);
  const from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later);
  const to = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later + 1);
  return { name: `events_${new Date(from).toISOString().slice(0, 7).replace('-', '_')}`, from, to };
}

function make(pool: pg.Pool, { name, from, to }: Month): Promise<void> {
  return inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    const { rows } = await client.query('SELECT 1 FROM pg_class WHERE oid = to_regclass($1)', [name]);
    if (rows.length === 0) await client.query(`CREATE TABLE ${name} PARTITION OF events FOR VALUES FROM (${from}) TO (${to})`);
  });
}
