import type { EventType, NewEvent, VouchEvent } from '../core/index.js';

/** A run as the journal lists it. */
export interface JournalEntry {
  readonly runId: string;
  readonly first: VouchEvent;
  readonly last: VouchEvent;
}

export type Listener = (event: VouchEvent) => void;

export interface AppendOptions {
  /** Of the lease under which the run is executed. A journal that several machines share takes nothing without. */
  readonly owner?: string | undefined;
  /** Default false. True: once `settled` resolves it is on the disk even if the machine loses its power at once. */
  readonly durable?: boolean | undefined;
}

/** The append-only event log of all runs. All state of a run is derived from it. */
export interface Journal {
  /**
   * Numbers the event and hands it to the journal. Who holds a run's lease is alone in writing it, so that the number is final; that
   * the event is written is known when `settled` resolves. What comes back is what will be read. Throws STORE_FULL, STORE_FAILED,
   * INTERNAL for data that could not be read again, and RUN_NOT_RESUMABLE where `owner` does not hold the run's lease any more.
   */
  append(runId: string, event: NewEvent, options?: AppendOptions): VouchEvent;
  /**
   * Writes what was appended to the run, where that can be done at once. One that goes over a network writes by itself, at once, and this does
   * nothing. Called before something follows that can be seen outside; throws what `append` throws.
   */
  flush(runId: string): void;
  /**
   * Resolves when all that this process has appended to the run is written. What must not be forgotten is done, or told to
   * somebody, after that. Throws what `append` throws.
   */
  settled(runId: string): Promise<void>;
  /** Events after `since`, in order, at most `limit` (default: all); empty for an unknown run. */
  read(runId: string, since?: number, limit?: number): Promise<VouchEvent[]>;
  /** The latest of a run's events of these types, before event `before` (default: of all). */
  latest(runId: string, types: readonly EventType[], before?: number): Promise<VouchEvent | undefined>;
  /** All runs, the one with the latest event first. */
  list(): Promise<JournalEntry[]>;
  /** One run of the list; `undefined` for an unknown one. */
  entry(runId: string): Promise<JournalEntry | undefined>;
  /** Forgets a run whole. */
  remove(runId: string): Promise<void>;
  /**
   * Calls back with each event of the run once it is written, in order; returns the function that ends it. A shared journal tells of
   * other processes' events, too; an embedded one only of this one's. A broken connection is made anew, and what was written meanwhile told then.
   */
  subscribe(runId: string, listener: Listener): () => void;
  /** Whether `subscribe` tells of other processes' events. */
  readonly isShared: boolean;
  /** Calls back for each event that this process has written to any run; returns the function that ends it. */
  subscribeAll(listener: Listener): () => void;
}
