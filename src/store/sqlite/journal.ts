import type Database from 'libsql';
import { EVENT_VERSION, type NewEvent, type VouchEvent } from '../../core/index.js';
import { legClock, readable, takenOver } from '../event-rows.js';
import type { Journal } from '../journal.js';
import { Listeners } from '../listeners.js';
import { openReads } from '../reads.js';
import type { Sql } from '../sql.js';
import { guarded } from './database.js';

/** The journal in an SQLite file: an event is written when `append` returns. */
export function openJournal(database: Database.Database, path: string, sql: Sql): Journal {
  const listeners = new Listeners();
  // Numbered by the database itself: another process may have gone on with the run since this one last wrote.
  const prepareInsert = (): Database.Statement => database.prepare(
    `INSERT INTO events (run_id, seq, ts, type, data, v)
     SELECT ?1, (SELECT coalesce(max(seq), 0) + 1 FROM events WHERE run_id = ?1), ?2, ?3, ?4, ${EVENT_VERSION}
     WHERE ?5 IS NULL OR EXISTS (SELECT 1 FROM leases WHERE run_id = ?1 AND owner = ?5) RETURNING seq`,
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
    if (!row) throw takenOver(runId);
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
    append(runId, event, { owner, durable = false } = {}) {
      const stamped = guarded(path, () => (durable ? durably(() => append(runId, event, owner)) : append(runId, event, owner)));
      listeners.tell(stamped);
      return stamped;
    },
    settled: () => Promise.resolve(),
    ...openReads(sql),
    isShared: false,
    subscribe: (runId, listener) => listeners.add(runId, listener),
    subscribeAll: (listener) => listeners.addAll(listener),
  };
}
