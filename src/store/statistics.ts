import type Database from 'libsql';
import { z } from 'zod';
import { jsonText } from './json-text.js';
import { BUSY_TIMEOUT_MS, guarded, STATISTICS_TABLES } from './database.js';
import { observe, type Observation, type Result, type StoredEvent } from './observation.js';

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
  /** Counts the attempt that the event ended. An attempt that was counted before is not counted again. */
  count(runId: string, seq: number): void;
  /** Counts what no process had counted when this one began, latest first, for about `withinMs` (default: to the end). */
  catchUp(withinMs?: number): void;
  /** Rows from `sinceDay` on; `damaged` says how many had to be left out because they hold no counts. */
  rows(filter?: { readonly tool?: string | undefined; readonly kind?: string | undefined; readonly sinceDay?: number | undefined }): { readonly rows: StatisticsRow[]; readonly damaged: number };
  /** Throws the counts away and counts all attempts of the journal. */
  rebuild(): void;
}

export const DAY_MS = 86_400_000;

/** Statistics wait this long for another writer, ms: what is not counted now is counted later. */
const PATIENCE_MS = 200;

const EMPTY_TABLES = `DROP TABLE IF EXISTS counted; DROP TABLE IF EXISTS statistics; ${STATISTICS_TABLES}`;

const UNCOUNTED = `SELECT run_id, seq FROM events WHERE type = 'attempt.ended'
  AND NOT EXISTS (SELECT 1 FROM counted WHERE counted.run_id = events.run_id AND counted.seq = events.seq) ORDER BY ts DESC`;

/** The events of the attempt that event ?2 of run ?1 ended. */
const OF_ATTEMPT = `SELECT event.type, event.ts, event.data FROM events ending JOIN events event ON event.run_id = ending.run_id AND event.seq <= ending.seq
  WHERE ending.run_id = ?1 AND ending.seq = ?2 AND event.type IN ('attempt.started', 'verdict.given', 'attempt.ended')
  AND json_extract(event.data, '$.step') = json_extract(ending.data, '$.step') AND json_extract(event.data, '$.attempt') = json_extract(ending.data, '$.attempt')
  ORDER BY event.seq`;

const ADD = `INSERT INTO statistics (tool, kind, way, models, oracle, day, held, rejected, errors, unproved, ms, tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET held = held + excluded.held, rejected = rejected + excluded.rejected, errors = errors + excluded.errors,
    unproved = unproved + excluded.unproved, ms = ms + excluded.ms, tokens = tokens + excluded.tokens`;

/** Statistics in the journal's database. Nothing is touched before it is asked for, so that broken tables break nothing else. */
export function openStatistics(database: Database.Database, path: string): Statistics {
  let isBehind = true;
  const add = (runId: string, seq: number): void => {
    const fresh = database.prepare('INSERT OR IGNORE INTO counted (run_id, seq) VALUES (?, ?)').run(runId, seq).changes > 0;
    if (!fresh) return;
    const events = database.prepare(OF_ATTEMPT).all(runId, seq) as (StoredEvent & { ts: number })[];
    const observation = observe(events);
    if (observation) for (const row of rowsOf(observation, Math.floor((events.at(-1)?.ts ?? 0) / DAY_MS))) database.prepare(ADD).run(...row);
  };
  const atOnce = (work: () => void): void => {
    guarded(path, () => {
      database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
      try {
        database.transaction(work).immediate();
      } catch (error) {
        isBehind = true;
        throw error;
      } finally {
        database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
      }
    });
  };
  const uncounted = (): { run_id: string; seq: number }[] => guarded(path, () => database.prepare(UNCOUNTED).all() as { run_id: string; seq: number }[]);
  return {
    count: (runId, seq) => {
      atOnce(() => {
        add(runId, seq);
      });
    },
    catchUp(withinMs = Infinity) {
      if (!isBehind) return;
      const end = performance.now() + withinMs;
      for (const { run_id: runId, seq } of uncounted()) {
        if (performance.now() > end) return;
        this.count(runId, seq);
      }
      isBehind = false;
    },
    rows({ tool, kind, sinceDay = 0 } = {}) {
      const found = guarded(path, () => database.prepare(
        'SELECT * FROM statistics WHERE day >= ?1 AND (?2 IS NULL OR tool = ?2) AND (?3 IS NULL OR kind = ?3) ORDER BY tool, kind, way, models, oracle, day',
      ).all(sinceDay, tool ?? null, kind ?? null));
      const rows = found.flatMap((row) => StatisticsRow.safeParse(row).data ?? []);
      return { rows, damaged: found.length - rows.length };
    },
    rebuild() {
      atOnce(() => {
        database.exec(EMPTY_TABLES);
        for (const { run_id: runId, seq } of uncounted()) add(runId, seq);
      });
    },
  };
}

type Row = [string, string, string, string, string, number, number, number, number, number, number, number];

function rowsOf({ tool, kind, way, models, result, ms, tokens, verdicts }: Observation, day: number): Row[] {
  const row = (oracle: string, outcome: Result, took: number, used: number): Row => [
    tool, kind, way, JSON.stringify(models), oracle, day, Number(outcome === 'held'), Number(outcome === 'rejected'), Number(outcome === 'errors'), Number(outcome === 'unproved'), took, used,
  ];
  return [row('', result, ms, tokens), ...verdicts.map((verdict) => row(verdict.oracle, verdict.result, verdict.ms, 0))];
}
