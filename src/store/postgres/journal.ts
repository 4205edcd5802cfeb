import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { EVENT_VERSION, VouchError, type VouchEvent } from '../../core/index.js';
import { legClock, readable, takenOver } from '../event-rows.js';
import type { Journal } from '../journal.js';
import { Listeners } from '../listeners.js';
import { openReads } from '../reads.js';
import type { Sql } from '../sql.js';
import type { Ear } from './ear.js';
import { openNews, NEWS } from './news.js';
import type { Partitions } from './partitions.js';
import { isPassing, storeError, within, type Waits } from './pool.js';

/** Events that go into one statement. */
const BATCH = 500;
/** Shorter than a lease by what the last try may take, so that nobody takes the run over while its writer waits. */
const PATIENCE_MS = 40_000;
const RETRY_EVERY_MS = 250;

/** Writes only while the lease is its own: who takes it over waits for this statement, and no later one finds the lease. A batch that was written already is not written again. */
const INSERT = `WITH held AS MATERIALIZED (SELECT 1 FROM leases WHERE run_id = $1 AND owner = $2 FOR SHARE),
  written AS (INSERT INTO events (run_id, seq, ts, type, data, v)
    SELECT $1, e.seq, e.ts, e.type, e.data::json, ${EVENT_VERSION} FROM unnest($3::integer[], $4::bigint[], $5::text[], $6::text[]) AS e (seq, ts, type, data) WHERE EXISTS (SELECT 1 FROM held)
    ON CONFLICT (run_id, seq, ts) DO NOTHING)
  SELECT pg_notify('${NEWS}', $7) FROM held`;

interface Written {
  readonly event: VouchEvent;
  readonly json: string;
}

/** What this process writes to one run, under one lease. */
interface Pen {
  readonly runId: string;
  readonly owner: string;
  seq: number;
  queue: Written[];
  writing: Promise<void> | undefined;
  failed: VouchError | undefined;
}

interface JournalParts {
  readonly pool: pg.Pool;
  readonly ear: Ear;
  readonly sql: Sql;
  readonly partitions: Partitions;
  readonly waits: Waits;
  /** How long a server that is away is waited for; default 40 s. */
  readonly patienceMs?: number | undefined;
}

/** A journal whose leases tell it who writes what. */
export interface SharedJournal {
  readonly journal: Journal;
  /** This process may write the run from here on, after event `lastSeq`. */
  opened(runId: string, owner: string, lastSeq: number): void;
  /** Resolves when what was appended under the lease is written, as far as it can be. */
  closed(owner: string): Promise<void>;
  close(): Promise<void>;
}

/** The journal in PostgreSQL. Its writes go out in batches, in order. */
export async function openJournal({ pool, ear, sql, partitions, waits, patienceMs = PATIENCE_MS }: JournalParts): Promise<SharedJournal> {
  const listeners = new Listeners();
  const pens = new Map<string, Pen>();
  const reads = openReads(sql);
  const news = await openNews(ear, { listeners, read: (runId, since) => reads.read(runId, since), isOwn: (runId) => pens.has(runId) && !pens.get(runId)?.failed });
  const clock = legClock();
  const closing = new AbortController();

  const insert = async ({ runId, owner }: Pen, batch: readonly Written[]): Promise<void> => {
    await partitions.ensure(batch.map(({ event }) => event.ts));
    const [first, last] = [batch[0]?.event.seq ?? 0, batch.at(-1)?.event.seq ?? 0];
    const { rowCount } = await pool.query(within(waits.soonMs, INSERT, [runId, owner, batch.map(({ event }) => event.seq), batch.map(({ event }) => event.ts), batch.map(({ event }) => event.type), batch.map(({ json }) => json), `${first} ${last} ${runId}`]));
    if (rowCount === 0) throw takenOver(runId);
  };
  const insertPatiently = async (pen: Pen, batch: readonly Written[]): Promise<void> => {
    const end = performance.now() + patienceMs;
    for (;;) {
      try {
        await insert(pen, batch);
        return;
      } catch (error) {
        if (!isPassing(error) || performance.now() > end || closing.signal.aborted) throw error;
        await sleep(RETRY_EVERY_MS);
      }
    }
  };
  const write = async (pen: Pen): Promise<void> => {
    try {
      while (pen.queue.length > 0) {
        const batch = pen.queue.slice(0, BATCH);
        await insertPatiently(pen, batch);
        pen.queue = pen.queue.slice(batch.length);
        for (const { event } of batch) news.tell(event);
      }
    } catch (error) {
      pen.failed = storeError(error);
      pen.queue = [];
    }
    pen.writing = undefined;
  };
  /** Until nothing is being written: what was appended while it waited, too. */
  const settle = async (pen: Pen): Promise<void> => {
    while (pen.writing) await pen.writing;
    if (pen.failed) throw pen.failed;
  };

  const journal: Journal = {
    ...reads,
    isShared: true,
    append(runId, event, { owner } = {}) {
      const pen = pens.get(runId);
      if (!pen || pen.owner !== owner) throw owner === undefined ? new VouchError('INTERNAL', `Run ${runId} is to be written without a lease.`) : takenOver(runId);
      if (pen.failed) throw pen.failed;
      const { json, data } = readable(event);
      const stamped = { v: EVENT_VERSION, runId, seq: pen.seq + 1, ts: clock(runId, event.type), type: event.type, data } as VouchEvent;
      pen.seq++;
      pen.queue.push({ event: stamped, json });
      // Whatever is appended in the same turn goes out in the same statement.
      pen.writing ??= Promise.resolve().then(() => write(pen));
      return stamped;
    },
    flush: () => undefined,
    settled: async (runId) => {
      const pen = pens.get(runId);
      if (pen) await settle(pen);
    },
    subscribe: (runId, listener) => news.follow(runId, listener),
    subscribeAll: (listener) => listeners.addAll(listener),
  };
  return {
    journal,
    opened: (runId, owner, seq) => {
      pens.set(runId, { runId, owner, seq, queue: [], writing: undefined, failed: undefined });
    },
    closed: async (owner) => {
      for (const [runId, pen] of pens) {
        if (pen.owner !== owner) continue;
        // What could not be written was told to who waited for it.
        await settle(pen).catch(() => undefined);
        if (pens.get(runId) === pen) pens.delete(runId);
      }
    },
    close: async () => {
      closing.abort();
      for (const { writing } of pens.values()) await writing;
      await news.close();
    },
  };
}
