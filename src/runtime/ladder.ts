import type { Alternative, AttemptState, RepairPolicy, Rung, StepState } from '../core/index.js';

/** What the ladder says after a failed attempt. */
export type Climb =
  | { readonly rung: 'retry'; readonly name: typeof WITH_CRITIQUE | typeof ANOTHER_SAMPLE }
  | { readonly rung: 'alternative'; readonly name: string; readonly alternative: Alternative }
  /** Another tool that its author names as doing the same with the same ports. */
  | { readonly rung: 'repair'; readonly name: string; readonly tool: string }
  | { readonly rung: 'give-up'; readonly name: string };

/** The step is made again by its tool, which is told what was wrong. */
export const WITH_CRITIQUE = 'with the critique';
/** The step is made again by its tool with another seed, which is told nothing. */
export const ANOTHER_SAMPLE = 'another sample';

export interface LadderLimits {
  readonly repair: RepairPolicy;
  /** Attempts of a step, the first included. */
  readonly attempts: number;
  readonly alternatives: readonly Alternative[];
  /** True when the model is installed or served. */
  readonly hasModel: (model: string) => boolean;
  /** Tools that may stand in for the step's tool. */
  readonly substitutes: readonly string[];
  /** True when the tool's result depends on chance, so that another sample may differ. */
  readonly samples: boolean;
}

/**
 * The next rung for a step whose last attempt failed: retry with the critique, then each alternative way of the tool,
 * then a substitute tool, then other samples, then give up. Each rung but sampling is used once; where an attempt ended in
 * an error that cannot be retried, the retry rung is skipped. Replanning is the run loop's business, since it concerns more than one step.
 */
export function climb(step: StepState, limits: LadderLimits): Climb {
  const last = step.attempts.at(-1);
  if (step.attempts.length >= limits.attempts) return { rung: 'give-up', name: `${limits.attempts} attempts are used up` };
  if (limits.repair === 'none') return { rung: 'give-up', name: 'this run repairs nothing' };
  if (limits.repair === 'resample') return canRetry(last) ? { rung: 'retry', name: ANOTHER_SAMPLE } : { rung: 'give-up', name: 'it would fail again' };
  const used = new Set(step.climbs.map(({ rung, name }) => key(rung, name)));
  if (canRetry(last) && !used.has(key('retry', WITH_CRITIQUE))) return { rung: 'retry', name: WITH_CRITIQUE };
  for (const alternative of limits.alternatives) {
    const available = Object.values(alternative.models ?? {}).every((model) => limits.hasModel(model));
    if (available && !used.has(key('alternative', alternative.name)) && !isRepeat(alternative, step.attempts)) {
      return { rung: 'alternative', name: alternative.name, alternative };
    }
  }
  const substitute = limits.substitutes.find((tool) => !used.has(key('repair', tool)));
  if (substitute !== undefined) return { rung: 'repair', name: substitute, tool: substitute };
  if (limits.samples && canRetry(last)) return { rung: 'retry', name: ANOTHER_SAMPLE };
  return { rung: 'give-up', name: 'no other way is left' };
}

function key(rung: Rung, name: string): string {
  return `${rung}:${name}`;
}

function canRetry(attempt: AttemptState | undefined): boolean {
  return attempt?.error?.retryable !== false;
}

/** True when an earlier attempt already ran with just these models and the alternative changes nothing else. */
function isRepeat(alternative: Alternative, attempts: readonly AttemptState[]): boolean {
  const models = Object.values(alternative.models ?? {});
  if (models.length === 0 || Object.keys(alternative.parameters ?? {}).length > 0) return false;
  return attempts.some((attempt) => models.every((model) => attempt.models.includes(model)));
}
