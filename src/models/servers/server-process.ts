import { setTimeout as delay } from 'node:timers/promises';
import { abortable, throwIfAborted, toVouchError, type VouchError } from '../../core/index.js';
import { closing, type ServerChild } from './child.js';
import type { ChosenWay } from './chosen-way.js';
import { Crashes } from './crashes.js';
import type { LoadWay, ServerDeclaration, ServerTimes } from './declaration.js';
import { threadsFor } from './decide/threads.js';
import { engineThreads } from './devices.js';
import { serverFailure, withGeneration } from './failure.js';
import { Health } from './health.js';
import type { Holding } from './holding.js';
import type { ServerRecords } from './records/index.js';
import { Spare } from './spare.js';
import { startProcess } from './start-process.js';
import { holdsMemory, Life, type ServerState } from './state.js';
import { WatchedChild } from './watched-child.js';

export interface ProcessOptions {
  readonly times: ServerTimes;
  readonly records: ServerRecords;
  readonly ways: ChosenWay;
  readonly holding: Holding;
  /** Threads of this machine's CPU that other servers compute with now. */
  readonly takenThreads: () => number;
  /** It has started, or goes on with its spare. */
  readonly onReady: () => void;
  /** It has ended, so that its memory is free. */
  readonly onGone: () => void;
}

/** The process of one server and the state that it is in: started when it is needed, asked how it is after a failure, replaced by its spare, stopped. */
export class ServerProcess {
  readonly #life: Life;
  readonly #spare: Spare;
  readonly #crashes: Crashes;
  readonly #health: Health;
  readonly #child: WatchedChild;
  #starting: Promise<ServerChild> | undefined;
  #startAbort = new AbortController();
  #stopping: Promise<void> | undefined;
  #closed = false;
  #threads = 0;
  /** It takes no new request: others wait for its memory. */
  closing = false;
  /** performance.now() of the last start. */
  loadedAt = 0;

  constructor(
    private readonly declaration: ServerDeclaration,
    private readonly options: ProcessOptions,
  ) {
    const { times } = options;
    this.#life = new Life(declaration.id);
    this.#spare = new Spare(declaration, options);
    this.#crashes = new Crashes(declaration.id, times);
    this.#health = new Health(declaration, times);
    this.#child = new WatchedChild(declaration, times.wedgedMs, (child, how) => { this.#onEnd(child, how); });
  }

  get state(): ServerState {
    if (this.#life.state === 'quarantined' && !this.#crashes.isQuarantined) this.#life.to('stopped');
    return this.#life.state;
  }

  /** Starts so far. */
  get generation(): number {
    return this.#life.generation;
  }

  /** How it is loaded now, or will be at its next start. */
  get way(): LoadWay {
    return this.options.ways.current(holdsMemory(this.#life.state));
  }

  /** CPU threads that it was told to use; 0: none were. */
  get threads(): number {
    return this.#threads;
  }

  get current(): ServerChild | undefined {
    return this.#child.current;
  }

  get hasSpare(): boolean {
    return this.#spare.child !== undefined;
  }

  /** The one that serves and its spare, as far as they are there. */
  get all(): ServerChild[] {
    return [this.#child.current, this.#spare.child].filter((child) => child !== undefined);
  }

  /** A request can go to it without anybody making room. */
  get isOpen(): boolean {
    return holdsMemory(this.state) && this.#life.state !== 'draining' && !this.closing;
  }

  /** The process, once it is ready. Rejects with why it cannot be; those who come together share one start. */
  async ready(signal: AbortSignal): Promise<ServerChild> {
    // Whatever was waited for, the request may be cancelled or the server closed by then: all of it is asked again.
    for (;;) {
      throwIfAborted(signal);
      if (this.#closed) throw closing(this.declaration.id);
      if (this.#stopping) {
        await this.#stopping;
        continue;
      }
      if (this.state === 'quarantined') throw this.#crashes.refusal(this.generation);
      const { current } = this;
      if (current && this.#life.state === 'ready') return current;
      const doubtful = this.#life.state === 'degraded' ? current : undefined;
      if (!doubtful) break;
      const isWell = await this.#health.isWell(doubtful);
      if (this.current !== doubtful || this.state !== 'degraded') continue;
      if (isWell) this.#life.to('ready');
      else await this.stop();
    }
    // The start itself is cancelled only by stopping the server.
    this.#starting ??= this.#start().finally(() => (this.#starting = undefined));
    return abortable(this.#starting, signal);
  }

  /** Requests are under way from now on. */
  work(): void {
    this.#child.work();
  }

  /** None is. */
  rest(): void {
    this.#child.rest();
  }

  /** It has served a request well. */
  forgive(): void {
    this.#crashes.forgive();
    this.#health.forgive();
  }

  /** A request failed in this process, which must show that it is well before the next one. */
  doubt(child: ServerChild): void {
    if (this.#life.state === 'ready' && this.current === child) this.#life.to('degraded');
  }

  wasWedged(child: ServerChild): boolean {
    return this.#child.wasWedged(child);
  }

  /** It is loaded in another way from now on: what it failed at before does not count. */
  startAnew(): void {
    this.#crashes.startAnew();
  }

  /** Stops it, also where it is just starting; it may be started again. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop().finally(() => (this.#stopping = undefined));
    return this.#stopping;
  }

  /** Stops it for good. */
  close(): Promise<void> {
    this.#closed = true;
    return this.stop();
  }

  async #stop(): Promise<void> {
    this.#startAbort.abort(closing(this.declaration.id));
    await this.#starting?.catch(() => undefined);
    await this.#spare.settled();
    this.options.records.loads.end(this.declaration.id);
    this.#startAbort = new AbortController();
    this.closing = false;
    const processes = this.all;
    if (processes.length === 0) return;
    this.#life.to('draining');
    this.#child.rest();
    this.#spare.take();
    await Promise.all(processes.map((child) => child.stop()));
    this.#child.release();
    this.options.holding.forget();
    this.#life.to('stopped');
    this.options.onGone();
  }

  async #start(): Promise<ServerChild> {
    const { signal } = this.#startAbort;
    const { way } = this;
    const { times, records, ways, holding, takenThreads, onReady } = this.options;
    this.#life.to('starting');
    const { generation } = this;
    const began = performance.now();
    try {
      await delay(this.#crashes.cooldownMs, undefined, { signal });
      this.#threads = way.threads === undefined ? 0 : threadsFor(way.threads, engineThreads(Infinity), takenThreads());
      const child = await startProcess(this.declaration, way, { times, records, threads: this.#threads, onListening: (started) => { this.#adopt(started); } }, signal);
      // It may have died between its answer and now.
      if (this.current !== child) throw serverFailure('crash-at-load', `The server of ${this.declaration.id} died right after its first inference.`, { log: child.log });
      this.#life.to('ready');
      ways.started(way);
      this.loadedAt = performance.now();
      await holding.loaded(way, this.all, performance.now() - began);
      if (this.declaration.spare) this.#prepareSpare(way);
      onReady();
      return child;
    } catch (error) {
      await this.#child.release()?.stop();
      this.#life.to('stopped');
      const failure = toVouchError(error, 'MODEL_SERVER_FAILED');
      if (!signal.aborted) this.#countCrash(failure);
      throw withGeneration(failure, generation);
    } finally {
      records.loads.end(this.declaration.id);
    }
  }

  #adopt(child: ServerChild): void {
    this.#child.adopt(child);
    if (this.#life.state === 'starting') this.#life.to('warming');
  }

  #onEnd(child: ServerChild, how: string): void {
    // A death while it starts is told, and counted, by the start itself.
    if (this.#life.state !== 'ready' && this.#life.state !== 'degraded') return;
    this.options.holding.forget();
    this.#life.to('stopped');
    this.#countCrash(serverFailure(this.wasWedged(child) ? 'hang' : 'crash', `It ended with ${how}.`, { log: child.log }));
    if (this.state === 'stopped') this.#takeOver();
    this.options.onGone();
  }

  /** Goes on with the spare, where there is one. */
  #takeOver(): void {
    const spare = this.#spare.take();
    if (!spare) return;
    this.#life.to('starting');
    this.#adopt(spare);
    this.#life.to('ready');
    this.loadedAt = performance.now();
    this.#prepareSpare(this.way);
  }

  #prepareSpare(way: LoadWay): void {
    this.#spare.prepare(way, this.#threads, this.generation, () => this.current !== undefined, this.#startAbort.signal);
  }

  #countCrash(failure: VouchError): void {
    if (!this.#crashes.add(failure)) return;
    this.#life.to('quarantined');
    void this.#spare.take()?.stop();
  }
}
