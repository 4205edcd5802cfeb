import { setTimeout as delay } from 'node:timers/promises';
import { abortable, throwIfAborted, toVouchError, VouchError } from '../../core/index.js';
import { closing, type ServerAddress, type ServerChild } from './child.js';
import { ChosenWay } from './chosen-way.js';
import { Crashes } from './crashes.js';
import type { LoadWay, ServerDeclaration, ServerTimes } from './declaration.js';
import { threadsFor } from './decide/threads.js';
import { explainFailure } from './explain-failure.js';
import { serverFailure, withGeneration } from './failure.js';
import { Health } from './health.js';
import { Holding } from './holding.js';
import { engineThreads, RAM, type DeviceMeter } from './devices.js';
import type { ServerRecords } from './records/index.js';
import { Spare } from './spare.js';
import { startProcess } from './start-process.js';
import { holdsMemory, Life, type ServerState } from './state.js';
import { askActivity, WedgeMonitor } from './wedge-monitor.js';

export interface ServerSurroundings {
  readonly times: ServerTimes;
  readonly records: ServerRecords;
  readonly meter: DeviceMeter;
  /** Threads of this machine's CPU that other servers compute with now. */
  readonly takenThreads: (except: ModelServer) => number;
  /** Called whenever memory may have become free or a request ended. */
  readonly onChange: () => void;
}

/** One model server: starts its process when it is needed, watches it, and knows what state it is in. */
export class ModelServer {
  private readonly surroundings: ServerSurroundings;
  readonly #life: Life;
  readonly #ways: ChosenWay;
  readonly #spare: Spare;
  readonly #crashes: Crashes;
  readonly #health: Health;
  #child: ServerChild | undefined;
  #monitor: WedgeMonitor | undefined;
  #starting: Promise<ServerChild> | undefined;
  #startAbort = new AbortController();
  #stopping: Promise<void> | undefined;
  readonly #wedged = new WeakSet<ServerChild>();
  #closed = false;
  #active = 0;
  #threads = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  /** What it holds, and how long it takes to load. */
  readonly holding: Holding;
  /** Requests that were let in and have not begun. */
  reserved = 0;
  /** It takes no new request: others wait for its memory. */
  closing = false;
  /** performance.now() of the last use and of the last start. */
  lastUse = 0;
  loadedAt = 0;

  constructor(
    readonly declaration: ServerDeclaration,
    around: ServerSurroundings,
  ) {
    this.surroundings = { ...around, times: { ...around.times, ...declaration.times } };
    this.#life = new Life(declaration.id);
    this.#ways = new ChosenWay(declaration.ways, this.surroundings.times.betterMs);
    this.#spare = new Spare(declaration, this.surroundings);
    this.#crashes = new Crashes(declaration.id, this.surroundings.times);
    this.#health = new Health(declaration, this.surroundings.times);
    this.holding = new Holding(declaration.id, this.surroundings);
  }

  get id(): string {
    return this.declaration.id;
  }

  get state(): ServerState {
    if (this.#life.state === 'quarantined' && !this.#crashes.isQuarantined) this.#life.to('stopped');
    return this.#life.state;
  }

  get generation(): number {
    return this.#life.generation;
  }

  /** How it is loaded now, or will be at its next start. */
  get way(): LoadWay {
    return this.#ways.current(holdsMemory(this.#life.state));
  }

  /** What is less than the best way, in words. */
  get reduction(): string | undefined {
    const { best } = this.#ways;
    if (this.#ways.isLess(this.way)) return `${this.id} runs with ${this.way.name} instead of ${best.name}`;
    return this.#child?.device === 'cpu' && best.device !== RAM ? `${this.id} runs on the CPU: its engine cannot use ${best.device}` : undefined;
  }

  /** Where it may be loaded as well as it would be now, that place first. */
  get places(): readonly LoadWay[] {
    return this.#ways.equal(this.way);
  }

  place(way: LoadWay): void {
    this.#ways.place(way);
  }

  /** CPU threads that it computes with, as far as that is known; 0 while it has nothing to do. */
  get busyThreads(): number {
    return this.#active > 0 ? this.#threads : 0;
  }

  /** Requests that are being served or wait for the start. */
  get active(): number {
    return this.#active;
  }

  get inUse(): boolean {
    return this.#active > 0 || this.reserved > 0;
  }

  /** It has memory, or was promised it. */
  get holds(): boolean {
    return holdsMemory(this.state) || this.inUse;
  }

  /** It has taken the memory that it needs. */
  get isUp(): boolean {
    return ['ready', 'degraded', 'draining'].includes(this.state);
  }

  /** A request can go to it without anybody making room. */
  get isOpen(): boolean {
    return holdsMemory(this.state) && this.#life.state !== 'draining' && !this.closing;
  }

  /** Another process stands ready to take over. */
  get hasSpare(): boolean {
    return this.#spare.child !== undefined;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Measured resident memory of its processes: 0 without one, `undefined` where it cannot be read. */
  get residentBytes(): number | undefined {
    return this.holding.residentBytes(this.#processes());
  }

  /** Bytes that must be set aside for its next start. */
  get needBytes(): number {
    return this.bytesFor(this.way);
  }

  /** The same for another way. */
  bytesFor(way: LoadWay): number {
    return this.holding.needBytes(way) * (this.declaration.spare ? 2 : 1);
  }

  /** What memory must be set aside for it: the larger of expectation and measurement while it holds any, else 0. */
  get chargedBytes(): number {
    return this.holds ? Math.max(this.needBytes, this.holding.measuredBytes ?? 0) : 0;
  }

  /** Measures what it holds on its device. */
  measure(): Promise<void> {
    return this.holding.measure(this.way, this.#processes());
  }

  /**
   * Runs `work` against the server, starting it first when it is not running. What fails in the server itself is
   * MODEL_SERVER_FAILED with the kind of failure and its last words.
   */
  async use<T>(work: (address: ServerAddress) => Promise<T>, signal: AbortSignal): Promise<T> {
    this.#active += 1;
    clearTimeout(this.#idleTimer);
    try {
      const child = await this.#running(signal);
      const { generation } = this;
      this.#monitor?.begin();
      try {
        const result = await work(child.address);
        this.#crashes.forgive();
        this.#health.forgive();
        return result;
      } catch (error) {
        const surmise = { id: this.id, child, generation, isWedged: () => this.#wedged.has(child), wedgedMs: this.surroundings.times.wedgedMs };
        const { error: told, isDoubtful } = await explainFailure(error, surmise, signal);
        if (isDoubtful && this.#life.state === 'ready' && this.#child === child) this.#life.to('degraded');
        throw told;
      }
    } finally {
      this.#active -= 1;
      this.lastUse = performance.now();
      if (this.#active === 0) this.#rest();
      this.surroundings.onChange();
    }
  }

  /** Stops the process, also one that is just starting; a later use starts it again. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop().finally(() => (this.#stopping = undefined));
    return this.#stopping;
  }

  /** Stops the process for good: no later use starts it again. */
  close(): Promise<void> {
    this.#closed = true;
    return this.stop();
  }

  /** The next way to load it that is smaller, or on another device; it holds from the next start on. `undefined`: there is none. */
  change(remedy: 'shrink' | 'move'): { from: LoadWay; to: LoadWay } | undefined {
    const from = this.way;
    const to = this.#ways.next(remedy, from);
    if (!to) return undefined;
    this.#ways.choose(to);
    this.#crashes.startAnew();
    return { from, to };
  }

  canChange(remedy: 'shrink' | 'move'): boolean {
    return this.#ways.next(remedy, this.way) !== undefined;
  }

  /** Goes back from a limit that its program refuses, for good. */
  refuse(way: LoadWay): void {
    this.#ways.refuse(way);
    this.#crashes.startAnew();
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#idleTimer);
    this.#startAbort.abort(closing(this.id));
    await this.#starting?.catch(() => undefined);
    await this.#spare.settled();
    this.#startAbort = new AbortController();
    this.closing = false;
    const processes = this.#processes();
    if (processes.length === 0) return;
    this.#life.to('draining');
    this.#monitor?.end();
    this.#spare.take();
    await Promise.all(processes.map((child) => child.stop()));
    this.#child = undefined;
    this.holding.forget();
    this.#life.to('stopped');
    this.surroundings.onChange();
  }

  async #running(signal: AbortSignal): Promise<ServerChild> {
    // Whatever was waited for, the request may be cancelled or the server closed by then: all of it is asked again.
    for (;;) {
      throwIfAborted(signal);
      if (this.#closed) throw closing(this.id);
      if (this.#stopping) {
        await this.#stopping;
        continue;
      }
      if (this.state === 'quarantined') throw this.#crashes.refusal(this.generation);
      if (this.#child && this.#life.state === 'ready') return this.#child;
      const doubtful = this.#life.state === 'degraded' ? this.#child : undefined;
      if (!doubtful) break;
      const isWell = await this.#health.isWell(doubtful);
      if (this.#child !== doubtful || this.state !== 'degraded') continue;
      if (isWell) this.#life.to('ready');
      else await this.stop();
    }
    // Those who wait for the same start share it: the start itself is cancelled only by closing the server.
    this.#starting ??= this.#start().finally(() => (this.#starting = undefined));
    return abortable(this.#starting, signal);
  }

  async #start(): Promise<ServerChild> {
    const { signal } = this.#startAbort;
    const { way, surroundings } = this;
    const { times, records } = surroundings;
    this.#life.to('starting');
    const { generation } = this;
    const began = performance.now();
    try {
      await delay(this.#crashes.cooldownMs, undefined, { signal });
      this.#threads = way.threads === undefined ? 0 : threadsFor(way.threads, engineThreads(Infinity), surroundings.takenThreads(this));
      const child = await startProcess(this.declaration, way, { times, records, threads: this.#threads, onListening: (started) => { this.#adopt(started); } }, signal);
      // It may have died between its answer and now.
      if (this.#child !== child) throw serverFailure('crash-at-load', `The server of ${this.id} died right after its first inference.`, { log: child.log });
      this.#life.to('ready');
      this.#ways.started(way);
      this.loadedAt = performance.now();
      await this.holding.loaded(way, this.#processes(), performance.now() - began);
      if (this.declaration.spare) this.#prepareSpare(way);
      // All who waited for it may have left.
      if (this.#active === 0) this.#rest();
      return child;
    } catch (error) {
      const child = this.#child;
      this.#child = undefined;
      this.#monitor?.end();
      await child?.stop();
      this.#life.to('stopped');
      const failure = toVouchError(error, 'MODEL_SERVER_FAILED');
      if (!signal.aborted) this.#countCrash(failure);
      throw withGeneration(failure, generation);
    }
  }

  /** Makes a process the one that serves. */
  #adopt(child: ServerChild): void {
    this.#child = child;
    if (this.#life.state === 'starting') this.#life.to('warming');
    this.#monitor = new WedgeMonitor(child, this.declaration.activity ?? askActivity, this.surroundings.times.wedgedMs, () => {
      this.#wedged.add(child);
      void child.kill();
    });
    void child.exited.then((how) => {
      this.#onExit(child, how);
    });
  }

  #prepareSpare(way: LoadWay): void {
    this.#spare.prepare(way, this.#threads, this.generation, () => this.#child !== undefined, this.#startAbort.signal);
  }

  #onExit(child: ServerChild, how: string): void {
    if (this.#child !== child) return;
    this.#monitor?.end();
    this.#child = undefined;
    if (this.#life.state === 'draining') return;
    const wasUp = this.#life.state === 'ready' || this.#life.state === 'degraded';
    // A death while it starts is told, and counted, by the start itself.
    if (!wasUp) return;
    this.holding.forget();
    this.#life.to('stopped');
    this.#countCrash(serverFailure(this.#wedged.has(child) ? 'hang' : 'crash', `It ended with ${how}.`, { log: child.log }));
    if (this.state === 'stopped') this.#takeOver();
    this.surroundings.onChange();
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

  #countCrash(failure: VouchError): void {
    if (!this.#crashes.add(failure)) return;
    this.#life.to('quarantined');
    void this.#spare.take()?.stop();
  }

  #processes(): ServerChild[] {
    return [this.#child, this.#spare.child].filter((child) => child !== undefined);
  }

  #rest(): void {
    this.#monitor?.end();
    clearTimeout(this.#idleTimer);
    if (!this.#child) return;
    // It is only a look ahead; what cannot be measured is measured before the next decision, which tells why it fails.
    void this.measure().catch(() => undefined);
    const { idleMs } = this.surroundings.times;
    if (!Number.isFinite(idleMs)) return;
    this.#idleTimer = setTimeout(() => {
      if (!this.inUse) void this.stop();
    }, idleMs);
    this.#idleTimer.unref();
  }
}
