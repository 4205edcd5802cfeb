import type Database from 'libsql';
import { EVENT_VERSION, type VouchError, type VouchEvent } from '../../core/index.js';
import { legClock, readable, takenOver } from '../event-rows.js';
import type { Journal } from '../journal.js';
import { Listeners } from '../listeners.js';
import { openReads } from '../reads.js';
import type { Sql } from '../sql.js';
import { guarded } from './database.js';
import { openInsert, type Written } from './insert-events.js';
import type { HeldBytes } from './unsynced.js';

/** What this process writes to one run, under one lease. */
interface Pen {
  readonly runId: string;
  readonly owner: string;
  /** Of the last event that was appended. */
  seq: number;
  queue: Written[];
  /** Something of the queue is to be on the disk when it is written. */
  durable: boolean;
  isWriting: boolean;
  failed: VouchError | undefined;
}

/** A journal whose leases tell it who writes what. */
export interface EmbeddedJournal {
  readonly journal: Journal;
  /** This process may write the run from here on, after event `lastSeq`. */
  opened(runId: string, owner: string, lastSeq: number): void;
  /** Writes what was appended under the lease, as far as it can be. */
  closed(owner: string): void;
  /** Writes what was appended. */
  close(): void;
}

/**
 * The journal in an SQLite file. What is appended is written together when `flush` or `settled` asks for it, and otherwise at the end of the turn.
 * `waiting`: see openInsert.
 */
export function openJournal(database: Database.Database, path: string, { sql, waiting }: { readonly sql: Sql; readonly waiting: HeldBytes[] }): EmbeddedJournal {
  const listeners = new Listeners();
  const pens = new Map<string, Pen>();
  const insert = openInsert(database, waiting);
  const clock = legClock();
  const reads = openReads(sql);
  let due: NodeJS.Immediate | undefined;

  /** Writes the queue, and then tells of it; what a listener appends is written after what it was told. */
  const write = (pen: Pen): void => {
    if (pen.isWriting) return;
    pen.isWriting = true;
    try {
      while (pen.queue.length > 0) {
        const { queue, durable } = pen;
        [pen.queue, pen.durable] = [[], false];
        guarded(path, () => { if (!insert.underLease(pen, queue, durable)) throw takenOver(pen.runId); });
        for (const { event } of queue) listeners.tell(event);
      }
    } catch (error) {
      // Whatever comes after an event that is not in the journal has no place in it either.
      pen.failed = error as VouchError;
      pen.queue = [];
    } finally {
      pen.isWriting = false;
    }
  };
  const writeAll = (): void => {
    due = undefined;
    for (const pen of pens.values()) write(pen);
  };
  const flush = (runId: string): void => {
    const pen = pens.get(runId);
    if (!pen) return;
    write(pen);
    if (pen.failed) throw pen.failed;
  };
  /** What is read holds all that was appended; that some of it could not be written is told to who wrote it. */
  const caughtUp = <T>(read: () => Promise<T>): Promise<T> => {
    writeAll();
    return read();
  };

  const journal: Journal = {
    append(runId, event, { owner, durable = false } = {}) {
      const { json, data } = readable(event);
      const pen = pens.get(runId);
      if (pen?.owner !== owner) throw takenOver(runId);
      if (pen?.failed) throw pen.failed;
      const stamp = { v: EVENT_VERSION, runId, ts: clock(runId, event.type), type: event.type, data };
      if (!pen) {
        // Without a lease another process may go on with the run at any time, so that only the database knows the number.
        const stamped = { ...stamp, seq: guarded(path, () => insert.next(stamp as VouchEvent, json, durable)) } as VouchEvent;
        listeners.tell(stamped);
        return stamped;
      }
      const stamped = { ...stamp, seq: ++pen.seq } as VouchEvent;
      pen.queue.push({ event: stamped, json });
      pen.durable ||= durable;
      due ??= setImmediate(writeAll);
      return stamped;
    },
    flush,
    settled: async (runId) => {
      // Where a listener asks, what is being written comes first.
      await Promise.resolve();
      flush(runId);
    },
    read: (...asked) => caughtUp(() => reads.read(...asked)),
    latest: (...asked) => caughtUp(() => reads.latest(...asked)),
    list: () => caughtUp(() => reads.list()),
    entry: (runId) => caughtUp(() => reads.entry(runId)),
    remove: (runId) => caughtUp(() => reads.remove(runId)),
    isShared: false,
    subscribe: (runId, listener) => listeners.add(runId, listener),
    subscribeAll: (listener) => listeners.addAll(listener),
  };
  return {
    journal,
    opened: (runId, owner, seq) => {
      pens.set(runId, { runId, owner, seq, queue: [], durable: false, isWriting: false, failed: undefined });
    },
    closed: (owner) => {
      for (const [runId, pen] of pens) {
        if (pen.owner !== owner) continue;
        write(pen);
        pens.delete(runId);
      }
    },
    close: () => {
      if (due) clearImmediate(due);
      writeAll();
    },
  };
}
