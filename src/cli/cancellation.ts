import { VouchError } from '../core/index.js';
import { EXIT } from './exit-code.js';
import type { Terminal } from './terminal.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A signal that the user's Ctrl-C aborts. */
export interface Cancellation {
  readonly signal: AbortSignal;
  /** Takes the listeners off again. */
  dispose(): void;
}

/**
 * The first Ctrl-C (or SIGTERM, SIGHUP) aborts with a coded reason, so that children end and the journal is closed; the
 * second one ends the process at once.
 */
export function cancelOnSignals(terminal: Terminal): Cancellation {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    terminal.talk('Cancelling. Once more ends it at once.');
    controller.abort(new VouchError('CANCELLED', 'Cancelled by the user.'));
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of SIGNALS) process.off(name, onSignal);
    },
  };
}
