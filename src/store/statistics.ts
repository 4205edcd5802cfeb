import { z } from 'zod';
import type { VouchEvent } from '../core/index.js';
import { jsonText } from './json-text.js';
import { change, rowsOf, type Sql, type SqlValue, type Work } from './sql.js';
import { observe, readStored, type AttemptEvent, type Observation, type Result, type StoredEvent } from './observation.js';

const Count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);

/** Attempts of one tool on one kind of input in one way on one day; with an `oracle`, its verdicts on them instead. */
export const StatisticsRow = z.object({
  tool: z.string(),
  kind: z.string(),
  way: z.string(),
  /** Models that answered; `version` is the start of a file's SHA-256, `null` where there is none. */
  models: jsonText(z.array(z.object({ id: z.string(), version: z.string().nullable() }))),
  /** Empty: the attempts as a whole. */
  oracle: z.string(),
  /** Days since 1970. */
  day: Count,
  held: Count,
  rejected: Count,
  errors: Count,
  unproved: Count,
  /** Sum over all. */
  ms: Count,
  tokens: Count,
});
export type StatisticsRow = z.infer<typeof StatisticsRow>;

/** What the journal's attempts came to. Derived from its events alone; every method throws STORE_FAILED or STORE_FULL. */
export interface Statistics {
  /**
   * Counts attempts of a run: of each its events, in order, ending with its `attempt.ended`. They are written already. An attempt that
   * was counted before is not counted again.
   */
  count(runId: string, attempts: readonly (readonly VouchEvent[])[]): Promise<void>;
  /** Counts what no process had counted when this one began, latest first, for about `withinMs` (default: to the end). */
  catchUp(withinMs?: number): Promise<void>;
  /** Rows from `sinceDay` on; `damaged` says how many had to be left out because they hold no counts. */
  rows(filter?: { readonly tool?: string | undefined; readonly kind?: string | undefined; readonly sinceDay?: number | undefined }): Promise<{ readonly rows: StatisticsRow[]; readonly damaged: number }>;
  /** Throws the counts away and counts all attempts of the journal. */
  rebuild(): Promise<void>;
}

export const DAY_MS = 86_400_000;

/** Statistics wait this long for another writer, ms: what is not counted now is counted later. */
const PATIENCE_MS = 200;

const UNCOUNTED = `SELECT run_id, seq FROM events WHERE type = 'attempt.ended'
  AND NOT EXISTS (SELECT 1 FROM counted WHERE counted.run_id = events.run_id AND counted.seq = events.seq) ORDER BY ts DESC`;

/** Attempts that are counted in one transaction. */
const TOGETHER = 50;

/** The events of the attempt that an event of a run ended. What comes before the attempt began is not looked at: a run may be long. */
const OF_ATTEMPT = `SELECT event.type, event.ts, event.data FROM events ending JOIN events event ON event.run_id = ending.run_id AND event.seq <= ending.seq
  WHERE ending.run_id = ? AND ending.seq = ? AND event.type IN ('attempt.started', 'verdict.given', 'attempt.ended')
  AND event.seq >= (SELECT first.seq FROM events first WHERE first.run_id = ending.run_id AND first.seq < ending.seq AND first.type = 'attempt.started'
    AND first.data ->> 'step' = ending.data ->> 'step' AND first.data ->> 'attempt' = ending.data ->> 'attempt' ORDER BY first.seq DESC LIMIT 1)
  AND event.data ->> 'step' = ending.data ->> 'step' AND event.data ->> 'attempt' = ending.data ->> 'attempt'
  ORDER BY event.seq`;

const ADD = `INSERT INTO statistics (tool, kind, way, models, oracle, day, held, rejected, errors, unproved, ms, tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (tool, kind, way, models, oracle, day) DO UPDATE SET held = statistics.held + excluded.held, rejected = statistics.rejected + excluded.rejected,
    errors = statistics.errors + excluded.errors, unproved = statistics.unproved + excluded.unproved, ms = statistics.ms + excluded.ms, tokens = statistics.tokens + excluded.tokens`;

/**
 * Statistics in the journal's database; `emptied`: what empties their tables, or makes them anew. Nothing is touched before it is
 * asked for, so that broken tables break nothing else.
 */
export function openStatistics(sql: Sql, emptied: readonly string[]): Statistics {
  let isBehind = true;
  const atOnce = async (work: () => Work<void>): Promise<void> => {
    try {
      await sql.transaction(work, { patienceMs: PATIENCE_MS });
    } catch (error) {
      isBehind = true;
      throw error;
    }
  };
  return {
    count: (runId, attempts) => atOnce(() => add(attempts.map((events): Ended => ({ runId, seq: events.at(-1)?.seq ?? 0, day: dayOf(events), events })))),
    async catchUp(withinMs = Infinity) {
      if (!isBehind) return;
      const end = performance.now() + withinMs;
      const uncounted = (await sql.rows(UNCOUNTED)) as Uncounted[];
      for (let index = 0; index < uncounted.length; index += TOGETHER) {
        if (performance.now() > end) return;
        await atOnce(() => addStored(uncounted.slice(index, index + TOGETHER)));
      }
      isBehind = false;
    },
    async rows({ tool, kind, sinceDay = 0 } = {}) {
      const wanted = Object.entries({ tool, kind }).flatMap(([column, value]) => (value === undefined ? [] : [[column, value] as const]));
      const found = await sql.rows(
        `SELECT * FROM statistics WHERE day >= ?${wanted.map(([column]) => ` AND ${column} = ?`).join('')} ORDER BY tool, kind, way, models, oracle, day`,
        sinceDay, ...wanted.map(([, value]) => value),
      );
      const rows = found.flatMap((row) => StatisticsRow.safeParse(row).data ?? []);
      return { rows, damaged: found.length - rows.length };
    },
    rebuild: () => atOnce(function* () {
      for (const statement of emptied) yield* change(statement);
      const uncounted = (yield* rowsOf(UNCOUNTED)) as Uncounted[];
      for (let index = 0; index < uncounted.length; index += TOGETHER) yield* addStored(uncounted.slice(index, index + TOGETHER));
    }),
  };
}

interface Uncounted {
  run_id: string;
  seq: number;
}

/** An attempt that the event `seq` ended. */
interface Ended {
  readonly runId: string;
  readonly seq: number;
  /** Days since 1970. */
  readonly day: number;
  readonly events: readonly AttemptEvent[];
}

function* addStored(uncounted: readonly Uncounted[]): Work<void> {
  const ended: Ended[] = [];
  for (const { run_id: runId, seq } of uncounted) {
    const events = (yield* rowsOf(OF_ATTEMPT, runId, seq)) as (StoredEvent & { ts: number })[];
    ended.push({ runId, seq, day: dayOf(events), events: readStored(events) });
  }
  yield* add(ended);
}

function* add(ended: readonly Ended[]): Work<void> {
  if (ended.length === 0) return;
  const keys = ended.flatMap(({ runId, seq }) => [runId, seq]);
  const fresh = (yield* rowsOf(`INSERT INTO counted (run_id, seq) VALUES ${ended.map(() => '(?, ?)').join(', ')} ON CONFLICT (run_id, seq) DO NOTHING RETURNING run_id, seq`, ...keys)) as Uncounted[];
  const isFresh = new Set(fresh.map(({ run_id: runId, seq }) => `${seq} ${runId}`));
  const sums = new Map<string, Counts>();
  for (const { runId, seq, day, events } of ended) {
    const observation = isFresh.has(`${seq} ${runId}`) ? observe(events) : undefined;
    for (const { key, counts } of observation ? countsOf(observation, day) : []) {
      const name = JSON.stringify(key);
      const sum = sums.get(name)?.counts;
      sums.set(name, { key, counts: sum ? counts.map((count, index) => count + (sum[index] ?? 0)) : counts });
    }
  }
  // In one order for all processes, so that none waits for a row of another that waits for one of its own.
  for (const [, { key, counts }] of [...sums].sort(([a], [b]) => (a < b ? -1 : 1))) yield* change(ADD, ...key, ...counts);
}

function dayOf(events: readonly { readonly ts: number }[]): number {
  return Math.floor((events.at(-1)?.ts ?? 0) / DAY_MS);
}

/** What is added to one row. */
interface Counts {
  readonly key: readonly SqlValue[];
  readonly counts: readonly number[];
}

function countsOf({ tool, kind, way, models, result, ms, tokens, verdicts }: Observation, day: number): Counts[] {
  const row = (oracle: string, outcome: Result, took: number, used: number): Counts => ({
    key: [tool, kind, way, JSON.stringify(models), oracle, day],
    counts: [Number(outcome === 'held'), Number(outcome === 'rejected'), Number(outcome === 'errors'), Number(outcome === 'unproved'), took, used],
  });
  return [row('', result, ms, tokens), ...verdicts.map((verdict) => row(verdict.oracle, verdict.result, verdict.ms, 0))];
}
