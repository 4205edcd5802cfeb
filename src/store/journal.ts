import type Database from 'libsql';
import { EVENT_DATA, parseEvent, VouchError, type NewEvent, type VouchEvent } from '../core/index.js';
import { guarded, openDatabase } from './database.js';

/** A run as the journal lists it. */
export interface JournalEntry {
  readonly runId: string;
  readonly first: VouchEvent;
  readonly last: VouchEvent;
}

type Listener = (event: VouchEvent) => void;

interface EventRow {
  run_id: string;
  seq: number;
  ts: number;
  type: string;
  data: string;
}

/** The append-only event log of all runs. All state of a run is derived from it. */
export interface Journal {
  /**
   * Writes the event and numbers it; it is durable against a killed process when this returns. What comes back is what
   * will be read. Throws STORE_FULL, STORE_FAILED, and INTERNAL for data that could not be read again.
   */
  append(runId: string, event: NewEvent): VouchEvent;
  /** Events after `since`, in order, at most `limit` (default: all); empty for an unknown run. */
  read(runId: string, since?: number, limit?: number): VouchEvent[];
  /** All runs, the one with the latest event first. */
  list(): JournalEntry[];
  /** One run of the list; `undefined` for an unknown one. */
  entry(runId: string): JournalEntry | undefined;
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
  const insert = database.prepare(
    `INSERT INTO events (run_id, seq, ts, type, data)
     VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM events WHERE run_id = ?1), ?2, ?3, ?4) RETURNING seq`,
  );
  const after = database.prepare('SELECT run_id, seq, ts, type, data FROM events WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?');
  const ends = database.prepare(
    // Two seeks a run, whatever its length: from id to id, and to the first and the last event of each.
    `WITH RECURSIVE runs (id) AS (
       SELECT min(run_id) FROM events
       UNION ALL SELECT (SELECT min(run_id) FROM events WHERE run_id > id) FROM runs WHERE id IS NOT NULL)
     SELECT e.run_id, e.seq, e.ts, e.type, e.data FROM runs JOIN events e ON e.run_id = runs.id
       AND e.seq IN ((SELECT min(seq) FROM events WHERE run_id = runs.id), (SELECT max(seq) FROM events WHERE run_id = runs.id))
     ORDER BY e.run_id, e.seq`,
  );

  const endsOfOne = database.prepare(
    `SELECT run_id, seq, ts, type, data FROM events WHERE run_id = ?1
       AND seq IN ((SELECT min(seq) FROM events WHERE run_id = ?1), (SELECT max(seq) FROM events WHERE run_id = ?1)) ORDER BY seq`,
  );

  const append = (runId: string, event: NewEvent): VouchEvent => {
    const { json, data } = readable(event);
    const ts = Date.now();
    const { seq } = insert.get(runId, ts, event.type, json) as { seq: number };
    return { v: 1, runId, seq, ts, type: event.type, data } as VouchEvent;
  };

  return {
    database,
    path,
    append(runId, event) {
      const stamped = guarded(path, () => append(runId, event));
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

/** A row as an event; none for a type that a later minor version wrote. */
function toEvent(row: EventRow): VouchEvent[] {
  try {
    const event = parseEvent({ v: 1, runId: row.run_id, seq: row.seq, ts: row.ts, type: row.type, data: JSON.parse(row.data) as unknown });
    return event ? [event] : [];
  } catch (error) {
    throw new VouchError('STORE_FAILED', `Event ${row.seq} (${row.type}) of run ${row.run_id} in the journal is not readable: ${(error as Error).message}`, { cause: error });
  }
}
