import type Database from 'libsql';
import { parseEvent, VouchError, type NewEvent, type VouchEvent } from '../core/index.js';
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
  /** Writes the event and numbers it; it is durable against a killed process when this returns. Throws STORE_FULL, STORE_FAILED. */
  append(runId: string, event: NewEvent): VouchEvent;
  /** Events after `since`, in order; empty for an unknown run. */
  read(runId: string, since?: number): VouchEvent[];
  /** All runs, the one with the latest event first. */
  list(): JournalEntry[];
  /** Calls back for each event that this process appends to the run; returns the function that ends it. */
  subscribe(runId: string, listener: Listener): () => void;
  close(): void;
}

/** Opens the journal in the SQLite file at `path`. */
export function openJournal(path: string): Journal & { readonly database: Database.Database; readonly path: string } {
  const database = openDatabase(path);
  const listeners = new Map<string, Set<Listener>>();
  const insert = database.prepare('INSERT INTO events (run_id, seq, ts, type, data) VALUES (?, ?, ?, ?, ?)');
  const highest = database.prepare('SELECT max(seq) AS seq FROM events WHERE run_id = ?');
  const after = database.prepare('SELECT run_id, seq, ts, type, data FROM events WHERE run_id = ? AND seq > ? ORDER BY seq');
  const ends = database.prepare(
    `SELECT e.run_id, e.seq, e.ts, e.type, e.data FROM events e
     JOIN (SELECT run_id, min(seq) AS lo, max(seq) AS hi FROM events GROUP BY run_id) r ON e.run_id = r.run_id AND (e.seq = r.lo OR e.seq = r.hi)
     ORDER BY e.run_id, e.seq`,
  );
  const next = new Map<string, number>();

  const append = (runId: string, event: NewEvent): VouchEvent => {
    const seq = next.get(runId) ?? ((highest.get(runId) as { seq: number | null } | undefined)?.seq ?? 0) + 1;
    const stamped = { v: 1, runId, seq, ts: Date.now(), ...event } as VouchEvent;
    try {
      insert.run(runId, seq, stamped.ts, stamped.type, JSON.stringify(stamped.data));
    } catch (error) {
      next.delete(runId);
      throw error;
    }
    next.set(runId, seq + 1);
    return stamped;
  };

  return {
    database,
    path,
    append(runId, event) {
      const stamped = guarded(path, () => append(runId, event));
      for (const listener of listeners.get(runId) ?? []) listener(stamped);
      return stamped;
    },
    read: (runId, since = 0) => guarded(path, () => (after.all(runId, since) as EventRow[]).flatMap(toEvent)),
    list() {
      const entries = new Map<string, { first: VouchEvent; last: VouchEvent }>();
      for (const event of guarded(path, () => (ends.all() as EventRow[]).flatMap(toEvent))) {
        entries.set(event.runId, { first: entries.get(event.runId)?.first ?? event, last: event });
      }
      return [...entries].map(([runId, entry]) => ({ runId, ...entry })).sort((a, b) => b.last.ts - a.last.ts);
    },
    subscribe(runId, listener) {
      const group = listeners.get(runId) ?? new Set();
      listeners.set(runId, group.add(listener));
      return () => {
        group.delete(listener);
        if (group.size === 0) listeners.delete(runId);
      };
    },
    close: () => {
      database.close();
    },
  };
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
