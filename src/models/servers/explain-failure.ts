import { setTimeout as delay } from 'node:timers/promises';
import { VouchError } from '../../core/index.js';
import type { ServerChild } from './child.js';
import { isOverload } from './decide/overload.js';
import { failureOf, serverFailure } from './failure.js';

/** How long the exit of a process may come after the broken connection that it causes, ms. */
const EXIT_SEEN_MS = 200;

export interface FailedIn {
  readonly id: string;
  readonly child: ServerChild;
  /** Number of the start that the request was served by. */
  readonly generation: number;
  /** Whether the process was ended because nothing in it moved. */
  readonly isWedged: () => boolean;
  readonly wedgedMs: number;
}

/**
 * Makes the error of a request say what happened to the server. `isDoubtful`: the process lives, and must show that it is well before the
 * next request.
 */
export async function explainFailure(error: unknown, { id, child, generation, isWedged, wedgedMs }: FailedIn, signal: AbortSignal): Promise<{ readonly error: unknown; readonly isDoubtful: boolean }> {
  const failed = !signal.aborted && VouchError.is(error) && error.code === 'MODEL_SERVER_FAILED' && error.retryable;
  if (!failed) return { error, isDoubtful: false };
  const details = { ...error.details, generation };
  // A broken connection may be seen before the exit of the process that broke it.
  const how = await Promise.race([child.exited, delay(EXIT_SEEN_MS, undefined, { ref: false })]);
  if (how !== undefined) {
    const kind = isWedged() ? 'hang' : 'crash';
    const what = kind === 'hang' ? `hung: for ${Math.round(wedgedMs / 1000)} s nothing moved, and it was ended` : `died during a request (${how})`;
    return { error: serverFailure(kind, `The server of ${id} ${what}.`, { log: child.log, cause: error, details }), isDoubtful: false };
  }
  // What the server answered is its own word; only memory that ran out is something that can be mended here.
  const closer = serverFailure('broken-connection', error.message, { cause: error, details });
  const isItsWord = error.details?.['status'] !== undefined && failureOf(closer) !== 'out-of-memory';
  return { error: isItsWord ? error : closer, isDoubtful: !(isItsWord && isOverload(closer)) };
}
