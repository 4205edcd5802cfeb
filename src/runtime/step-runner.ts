import { createHash } from 'node:crypto';
import {
  currentRound, VouchError, type Alternative, type AttemptState, type LearnedChoice, type SerializedError, type StepState, type Tool,
} from '../core/index.js';
import { critiqueOf } from '../agents/verifier/index.js';
import { runAttempt } from './attempt.js';
import { holdOf, leastDoubted } from './doubted.js';
import type { Sampling } from './executor/job.js';
import { consult } from './experience.js';
import { inputKind } from './input-kind.js';
import { deedOf, mayAct } from './external.js';
import { ladderLimits } from './ladder-limits.js';
import { ANOTHER_SAMPLE, climb, climbAgain, climbFromDoubt, firstWay, mendable, WITH_CRITIQUE, type Climb, type LadderLimits } from './ladder.js';
import type { RunContext } from './run-context.js';
import { resolveInputs } from './values.js';

/** How the next attempt is to be made. */
interface Way {
  readonly tool: Tool;
  readonly rung: string | null;
  readonly alternative: Alternative | undefined;
  readonly critique: string | undefined;
  readonly sampling: Sampling | undefined;
  readonly previous: AttemptState | undefined;
  /** Why statistics put it first. */
  readonly chosen: LearnedChoice | undefined;
}

/** Warm enough that samples differ, cool enough that a small model keeps to the point. */
const TEMPERATURE = 0.7;

/**
 * Brings one step to its end: attempts, each verified, up the ladder until one holds or no way is left.
 * True when the step completed. Throws what ends the whole run: cancel, budget, a broken store, a question.
 */
export async function runStep(context: RunContext, id: string): Promise<boolean> {
  const state = context.state.steps.get(id);
  const tool = state && context.tools.get(state.step.tool);
  if (!state || !tool) throw new VouchError('INTERNAL', `The plan has no runnable step ${id}.`);
  const started = performance.now();
  const ms = (): number => Math.round(performance.now() - started);
  const fail = (error: VouchError): false => {
    context.emit({ type: 'step.failed', data: { step: id, error: error.toJSON(), ms: ms() } });
    return false;
  };
  const complete = (attempt: number): true => {
    context.emit({ type: 'step.completed', data: { step: id, attempt, ms: ms() } });
    return true;
  };

  const inputs = await resolveInputs(state.step, tool.spec, context.state, context.stores.artifacts);
  const kind = await inputKind(inputs.values, inputs.parameters, tool.spec.inputs);
  let way: Way | undefined = await dueWay(context, state, tool, kind);
  let error: VouchError | undefined;
  while (way) {
    if (!(await mayAct(context, state, way.tool))) return fail(new VouchError('REFUSED', `The user did not approve ${way.tool.spec.name}.`));
    const number = (state.attempts.at(-1)?.attempt ?? 0) + 1;
    const { error: fault } = await runAttempt(context, { step: state.step, ...way, number, deed: deedOf(state, way.tool, number), kind, inputs: way.tool === tool ? inputs : undefined });
    error = fault;
    way = await upFrom(context, state, way.tool, kind);
  }
  const best = leastDoubted(state, context.state.repair);
  if (best) return complete(best.attempt);
  return fail(error ?? failureOf(state));
}

/** Where the step is on its ladder: at its beginning, or where a process that died had brought it. */
async function dueWay(context: RunContext, state: StepState, tool: Tool, kind: string): Promise<Way | undefined> {
  const { attempts, climbs } = currentRound(state);
  const last = attempts.at(-1);
  if (!last) return beginning(context, state, tool, kind);
  const current = context.tools.get(last.tool) ?? tool;
  const climbed = climbs.findLast(({ after }) => after >= last.attempt);
  if (climbed?.rung === 'give-up') return undefined;
  const known = climbed && climbAgain(climbed, await limitsOf(context, state, current, kind));
  return known ? wayOf(context, state, current, known) : upFrom(context, state, current, kind);
}

/** The tool's own way, or one that earlier runs have shown to be better for this kind of input. */
async function beginning(context: RunContext, state: StepState, tool: Tool, kind: string): Promise<Way> {
  const own = { tool, rung: null, alternative: undefined, critique: undefined, sampling: undefined, previous: state.attempts.at(-1), chosen: undefined };
  if (!context.state.verify || context.state.repair !== 'ladder' || !mayBeginOtherwise(tool, context) || isItsOwnTurn(context.state.runId, state.step.id)) return own;
  const first = firstWay(currentRound(state), await limitsOf(context, state, tool, kind));
  return first ? { ...own, rung: `alternative: ${first.alternative.name}`, ...first } : own;
}

/** The way that follows the last attempt: up the ladder, or where one holds and an oracle left it open, what is made for that. */
async function upFrom(context: RunContext, state: StepState, tool: Tool, kind: string): Promise<Way | undefined> {
  const hold = holdOf(state);
  if (hold === undefined) return climbTo(context, state, tool, climb(currentRound(state), await limitsOf(context, state, tool, kind)));
  // A deed outside that holds is not done once more; and only an alternative is ever made for a doubt.
  if (hold === 'proved' || tool.spec.effects === 'external' || tool.alternatives.length === 0) return undefined;
  const next = climbFromDoubt(currentRound(state), await limitsOf(context, state, tool, kind));
  return next && climbTo(context, state, tool, next);
}

function climbTo(context: RunContext, state: StepState, tool: Tool, next: Climb): Way | undefined {
  context.emit({ type: 'ladder.climbed', data: { step: state.step.id, rung: next.rung, name: next.name, critique: toMend(state, tool, next).critique } });
  return wayOf(context, state, tool, next);
}

/** The attempt that a rung mends, and what was wrong with it. */
function toMend(state: StepState, tool: Tool, { rung, name }: Climb): { mended: AttemptState | undefined; critique: string } {
  const round = currentRound(state);
  const mended = (rung === 'retry' && name === WITH_CRITIQUE ? mendable(round, tool.spec.name) : undefined) ?? round.attempts.at(-1);
  return { mended, critique: critiqueOf(mended?.verdicts ?? []) ?? mended?.error?.message ?? '' };
}

function wayOf(context: RunContext, state: StepState, tool: Tool, next: Climb): Way | undefined {
  if (next.rung === 'give-up') return undefined;
  const { chosen } = next;
  const { mended, critique } = toMend(state, tool, next);
  const rung = `${next.rung}: ${next.name}`;
  const isSample = next.rung === 'retry' && next.name === ANOTHER_SAMPLE;
  // What another way made wrong is nothing to the tool's own.
  if (next.rung === 'alternative' && next.alternative === undefined) return { tool, rung, alternative: undefined, critique: undefined, sampling: undefined, previous: undefined, chosen };
  return {
    tool: (next.rung === 'repair' ? context.tools.get(next.tool) : undefined) ?? tool,
    rung,
    alternative: next.rung === 'alternative' ? next.alternative : undefined,
    critique: isSample ? undefined : critique,
    sampling: isSample ? { temperature: TEMPERATURE, seed: currentRound(state).attempts.length } : undefined,
    previous: mended, chosen,
  };
}

async function limitsOf(context: RunContext, state: StepState, tool: Tool, kind: string): Promise<LadderLimits> {
  const { attempts } = currentRound(state);
  // What speaks for the attempt and only cannot be proved, another way would leave open, too.
  const faults = attempts.flatMap(({ verdicts }) => verdicts.flatMap(({ status, leans, oracle }) => (status === 'pass' || (status === 'inconclusive' && leans === 'pass') ? [] : [oracle])));
  return ladderLimits(tool, kind, { ...context, repair: context.state.repair }, await consult(context, tool, kind), { mends: mends(attempts.at(-1), context), judged: isJudgedOnly(attempts.at(-1)), faults });
}

/** An error says what went wrong; of oracles, one with a critique that mends is enough. */
function mends(attempt: AttemptState | undefined, { oracles }: RunContext): boolean {
  const fails = attempt?.verdicts.filter(({ status }) => status === 'fail') ?? [];
  return fails.length === 0 || fails.some(({ oracle }) => oracles.get(oracle)?.spec.critique !== 'none');
}

/** True where it is rejected, and by no program or perception model. */
function isJudgedOnly(attempt: AttemptState | undefined): boolean {
  const fails = attempt?.verdicts.filter(({ status }) => status === 'fail') ?? [];
  return fails.length > 0 && fails.every(({ kind }) => kind === 'judge');
}

/** False where there is only the tool's own way with its own models, so that statistics have nothing to say. */
function mayBeginOtherwise({ alternatives, spec }: Tool, { models }: RunContext): boolean {
  return alternatives.length > 0 || spec.needs.some((job) => models.modelsFor(job).length > 1);
}

/** One step in ten begins with the tool's own way whatever statistics say, so that they hear of it when it has become better. */
function isItsOwnTurn(runId: string, step: string): boolean {
  return createHash('sha256').update(`${runId} ${step}`).digest().readUInt32BE() % 10 === 0;
}

function failureOf(state: StepState): VouchError {
  const last = currentRound(state).attempts.at(-1);
  if (last?.error) return VouchError.fromJSON(last.error as SerializedError);
  const what = (last?.verdicts ?? []).filter(({ status }) => status === 'fail').map(({ oracle, critique, evidence }) => `${oracle}: ${critique ?? evidence[0]?.message ?? 'failed'}`);
  return new VouchError('CRITERION_FAILED', `Step ${state.step.id} (${state.step.tool}) did not hold after ${last?.attempt ?? 0} attempts. ${what.join(' ')}`.trim());
}
