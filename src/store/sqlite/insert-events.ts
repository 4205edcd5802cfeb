import type Database from 'libsql';
import { EVENT_VERSION, type VouchEvent } from '../../core/index.js';
import { here } from '../owner.js';
import type { HeldBytes } from './unsynced.js';

/** An event with its data as they are stored. */
export interface Written {
  readonly event: VouchEvent;
  readonly json: string;
}

/** Writes events of one run, in order. */
export interface InsertEvents {
  /** Under the run's lease, all or none of them; false where it is somebody else's by now. `durable`: they are on the disk then. */
  underLease(lease: { readonly runId: string; readonly owner: string }, events: readonly Written[], durable: boolean): boolean;
  /** Writes one without a lease, whatever its number, and returns the next one, which the database gave it. */
  next(event: VouchEvent, json: string, durable: boolean): number;
}

/** Rows that one statement writes; so many statements are kept. What a run writes at a time are a few. */
const ROWS = 16;

/** `waiting`: bytes that are written before the next events, and are taken out then. */
export function openInsert(database: Database.Database, waiting: HeldBytes[]): InsertEvents {
  const prepared = new Map<string, Database.Statement>();
  /** A statement that has failed once is not used again: the driver does not reset it. */
  const stepped = <T>(text: string, step: (statement: Database.Statement) => T): T => {
    const statement = prepared.get(text) ?? database.prepare(text);
    prepared.delete(text);
    const done = step(statement);
    prepared.set(text, statement);
    return done;
  };
  /** A write that waits for the disk. */
  const durably = <T>(write: () => T): T => {
    database.exec('PRAGMA synchronous = FULL');
    try {
      return write();
    } finally {
      database.exec('PRAGMA synchronous = NORMAL');
    }
  };
  const write = (runId: string, owner: string, events: readonly Written[]): boolean => {
    const values = events.flatMap(({ event: { seq, ts, type }, json }) => [seq, ts, type, json]);
    return stepped(insertOf(events.length), (statement) => statement.run(runId, owner, ...values).changes) > 0;
  };
  const writeAll = (runId: string, owner: string, events: readonly Written[]): boolean => {
    if (events.length <= ROWS) return write(runId, owner, events);
    return database.transaction(() => {
      for (let index = 0; index < events.length; index += ROWS) if (!write(runId, owner, events.slice(index, index + ROWS))) return false;
      return true;
    }).immediate();
  };
  /** Before the events that may name them: whatever is left of the log holds these only with those. */
  const writeWaiting = (): void => {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const { id, bytes } = next;
      stepped(HOLD, (statement) => statement.run(id, Date.now(), here.boot, bytes));
      waiting.shift();
    }
  };
  return {
    underLease({ runId, owner }, events, durable) {
      writeWaiting();
      return durable ? durably(() => writeAll(runId, owner, events)) : writeAll(runId, owner, events);
    },
    next: ({ runId, ts, type }, json, durable) => {
      const one = (): number => stepped(NEXT, (statement) => statement.get(runId, ts, type, json) as { seq: number }).seq;
      return durable ? durably(one) : one();
    },
  };
}

const HOLD = 'INSERT INTO unsynced (id, ts, boot, bytes) VALUES (?, ?, ?, ?)';

const NEXT = `INSERT INTO events (run_id, seq, ts, type, data, v)
  SELECT ?1, (SELECT coalesce(max(seq), 0) + 1 FROM events WHERE run_id = ?1), ?2, ?3, ?4, ${EVENT_VERSION} RETURNING seq`;

const texts = new Map<number, string>();

/** Writes so many rows where the lease is still its owner's: in one statement, so that nobody takes it in between. */
function insertOf(rows: number): string {
  const known = texts.get(rows);
  if (known !== undefined) return known;
  const values = Array.from({ length: rows }, (_, row) => `(${[3, 4, 5, 6].map((column) => `?${4 * row + column}`).join(', ')})`).join(', ');
  const text = `INSERT INTO events (run_id, seq, ts, type, data, v)
    SELECT ?1, e.column1, e.column2, e.column3, e.column4, ${EVENT_VERSION} FROM (VALUES ${values}) AS e
    WHERE EXISTS (SELECT 1 FROM leases WHERE run_id = ?1 AND owner = ?2)`;
  texts.set(rows, text);
  return text;
}
