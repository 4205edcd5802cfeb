import type { Outcome } from '../core/index.js';

/** What the process answers to the shell; docs/cli.md shows the same table. */
export const EXIT = {
  completed: 0,
  failed: 1,
  /** Wrong usage or bad input: the user has to change something. */
  badInput: 2,
  /** Completed, but something is unproved. */
  unproved: 3,
  /** Waits for an answer of the user. */
  suspended: 4,
  /** As shells report a process that Ctrl-C ended. */
  cancelled: 130,
} as const;

const BAD_INPUT = new Set([
  'USAGE', 'INPUT_NOT_FOUND', 'INPUT_EMPTY', 'INPUT_CORRUPT', 'INPUT_TOO_LARGE', 'INPUT_UNSUPPORTED', 'URL_REFUSED', 'URL_UNREACHABLE', 'PLAN_INVALID',
  'CAPABILITY_MISSING', 'RUN_NOT_FOUND', 'RUN_NOT_RESUMABLE',
]);

/** The exit code for an error that ended a command. */
export function exitCodeOfError(code: string): number {
  if (code === 'CANCELLED') return EXIT.cancelled;
  return BAD_INPUT.has(code) ? EXIT.badInput : EXIT.failed;
}

/** The exit code for a run that has ended. */
export function exitCodeOfOutcome(outcome: Pick<Outcome, 'status' | 'unproved' | 'error'>): number {
  switch (outcome.status) {
    case 'completed':
      return outcome.unproved.length === 0 ? EXIT.completed : EXIT.unproved;
    case 'suspended':
      return EXIT.suspended;
    case 'cancelled':
      return EXIT.cancelled;
    case 'failed':
      return exitCodeOfError(outcome.error?.code ?? 'INTERNAL');
  }
}
