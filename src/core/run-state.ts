import type { Artifact, Provenance } from './artifact.js';
import type { Budget, Usage } from './budget.js';
import type { ErrorData, EventData, Question, RepairPolicy, VouchEvent } from './event.js';
import type { LearnedChoice } from './learned-choice.js';
import type { RunStatus, StepStatus } from './outcome.js';
import type { Given, Plan, Step } from './plan.js';
import type { Verdict } from './verdict.js';

export interface AttemptState {
  readonly attempt: number;
  readonly tool: string;
  /** The rung of the ladder that led to it; `null` for a first attempt. */
  readonly rung: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The preferred model per job, where a rung asked for one. */
  readonly preferred: Readonly<Record<string, string>>;
  /** Why statistics put this way first; absent where the ladder's own order did. */
  readonly chosen?: LearnedChoice | undefined;
  status: 'running' | 'passed' | 'rejected' | 'error';
  startedAt: number;
  ms: number;
  /** Output port → artifact id or ids. */
  outputs: Readonly<Record<string, string | string[]>>;
  models: readonly string[];
  reused: boolean;
  /** Language-model tokens for making and checking it; absent while it runs and in journals of older versions. */
  tokens?: number | undefined;
  verdicts: Verdict[];
  error?: ErrorData;
}

export interface StepState {
  readonly step: Step;
  status: StepStatus;
  attempts: AttemptState[];
  /** The attempt whose outputs count; absent until the step completes. */
  accepted?: number;
  climbs: EventData<'ladder.climbed'>[];
  error?: ErrorData;
  blockedBy?: string;
  ms: number;
}

/** All that is known of a run, derived from its events and from nothing else. */
export interface RunState {
  readonly runId: string;
  seq: number;
  startedAt: number;
  updatedAt: number;
  goal: string;
  givens: readonly Given[];
  budget: Budget | undefined;
  verify: boolean;
  repair: RepairPolicy;
  /** Language-model judges are asked. */
  judge: boolean;
  /** `open` until an end event; a resumed run is open again. */
  status: RunStatus | 'open';
  /** Process that executes it, while open. */
  pid: number | undefined;
  /** True when the run ended before what was given had been taken in. */
  refused: boolean;
  /** When it was started or last resumed, ms since 1970. */
  legStartedAt: number;
  /** A plan that the user gave, as it came. */
  givenPlan: unknown;
  plan: Plan | undefined;
  /** Parts of the request that no step of the plan does. */
  unmet: readonly string[];
  /** In the order of the plan. */
  steps: Map<string, StepState>;
  /** Steps of replaced plans that had attempts. */
  retired: StepState[];
  artifacts: Map<string, Artifact>;
  provenance: Provenance[];
  /** Verdicts about the whole answer. */
  answerVerdicts: Verdict[];
  question: Question | undefined;
  answers: Map<string, string>;
  /** Questions about what the task means, each with the user's answer. */
  clarifications: string[];
  notices: string[];
  answer: string;
  unproved: readonly string[];
  usage: Usage;
  error: ErrorData | undefined;
}

/** The state before the first event. */
export function emptyRunState(runId: string): RunState {
  return {
    runId, seq: 0, startedAt: 0, updatedAt: 0, goal: '', givens: [], budget: undefined, verify: true, repair: 'ladder', judge: true, status: 'open', pid: undefined, refused: false, legStartedAt: 0, givenPlan: undefined, plan: undefined, unmet: [],
    steps: new Map(), retired: [], artifacts: new Map(), provenance: [], answerVerdicts: [], question: undefined, answers: new Map(), clarifications: [], notices: [], answer: '',
    unproved: [], usage: { llmTokens: 0, ms: 0, peakBytes: 0 }, error: undefined,
  };
}

/** Folds one event into the state, in place. Events must come in order of `seq`. */
export function applyEvent(state: RunState, event: VouchEvent): RunState {
  state.seq = event.seq;
  state.updatedAt = event.ts;
  switch (event.type) {
    case 'run.started':
      Object.assign(state, { startedAt: event.ts, goal: event.data.goal, givens: event.data.givens, budget: event.data.budget, verify: event.data.verify, repair: event.data.repair ?? 'ladder', judge: event.data.judge ?? true, pid: event.data.pid, givenPlan: event.data.plan, refused: event.data.refused ?? false, legStartedAt: event.ts });
      for (const artifact of event.data.artifacts) state.artifacts.set(artifact.id, artifact);
      break;
    case 'run.resumed':
      Object.assign(state, { status: 'open', pid: event.data.pid, legStartedAt: event.ts, question: undefined, error: undefined });
      resetUnfinished(state);
      break;
    case 'plan.accepted':
      acceptPlan(state, event.data.plan);
      state.unmet = event.data.unmet ?? [];
      break;
    case 'attempt.started': {
      const step = stepOf(state, event.data.step);
      step.status = 'running';
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
      stepOf(state, event.data.step).climbs.push(event.data);
      break;
    case 'step.completed':
      Object.assign(stepOf(state, event.data.step), { status: 'completed', accepted: event.data.attempt, ms: event.data.ms });
      break;
    case 'step.failed':
      Object.assign(stepOf(state, event.data.step), { status: 'failed', error: event.data.error, ms: event.data.ms });
      break;
    case 'step.blocked':
      Object.assign(stepOf(state, event.data.step), { status: 'blocked', blockedBy: event.data.by });
      break;
    case 'question.asked':
      state.question = event.data;
      break;
    case 'question.answered':
      state.answers.set(event.data.id, event.data.answer);
      if (state.question?.kind === 'ambiguity') state.clarifications.push(`${state.question.text} ${event.data.answer}`);
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
    case 'run.paused':
      end(state, 'suspended', event.data);
      // Who resumes it is asked anew.
      state.question = undefined;
      break;
    case 'run.cancelled':
      end(state, 'cancelled', event.data);
      break;
    case 'plan.step':
    case 'attempt.progress':
      break;
  }
  return state;
}

/** The attempt whose outputs count, or `undefined`. */
export function acceptedAttempt(step: StepState | undefined): AttemptState | undefined {
  return step?.attempts.find(({ attempt }) => attempt === step.accepted);
}

/** What verdicts about the whole answer name as their step: `answer`, unless the plan has a step of that name. */
export function answerStep(state: RunState): string {
  return state.steps.has('answer') ? '(answer)' : 'answer';
}

function acceptPlan(state: RunState, plan: Plan): void {
  const before = new Map(state.steps);
  state.plan = plan;
  state.steps = new Map();
  for (const step of plan.steps) {
    const known = before.get(step.id);
    const same = known && known.status === 'completed' && JSON.stringify(known.step) === JSON.stringify(step);
    // Attempts go on counting where a step of the same name was replaced, so that none is overwritten.
    state.steps.set(step.id, same ? known : { step, status: 'pending', attempts: known?.attempts ?? [], climbs: [], ms: 0 });
    before.delete(step.id);
  }
  state.retired.push(...[...before.values()].filter(({ attempts }) => attempts.length > 0));
}

/** A killed process leaves steps `running`, and a suspended run leaves `blocked` or `failed` ones: they start again. */
function resetUnfinished(state: RunState): void {
  for (const step of state.steps.values()) {
    if (step.status === 'completed') continue;
    step.status = 'pending';
    delete step.error;
    delete step.blockedBy;
    for (const attempt of step.attempts) if (attempt.status === 'running') attempt.status = 'error';
  }
}

function end(state: RunState, status: RunStatus, data: { answer: string; unproved: string[]; usage: Usage; error?: ErrorData }): void {
  Object.assign(state, { status, pid: undefined, answer: data.answer, unproved: data.unproved, usage: data.usage, error: data.error });
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
