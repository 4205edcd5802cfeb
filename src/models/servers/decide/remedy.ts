import type { FailureKind } from './failure-kind.js';

/** The ladder of remedies, mildest first. */
export const REMEDIES = ['retry', 'restart', 'shrink', 'move', 'other-model', 'give-up'] as const;
export type Remedy = (typeof REMEDIES)[number];

/** What is known when a remedy is chosen. */
export interface Situation {
  readonly failure: FailureKind;
  /** What was tried for this request already, in order. */
  readonly taken: readonly Remedy[];
  /** Limits (context, images, batch) can be made smaller still. */
  readonly canShrink: boolean;
  /** There is another device to move to. */
  readonly canMove: boolean;
  /** The program has ended by itself with a limit that it was never seen to take: what it said is against that limit. Default false. */
  readonly isAgainstLimit?: boolean | undefined;
  /** Another model can do the job, and may. */
  readonly hasOther: boolean;
}

/** What helps against a limit that the program does not take: another one, or another device. */
const AGAINST_LIMIT: readonly Remedy[] = ['shrink', 'move'];

/** Which remedies can help against a failure; the last two always can. */
const HELP: Readonly<Record<FailureKind, readonly Remedy[]>> = {
  'broken-connection': ['retry', 'restart', 'shrink', 'move'],
  crash: ['restart', 'shrink', 'move'],
  'crash-at-load': ['restart', 'shrink', 'move'],
  // What it has against its arguments or its files, smaller limits do not mend: each try may take minutes and hides what it said.
  'ended-at-load': ['restart'],
  'slow-load': ['restart', 'move'],
  hang: ['restart', 'shrink', 'move'],
  // The same again would end in the same way, unless there is nothing to change.
  'out-of-memory': ['shrink', 'move'],
  'port-taken': ['restart'],
  'load-refused': [],
  'damaged-files': [],
  quarantined: [],
};

/**
 * The next remedy: the mildest that helps, is possible, and is not milder than what was tried. Shrinking and moving may be repeated, as long as
 * there is something smaller or another device; on another device limits shrink anew.
 */
export function nextRemedy(situation: Situation): Remedy {
  const last = situation.taken.at(-1);
  const from = last === undefined ? 0 : last === 'move' ? REMEDIES.indexOf('shrink') : REMEDIES.indexOf(last) + (last === 'shrink' ? 0 : 1);
  const possible = (remedy: Remedy): boolean => {
    if (remedy === 'other-model') return situation.hasOther;
    if (remedy === 'give-up') return true;
    if (!(situation.isAgainstLimit ? AGAINST_LIMIT : HELP[situation.failure]).includes(remedy)) return false;
    return remedy === 'shrink' ? situation.canShrink : remedy === 'move' ? situation.canMove : true;
  };
  return REMEDIES.slice(from).find(possible) ?? 'give-up';
}
