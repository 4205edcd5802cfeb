import type { WireError } from '../server/protocol/index.js';

/** An error that the server answered with; told apart by `code`, which is one of docs/errors.md, or `DISCONNECTED`. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly code: string;
  /** True when the same call can succeed later. */
  readonly retryable: boolean;
  readonly details: Record<string, unknown> | undefined;

  constructor({ code, message, retryable, details }: WireError) {
    super(message);
    this.code = code;
    this.retryable = retryable;
    this.details = details;
  }
}

/** A call whose reply was lost with the connection: nobody knows whether it was done. */
export function disconnected(what: string): ServerError {
  return new ServerError({ code: 'DISCONNECTED', message: `The connection was lost before the reply to ${what} came. Look at the state before doing it again.`, retryable: true });
}
