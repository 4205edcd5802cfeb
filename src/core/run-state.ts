import type { Artifact, Provenance } from './artifact.js';
import type { Budget, Usage } from './budget.js';
import type { ErrorData, EventData, Question, RepairPolicy } from './event.js';
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
  /** interrupted: its process died, or the run was ended from outside, while it was under way. */
  status: 'running' | 'passed' | 'rejected' | 'error' | 'interrupted';
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

/** A rung that was climbed; `after`: the number of the last attempt before it. */
export type Climbed = EventData<'ladder.climbed'> & { readonly after: number };

export interface StepState {
  readonly step: Step;
  status: StepStatus;
  attempts: AttemptState[];
  /** The attempt whose outputs count; absent until the step completes. */
  accepted?: number;
  climbs: Climbed[];
  /** Attempts up to this number, and climbs before it, belong to an earlier round: the step was replaced or started again since. */
  roundAfter?: number;
  error?: ErrorData;
  blockedBy?: string;
  /** Why it was skipped, and with which step. */
  skipped?: { readonly reason: string; readonly by?: string | undefined };
  /** What its condition came to. */
  condition?: EventData<'condition.decided'>;
  /** Of a mapped step: the ids of its items, in order, once its lists are known. Each is a step of its own in the run's state. */
  items?: readonly string[];
  /** Of a mapped step: how many items have not come to an end. */
  openItems?: number;
  /** Of an item: its mapped step, its number from 1, and what it is about. */
  itemOf?: { readonly step: string; readonly number: number; readonly about: string };
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
  /** Nothing in this machine's own network is opened for it. */
  outside: boolean;
  /** `open` until an end event; a resumed run is open again. */
  status: RunStatus | 'open';
  /** The seq of the event with which it last ended; 0 until then. Laying it down is no end. */
  lastEnd: number;
  /** Process that executes it, while open. */
  pid: number | undefined;
  /** True when a process laid the run down of its own accord. */
  paused: boolean;
  /** Plans that were made because steps of an earlier one failed. */
  replans: number;
  /** True when the run ended before what was given had been taken in. */
  refused: boolean;
  /** ms that it has taken up to its last event, as its processes measured them: without the time between processes and while it waited for an answer. */
  elapsedMs: number;
  /** A plan that the user gave, as it came. */
  givenPlan: unknown;
  plan: Plan | undefined;
  /** Parts of the request that no step of the plan does. */
  unmet: readonly string[];
  /** In the order of the plan; the items of a mapped step follow it. */
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
    runId, seq: 0, startedAt: 0, updatedAt: 0, goal: '', givens: [], budget: undefined, verify: true, repair: 'ladder', judge: true, outside: false, status: 'open', lastEnd: 0, pid: undefined, paused: false, replans: 0, refused: false, elapsedMs: 0, givenPlan: undefined, plan: undefined, unmet: [],
    steps: new Map(), retired: [], artifacts: new Map(), provenance: [], answerVerdicts: [], question: undefined, answers: new Map(), clarifications: [], notices: [], answer: '',
    unproved: [], usage: { llmTokens: 0, ms: 0, peakBytes: 0 }, error: undefined,
  };
}

/** The attempt whose outputs count, or `undefined`. */
export function acceptedAttempt(step: StepState | undefined): AttemptState | undefined {
  return step?.attempts.find(({ attempt }) => attempt === step.accepted);
}

/**
 * The attempts and climbs that count on the ladder: those of the present round. What was interrupted says nothing about the
 * way it was made, so that a run which is killed again and again climbs no higher than one that is not.
 */
export function currentRound(step: StepState): StepState {
  const { roundAfter = 0 } = step;
  return {
    ...step,
    attempts: step.attempts.filter(({ attempt, status }) => attempt > roundAfter && status !== 'interrupted'),
    climbs: step.climbs.filter(({ after }) => after > roundAfter),
  };
}

/** What verdicts about the whole answer name as their step: `answer`, unless the plan has a step of that name. */
export function answerStep(state: RunState): string {
  return state.steps.has('answer') ? '(answer)' : 'answer';
}
