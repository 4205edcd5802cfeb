import type Database from 'libsql';
import { EVENT_DATA, EVENT_VERSION, parseEvent, VouchError, type NewEvent, type VouchEvent } from '../core/index.js';
import { guarded, openDatabase } from './database.js';

/** A run as the journal lists it. */
export interface JournalEntry {
  readonly runId: string;
  readonly first: VouchEvent;
  readonly last: VouchEvent;
}

type Listener = (event: VouchEvent) => void;

interface EventRow {
  v: number;
  run_id: string;
  seq: number;
  ts: number;
  type: string;
  data: string;
}

export interface AppendOptions {
  /** Of the lease under which the run is executed. */
  readonly owner?: string | undefined;
  /** Default false. True: it is on the disk when this returns, even if the machine loses its power at once. */
  readonly durable?: boolean | undefined;
}

/** The append-only event log of all runs. All state of a run is derived from it. */
export interface Journal {
  /**
   * Writes the event and numbers it; it is durable against a killed process when this returns. What comes back is what
   * will be read. Throws STORE_FULL, STORE_FAILED, INTERNAL for data that could not be read again, and RUN_NOT_RESUMABLE where
   * `owner` does not hold the run's lease any more.
   */
  append(runId: string, event: NewEvent, options?: AppendOptions): VouchEvent;
  /** Events after `since`, in order, at most `limit` (default: all); empty for an unknown run. */
  read(runId: string, since?: number, limit?: number): VouchEvent[];
  /** All runs, the one with the latest event first. */
  list(): JournalEntry[];
  /** One run of the list; `undefined` for an unknown one. */
  entry(runId: string): JournalEntry | undefined;
  /** Forgets a run whole. */
  remove(runId: string): void;
  /** Calls back for each event that this process appends to the run; returns the function that ends it. */
  subscribe(runId: string, listener: Listener): () => void;
  /** Calls back for each event that this process appends to any run; returns the function that ends it. */
  subscribeAll(listener: Listener): () => void;
  close(): void;
}

/** Opens the journal in the SQLite file at `path`. */
export function openJournal(path: string): Journal & { readonly database: Database.Database; readonly path: string } {
  const database = openDatabase(path);
  const listeners = new Map<string, Set<Listener>>();
  const everywhere = new Set<Listener>();
  // Numbered by the database itself: another process may have gone on with the run since this one last wrote.
  const prepareInsert = (): Database.Statement => database.prepare(
    `INSERT INTO events (run_id, seq, ts, type, data, v)
     SELECT ?1, (SELECT coalesce(max(seq), 0) + 1 FROM events WHERE run_id = ?1), ?2, ?3, ?4, ${EVENT_VERSION}
     WHERE ?5 IS NULL OR EXISTS (SELECT 1 FROM leases WHERE run_id = ?1 AND owner = ?5) RETURNING seq`,
  );
  const after = database.prepare('SELECT v, run_id, seq, ts, type, data FROM events WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?');
  const ends = database.prepare(
    // Two seeks a run, whatever its length: from id to id, and to the first and the last event of each.
    `WITH RECURSIVE runs (id) AS (
       SELECT min(run_id) FROM events
       UNION ALL SELECT (SELECT min(run_id) FROM events WHERE run_id > id) FROM runs WHERE id IS NOT NULL)
     SELECT e.v, e.run_id, e.seq, e.ts, e.type, e.data FROM runs JOIN events e ON e.run_id = runs.id
       AND e.seq IN ((SELECT min(seq) FROM events WHERE run_id = runs.id), (SELECT max(seq) FROM events WHERE run_id = runs.id))
     ORDER BY e.run_id, e.seq`,
  );

  const endsOfOne = database.prepare(
    `SELECT v, run_id, seq, ts, type, data FROM events WHERE run_id = ?1
       AND seq IN ((SELECT min(seq) FROM events WHERE run_id = ?1), (SELECT max(seq) FROM events WHERE run_id = ?1)) ORDER BY seq`,
  );

  let insert = prepareInsert();
  const clock = legClock();
  /** A statement that has failed once is not used again: the driver does not reset it. */
  const stepped = <T>(step: () => T): T => {
    try {
      return step();
    } catch (error) {
      insert = prepareInsert();
      throw error;
    }
  };
  const append = (runId: string, event: NewEvent, owner: string | undefined): VouchEvent => {
    const { json, data } = readable(event);
    const ts = clock(runId, event.type);
    const row = stepped(() => insert.get(runId, ts, event.type, json, owner ?? null)) as { seq: number } | undefined;
    if (!row) throw new VouchError('RUN_NOT_RESUMABLE', `Run ${runId} was taken over by another process, because this one did not answer for too long.`);
    return { v: EVENT_VERSION, runId, seq: row.seq, ts, type: event.type, data } as VouchEvent;
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

  return {
    database,
    path,
    append(runId, event, { owner, durable = false } = {}) {
      const stamped = guarded(path, () => (durable ? durably(() => append(runId, event, owner)) : append(runId, event, owner)));
      for (const listener of listeners.get(runId) ?? []) listener(stamped);
      for (const listener of everywhere) listener(stamped);
      return stamped;
    },
    // SQLite takes -1 for no limit.
    read: (runId, since = 0, limit = -1) => guarded(path, () => (after.all(runId, since, limit) as EventRow[]).flatMap(toEvent)),
    list() {
      const entries = new Map<string, { first: VouchEvent; last: VouchEvent }>();
      for (const event of guarded(path, () => (ends.all() as EventRow[]).flatMap(toEvent))) {
        entries.set(event.runId, { first: entries.get(event.runId)?.first ?? event, last: event });
      }
      return [...entries].map(([runId, entry]) => ({ runId, ...entry })).sort((a, b) => b.last.ts - a.last.ts);
    },
    entry(runId) {
      const events = guarded(path, () => (endsOfOne.all(runId) as EventRow[]).flatMap(toEvent));
      const [first, last] = [events[0], events.at(-1)];
      return first && last && { runId, first, last };
    },
    remove(runId) {
      guarded(path, () => { database.transaction(() => {
        for (const table of ['events', 'counted']) database.prepare(`DELETE FROM ${table} WHERE run_id = ?`).run(runId);
      }).immediate(); });
    },
    subscribe(runId, listener) {
      const group = listeners.get(runId) ?? new Set();
      listeners.set(runId, group.add(listener));
      return () => {
        group.delete(listener);
        if (group.size === 0) listeners.delete(runId);
      };
    },
    subscribeAll(listener) {
      everywhere.add(listener);
      return () => { everywhere.delete(listener); };
    },
    close: () => {
      database.close();
    },
  };
}

/** The event's data as it will be read: tools and oracles of others take part in it, and one bad line would close the whole run. */
function readable({ type, data }: NewEvent): { json: string; data: unknown } {
  try {
    const json = JSON.stringify(data);
    return { json, data: EVENT_DATA[type].parse(JSON.parse(json)) };
  } catch (error) {
    throw new VouchError('INTERNAL', `A ${type} event cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * The time of events: that of the day when the run (or a later process of it) begins, and from there on by a clock that nobody
 * sets, so that what lies between two events of one process is what went by.
 */
function legClock(): (runId: string, type: NewEvent['type']) => number {
  const offsets = new Map<string, number>();
  return (runId, type) => {
    const known = type === 'run.started' || type === 'run.resumed' ? undefined : offsets.get(runId);
    const offset = known ?? Date.now() - performance.now();
    if (isEnd(type)) offsets.delete(runId);
    else if (known === undefined) offsets.set(runId, offset);
    return Math.round(offset + performance.now());
  };
}

function isEnd(type: NewEvent['type']): boolean {
  return type === 'run.completed' || type === 'run.failed' || type === 'run.suspended' || type === 'run.paused' || type === 'run.cancelled';
}

/** A row as an event; none for a type that a later minor version wrote. */
function toEvent(row: EventRow): VouchEvent[] {
  if (row.v > EVENT_VERSION) throw new VouchError('STORE_FAILED', `Event ${row.seq} of run ${row.run_id} was written by a later version of Vouch (event version ${row.v}, this one knows ${EVENT_VERSION}). Update Vouch to read this run.`);
  try {
    const event = parseEvent({ v: row.v, runId: row.run_id, seq: row.seq, ts: row.ts, type: row.type, data: JSON.parse(row.data) as unknown });
    return event ? [event] : [];
  } catch (error) {
    throw new VouchError('STORE_FAILED', `Event ${row.seq} (${row.type}) of run ${row.run_id} in the journal is not readable: ${(error as Error).message}`, { cause: error });
  }
}
