import { VouchError } from '../../core/index.js';
import { FAILURES, readFailure, type FailureKind } from './decide/failure-kind.js';
import { lastWords, type ServerLog } from './records/index.js';

export interface ServerFailureOptions {
  readonly cause?: unknown;
  /** What the server wrote; it becomes part of the message, and may show a closer kind of failure. */
  readonly log?: ServerLog | undefined;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** MODEL_SERVER_FAILED that says what kind of failure it was (`details.failure`), so that a remedy can be chosen. */
export function serverFailure(kind: FailureKind, message: string, { cause, log, details = {} }: ServerFailureOptions = {}): VouchError {
  const failure = readFailure(kind, `${message}\n${log?.last() ?? ''}`);
  return new VouchError('MODEL_SERVER_FAILED', `${message}${log ? lastWords(log) : ''}`, {
    retryable: isPassing(failure),
    details: { ...details, failure, ...(log?.file === undefined ? {} : { log: log.file }) },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The kind of failure that an error speaks of; `undefined`: it does not speak of the server's health. */
export function failureOf(error: unknown): FailureKind | undefined {
  const kind = VouchError.is(error) ? error.details?.['failure'] : undefined;
  return typeof kind === 'string' && kind in FAILURES ? (kind as FailureKind) : undefined;
}

/** Whether the same may succeed later without anybody's help. */
function isPassing(kind: FailureKind): boolean {
  return kind !== 'load-refused' && kind !== 'damaged-files' && kind !== 'quarantined';
}

/** The error with the number of the start that it speaks of. */
export function withGeneration(error: VouchError, generation: number): VouchError {
  return new VouchError(error.code, error.message, { retryable: error.retryable, details: { ...error.details, generation }, cause: error.cause ?? error });
}
