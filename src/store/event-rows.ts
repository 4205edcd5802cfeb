import { EVENT_DATA, EVENT_VERSION, parseEvent, VouchError, type NewEvent, type VouchEvent } from '../core/index.js';
import type { JournalEntry } from './journal.js';

/** A row of the table of events. */
export interface EventRow {
  readonly v: number;
  readonly run_id: string;
  readonly seq: number;
  /** ms since 1970. */
  readonly ts: number;
  readonly type: string;
  /** JSON. */
  readonly data: string;
}

/** The lease of a run that is written is somebody else's by now. */
export function takenOver(runId: string): VouchError {
  return new VouchError('RUN_NOT_RESUMABLE', `Run ${runId} was taken over by another process, because this one did not answer for too long.`);
}

/** The event's data as it will be read: tools and oracles of others take part in it, and one bad line would close the whole run. */
export function readable({ type, data }: NewEvent): { json: string; data: unknown } {
  try {
    const json = keepable(JSON.stringify(data));
    return { json, data: EVENT_DATA[type].parse(JSON.parse(json)) };
  } catch (error) {
    throw new VouchError('INTERNAL', `A ${type} event cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

/** Escapes, one after the other; the long ones are of what is no text: NUL, and halves of characters. PostgreSQL takes neither. */
const ESCAPES = /\\(?:u(?:0000|d[89a-f][0-9a-f]{2})|.)/g;

/** JSON in which they are replacement characters. */
export function keepable(json: string): string {
  return json.includes('\\u') ? json.replace(ESCAPES, (escape) => (escape.length > 2 ? '\\ufffd' : escape)) : json;
}

/**
 * The time of events: that of the day when the run (or a later process of it) begins, and from there on by a clock that nobody
 * sets, so that what lies between two events of one process is what went by.
 */
export function legClock(): (runId: string, type: NewEvent['type']) => number {
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
export function toEvent(row: EventRow): VouchEvent[] {
  if (row.v > EVENT_VERSION) throw new VouchError('STORE_FAILED', `Event ${row.seq} of run ${row.run_id} was written by a later version of Vouch (event version ${row.v}, this one knows ${EVENT_VERSION}). Update Vouch to read this run.`);
  try {
    const event = parseEvent({ v: row.v, runId: row.run_id, seq: row.seq, ts: row.ts, type: row.type, data: JSON.parse(row.data) as unknown });
    return event ? [event] : [];
  } catch (error) {
    throw new VouchError('STORE_FAILED', `Event ${row.seq} (${row.type}) of run ${row.run_id} in the journal is not readable: ${(error as Error).message}`, { cause: error });
  }
}

/** The first and the last events of runs, in order, as the list of them: the run with the latest event first. */
export function entriesOf(ends: readonly VouchEvent[]): JournalEntry[] {
  const entries = new Map<string, { first: VouchEvent; last: VouchEvent }>();
  for (const event of ends) entries.set(event.runId, { first: entries.get(event.runId)?.first ?? event, last: event });
  return [...entries].map(([runId, entry]) => ({ runId, ...entry })).sort((a, b) => b.last.ts - a.last.ts);
}
