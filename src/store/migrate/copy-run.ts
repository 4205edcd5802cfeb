import { createHash } from 'node:crypto';
import { VouchError } from '../../core/index.js';
import { keepable, type EventRow } from '../event-rows.js';
import { change, rowsOf, type Sql, type Work } from '../sql.js';
import type { Stores } from '../stores.js';

/** What became of a run: `same`: it was there already. `grown`: it was there as it had been at an earlier time. */
export type RunCopy = 'copied' | 'grown' | 'same' | 'running' | 'different';

/** Events that go into memory, and into one reading, at a time. */
const PAGE = 1000;

interface CopyRunOptions {
  /** Is done with all events of the run before any is written. */
  readonly before: (events: readonly EventRow[]) => Promise<void>;
  /** Says what would become of it. */
  readonly dryRun: boolean;
  /** Both ends have one journal: only `before` is done. */
  readonly sameJournal: boolean;
}

/**
 * Copies a run under its leases at both ends, so that nobody goes on with it meanwhile, in one transaction, and compares what then is there with what was
 * read. Throws STORE_FAILED or STORE_FULL.
 */
export async function copyRun(from: Stores, to: Stores, runId: string, { before, dryRun, sameJournal }: CopyRunOptions): Promise<RunCopy> {
  const leases: { release(): Promise<void> }[] = [];
  try {
    for (const { leases: at } of sameJournal ? [from] : [from, to]) {
      const lease = dryRun ? undefined : await at.acquire(runId);
      if (lease) leases.push(lease);
      if (dryRun ? (await at.holder(runId)) !== undefined : !lease) return 'running';
    }
    const events = await eventsOf(from.tables.sql, runId);
    const there = await eventsOf(to.tables.sql, runId);
    const begun = events.slice(0, there.length);
    if (there.length > events.length || digestOf(begun) !== digestOf(there)) return 'different';
    await before(events);
    if (there.length === events.length) return 'same';
    if (!dryRun) {
      const more = events.slice(there.length);
      await to.tables.makeRoom(more.map(({ ts }) => ts));
      await to.tables.sql.transaction(() => write(more, digestOf(events)));
    }
    return there.length === 0 ? 'copied' : 'grown';
  } finally {
    for (const lease of leases) await lease.release();
  }
}

/** Throws, and so takes back, what is then not there as it was read. */
function* write(events: readonly EventRow[], digest: string): Work<void> {
  const runId = events[0]?.run_id ?? '';
  for (const { run_id: run, seq, ts, type, data, v } of events) yield* change('INSERT INTO events (run_id, seq, ts, type, data, v) VALUES (?, ?, ?, ?, ?, ?)', run, seq, ts, type, data, v);
  const there = (yield* rowsOf('SELECT run_id, seq, ts, type, data, v FROM events WHERE run_id = ? ORDER BY seq', runId)) as EventRow[];
  if (digestOf(there) !== digest) throw new VouchError('STORE_FAILED', `Run ${runId} did not arrive as it was sent; nothing of it was kept. Try again.`, { details: { runId } });
}

async function eventsOf(sql: Sql, runId: string): Promise<EventRow[]> {
  const events: EventRow[] = [];
  for (;;) {
    const page = (await sql.rows(`SELECT run_id, seq, ts, type, data, v FROM events WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ${PAGE}`, runId, events.at(-1)?.seq ?? 0)) as EventRow[];
    // Versions before wrote texts that not every database takes.
    for (const row of page) events.push({ ...row, data: keepable(row.data) });
    if (page.length < PAGE) return events;
  }
}

/** SHA-256 over all that the events say. */
function digestOf(events: readonly EventRow[]): string {
  const hash = createHash('sha256');
  for (const { run_id: runId, seq, ts, type, data, v } of events) hash.update(`${JSON.stringify([runId, seq, ts, type, data, v])}\n`);
  return hash.digest('hex');
}
