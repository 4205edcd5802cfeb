import { counted, VouchError, type VouchEvent } from '../../core/index.js';
import type { Run, RunRequest, Runtime } from '../../runtime/index.js';
import type { PendingQuestion } from '../protocol/index.js';
import { EventLog } from './event-log.js';
import { QuestionNotes, type QuestionListener } from './question-notes.js';
import { Questions } from './questions.js';
import { RunChannel } from './run-channel.js';

/** Channels that are kept though nobody watches, for those who come back. */
const IDLE_CHANNELS = 64;

/** How often a run that got no further is taken up by itself; then it ends, and somebody has to resume it. */
const MOST_TAKEN_UP = 3;
/** From here on it is counted anew: the run got further, waited for somebody or was answered, or it was ended or laid down in order. */
const GETS_FURTHER: readonly VouchEvent['type'][] = ['attempt.ended', 'question.asked', 'question.answered', 'run.paused', 'run.suspended', 'run.failed', 'run.cancelled'];

export interface RunHostOptions {
  /** Runs under way at a time. */
  readonly maxRuns: number;
  readonly questions: QuestionListener;
  /** Whose a run is that is to go on: see `RunRequest.group`. */
  readonly groupOf: (runId: string) => Promise<string | null>;
  /** Told that a run goes on here; only when this has resolved is it told of its end. */
  readonly adopt: (runId: string, group: string | null) => Promise<void>;
  /** Runs that a server began, and none has ended. */
  readonly served: () => Promise<readonly string[]>;
  /** Told of one of these runs that has not begun, and that nobody is about to begin now. */
  readonly onUnbegun: (runId: string) => Promise<void>;
  /** Told when a run goes on here that another server left; only when this has resolved is it told of its end. */
  readonly onTakenUp: (runId: string, group: string | null) => Promise<void>;
  /** Told what went wrong beside a run. */
  readonly onFault: (error: unknown) => void;
}

/** How a run begins here. */
export interface Beginning {
  /** Nobody can answer it: its questions suspend it. */
  readonly unattended?: boolean;
  /** See `RunRequest`. */
  readonly id?: string | undefined;
  /** Called at once with a run that begins, to write down what is to be known of it. Its end is told when this is over; what it throws ends the run. */
  readonly note?: (runId: string) => Promise<void>;
}

/** How a run goes on here. */
export interface GoingOn {
  readonly answer?: string | undefined;
  /** Whose it is; `undefined`: it is looked up. */
  readonly group?: string | null;
  /** Who wants it; default: the server itself. */
  readonly who?: string;
  /** Called when it goes on; its end is told when this is over, and what it throws lays the run down. */
  readonly begun?: (group: string | null) => Promise<void>;
}

/** The runs of this server: it starts them, holds their questions and passes their events on. A client's leaving ends none. */
export class RunHost {
  readonly questions: Questions;
  readonly #runtime: Runtime;
  readonly #options: RunHostOptions;
  readonly #active = new Map<string, Run>();
  readonly #channels = new Map<string, RunChannel>();
  readonly #endListeners: ((run: Run) => void | Promise<void>)[] = [];
  /** Runs that are about to go on. */
  readonly #resuming = new Set<Promise<unknown>>();
  /** What is still done for runs that have ended. */
  readonly #ending = new Set<Promise<void>>();
  readonly #notes: QuestionNotes;
  #occupied = 0;
  #closing: string | undefined;

  constructor(runtime: Runtime, options: RunHostOptions) {
    this.#runtime = runtime;
    this.#options = options;
    this.questions = new Questions(runtime, (runId) => this.#active.has(runId));
    this.#notes = new QuestionNotes(this.questions, options.questions, options.onFault);
  }

  get active(): number {
    return this.#active.size;
  }

  /** Takes the place of a run for work that is none, such as a plan that is only shown. Returns how to leave it. Throws RATE_LIMITED. */
  occupy(): () => void {
    this.#mustHaveRoom();
    this.#occupied++;
    let left = false;
    return () => {
      if (!left) this.#occupied--;
      left = true;
    };
  }

  /** Calls back when a run of this server has ended, however it ended. */
  onEnd(listener: (run: Run) => void | Promise<void>): void {
    this.#endListeners.push(listener);
  }

  /** Starts a run. Throws RATE_LIMITED when as many as allowed are under way, and what `note` throws. */
  async start(request: Omit<RunRequest, 'ask' | 'signal'>, { id, unattended = false, note = () => Promise.resolve() }: Beginning = {}): Promise<Run> {
    this.#mustHaveRoom();
    const run = this.#runtime.run({ ...request, id, paths: false, attended: !unattended });
    const noted = note(run.id);
    this.#keep(run, 0, noted);
    try {
      await noted;
    } catch (error) {
      // Nobody would see it, and what it uses would be nobody's.
      run.cancel();
      await run.result;
      throw error;
    }
    return run;
  }

  /** Goes on with a run. Throws RUN_NOT_FOUND, RUN_NOT_RESUMABLE or RATE_LIMITED. */
  async resume(runId: string, how: GoingOn = {}): Promise<Run> {
    const leave = this.occupy();
    const resuming = this.#resume(runId, how).finally(leave);
    this.#resuming.add(resuming);
    try {
      return await resuming;
    } finally {
      this.#resuming.delete(resuming);
    }
  }

  async #resume(runId: string, { answer, group: known, who = 'server', begun = () => Promise.resolve() }: GoingOn): Promise<Run> {
    const since = (await this.#runtime.history(runId)).at(-1)?.seq ?? 0;
    const group = known === undefined ? await this.#options.groupOf(runId) : known;
    const run = await this.#runtime.resume(runId, { answer, paths: false, group: group ?? undefined, who, attended: true });
    // Only now: of what may not go on nobody is to think that a server will end it.
    const adopted = allDone([begun(group), this.#options.adopt(runId, group)]);
    this.#keep(run, since, adopted);
    try {
      await adopted;
    } catch (error) {
      run.pause('It could not be written down that the run goes on here.');
      throw error;
    }
    return run;
  }

  /**
   * Cancels a run, whichever process on the same stores executes it: one that is laid down, or whose process died, ends when a server takes it up. Throws
   * RUN_NOT_FOUND, and RUN_NOT_RESUMABLE for one that is not under way, or is where no order reaches it.
   */
  async cancel(runId: string): Promise<void> {
    const run = this.#active.get(runId);
    if (run) {
      run.cancel();
      return;
    }
    // Read at once: an order for a run that ends meanwhile is for the life that has ended.
    const { status, lastEnd } = await this.#runtime.state(runId);
    const { orders } = this.#runtime.tenancy;
    if (orders.isShared && (status === 'open' || (await this.#leftByServer(runId)) === 'goes on')) {
      await orders.give({ runId, since: lastEnd }, { kind: 'cancel' });
      return;
    }
    throw new VouchError('RUN_NOT_RESUMABLE', status === 'open' ? `Run ${runId} is executed by another process; cancel it there.` : `Run ${runId} is not under way: it is ${status}.`);
  }

  /** The channel of any run that is in the journal, or under way here. */
  channel(runId: string): RunChannel {
    const known = this.#channels.get(runId);
    if (known) return known;
    const channel = this.#open(runId);
    this.#channels.set(runId, channel);
    this.#forgetIdle();
    return channel;
  }

  /** See `QuestionNotes.catchUp`. */
  catchUp(runId: string, told: readonly PendingQuestion[], listener: QuestionListener): void {
    this.#notes.catchUp(runId, told, listener);
  }

  /** Goes on with what earlier servers laid down or left, as far as there is room. */
  async resumePaused(): Promise<string[]> {
    return this.#takeUp((await this.#runtime.runs()).map(({ runId }) => runId));
  }

  /** The same with what a server laid down or left since: it looks only at runs that a server began and none has ended. */
  async takeOver(): Promise<string[]> {
    return this.#takeUp(await this.#options.served());
  }

  async #takeUp(runs: readonly string[]): Promise<string[]> {
    const resumed: string[] = [];
    for (const runId of runs) {
      if (this.#closing !== undefined || this.#active.size + this.#occupied >= this.#options.maxRuns) break;
      try {
        const left = this.#active.has(runId) ? undefined : await this.#leftByServer(runId);
        if (left === 'ends its servers') await this.#giveUp(runId);
        if (left !== 'goes on') continue;
        await this.resume(runId, { begun: (group) => this.#options.onTakenUp(runId, group) });
        resumed.push(runId);
      } catch (error) {
        // This one closes: another goes on with it.
        if (this.#closing !== undefined && VouchError.is(error) && error.code === 'RATE_LIMITED') break;
        if (VouchError.is(error) && error.code === 'RUN_NOT_FOUND') await this.#options.onUnbegun(runId).catch(this.#options.onFault);
        // Another server was faster, or whoever asked for the run has gone on with it.
        else if (!VouchError.is(error) || error.code !== 'RUN_NOT_RESUMABLE') this.#options.onFault(error);
      }
    }
    return resumed;
  }

  /** Takes no more runs from now on, and lays all down, also those that are about to go on; resolves when they have let go. */
  async close(reason: string): Promise<void> {
    this.#closing = reason;
    for (const run of this.#active.values()) run.pause(reason);
    await Promise.allSettled(this.#resuming);
    await Promise.all([...this.#active.values()].map(({ result }) => result));
    await Promise.all(this.#ending);
    for (const channel of this.#channels.values()) channel.close();
  }

  /** What is to become of a run that was laid down by a server that shut down, or left by one that was killed; `undefined`: nothing, it is no such run. */
  async #leftByServer(runId: string): Promise<'goes on' | 'ends its servers' | undefined> {
    const { status } = await this.#runtime.summary(runId);
    if (status === 'interrupted') {
      if (!(await this.#options.served()).includes(runId) && (await this.#runtime.conversations.ofRun(runId)) === undefined) return undefined;
      return (await this.#deathsOver(runId)) >= MOST_TAKEN_UP ? 'ends its servers' : 'goes on';
    }
    return status === 'suspended' && (await this.#runtime.state(runId)).question === undefined ? 'goes on' : undefined;
  }

  /** How many servers in a row have taken the run up and died over it, and it got no further. */
  async #deathsOver(runId: string): Promise<number> {
    const types = (await this.#runtime.history(runId)).map(({ type }) => type);
    return types.slice(types.findLastIndex((type) => GETS_FURTHER.includes(type)) + 1).filter((type) => type === 'run.resumed').length;
  }

  /** Ends a run that would end all servers, one after the other. What was set aside for it is free again, and whoever wants to resumes it. */
  async #giveUp(runId: string): Promise<void> {
    const since = (await this.#runtime.history(runId)).at(-1)?.seq ?? 0;
    const reason = new VouchError('SERVER_LOST', `${MOST_TAKEN_UP} servers in a row took the run up and died before it got any further, so that none goes on with it by itself. \`vouch resume ${runId}\` tries it again.`, { details: { runId } });
    this.#keep(await this.#runtime.giveUp(runId, reason), since, Promise.resolve());
  }

  /** `known`: when its end may be told. */
  #keep(run: Run, since: number, known: Promise<void>): void {
    if (this.#closing !== undefined) run.pause(this.#closing);
    this.#active.set(run.id, run);
    const channel = this.#channels.get(run.id) ?? this.#open(run.id);
    this.#channels.set(run.id, channel);
    channel.attach(run, since);
    const ending = this.#end(run, known).catch(this.#options.onFault).finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  #open(runId: string): RunChannel {
    const log = new EventLog((since, limit) => this.#runtime.history(runId, since, limit));
    return new RunChannel(log, (listener) => this.#runtime.follow(runId, listener), { onTold: (event) => { this.#notes.take(event); }, onFault: this.#options.onFault });
  }

  async #end(run: Run, known: Promise<void>): Promise<void> {
    await run.result;
    // It goes on here in another life, whose end is told.
    if (this.#active.get(run.id) !== run) return;
    this.#active.delete(run.id);
    this.#forgetIdle();
    // Whoever began it is told what kept it from being written down.
    await known.catch(() => undefined);
    for (const listener of this.#endListeners) await listener(run);
  }

  #mustHaveRoom(): void {
    if (this.#closing !== undefined) throw new VouchError('RATE_LIMITED', this.#closing);
    const { maxRuns } = this.#options;
    if (this.#active.size + this.#occupied >= maxRuns) throw new VouchError('RATE_LIMITED', `${maxRuns} runs are under way, and the server takes no more at a time. Wait for one to end or cancel one.`, { details: { maxRuns } });
    const { held } = this.#runtime.pressure();
    if (held > 0) throw new VouchError('RATE_LIMITED', `${counted(held, 'step')} of runs under way must wait, because the model servers or the workers have their hands full; the server takes no more at a time. Try again later, or add some.`, { details: { held } });
  }

  #forgetIdle(): void {
    const idle = [...this.#channels].filter(([, channel]) => channel.idle);
    for (const [runId] of idle.slice(0, Math.max(0, idle.length - IDLE_CHANNELS))) this.#channels.delete(runId);
  }
}

/** Waits for all, also where one of them fails; then throws what the first threw. */
async function allDone(works: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(works);
  await Promise.all(works);
}
