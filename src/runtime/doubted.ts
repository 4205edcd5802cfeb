import { currentRound, doubtsIn, type AttemptState, type RepairPolicy, type StepState, type Verdict } from '../core/index.js';

/**
 * The attempt to keep where the ladder is used up or an attempt holds: of those that no program condemned, the one with the fewest
 * fails, then with the fewest verdicts left open, then what these lean to; the latest among equals, since it was made for what the one before lacked. What no
 * program measured, but a model perceived or judged, may send back; in the end it is a doubt that is told, not a condemnation. A run
 * that only retries keeps its last attempt or none. Read from the journalled attempts, so that a resumed run knows those from before.
 */
export function leastDoubted(step: StepState, repair: RepairPolicy): AttemptState | undefined {
  const { attempts } = currentRound(step);
  const kept = attempts.filter((attempt) => attempt.status === 'passed' || isOnlyDoubted(attempt));
  if (repair === 'resample' || repair === 'critique') return kept.find((attempt) => attempt === attempts.at(-1));
  return kept.sort((one, other) => count(one, 'fail') - count(other, 'fail') || count(one, 'inconclusive') - count(other, 'inconclusive') || leaning(other) - leaning(one) || other.attempt - one.attempt)[0];
}

/** How well the best attempt holds: `proved`, `open` (nothing rejected it, something is left open), or `undefined` where none holds. */
export function holdOf(step: StepState): 'proved' | 'open' | undefined {
  const holding = currentRound(step).attempts.filter(({ status }) => status === 'passed');
  if (holding.length === 0) return undefined;
  return holding.some((attempt) => count(attempt, 'inconclusive') === 0) ? 'proved' : 'open';
}

function isOnlyDoubted({ status, verdicts }: AttemptState): boolean {
  return status === 'rejected' && verdicts.every((verdict) => verdict.status !== 'fail' || verdict.kind !== 'deterministic');
}

function count({ verdicts }: AttemptState, status: Verdict['status']): number {
  return doubtsIn(verdicts).filter((verdict) => verdict.status === status).length;
}

/** How many of the verdicts that are left open speak for it, less those that speak against it. */
function leaning({ verdicts }: AttemptState): number {
  const open = doubtsIn(verdicts).filter(({ status }) => status === 'inconclusive');
  return open.filter(({ leans }) => leans === 'pass').length - open.filter(({ leans }) => leans === 'fail').length;
}
