/**
 * Every error code with what it means. `retryable` says whether the same call can succeed later without the user
 * changing anything. docs/errors.md shows the same table; a test keeps the two equal.
 */
export const ERROR_CODES = {
  USAGE: { retryable: false, meaning: 'The command line, an option or a call was wrong.' },
  INPUT_NOT_FOUND: { retryable: false, meaning: 'A named file does not exist or cannot be read.' },
  INPUT_EMPTY: { retryable: false, meaning: 'A named file holds no bytes, or a task holds no words.' },
  INPUT_CORRUPT: { retryable: false, meaning: 'A file does not decode as what it is or claims to be.' },
  INPUT_TOO_LARGE: { retryable: false, meaning: 'An input is above a limit (pixels, bytes or duration).' },
  INPUT_UNSUPPORTED: { retryable: false, meaning: 'No tool takes this kind of input.' },
  URL_REFUSED: { retryable: false, meaning: 'The address has a scheme, host or path that is not allowed.' },
  URL_UNREACHABLE: { retryable: true, meaning: 'The address did not answer.' },
  PLAN_INVALID: { retryable: false, meaning: 'The plan has faults; each is listed with its path.' },
  CAPABILITY_MISSING: { retryable: false, meaning: 'No tool can do something that the task asks for.' },
  PLAN_NOT_FOUND: { retryable: true, meaning: 'The planner found no plan for the task.' },
  RUN_NOT_FOUND: { retryable: false, meaning: 'There is no run with this id in the journal.' },
  RUN_NOT_RESUMABLE: { retryable: false, meaning: 'The run has ended or is being executed by another process.' },
  TOOL_FAILED: { retryable: true, meaning: 'A tool ended with an error.' },
  TOOL_OUTPUT_INVALID: { retryable: true, meaning: 'A tool returned something else than its ports declare.' },
  CRITERION_FAILED: { retryable: false, meaning: 'An output did not hold against a criterion, and the ladder is used up.' },
  REFUSED: { retryable: false, meaning: 'The user did not approve an action.' },
  TOOL_MISMATCH: { retryable: false, meaning: 'A worker has not the tool or the oracle of a step, or has it in another version.' },
  WORKER_LOST: { retryable: true, meaning: 'A worker was gone before it told how its step ended.' },
  SERVER_LOST: { retryable: false, meaning: 'Several servers in a row died over the run, and it got no further; it can be resumed.' },
  QUEUE_FAILED: { retryable: true, meaning: 'The queue between runtime and workers (Redis) could not be reached or answered with an error.' },
  TIMEOUT: { retryable: true, meaning: 'An operation ran past its time limit.' },
  UNAUTHORIZED: { retryable: false, meaning: 'The server wants a token, and the one that came is missing or unknown.' },
  FORBIDDEN: { retryable: false, meaning: 'The token, or the page or address that asks, may not do this.' },
  NOT_FOUND: { retryable: false, meaning: 'The server has no such route, conversation, draft, question or artifact.' },
  RATE_LIMITED: { retryable: true, meaning: 'More requests, runs or connections at a time than the server allows.' },
  CANCELLED: { retryable: false, meaning: 'The user cancelled.' },
  BUDGET_SPENT: { retryable: false, meaning: 'A budget of the run is used up.' },
  MODEL_MISSING: { retryable: false, meaning: 'The model is not in the store; `vouch pull` fetches it.' },
  MODEL_HASH_MISMATCH: { retryable: true, meaning: 'Fetched bytes are not those that the catalogue names.' },
  MODEL_SOURCE_UNREACHABLE: { retryable: true, meaning: 'No source of a model file could be reached.' },
  MODEL_SERVER_FAILED: { retryable: true, meaning: 'A model server did not start, crashed or answered with an error.' },
  MODEL_REPLY_INVALID: { retryable: true, meaning: 'A model server answered something else than its wire format says.' },
  MEDIA_UNSUPPORTED: { retryable: false, meaning: 'A model server does not take this modality.' },
  MEDIA_NOT_SEEN: { retryable: false, meaning: 'A model server answered, but its token count shows that the model never saw the media of the request.' },
  ENGINE_MISSING: { retryable: false, meaning: 'A program that an engine needs (ffmpeg, a browser, Python) is missing.' },
  STORE_FAILED: { retryable: true, meaning: 'The journal or the artifact store could not be written or read.' },
  STORE_FULL: { retryable: true, meaning: 'The disk that holds the store is full.' },
  ARTIFACT_CORRUPT: { retryable: false, meaning: 'Stored bytes no longer have the hash that they are stored under.' },
  INTERNAL: { retryable: false, meaning: 'A fault in Vouch itself.' },
} as const satisfies Record<string, { retryable: boolean; meaning: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** What is left of an error after it has crossed a process border or the journal. */
export interface SerializedError {
  code: ErrorCode;
  message: string;
  retryable: boolean;
  /** What and where, as data: a path in the plan, a file, a URL, the faults of a plan. */
  details?: Record<string, unknown> | undefined;
  cause?: string | undefined;
}

export interface VouchErrorOptions {
  cause?: unknown;
  details?: Record<string, unknown>;
  /** Overrides the table's value where a single case is known better. */
  retryable?: boolean;
}

const MARK = Symbol.for('vouch.error');

/** The one error family of Vouch; told apart by `code`, never by text. */
export class VouchError extends Error {
  override readonly name = 'VouchError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly details: Record<string, unknown> | undefined;
  readonly [MARK] = true;

  constructor(code: ErrorCode, message: string, options: VouchErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? ERROR_CODES[code].retryable;
    this.details = options.details;
  }

  /** True over duplicate copies of this package, too. */
  static is(value: unknown): value is VouchError {
    return value instanceof Error && MARK in value;
  }

  toJSON(): SerializedError {
    return {
      code: this.code,
      message: this.message,
      retryable: this.retryable,
      ...(this.details === undefined ? {} : { details: this.details }),
      ...(this.cause === undefined ? {} : { cause: messageOf(this.cause) }),
    };
  }

  static fromJSON(data: SerializedError): VouchError {
    return new VouchError(data.code in ERROR_CODES ? data.code : 'INTERNAL', data.message, {
      retryable: data.retryable,
      ...(data.details === undefined ? {} : { details: data.details }),
      ...(data.cause === undefined ? {} : { cause: new Error(data.cause) }),
    });
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/**
 * Anything thrown, as a VouchError: an abort keeps its coded reason (or becomes CANCELLED), a full disk becomes
 * STORE_FULL, the rest gets `fallback` with the original as its cause.
 */
export function toVouchError(thrown: unknown, fallback: ErrorCode = 'INTERNAL'): VouchError {
  if (VouchError.is(thrown)) return thrown;
  // A limit of ours, by AbortSignal.timeout: nobody cancelled. By its name, because it may be of another realm.
  if (typeof thrown === 'object' && thrown !== null && 'name' in thrown && thrown.name === 'TimeoutError') {
    return new VouchError('TIMEOUT', 'The operation ran past its time limit.', { cause: thrown });
  }
  if (thrown instanceof Error) {
    if (VouchError.is(thrown.cause) && thrown.name === 'AbortError') return thrown.cause;
    if (thrown.name === 'AbortError') return new VouchError('CANCELLED', 'The operation was cancelled.', { cause: thrown });
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      return new VouchError('STORE_FULL', `The disk is full: ${thrown.message}. Free some space and resume the run.`, { cause: thrown });
    }
  }
  return new VouchError(fallback, messageOf(thrown), { cause: thrown });
}

/** Throws the signal's coded reason when it is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw toVouchError(signal.reason, 'CANCELLED');
}
