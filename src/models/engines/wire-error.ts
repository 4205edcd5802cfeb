/**
 * An error that an engine answers on the wire as `{error: {message, type, code}}`. Engines live in another process than
 * the runtime, so this is not a VouchError: the provider on the other side turns it into one.
 */
export class WireError extends Error {
  override readonly name = 'WireError';
  constructor(
    readonly status: number,
    /** Machine-readable, such as `context_length_exceeded`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The request was wrong: status 400. */
export function badRequest(code: string, message: string): WireError {
  return new WireError(400, code, message);
}
