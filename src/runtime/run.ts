import { abortable, applyEvent, EVENT_VERSION, emptyRunState, throwIfAborted, toVouchError, VouchError, type NewEvent, type Outcome, type Question, type RunState, type Usage, type VouchEvent } from '../core/index.js';
import { composeAnswer, findUnproved } from './answer.js';
import { decisionLine } from './audited.js';
import { budgetKind, budgetQuestion, parseExtension, type BudgetKind } from './budget-question.js';
import { countLessons, type Lessons } from './experience.js';
import { followEvents } from './follow-events.js';
import type { Lease } from '../store/index.js';
import { checkInputs, takeInputs } from './inputs.js';
import { parseBudget, RunLimits } from './limits.js';
import { watchMemory } from './memory.js';
import { outcomeAtEnd } from './outcome.js';
import { RunOrders } from './run-orders.js';
import { askUser, emitter, Pause, Suspension, type RunContext, type Workshop } from './run-context.js';
import { parsePlanText } from './plan-text/index.js';
import { conclude, runToEnd } from './run-loop.js';
import type { ResumeOptions, Run, RunRequest } from './types.js';
import { usedBy } from './used-by.js';

/** What an id may be: it stands in addresses, in names of orders and in keys of deeds. */
const RUN_ID = /^[\w-]{1,100}$/;

/** Starts a new run. Throws USAGE for an id or a budget that is none. */
export function startRun(workshop: Workshop, runId: string, request: RunRequest): Run {
  if (!RUN_ID.test(runId)) throw new VouchError('USAGE', `${JSON.stringify(runId)} cannot be the id of a run: it is 1 to 100 letters, digits, hyphens and underscores.`, { details: { field: 'id' } });
  const state = emptyRunState(runId);
  state.budget = parseBudget(request.budget);
  const execution = new Execution(workshop, state, request);
  return execution.start(() => execution.open());
}

/** Goes on with a run from its journal. Throws RUN_NOT_FOUND or RUN_NOT_RESUMABLE. */
export function resumeRun(workshop: Workshop, runId: string, options: ResumeOptions): Promise<Run> {
  return takeUp(workshop, runId, options, isResumable, (execution) => execution.reopen(options.answer));
}

/** Ends a run that nobody executes and that has not ended, with this error. Throws RUN_NOT_FOUND or RUN_NOT_RESUMABLE. */
export function giveUpRun(workshop: Workshop, runId: string, error: VouchError): Promise<Run> {
  return takeUp(workshop, runId, {}, ({ status, refused }) => status === 'open' && !refused, (execution) => execution.giveUp(error));
}

async function takeUp(workshop: Workshop, runId: string, options: ResumeOptions, may: (state: RunState) => boolean, begin: (execution: Execution) => Promise<void>): Promise<Run> {
  const { journal } = workshop.stores;
  // First the lease, then the journal: what another process wrote until now is in it, and nothing comes after.
  const lease = await takeLease(workshop, runId);
  try {
    const state = emptyRunState(runId);
    for (const event of await journal.read(runId)) applyEvent(state, event);
    if (state.seq === 0) throw new VouchError('RUN_NOT_FOUND', `There is no run ${runId} in the journal. \`vouch runs\` lists them.`);
    if (!may(state)) throw new VouchError('RUN_NOT_RESUMABLE', `Run ${runId} has ended as ${state.status}${state.refused ? ' before its inputs were taken in' : ''}. Start a new run instead.`);
    const execution = new Execution(workshop, state, { ...options, goal: state.goal }, lease);
    return execution.start(() => begin(execution));
  } catch (error) {
    await lease.release();
    throw error;
  }
}

/** What a full or failing disk ended can go on when that is mended, and so can what nobody goes on with by himself. */
function isResumable({ status, error, refused }: RunState): boolean {
  return !refused && (status === 'open' || status === 'suspended' || status === 'cancelled' || (status === 'failed' && error !== undefined && (error.code.startsWith('STORE_') || error.code === 'ARTIFACT_CORRUPT' || error.code === 'SERVER_LOST')));
}

/** A lease whose `lost` is aborted when another process has taken the run. */
interface HeldLease extends Lease {
  readonly lost: AbortSignal;
}

async function takeLease({ stores: { leases } }: Workshop, runId: string): Promise<HeldLease> {
  const lost = new AbortController();
  const lease = await leases.acquire(runId, (holder) => {
    lost.abort(new VouchError('RUN_NOT_RESUMABLE', `Run ${runId} was taken over by ${holder ?? 'another process'}, because this one did not answer for a minute.`));
  });
  if (!lease) throw new VouchError('RUN_NOT_RESUMABLE', `Run ${runId} is being executed by ${(await leases.holder(runId)) ?? 'another process'}.`);
  return { ...lease, lost: lost.signal };
}

/** The lease of a new run. Whose id was made before may have been begun by another process. */
async function takeUnbegun(workshop: Workshop, runId: string, { id }: RunRequest): Promise<HeldLease> {
  const lease = await takeLease(workshop, runId);
  if (id === undefined) return lease;
  const hasBegun = await workshop.stores.journal.entry(runId).then((entry) => entry !== undefined, async (error: unknown) => {
    await lease.release();
    throw error;
  });
  if (!hasBegun) return lease;
  await lease.release();
  throw new VouchError('RUN_NOT_RESUMABLE', `Run ${runId} has been begun by another process.`);
}

/** One run in this process: its lease, its limits, and how it ends. */
class Execution {
  readonly #workshop: Workshop;
  readonly #state: RunState;
  readonly #request: RunRequest;
  readonly #limits: RunLimits;
  /** A new run takes it when it begins. */
  #lease: HeldLease | undefined;
  readonly #user = new AbortController();
  readonly #memory = watchMemory();
  #orders: RunOrders | undefined;
  /** Its end stands in the journal, and is none that lays it down. */
  #isOver = false;
  /** Ends when the last question has been answered. */
  #asking: Promise<unknown> = Promise.resolve();
  readonly #lessons: Lessons = { attempts: [], countedAt: performance.now() };
  readonly #emit: RunContext['emit'];
  readonly #began: Promise<boolean>;
  #tellBegan: (began: boolean) => void = () => undefined;

  constructor(workshop: Workshop, state: RunState, request: RunRequest, lease?: HeldLease) {
    this.#lease = lease;
    this.#workshop = workshop;
    this.#state = state;
    this.#request = request;
    const given = new Set(state.givens.map(({ artifact }) => artifact));
    const made = [...state.artifacts.values()].filter(({ id }) => !given.has(id)).reduce((sum, { bytes }) => sum + bytes, 0);
    this.#limits = new RunLimits(parseBudget(state.budget), { ms: state.elapsedMs, tokens: usedBy(state).tokens, prompt: state.usage.promptTokens, completion: state.usage.completionTokens, bytes: made });
    this.#began = new Promise((resolve) => { this.#tellBegan = resolve; });
    if (state.seq > 0) this.#tellBegan(true);
    this.#emit = emitter(workshop.stores, state, () => this.#held().owner);
  }

  start(begin: () => Promise<void>): Run {
    const { runId } = this.#state;
    const { journal } = this.#workshop.stores;
    const { signal } = this.#request;
    const forward = (): void => {
      this.#cancel(signal?.reason);
    };
    signal?.addEventListener('abort', forward, { once: true });
    if (signal?.aborted) forward();
    const unsubscribe = this.#workshop.onNotice((message) => {
      this.#tell(message);
    });
    const result = this.#inTurn(begin).finally(async () => {
      unsubscribe();
      signal?.removeEventListener('abort', forward);
      this.#limits.close();
      this.#memory.stop();
      this.#tellBegan(false);
      // Who goes on with a run that was laid down, taken by another process, or could not write its end, finds what was ordered of it.
      await this.#orders?.close(this.#isOver);
      await this.#lease?.release();
    });
    return {
      id: runId,
      began: this.#began,
      result,
      cancel: () => {
        this.#cancel(undefined);
      },
      pause: (reason) => {
        this.#user.abort(new Pause(reason));
      },
      events: ({ since = 0 } = {}) => followEvents(journal, runId, since, result),
    };
  }

  /** A new run: what was given is checked before anything is written but the journal. */
  async open(): Promise<void> {
    const { recipe, inputs = [], verify = true, repair = 'ladder', judge = true, outside = false } = this.#request;
    const { plan, problem } = readPlan(this.#request.plan);
    const goal = (this.#request.goal ?? '').trim() === '' ? goalOf(plan) : (this.#request.goal ?? '');
    const data = { goal, givens: [], artifacts: [], budget: parseBudget(this.#state.budget), verify, repair, judge, ...(outside ? { outside } : {}), pid: process.pid, ...(plan === undefined ? {} : { plan }), ...(recipe === undefined ? {} : { recipe }) };
    this.#limits.watch();
    try {
      if (problem) throw problem;
      if (goal.trim() === '' && plan === undefined) throw new VouchError('INPUT_EMPTY', 'The task is empty. Say in plain words what is to be done.');
      const checked = await checkInputs(goal, inputs, { allowedFolders: this.#workshop.allowedFolders, signal: this.#signal(), outside, reachable: true });
      const taken = await takeInputs(checked, this.#workshop.stores.artifacts, this.#signal());
      this.#emit({ type: 'run.started', data: { ...data, ...taken } });
      for (const message of checked.flatMap(({ notes }) => notes)) this.#emit({ type: 'notice', data: { message } });
      await this.#settled();
      this.#tellBegan(true);
    } catch (error) {
      if (this.#state.seq === 0) this.#emit({ type: 'run.started', data: { ...data, refused: true } });
      throw error;
    }
  }

  /** A run from the journal: the open question is answered first, then the clock runs on from where it stood. */
  async reopen(answer: string | undefined): Promise<void> {
    const { question } = this.#state;
    for (const [id, given] of this.#state.answers) this.#grant(id, given, 'restore');
    if (question && answer !== undefined) {
      // An approval that cannot be written down does not count.
      const line = decisionLine(this.#state, question, answer, this.#onBehalfOf());
      if (line) await this.#workshop.stores.audit.append(line);
      this.#emit({ type: 'question.answered', data: { id: question.id, answer } });
    }
    this.#emit({ type: 'run.resumed', data: { pid: process.pid } });
    if (question) this.#grant(question.id, await askUser(this.#context(), question), 'extend');
    this.#limits.watch();
  }

  /** A run from the journal that is not gone on with: this process is only the one that ends it. */
  giveUp(error: VouchError): Promise<never> {
    this.#emit({ type: 'run.resumed', data: { pid: process.pid } });
    return Promise.reject(error);
  }

  /** Waits for a place among the runs that are under way. Who is ended while it waits has not begun. */
  #inTurn(begin: () => Promise<void>): Promise<Outcome> {
    const { signal } = this.#user;
    return new Promise((resolve) => {
      let isOver = false;
      const giveUp = (): void => {
        isOver = true;
        resolve(this.#endUnbegun());
      };
      signal.addEventListener('abort', giveUp, { once: true });
      void this.#workshop.places.add(async () => {
        signal.removeEventListener('abort', giveUp);
        if (isOver) return;
        const outcome = this.#execute(begin);
        resolve(outcome);
        await outcome;
      });
    });
  }

  async #endUnbegun(): Promise<Outcome> {
    await this.#endEarly(undefined);
    return outcomeAtEnd(this.#state, this.#workshop.stores.artifacts, this.#request);
  }

  /** Runs leg after leg until the run ends; what ends it becomes an event and the outcome. Never rejects. */
  async #execute(begin: () => Promise<void>): Promise<Outcome> {
    try {
      await this.#hold();
      await begin();
      while (!(await this.#runLeg()));
      await countLessons(this.#context());
      await this.#end(await conclude(this.#context(), this.#usage()));
    } catch (error) {
      await this.#endEarly(error);
    }
    const outcome = await outcomeAtEnd(this.#state, this.#workshop.stores.artifacts, this.#request);
    return this.#state.refused && this.#request.keepRefused === false && (await this.#forget()) ? { ...outcome, runId: '' } : outcome;
  }

  /** Takes the lease, where it is not held yet; losing it ends the run. From here on it does what is ordered, wherever that is said. */
  async #hold(): Promise<void> {
    const isNew = this.#lease === undefined;
    const { lost } = (this.#lease ??= await takeUnbegun(this.#workshop, this.#state.runId, this.#request));
    lost.addEventListener('abort', () => {
      this.#user.abort(lost.reason);
    }, { once: true });
    const { runId, lastEnd } = this.#state;
    this.#orders = new RunOrders(this.#workshop.stores.orders, { runId, since: lastEnd }, () => {
      this.#cancel(undefined);
    });
    // Of a new run nobody knows yet. Who is to end goes on from here to its end, as ever.
    if (!isNew) await abortable(this.#orders.take(), this.#user.signal).catch(() => undefined);
  }

  #held(): HeldLease {
    if (!this.#lease) throw new VouchError('INTERNAL', `Run ${this.#state.runId} writes before it holds its lease.`);
    return this.#lease;
  }

  /** False where the journal cannot be written: the run then stays in its list. */
  async #forget(): Promise<boolean> {
    try {
      await this.#workshop.stores.journal.remove(this.#state.runId);
      return true;
    } catch (error) {
      if (VouchError.is(error)) return false;
      throw error;
    }
  }

  /** True when the run came through; false when a budget ended and the user granted more. */
  async #runLeg(): Promise<boolean> {
    try {
      await runToEnd(this.#context(), this.#request.strategy);
      return true;
    } catch (thrown) {
      const error = this.#reason(thrown);
      if (!VouchError.is(error) || error.code !== 'BUDGET_SPENT' || this.#user.signal.aborted) throw error;
      const ends = [...this.#state.answers.keys()].filter((id) => id.startsWith('budget-')).length;
      const question = budgetQuestion(error, ends);
      const more = parseExtension(await askUser(this.#context(), question));
      if (more === undefined) throw error;
      this.#limits.extend(budgetKind(error), more);
      this.#limits.renew();
      this.#emit({ type: 'run.resumed', data: { pid: process.pid } });
      return false;
    }
  }

  async #endEarly(thrown: unknown): Promise<void> {
    // Where not even the notice of it can be written, the end says so.
    await countLessons(this.#context()).catch(() => undefined);
    const answer = await composeAnswer(this.#state, this.#workshop.stores.artifacts).catch(() => '');
    const data = { answer, unproved: findUnproved(this.#state), usage: this.#usage() };
    if (thrown instanceof Suspension) {
      await this.#end({ type: 'run.suspended', data: { ...data, question: thrown.question } });
      return;
    }
    const reason = this.#reason(thrown);
    if (reason instanceof Pause && this.#state.seq > 0 && !this.#state.refused) {
      await this.#end({ type: 'run.paused', data: { ...data, reason: reason.message } });
      return;
    }
    const error = toVouchError(reason);
    if (error.code === 'CANCELLED') await this.#end({ type: 'run.cancelled', data });
    else await this.#end({ type: 'run.failed', data: { ...data, error: error.toJSON() } });
  }

  /** Where the journal itself is broken, the end is told to the caller alone. */
  async #end(event: NewEvent): Promise<void> {
    try {
      // What another process executes now is its to end.
      throwIfAborted(this.#lease?.lost);
      // A run that has not taken its lease has nothing in the journal.
      if (!this.#lease) applyEvent(this.#state, this.#unwritten(event));
      else {
        this.#emit(event);
        await this.#settled();
        this.#tellBegan(true);
        this.#isOver = event.type !== 'run.paused';
      }
    } catch (error) {
      const data = { answer: this.#state.answer, unproved: [...this.#state.unproved], usage: this.#usage(), error: toVouchError(error, 'STORE_FAILED').toJSON() };
      applyEvent(this.#state, this.#unwritten({ type: 'run.failed', data }));
    }
  }

  /** An event that only the caller is told. */
  #unwritten(event: NewEvent): VouchEvent {
    return { v: EVENT_VERSION, runId: this.#state.runId, seq: this.#state.seq + 1, ts: Date.now(), ...event };
  }

  #settled(): Promise<void> {
    return this.#workshop.stores.journal.settled(this.#state.runId);
  }

  /** The abort's own reason where an abort is what ended the work; a broken store is always told as such. */
  #reason(thrown: unknown): unknown {
    const signal = this.#signal();
    const own = thrown instanceof Suspension || (VouchError.is(thrown) && thrown.code.startsWith('STORE_'));
    return signal.aborted && !own ? (signal.reason as unknown) : thrown;
  }

  /** An answer to the question at the end of a budget allows more. */
  #grant(questionId: string, answer: string, how: 'restore' | 'extend'): void {
    const [kind, budget] = questionId.split('-');
    if (kind !== 'budget') return;
    const more = parseExtension(answer);
    if (more === undefined) throw new VouchError('BUDGET_SPENT', 'A budget of the run is used up, and no more was granted.');
    this.#limits[how](budget as BudgetKind, more);
  }

  #cancel(reason: unknown): void {
    this.#user.abort(VouchError.is(reason) ? reason : new VouchError('CANCELLED', 'The run was cancelled by the user.', { cause: reason }));
  }

  /** A notice of the models. It comes in the middle of their work: where it cannot be journaled, the run ends, not the process. */
  #tell(message: string): void {
    if (this.#state.seq === 0 || this.#state.status !== 'open') return;
    try {
      this.#emit({ type: 'notice', data: { message } });
    } catch (error) {
      this.#limits.stop(error);
    }
  }

  /** One question at a time. The clock stands still while the user thinks, and cancelling ends the wait. */
  #ask(question: Question, signal: AbortSignal): Promise<string | undefined> {
    const turn = this.#asking.then(async () => {
      // Once the run is ending, only its end is worth a question.
      throwIfAborted(question.kind === 'budget' ? this.#user.signal : signal);
      const { ask, attended = ask !== undefined } = this.#request;
      this.#emit({ type: 'question.asked', data: { ...question, unattended: attended ? undefined : true } });
      await this.#settled();
      this.#limits.pause();
      try {
        return await abortable(Promise.resolve(attended ? this.#orders?.answer(question, { ask, line: (answer) => decisionLine(this.#state, question, answer, this.#onBehalfOf()) }, this.#user.signal) : undefined), this.#user.signal);
      } finally {
        this.#limits.goOn();
      }
    });
    this.#asking = turn.catch(() => undefined);
    return turn;
  }

  #signal(): AbortSignal {
    return AbortSignal.any([this.#user.signal, this.#limits.signal]);
  }

  #context(): RunContext {
    const { meter, bytes } = this.#limits;
    const signal = this.#signal();
    const { attempts, items } = parseBudget(this.#state.budget);
    return {
      ...this.#workshop, meter, bytes, state: this.#state, signal, attempts, items, lessons: this.#lessons, owner: ownerOf(this.#state.runId, this.#request.group), onBehalfOf: this.#onBehalfOf(),
      reuse: this.#request.reuse ?? true, anew: new Set(this.#request.anew), ask: (question) => this.#ask(question, signal), emit: this.#emit, settled: () => this.#settled(),
      flush: () => { this.#workshop.stores.journal.flush(this.#state.runId); },
      stop: (reason) => {
        this.#limits.stop(reason);
      },
    };
  }

  #onBehalfOf(): RunContext['onBehalfOf'] {
    const { who = 'local', group = null } = this.#request;
    return { runId: this.#state.runId, who, tenant: group };
  }

  #usage(): Usage {
    const { used, prompt, completion } = this.#limits.meter;
    return { llmTokens: used, promptTokens: prompt, completionTokens: completion, ms: this.#limits.elapsedMs(), peakBytes: this.#memory.peakBytes() };
  }
}

/** A plan that came as text (JSON or an outline) as data; with what is wrong with a text that is none. */
function readPlan(plan: unknown): { readonly plan: unknown; readonly problem?: VouchError } {
  if (typeof plan !== 'string') return { plan };
  try {
    return { plan: parsePlanText(plan) };
  } catch (error) {
    return { plan, problem: toVouchError(error, 'PLAN_INVALID') };
  }
}

/** The words of a saved plan, where it comes with some. */
function goalOf(plan: unknown): string {
  const goal: unknown = typeof plan === 'object' && plan !== null && 'goal' in plan ? plan.goal : '';
  return typeof goal === 'string' ? goal : '';
}

/** See `CallOptions.owner`. */
function ownerOf(runId: string, group: string | undefined): string {
  return group === undefined ? runId : `${encodeURIComponent(group)}/${runId}`;
}
