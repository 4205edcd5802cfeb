import type { Usage } from './budget.js';
import type { ErrorData, EventData, VouchEvent } from './event.js';
import { mapItems } from './map-items.js';
import type { RunStatus } from './outcome.js';
import type { Plan } from './plan.js';
import { answerStep, type AttemptState, type RunState, type StepState } from './run-state.js';

/** Folds one event into the state, in place. Events must come in order of `seq`. */
export function applyEvent(state: RunState, event: VouchEvent): RunState {
  if (takesTime(state, event)) state.elapsedMs += Math.max(0, event.ts - state.updatedAt);
  state.seq = event.seq;
  state.updatedAt = event.ts;
  switch (event.type) {
    case 'run.started':
      Object.assign(state, { startedAt: event.ts, goal: event.data.goal, givens: event.data.givens, budget: event.data.budget, verify: event.data.verify, repair: event.data.repair ?? 'ladder', judge: event.data.judge ?? true, outside: event.data.outside ?? false, pid: event.data.pid, givenPlan: event.data.plan, refused: event.data.refused ?? false });
      for (const artifact of event.data.artifacts) state.artifacts.set(artifact.id, artifact);
      break;
    case 'run.resumed':
      resetUnfinished(state);
      Object.assign(state, { status: 'open', pid: event.data.pid, paused: false, question: undefined, error: undefined, answerVerdicts: [] });
      break;
    case 'plan.accepted':
      acceptPlan(state, event.data.plan);
      if (event.data.origin === 'replan') state.replans++;
      state.unmet = event.data.unmet ?? [];
      break;
    case 'attempt.started': {
      const step = stepOf(state, event.data.step);
      step.status = 'running';
      if (step.itemOf) stepOf(state, step.itemOf.step).status = 'running';
      step.attempts.push({
        attempt: event.data.attempt, tool: event.data.tool, rung: event.data.rung, parameters: event.data.parameters, preferred: event.data.models, chosen: event.data.chosen,
        status: 'running', startedAt: event.ts, ms: 0, outputs: {}, models: [], reused: false, verdicts: [],
      });
      break;
    }
    case 'artifact.created':
      state.artifacts.set(event.data.artifact.id, event.data.artifact);
      state.provenance.push(event.data.provenance);
      break;
    case 'verdict.given':
      if (event.data.step === answerStep(state)) state.answerVerdicts.push(event.data);
      else attemptOf(state, event.data.step, event.data.attempt).verdicts.push(event.data);
      break;
    case 'attempt.ended': {
      const { step, attempt, ...rest } = event.data;
      Object.assign(attemptOf(state, step, attempt), rest);
      break;
    }
    case 'ladder.climbed':
      climb(stepOf(state, event.data.step), event.data);
      break;
    case 'step.expanded':
      expand(state, stepOf(state, event.data.step));
      break;
    case 'condition.decided':
      stepOf(state, event.data.step).condition = event.data;
      break;
    case 'step.completed':
      endStep(state, event.data.step, { status: 'completed', accepted: event.data.attempt, ms: event.data.ms });
      break;
    case 'step.failed':
      endStep(state, event.data.step, { status: 'failed', error: event.data.error, ms: event.data.ms });
      break;
    case 'step.blocked':
      endStep(state, event.data.step, { status: 'blocked', blockedBy: event.data.by });
      break;
    case 'step.skipped':
      endStep(state, event.data.step, { status: 'skipped', skipped: { reason: event.data.reason, by: event.data.by } });
      break;
    case 'question.asked':
      state.question = event.data;
      break;
    case 'question.answered':
      state.answers.set(event.data.id, event.data.answer);
      // What a step asked says nothing of what the task means.
      if (state.question?.kind === 'ambiguity' && state.question.step === undefined) state.clarifications.push(`${state.question.text} ${event.data.answer}`);
      state.question = undefined;
      break;
    case 'notice':
      state.notices.push(event.data.message);
      break;
    case 'run.completed':
      end(state, 'completed', event.data);
      break;
    case 'run.failed':
      end(state, 'failed', event.data);
      break;
    case 'run.suspended':
      end(state, 'suspended', event.data);
      state.question = event.data.question;
      break;
    case 'run.paused': {
      const { lastEnd } = state;
      end(state, 'suspended', event.data);
      // Who resumes it is asked anew.
      Object.assign(state, { lastEnd, question: undefined, paused: true });
      break;
    }
    case 'run.cancelled':
      end(state, 'cancelled', event.data);
      break;
    case 'plan.step':
    case 'model.called':
    case 'attempt.progress':
      break;
  }
  return state;
}

/** Whether its process worked since the last event. Nothing did before the first one, between two processes, and while a question was open. */
function takesTime({ seq, status, question }: RunState, { type }: VouchEvent): boolean {
  return seq > 0 && status === 'open' && question === undefined && type !== 'run.resumed';
}

function acceptPlan(state: RunState, plan: Plan): void {
  const before = new Map(state.steps);
  state.plan = plan;
  state.steps = new Map();
  for (const step of plan.steps) {
    const known = before.get(step.id);
    const same = known && known.status === 'completed' && JSON.stringify(known.step) === JSON.stringify(step);
    // Attempts go on counting where a step of the same name was replaced, so that none is overwritten.
    state.steps.set(step.id, same ? known : { step, status: 'pending', ...earlierAttempts(known), climbs: [], ms: 0 });
    before.delete(step.id);
    for (const item of same ? (known.items ?? []) : []) {
      const kept = before.get(item);
      if (kept) state.steps.set(item, kept);
      before.delete(item);
    }
  }
  state.retired.push(...[...before.values()].filter(({ attempts }) => attempts.length > 0));
}

function earlierAttempts(known: StepState | undefined): Pick<StepState, 'attempts' | 'roundAfter'> {
  const attempts = known?.attempts ?? [];
  return { attempts, roundAfter: attempts.at(-1)?.attempt ?? 0 };
}

function climb(step: StepState, climbed: EventData<'ladder.climbed'>): void {
  step.climbs.push({ ...climbed, after: step.attempts.at(-1)?.attempt ?? 0 });
}

/** Puts the items of a mapped step behind it. */
function expand(state: RunState, mapped: StepState): void {
  const items = mapItems(mapped.step, state).map(({ step, about }, index): StepState => {
    const retired = state.retired.findIndex((old) => old.step.id === step.id);
    const [earlier] = retired < 0 ? [] : state.retired.splice(retired, 1);
    return { step, status: 'pending', ...earlierAttempts(earlier), climbs: [], ms: 0, itemOf: { step: mapped.step.id, number: index + 1, about } };
  });
  mapped.items = items.map(({ step }) => step.id);
  mapped.openItems = items.length;
  const behind = new Map(items.map((item) => [item.step.id, item]));
  state.steps = new Map([...state.steps].flatMap((entry) => (entry[0] === mapped.step.id ? [entry, ...behind] : [entry])));
}

/** Ends a step. The end of the last item is the end of its mapped step. */
function endStep(state: RunState, id: string, change: Partial<StepState>): void {
  const step = stepOf(state, id);
  Object.assign(step, change);
  const mapped = step.itemOf && stepOf(state, step.itemOf.step);
  if (!mapped?.items || mapped.openItems === undefined || --mapped.openItems > 0) return;
  const items = mapped.items.map((item) => stepOf(state, item));
  const failed = items.filter(({ status }) => status === 'failed');
  const blocked = items.find(({ status }) => status === 'blocked');
  mapped.ms = items.reduce((sum, { ms }) => sum + ms, 0);
  if (failed[0]?.error) Object.assign(mapped, { status: 'failed', error: { ...failed[0].error, message: `${failed.length} of ${items.length} items failed, ${failed[0].step.id} (${failed[0].itemOf?.about ?? ''}) first: ${failed[0].error.message}` } });
  else if (blocked) Object.assign(mapped, { status: 'blocked', blockedBy: blocked.blockedBy });
  else if (items.every(({ status }) => status === 'skipped')) Object.assign(mapped, { status: 'skipped', skipped: { reason: `none of its ${items.length} items was to be done` } });
  else mapped.status = 'completed';
}

/**
 * What has not come to its end starts again. A killed process, or one that laid the run down, leaves failed steps as they are;
 * where the user goes on with a run that had ended, they get a new round of the ladder.
 */
function resetUnfinished(state: RunState): void {
  const anew = state.status !== 'open' && !state.paused;
  const isOpen = ({ status, items = [] }: StepState): boolean =>
    status !== 'completed' && status !== 'skipped' && (anew || status !== 'failed' || items.some((item) => isOpen(stepOf(state, item))));
  const open = [...state.steps.values()].filter(isOpen);
  for (const step of open) {
    if (anew && step.status === 'failed') step.roundAfter = step.attempts.at(-1)?.attempt ?? 0;
    step.status = 'pending';
    delete step.error;
    delete step.blockedBy;
    for (const attempt of step.attempts) if (attempt.status === 'running' || attempt.error?.code === 'CANCELLED') attempt.status = 'interrupted';
  }
  for (const step of open) if (step.items) step.openItems = step.items.filter((item) => stepOf(state, item).status === 'pending').length;
}

function end(state: RunState, status: RunStatus, data: { answer: string; unproved: string[]; usage: Usage; error?: ErrorData }): void {
  Object.assign(state, { status, lastEnd: state.seq, pid: undefined, answer: data.answer, unproved: data.unproved, usage: data.usage, elapsedMs: data.usage.ms, error: data.error });
}

function stepOf(state: RunState, id: string): StepState {
  const step = state.steps.get(id);
  if (!step) throw new RangeError(`The journal of run ${state.runId} speaks of step ${id} before a plan that has it.`);
  return step;
}

function attemptOf(state: RunState, id: string, number: number): AttemptState {
  const attempt = stepOf(state, id).attempts.find((candidate) => candidate.attempt === number);
  if (!attempt) throw new RangeError(`The journal of run ${state.runId} speaks of attempt ${number} of step ${id} before it started.`);
  return attempt;
}
