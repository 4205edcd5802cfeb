import {
  answerStep, rebindGivens, toVouchError, validatePlan, VouchError,
  type EventData, type NewEvent, type Plan, type PlanReply, type PlanStrategy, type Verdict,
} from '../core/index.js';
import { verify } from '../agents/verifier/index.js';
import { saysNothingIsSaid } from '../tools/text/index.js';
import { composeAnswer, findUnproved, isAnswered, isMediaAlone } from './answer.js';
import { dispatchSteps } from './dispatch-steps.js';
import { askUser, modelsOfRun, type RunContext } from './run-context.js';
import { shortDigest } from './short-digest.js';

/** How often a whole plan may be made anew because steps of it failed for good. */
const REPLANS = 1;
/** Questions about the meaning of one task. */
const CLARIFICATIONS = 3;
const ANSWER_ORACLE = 'requirement_met';

/** Brings a run from its request (or from where it was left) to the point where nothing more can be done. */
export async function runToEnd(context: RunContext, strategy: PlanStrategy | undefined): Promise<void> {
  const { givenPlan } = context.state;
  if (!context.state.plan) {
    if (givenPlan === undefined) await makePlan(context, strategy);
    else acceptUserPlan(context, givenPlan);
  }
  for (;;) {
    await dispatchSteps(context);
    const failed = [...context.state.steps.values()].filter(({ status }) => status === 'failed');
    const mayReplan = context.state.repair === 'ladder' && givenPlan === undefined && context.state.replans < REPLANS && failed.some(({ error }) => error?.code !== 'REFUSED' && error?.code !== 'BUDGET_SPENT');
    if (failed.length === 0 || !mayReplan || !(await replan(context, strategy))) break;
  }
  await checkAnswer(context);
}

function acceptUserPlan(context: RunContext, candidate: unknown): void {
  const started = performance.now();
  const { plan, notes } = rebindGivens(candidate, context.state.givens.map(({ name }) => name));
  accept(context, plan, { origin: 'user', started, reply: { notes } });
}

/** Throws PLAN_INVALID with all faults at once. */
function checked(context: RunContext, candidate: unknown): Plan {
  const specs = { tools: [...context.tools.values()].map(({ spec }) => spec), oracles: [...context.oracles.values()].map(({ spec }) => spec), givens: context.state.givens };
  const { plan, faults } = validatePlan(candidate, specs);
  if (plan && faults.length === 0) return plan;
  const lines = faults.map(({ path, message }) => (path === '' ? `  ${message}` : `  ${path}: ${message}`));
  throw new VouchError('PLAN_INVALID', `The plan has ${faults.length === 1 ? 'a fault' : 'faults'}:\n${lines.join('\n')}`, { details: { faults } });
}

function accept(context: RunContext, candidate: unknown, { origin, started, reply }: { origin: EventData<'plan.accepted'>['origin']; started: number; reply?: { notes: readonly string[]; unmet?: readonly string[] } }): void {
  const plan = checked(context, candidate);
  context.emit({ type: 'plan.accepted', data: { plan, origin, ms: Math.round(performance.now() - started), notes: [...(reply?.notes ?? [])], unmet: [...(reply?.unmet ?? [])] } });
}

async function makePlan(context: RunContext, strategy: PlanStrategy | undefined): Promise<void> {
  const started = performance.now();
  for (;;) {
    const reply = await askPlanner(context, strategy, []);
    if (reply.status === 'planned') {
      accept(context, reply.plan, { origin: 'planner', started, reply });
      return;
    }
    if (reply.status === 'missing') throw new VouchError('CAPABILITY_MISSING', reply.message, { details: { capability: reply.capability } });
    const asked = context.state.clarifications.length;
    if (asked >= CLARIFICATIONS) throw new VouchError('PLAN_NOT_FOUND', `The task stays ambiguous: ${reply.question}`);
    // An answer that was given to other words is none to these: another server may plan otherwise.
    await askUser(context, { id: `plan-${asked}-${shortDigest([reply.question, reply.options])}`, kind: 'ambiguity', text: reply.question, options: [...reply.options] });
  }
}

async function askPlanner(context: RunContext, strategy: PlanStrategy | undefined, avoid: { tool: string; reason: string }[]): Promise<PlanReply> {
  const { state, tools, oracles, signal } = context;
  return context.plannerOf(modelsOfRun(context).client).plan({
    goal: [state.goal, ...state.clarifications].join('\n'),
    givens: state.givens,
    tools: [...tools.values()].map(({ spec }) => spec),
    oracles: [...oracles.values()].map(({ spec }) => spec),
    strategy,
    avoid,
    signal,
    onStep: ({ id, tool }) => context.emit({ type: 'plan.step', data: { step: id, tool } }),
  });
}

/** A new plan without the tools that failed for good; false when there is none that differs. */
async function replan(context: RunContext, strategy: PlanStrategy | undefined): Promise<boolean> {
  const started = performance.now();
  const failed = [...context.state.steps.values()].filter(({ status, itemOf }) => status === 'failed' && !itemOf);
  const avoid = failed.map(({ step, error }) => ({ tool: step.tool, reason: error?.message ?? 'it failed' }));
  for (const { step, error } of failed) context.emit({ type: 'ladder.climbed', data: { step: step.id, rung: 'replan', name: `without ${step.tool}`, critique: error?.message ?? '' } });
  const reply = await askPlanner(context, strategy, avoid).catch((error: unknown) => {
    const known = toVouchError(error);
    if (known.code !== 'PLAN_NOT_FOUND') throw error;
    return undefined;
  });
  const avoided = new Set(avoid.map(({ tool }) => tool));
  if (reply?.status !== 'planned' || reply.plan.steps.some(({ tool }) => avoided.has(tool))) {
    context.emit({ type: 'notice', data: { message: 'There is no other plan that does without what failed.' } });
    return false;
  }
  accept(context, reply.plan, { origin: 'replan', started, reply });
  return true;
}

/** One yes-or-no question to a judge about the whole answer, where no program decided it. A judge informs; its doubt makes the answer unproved, not failed. */
async function checkAnswer(context: RunContext): Promise<void> {
  const { state } = context;
  const completed = [...state.steps.values()].every(({ status }) => status === 'completed' || status === 'skipped');
  // A saved plan without words of its own is checked by its criteria: its goal may speak of other files.
  const borrowed = state.givenPlan !== undefined && state.goal === state.plan?.goal;
  if (!state.verify || !state.judge || !completed || state.goal === '' || borrowed || !context.oracles.has(ANSWER_ORACLE) || !context.models.has('chat')) return;
  const answer = await composeAnswer(state, context.stores.artifacts);
  // The judge sees no source, so that it cannot know whether there is nothing to tell.
  if (answer === '' || isMediaAlone(state) || saysNothingIsSaid(answer, state.goal) || isAnswered(state)) return;
  const models = modelsOfRun(context).client;
  const subject = { port: 'answer', modality: 'text', value: answer, tool: null, inputs: [], outputs: [], goal: state.goal };
  await verify({
    criteria: [{ oracle: ANSWER_ORACLE, params: { requirement: state.goal }, origin: 'request' }],
    oracles: context.oracles,
    subjectOf: () => subject,
    context: { signal: context.signal, models, scratch: '' },
    onDecision: (decision) => context.emit({ type: 'verdict.given', data: { ...decision, step: answerStep(state), attempt: 1 } satisfies Verdict }),
  });
}

/** The event that ends a run which came through: completed, or failed with what there is. */
export async function conclude(context: RunContext, usage: EventData<'run.completed'>['usage']): Promise<NewEvent> {
  const { state } = context;
  const data = { answer: await composeAnswer(state, context.stores.artifacts), unproved: findUnproved(state), usage };
  const failed = [...state.steps.values()].find(({ status }) => status === 'failed');
  if (!failed) return { type: 'run.completed', data };
  const error = failed.error ?? new VouchError('TOOL_FAILED', `Step ${failed.step.id} failed.`).toJSON();
  return { type: 'run.failed', data: { ...data, error } };
}
