import { createHash } from 'node:crypto';
import { VouchError, type Alternative, type AttemptState, type Job, type LearnedChoice, type StepState, type Tool } from '../core/index.js';
import { critiqueOf, type Decision } from '../agents/verifier/index.js';
import { runAttempt, type AttemptResult } from './attempt.js';
import type { Sampling } from './attempt-models.js';
import { cheaperModel } from './cheaper-model.js';
import { holdOf, leastDoubted } from './doubted.js';
import { consult } from './experience.js';
import { inputKind } from './input-kind.js';
import { ANOTHER_SAMPLE, climb, climbFromDoubt, firstWay, type Climb, mendable, WITH_CRITIQUE, type LadderLimits } from './ladder.js';
import { askUser, type RunContext } from './run-context.js';
import { resolveInputs } from './values.js';

/** Jobs whose models answer by chance where they are asked to. */
const SAMPLED: readonly Job[] = ['chat', 'see'];

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

  const kind = await kindOfInputs(context, state, tool);
  // A resumed run may find an attempt that holds already.
  let way: Way | undefined = holdOf(state) === undefined ? beginning(context, state, tool, kind) : wayFromDoubt(context, state, tool, kind);
  let last: AttemptResult | undefined;
  while (way) {
    if (!(await approved(context, state, way.tool))) return fail(new VouchError('REFUSED', `The user did not approve ${way.tool.spec.name}.`));
    const number = (state.attempts.at(-1)?.attempt ?? 0) + 1;
    last = await runAttempt(context, { step: state.step, ...way, number, kind });
    way = holdOf(state) === undefined ? nextWay(context, state, way.tool, kind) : wayFromDoubt(context, state, way.tool, kind);
  }
  const best = leastDoubted(state, context.state.repair);
  if (best) return complete(best.attempt);
  return fail(last?.error ?? rejection(state, last?.decisions ?? []));
}

/** The tool's own way, or one that earlier runs have shown to be better for this kind of input. */
function beginning(context: RunContext, state: StepState, tool: Tool, kind: string): Way {
  const own = { tool, rung: null, alternative: undefined, critique: undefined, sampling: undefined, previous: state.attempts.at(-1), chosen: undefined };
  if (!context.state.verify || context.state.repair !== 'ladder' || isItsOwnTurn(context.state.runId, state.step.id)) return own;
  const first = firstWay(state, limitsOf(context, state, tool, kind));
  return first ? { ...own, rung: `alternative: ${first.alternative.name}`, ...first } : own;
}

/** Where an attempt holds and an oracle left it open: the way that is made for that, if there is one. */
function wayFromDoubt(context: RunContext, state: StepState, tool: Tool, kind: string): Way | undefined {
  if (holdOf(state) === 'proved') return undefined;
  const next = climbFromDoubt(state, limitsOf(context, state, tool, kind));
  return next && wayOf(context, state, tool, next);
}

function nextWay(context: RunContext, state: StepState, tool: Tool, kind: string): Way | undefined {
  return wayOf(context, state, tool, climb(state, limitsOf(context, state, tool, kind)));
}

function wayOf(context: RunContext, state: StepState, tool: Tool, { chosen, ...next }: Climb): Way | undefined {
  const mended = (next.rung === 'retry' && next.name === WITH_CRITIQUE ? mendable(state, tool.spec.name) : undefined) ?? state.attempts.at(-1);
  const critique = critiqueOf(mended?.verdicts ?? []) ?? mended?.error?.message ?? '';
  context.emit({ type: 'ladder.climbed', data: { step: state.step.id, rung: next.rung, name: next.name, critique } });
  if (next.rung === 'give-up') return undefined;
  const rung = `${next.rung}: ${next.name}`;
  const isSample = next.rung === 'retry' && next.name === ANOTHER_SAMPLE;
  // What another way made wrong is nothing to the tool's own.
  if (next.rung === 'alternative' && next.alternative === undefined) return { tool, rung, alternative: undefined, critique: undefined, sampling: undefined, previous: undefined, chosen };
  return {
    tool: (next.rung === 'repair' ? context.tools.get(next.tool) : undefined) ?? tool,
    rung,
    alternative: next.rung === 'alternative' ? next.alternative : undefined,
    critique: isSample ? undefined : critique,
    sampling: isSample ? { temperature: TEMPERATURE, seed: state.attempts.length } : undefined,
    previous: mended, chosen,
  };
}

function limitsOf(context: RunContext, { attempts }: StepState, tool: Tool, kind: string): LadderLimits {
  const { ways, rows } = consult(context, tool, kind);
  return {
    repair: context.state.repair,
    attempts: context.attempts,
    tool: tool.spec.name,
    alternatives: tool.alternatives,
    substitutes: tool.spec.substitutes.filter((name) => context.tools.has(name)),
    samples: tool.spec.needs.some((job) => SAMPLED.includes(job)),
    mends: mends(attempts.at(-1), context),
    faults: attempts.flatMap(({ verdicts }) => verdicts.flatMap(({ status, oracle }) => (status === 'pass' ? [] : [oracle]))),
    hasModel: (model) => tool.spec.needs.some((job) => context.models.modelsFor(job).includes(model)),
    isFavourite: (model) => tool.spec.needs.some((job) => context.models.modelsFor(job)[0] === model),
    learned: { kind, ways, cheaper: cheaperModel(tool, kind, rows, context.models) },
  };
}

/** An error says what went wrong; of oracles, one with a critique that mends is enough. */
function mends(attempt: AttemptState | undefined, { oracles }: RunContext): boolean {
  const fails = attempt?.verdicts.filter(({ status }) => status === 'fail') ?? [];
  return fails.length === 0 || fails.some(({ oracle }) => oracles.get(oracle)?.spec.critique !== 'none');
}

/** One step in ten begins with the tool's own way whatever statistics say, so that they hear of it when it has become better. */
function isItsOwnTurn(runId: string, step: string): boolean {
  return createHash('sha256').update(`${runId} ${step}`).digest().readUInt32BE() % 10 === 0;
}

async function kindOfInputs({ state, stores }: RunContext, { step }: StepState, { spec }: Tool): Promise<string> {
  const { values, parameters } = await resolveInputs(step, spec, state, stores.artifacts);
  return inputKind(values, parameters, spec.inputs);
}

/** An approval is for this tool with these inputs: neither a substitute nor a step of a later plan inherits it. */
async function approved(context: RunContext, { step }: StepState, tool: Tool): Promise<boolean> {
  if (tool.spec.effects !== 'external') return true;
  const deed = createHash('sha256').update(JSON.stringify([tool.spec.name, step.inputs])).digest('hex').slice(0, 12);
  const text = `Step ${step.id} wants to use ${tool.spec.name}, which changes something outside: ${JSON.stringify(step.inputs)}. Do it?`;
  const answer = await askUser(context, { id: `approve-${step.id}-${deed}`, kind: 'approval', text, options: ['yes', 'no'], step: step.id, tool: tool.spec.name });
  return /^y(es)?$/i.test(answer.trim());
}

function rejection(state: StepState, decisions: readonly Decision[]): VouchError {
  const last: AttemptState | undefined = state.attempts.at(-1);
  const what = decisions.filter(({ status }) => status === 'fail').map(({ oracle, critique, evidence }) => `${oracle}: ${critique ?? evidence[0]?.message ?? 'failed'}`);
  return new VouchError('CRITERION_FAILED', `Step ${state.step.id} (${state.step.tool}) did not hold after ${last?.attempt ?? 0} attempts. ${what.join(' ')}`.trim());
}
