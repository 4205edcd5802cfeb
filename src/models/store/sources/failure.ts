import { messageOf, VouchError } from '../../../core/index.js';

/** One source could not give a file; the next one is tried. Anything else that is thrown ends the pull. */
export function sourceFailed(message: string, cause?: unknown): VouchError {
  return new VouchError('MODEL_SOURCE_UNREACHABLE', cause === undefined ? `${message}.` : `${message}: ${innermost(cause)}.`, cause === undefined ? {} : { cause });
}

export function isSourceFailure(error: unknown): error is VouchError {
  return VouchError.is(error) && (error.code === 'MODEL_SOURCE_UNREACHABLE' || error.code === 'MODEL_HASH_MISMATCH');
}

/** fetch() says "fetch failed" and hides the reason in its cause. */
function innermost(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? innermost(error.cause) : messageOf(error);
}
