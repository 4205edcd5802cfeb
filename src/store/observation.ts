import { EVENT_DATA, OWN_WAY, type EventData, type EventType } from '../core/index.js';

/** What one ended attempt says about its tool. */
export interface Observation {
  readonly tool: string;
  /** Coarse kind of its inputs; empty in journals of versions that did not note it. */
  readonly kind: string;
  /** The rung that led to it, else OWN_WAY. */
  readonly way: string;
  /** The models that answered, in order of their names. */
  readonly models: readonly { readonly id: string; readonly version: string | null }[];
  readonly result: Result;
  readonly ms: number;
  readonly tokens: number;
  readonly verdicts: readonly { readonly oracle: string; readonly result: Result; readonly ms: number }[];
}

/** held: at least one criterion was proved and none failed. unproved: nothing failed, and nothing was proved. */
export type Result = 'held' | 'rejected' | 'errors' | 'unproved';

/** Errors that say something about the way an attempt was made; the others are faults of the request, of the machine or of the user's patience. */
const TELLING_ERRORS: ReadonlySet<string> = new Set(['TOOL_FAILED', 'TOOL_OUTPUT_INVALID', 'TIMEOUT', 'MODEL_SERVER_FAILED', 'MODEL_REPLY_INVALID', 'MEDIA_UNSUPPORTED']);

/** One event of an attempt. */
export interface AttemptEvent {
  readonly type: string;
  readonly data: unknown;
}

/** An event as the database has it; `data` is JSON that is not yet read. */
export interface StoredEvent {
  readonly type: string;
  readonly data: string;
}

/** Reads stored events; those that are not readable are left out. */
export function readStored(events: readonly StoredEvent[]): AttemptEvent[] {
  return events.flatMap(({ type, data }) => {
    const parsed = EVENT_DATA[type as EventType].safeParse(JSON.parse(data));
    return parsed.success ? [{ type, data: parsed.data }] : [];
  });
}

/**
 * Folds the events of one attempt, in order and ending with its `attempt.ended`; others may stand between them. `undefined` where it
 * says nothing: its result was taken from an equal step, the run was ended from outside, or its events were not readable.
 */
export function observe(events: readonly AttemptEvent[]): Observation | undefined {
  const start = events.findLastIndex(({ type }) => type === 'attempt.started');
  const started = read('attempt.started', events[start]);
  const ended = read('attempt.ended', events.at(-1));
  if (!started || !ended || ended.reused || (ended.error && !TELLING_ERRORS.has(ended.error.code))) return undefined;
  const verdicts = events.slice(start + 1).flatMap((event) => read('verdict.given', event) ?? []);
  const proved = verdicts.some(({ status }) => status === 'pass');
  const result = ended.status === 'error' ? 'errors' : ended.status === 'rejected' ? 'rejected' : proved ? 'held' : 'unproved';
  return {
    tool: started.tool,
    kind: started.kind ?? '',
    way: started.rung ?? OWN_WAY,
    models: [...ended.models].sort().map((id) => ({ id, version: ended.versions?.[id] ?? null })),
    result,
    ms: Math.round(ended.ms),
    tokens: ended.tokens ?? 0,
    verdicts: verdicts.map(({ oracle, status, ms }) => ({ oracle, result: status === 'pass' ? 'held' : status === 'fail' ? 'rejected' : 'unproved', ms: Math.round(ms) })),
  };
}

function read<T extends 'attempt.started' | 'attempt.ended' | 'verdict.given'>(type: T, event: AttemptEvent | undefined): EventData<T> | undefined {
  return event?.type === type ? (event.data as EventData<T>) : undefined;
}
