import { counted, OWN_WAY, type Alternative, type AttemptState, type EventData, type LearnedChoice, type RepairPolicy, type Rung, type StepState } from '../core/index.js';
import type { CheaperModel } from './cheaper-model.js';
import type { EvidenceOf } from './experience.js';
import { isBetterNext, isBetterStart, mostPromising } from './promising.js';

/** What the ladder says after a failed attempt. `chosen`: why statistics put it before the way that would have come. */
export type Climb = { readonly chosen?: LearnedChoice | undefined } & (
  | { readonly rung: 'retry'; readonly name: typeof WITH_CRITIQUE | typeof ANOTHER_SAMPLE }
  /** Without an `alternative` the step is made as the plan says, because another way came first. */
  | { readonly rung: 'alternative'; readonly name: string; readonly alternative: Alternative | undefined }
  /** Another tool that its author names as doing the same with the same ports. */
  | { readonly rung: 'repair'; readonly name: string; readonly tool: string }
  | { readonly rung: 'give-up'; readonly name: string }
);

/** The step is made again by its tool, which is told what was wrong. */
export const WITH_CRITIQUE = 'with the critique';
/** The step is made again by its tool with another seed, which is told nothing. */
export const ANOTHER_SAMPLE = 'another sample';

export interface LadderLimits {
  readonly repair: RepairPolicy;
  /** Attempts of a step, the first included. */
  readonly attempts: number;
  /** The tool whose rungs these are. */
  readonly tool: string;
  readonly alternatives: readonly Alternative[];
  /** True when the model is installed or served. */
  readonly hasModel: (model: string) => boolean;
  /** True when the tool takes this model anyway. */
  readonly isFavourite: (model: string) => boolean;
  /** Tools that may stand in for the step's tool. */
  readonly substitutes: readonly string[];
  /** True when the tool's result depends on chance, so that another sample may differ. */
  readonly samples: boolean;
  /** False when no oracle that rejected the last attempt has a critique that mends more than another sample. */
  readonly mends: boolean;
  /** True when only judges rejected the last attempt. */
  readonly judged: boolean;
  /** Oracles that have rejected an attempt at the step, or left one open with nothing that speaks for it. */
  readonly faults: readonly string[];
  /** What earlier runs came to on this kind of input; absent: nothing is known, and the ladder keeps its own order. */
  readonly learned?: { readonly kind: string; readonly ways: EvidenceOf; readonly cheaper?: CheaperModel | undefined } | undefined;
}

/**
 * The next rung for a step whose last attempt failed. Its own order: the ways that are made for what was wrong, retry with the
 * critique (unless that is not shown to mend more than a sample), then each other alternative way of
 * the tool, then a substitute tool, then other samples, then give up. Each rung but sampling is used once; where an attempt
 * ended in an error that cannot be retried, the retry rung is skipped. What judges alone still reject after a way that is made for
 * it is left at that: a judge is asked and not trusted, and another text that it likes better proves no more. Statistics change the order of the ways that the
 * attempts left would reach anyway, and never which they are, so that wrong ones cost time at most. Replanning is the run
 * loop's business, since it concerns more than one step.
 */
export function climb(step: StepState, limits: LadderLimits): Climb {
  const left = limits.attempts - step.attempts.length;
  if (left <= 0) return { rung: 'give-up', name: `${counted(limits.attempts, 'attempt')} ${limits.attempts === 1 ? 'is' : 'are'} used up` };
  if (limits.repair === 'none') return { rung: 'give-up', name: 'this run repairs nothing' };
  if (limits.repair !== 'ladder') {
    const name = limits.repair === 'resample' ? ANOTHER_SAMPLE : WITH_CRITIQUE;
    return canRetry(step.attempts.at(-1)) ? { rung: 'retry', name } : { rung: 'give-up', name: 'it would fail again' };
  }
  const ways = waysLeft(step, limits);
  const [first] = ways;
  if (first === undefined) return { rung: 'give-up', name: 'no other way is left' };
  // A retry answers a critique of the tool's own way, a substitute changes the tool for all that follows, and samples have no end.
  const ownIsDue = first.rung === 'alternative' && first.alternative === undefined;
  const movable = ways.slice(0, left).filter(({ rung, name }) => rung !== 'repair' && name !== ANOTHER_SAMPLE && !(ownIsDue && rung === 'retry'));
  const better = limits.learned && mostPromising(movable.map(wayOf), limits.learned.ways, limits.learned.kind, isBetterNext);
  const way = better && movable[better.index];
  return way ? { ...way, chosen: better.chosen } : first;
}

/** A rung that was climbed by a process which then died; `undefined` where its alternative or its tool is not there any more. */
export function climbAgain({ rung, name }: Pick<EventData<'ladder.climbed'>, 'rung' | 'name'>, limits: LadderLimits): Climb | undefined {
  if (rung === 'retry' && (name === WITH_CRITIQUE || name === ANOTHER_SAMPLE)) return { rung, name };
  if (rung === 'repair') return limits.substitutes.includes(name) ? { rung, name, tool: name } : undefined;
  if (rung !== 'alternative') return undefined;
  if (name === OWN_WAY) return { rung, name, alternative: undefined };
  const alternative = [...limits.alternatives, ...(limits.learned?.cheaper ? [limits.learned.cheaper.alternative] : [])].find((known) => known.name === name);
  return alternative && { rung, name, alternative };
}

/**
 * The next rung for a step whose last attempt holds, but which an oracle left open: only a way that is made for that.
 * `undefined`: the attempt stays as it is.
 */
export function climbFromDoubt(step: StepState, limits: LadderLimits): Climb | undefined {
  if (limits.repair !== 'ladder' || step.attempts.length >= limits.attempts) return undefined;
  const alternative = suited(open(step, limits), limits).find(({ onlyRejected }) => onlyRejected !== true);
  return alternative && { rung: 'alternative', name: alternative.name, alternative };
}

/**
 * The way to begin a step with, where earlier runs say that it is clearly better than the tool's own; `undefined`: its own.
 * Only a way that the ladder would reach within its attempts can come first, or another model where that takes the place of nothing
 * but another sample.
 */
export function firstWay(step: Pick<StepState, 'attempts' | 'climbs'>, limits: LadderLimits): { readonly alternative: Alternative; readonly chosen: LearnedChoice } | undefined {
  if (!limits.learned || step.attempts.length > 0) return undefined;
  // The tool's own way and the retry after it come before all alternatives.
  const reached = open(step, limits).filter((alternative) => alternative.madeFor === undefined && !isFavourites(alternative, limits)).slice(0, Math.max(0, limits.attempts - 2));
  const cheaper = limits.learned.cheaper;
  const takesNoPlace = 2 + open(step, limits).length + limits.substitutes.length < limits.attempts;
  const better = mostPromising([OWN_WAY, ...reached.map(({ name }) => key('alternative', name))], limits.learned.ways, limits.learned.kind, isBetterStart);
  const alternative = better && reached[better.index - 1];
  if (alternative) return { alternative, chosen: better.chosen };
  return cheaper && (reached.includes(cheaper.alternative) || (takesNoPlace && !limits.alternatives.includes(cheaper.alternative))) ? cheaper : undefined;
}

/** The ways that are left, in the ladder's own order. */
function waysLeft(step: StepState, limits: LadderLimits): Exclude<Climb, { rung: 'give-up' }>[] {
  const used = new Set(step.climbs.map(({ rung, name }) => key(rung, name)));
  const isOwnDue = limits.tool === step.step.tool && !used.has(key('alternative', OWN_WAY)) && !step.attempts.some(({ rung }) => rung === null);
  const mayRetry = (limits.mends || !limits.samples) && (isOwnDue || canRetry(mendable(step, limits.tool))) && !used.has(key('retry', WITH_CRITIQUE));
  const alternatives = open(step, limits);
  const way = (alternative: Alternative) => ({ rung: 'alternative', name: alternative.name, alternative }) as const;
  const made = new Set(limits.alternatives.filter(({ madeFor }) => madeFor !== undefined).map(({ name }) => key('alternative', name)));
  const isLeftAtThat = limits.judged && made.has(step.attempts.at(-1)?.rung ?? '');
  if (isLeftAtThat) return suited(alternatives, limits).map(way);
  return [
    ...(isOwnDue ? [{ rung: 'alternative', name: OWN_WAY, alternative: undefined } as const] : []),
    ...suited(alternatives, limits).map(way),
    ...(mayRetry ? [{ rung: 'retry', name: WITH_CRITIQUE } as const] : []),
    ...alternatives.filter(({ madeFor }) => madeFor === undefined).map(way),
    ...limits.substitutes.filter((tool) => !used.has(key('repair', tool))).map((tool) => ({ rung: 'repair', name: tool, tool }) as const),
    ...(limits.samples && canRetry(step.attempts.at(-1)) ? [{ rung: 'retry', name: ANOTHER_SAMPLE } as const] : []),
  ];
}

/** The attempt that a retry mends: the latest that the tool made as the plan says. */
export function mendable({ attempts }: StepState, tool: string): AttemptState | undefined {
  const own = [null, key('alternative', OWN_WAY), key('repair', tool)];
  return attempts.findLast((attempt) => attempt.tool === tool && own.includes(attempt.rung));
}

/** The alternatives that were not tried and would not repeat what was. */
function open({ climbs, attempts }: Pick<StepState, 'attempts' | 'climbs'>, { alternatives, hasModel }: LadderLimits): Alternative[] {
  const used = new Set(climbs.map(({ rung, name }) => key(rung, name)));
  return alternatives.filter((alternative) => {
    const rung = key('alternative', alternative.name);
    const wasTried = used.has(rung) || attempts.some((attempt) => attempt.chosen !== undefined && attempt.rung === rung);
    return !wasTried && Object.values(alternative.models ?? {}).every((model) => hasModel(model)) && !isRepeat(alternative, attempts);
  });
}

/** The alternatives that are made for what was wrong with the step. */
function suited(alternatives: readonly Alternative[], { faults }: LadderLimits): Alternative[] {
  return alternatives.filter(({ madeFor }) => madeFor?.some((oracle) => faults.includes(oracle)) === true);
}

/** How statistics name a way: as `rung` of its attempts. */
function wayOf({ rung, name }: Climb): string {
  return name === OWN_WAY ? OWN_WAY : key(rung, name);
}

function key(rung: Rung, name: string): string {
  return `${rung}: ${name}`;
}

function canRetry(attempt: AttemptState | undefined): boolean {
  return attempt?.error?.retryable !== false;
}

/** True when an earlier attempt already ran with just these models and the alternative changes nothing else. */
function isRepeat(alternative: Alternative, attempts: readonly AttemptState[]): boolean {
  return changesModelsOnly(alternative) && attempts.some((attempt) => Object.values(alternative.models ?? {}).every((model) => attempt.models.includes(model)));
}

/** True when the alternative is what the tool does by itself. */
function isFavourites(alternative: Alternative, { isFavourite }: LadderLimits): boolean {
  return changesModelsOnly(alternative) && Object.values(alternative.models ?? {}).every((model) => isFavourite(model));
}

function changesModelsOnly({ models, parameters }: Alternative): boolean {
  return Object.keys(models ?? {}).length > 0 && Object.keys(parameters ?? {}).length === 0;
}
