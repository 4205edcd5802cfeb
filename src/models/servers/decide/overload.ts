import { VouchError } from '../../../core/index.js';

/** The server said that it has too much to do: it is well, and the same request may be sent again later. */
export function isOverload(error: unknown): boolean {
  if (!VouchError.is(error)) return false;
  const { status, code } = error.details ?? {};
  return status === 429 || (status === 503 && code !== 'out_of_memory') || code === 'overloaded';
}
