import {
  applyEvent, type Job, type ModelClient, type NewEvent, type Oracle, type Planner, type Question, type RunState, type Tool, type VouchEvent,
} from '../core/index.js';
import type PQueue from 'p-queue';
import type { AuditEntry, Stores } from '../store/index.js';
import { bindModels, type AttemptModels, type BindOptions, type TokenMeter } from './attempt-models.js';
import type { Lessons } from './experience.js';
import type { StepExecutor } from './executor/index.js';

/** What all runs of one runtime share. */
export interface Workshop {
  readonly stores: Stores;
  readonly models: ModelClient;
  /** A planner that asks these models: each run counts its planner's tokens, too. */
  readonly plannerOf: (models: ModelClient) => Planner;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly oracles: ReadonlyMap<string, Oracle>;
  readonly allowedFolders: readonly string[];
  /** Where steps are done. */
  readonly executor: StepExecutor;
  /** Who takes part in the turns of runs: so many are under way at a time. */
  readonly places: PQueue;
  /** Calls back with what users should know of the models, such as a fallback; returns the function that ends it. */
  readonly onNotice: (listener: (message: string) => void) => () => void;
  /** Starts the models that do these jobs, ahead of need. */
  readonly warm: (jobs: readonly Job[], signal: AbortSignal) => Promise<void>;
  /** See `Models.held`. */
  readonly held: () => number;
  /** Says which jobs the steps of a run will need, nearest first; none: it has ended. */
  readonly expect: (run: string, steps: readonly (readonly Job[])[]) => void;
}

/** One run under way: its state, its limits and its voice. */
export interface RunContext extends Workshop {
  readonly state: RunState;
  /** Whose turns it takes where many wait for a model server. */
  readonly owner: string;
  /** What stands in the audit log of each line about the run. */
  readonly onBehalfOf: Pick<AuditEntry, 'runId' | 'who' | 'tenant'>;
  /** Aborted by the user, by the end of a budget, or by a fault that ends the run; the reason says which. */
  readonly signal: AbortSignal;
  readonly meter: TokenMeter;
  /** Attempts that one step may take. */
  readonly attempts: number;
  /** Items that one mapped step may have. */
  readonly items: number;
  /** Bytes of artifacts that the steps made, and how many they may make. */
  readonly bytes: { used: number; limit: number };
  readonly lessons: Lessons;
  /** Take results of equal earlier steps. */
  readonly reuse: boolean;
  /** Steps for which `reuse` does not hold. */
  readonly anew: ReadonlySet<string>;
  /** Asks the user, one question at a time; `undefined` where nobody answers. Throws CANCELLED when the user cancels. */
  readonly ask: (question: Question) => Promise<string | undefined>;
  /** Ends the run as soon as its steps have let go. */
  readonly stop: (reason: unknown) => void;
  /** Journals the event and folds it into the state. `durable`: once it is settled, it is on the disk even if the machine loses its power. */
  readonly emit: (event: NewEvent, options?: { durable?: boolean }) => VouchEvent;
  /** Has what was emitted written, where that can be done at once: called before something follows that can be seen outside. Throws what `emit` throws. */
  readonly flush: () => void;
  /** Resolves when all that was emitted stands in the journal; what must not be forgotten, or is told to somebody, waits for it. Throws what `emit` throws. */
  readonly settled: () => Promise<void>;
}

/**
 * Makes `emit` for a run: first the journal, then the state, so that the state never knows what the journal was not given.
 * `owner`: of the lease under which it writes.
 */
export function emitter(stores: Stores, state: RunState, owner: () => string): RunContext['emit'] {
  return (event, options) => {
    const stamped = stores.journal.append(state.runId, event, { ...options, owner: owner() });
    applyEvent(state, stamped);
    return stamped;
  };
}

/** Thrown to end the run as `suspended` with its question. */
export class Suspension extends Error {
  override readonly name = 'Suspension';
  constructor(readonly question: Question) {
    super(question.text);
  }
}

/** Thrown to lay the run down until somebody resumes it. */
export class Pause extends Error {
  override readonly name = 'Pause';
}

/** The user's answer: the one in the journal, else asked for now. Throws Suspension where nobody can answer. */
export async function askUser(context: RunContext, question: Question): Promise<string> {
  const known = context.state.answers.get(question.id);
  if (known !== undefined) return known;
  const answer = await context.ask(question);
  if (answer === undefined) throw new Suspension(question);
  context.emit({ type: 'question.answered', data: { id: question.id, answer } });
  return answer;
}

/** Models of a run for one purpose: their tokens count against its budget, and each call is journaled. */
export function modelsOfRun(context: RunContext, where: { step?: string; attempt?: number } = {}, options: BindOptions & { signal?: AbortSignal } = {}): AttemptModels {
  const { signal = context.signal, ...how } = options;
  // A call that ends after its run has no place in the journal any more.
  return bindModels(context.models, context.meter, signal, { owner: context.owner, ...how, onCall: (call) => { if (context.state.status === 'open') context.emit({ type: 'model.called', data: { ...where, ...call } }); } });
}
