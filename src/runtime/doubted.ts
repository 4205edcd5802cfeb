import type { AttemptState, RepairPolicy, StepState } from '../core/index.js';

/**
 * The attempt to keep where the ladder is used up: of those that only models doubted, the one with the fewest fails, the
 * latest among equals. What no program measured, but a model perceived or judged, may send back; in the end it is a doubt that
 * is told, not a condemnation. A run that only resamples keeps its last attempt or none. Read from the journalled attempts, so
 * that a resumed run knows those from before.
 */
export function leastDoubted({ attempts, inherited = 0 }: StepState, repair: RepairPolicy): AttemptState | undefined {
  const doubted = attempts.slice(inherited).filter(isOnlyDoubted);
  if (repair === 'resample') return doubted.find((attempt) => attempt === attempts.at(-1));
  return doubted.sort((one, other) => failsOf(one).length - failsOf(other).length || other.attempt - one.attempt)[0];
}

function isOnlyDoubted(attempt: AttemptState): boolean {
  return attempt.status === 'rejected' && failsOf(attempt).every(({ kind }) => kind !== 'deterministic');
}

function failsOf({ verdicts }: AttemptState): AttemptState['verdicts'] {
  return verdicts.filter(({ status }) => status === 'fail');
}
