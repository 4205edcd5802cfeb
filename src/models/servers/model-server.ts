import { setTimeout as delay } from 'node:timers/promises';
import { abortable, throwIfAborted, toVouchError, VouchError } from '../../core/index.js';
import { closing, type ServerAddress, type ServerChild } from './child.js';
import { afterCrash, cooldownMs, NO_CRASHES, type CrashRecord } from './decide/crash-policy.js';
import type { FailureKind } from './decide/failure-kind.js';
import { isOverload } from './decide/overload.js';
import { movedWay, shrunkWay, type LoadWay, type ServerDeclaration, type ServerTimes } from './declaration.js';
import { failureOf, serverFailure } from './failure.js';
import { Holding } from './holding.js';
import { RAM, type DeviceMeter } from './devices.js';
import type { ServerRecords } from './records/index.js';
import { checkHealth, startProcess } from './start-process.js';
import { holdsMemory, Life, type ServerState } from './state.js';
import { WedgeMonitor } from './wedge-monitor.js';

export interface ServerSurroundings {
  readonly times: ServerTimes;
  readonly records: ServerRecords;
  readonly meter: DeviceMeter;
  /** Called whenever memory may have become free or a request ended. */
  readonly onChange: () => void;
}

/** How long the exit of a process may come after the broken connection that it causes, ms. */
const EXIT_SEEN_MS = 200;

/** Health checks that a server may be too busy for. */
const MOST_BUSY_ANSWERS = 5;

/** One model server: starts its process when it is needed, watches it, and knows what state it is in. */
export class ModelServer {
  private readonly surroundings: ServerSurroundings;
  readonly #life: Life;
  #way: LoadWay;
  #wayChangedAt = -Infinity;
  #child: ServerChild | undefined;
  #spare: ServerChild | undefined;
  #monitor: WedgeMonitor | undefined;
  #starting: Promise<ServerChild> | undefined;
  #startAbort = new AbortController();
  #stopping: Promise<void> | undefined;
  #crashes: CrashRecord = NO_CRASHES;
  #quarantinedUntil = 0;
  /** Health checks in a row that it was too busy for, with no good request between them. */
  #busyAnswers = 0;
  #lastFailure: VouchError | undefined;
  readonly #wedged = new WeakSet<ServerChild>();
  #sparing: Promise<void> | undefined;
  #probing: Promise<boolean> | undefined;
  #closed = false;
  #active = 0;
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
    this.#way = declaration.ways[0];
    this.holding = new Holding(declaration.id, this.surroundings);
  }

  get id(): string {
    return this.declaration.id;
  }

  get state(): ServerState {
    if (this.#life.state === 'quarantined' && performance.now() >= this.#quarantinedUntil) this.#life.to('stopped');
    return this.#life.state;
  }

  get generation(): number {
    return this.#life.generation;
  }

  /** How it is loaded now, or will be at its next start. */
  get way(): LoadWay {
    const isOver = performance.now() - this.#wayChangedAt > this.surroundings.times.betterMs;
    if (!holdsMemory(this.#life.state) && isOver) this.#way = this.declaration.ways[0];
    return this.#way;
  }

  /** What is less than the best way, in words. */
  get reduction(): string | undefined {
    const [best] = this.declaration.ways;
    if (this.way !== best) return `${this.id} runs with ${this.way.name} instead of ${best.name}`;
    return this.#child?.device === 'cpu' && best.device !== RAM ? `${this.id} runs on the CPU: its engine cannot use ${best.device}` : undefined;
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
    return this.#spare !== undefined;
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
    return this.holding.needBytes(this.way) * (this.declaration.spare ? 2 : 1);
  }

  /** What memory must be set aside for it: the larger of expectation and measurement while it holds any, else 0. */
  get chargedBytes(): number {
    return this.holds ? Math.max(this.needBytes, this.holding.measuredBytes ?? 0) : 0;
  }

  /** Measures what it holds on its device. */
  measure(): Promise<void> {
    return this.holding.measure(this.#way, this.#processes());
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
        this.#crashes = NO_CRASHES;
        this.#busyAnswers = 0;
        return result;
      } catch (error) {
        throw await this.#explain(error, child, generation, signal);
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
    const to = (remedy === 'shrink' ? shrunkWay : movedWay)(this.declaration.ways, from);
    if (!to) return undefined;
    this.#way = to;
    this.#wayChangedAt = performance.now();
    // Another configuration starts with a clean record.
    this.#crashes = { ...NO_CRASHES, quarantines: this.#crashes.quarantines };
    return { from, to };
  }

  canChange(remedy: 'shrink' | 'move'): boolean {
    return (remedy === 'shrink' ? shrunkWay : movedWay)(this.declaration.ways, this.way) !== undefined;
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#idleTimer);
    this.#startAbort.abort(closing(this.id));
    await this.#starting?.catch(() => undefined);
    await this.#sparing;
    this.#startAbort = new AbortController();
    this.closing = false;
    const processes = this.#processes();
    if (processes.length === 0) return;
    this.#life.to('draining');
    this.#monitor?.end();
    this.#spare = undefined;
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
      if (this.state === 'quarantined') throw this.#refusal();
      if (this.#child && this.#life.state === 'ready') return this.#child;
      const doubtful = this.#life.state === 'degraded' ? this.#child : undefined;
      if (!doubtful) break;
      this.#probing ??= this.#healthy(doubtful).finally(() => (this.#probing = undefined));
      if (!(await this.#probing) && this.#child === doubtful && this.#life.state === 'degraded') await this.stop();
    }
    // Those who wait for the same start share it: the start itself is cancelled only by closing the server.
    this.#starting ??= this.#start().finally(() => (this.#starting = undefined));
    return abortable(this.#starting, signal);
  }

  #refusal(): VouchError {
    const seconds = Math.ceil((this.#quarantinedUntil - performance.now()) / 1000);
    const why = this.#lastFailure?.message ?? '';
    return serverFailure('quarantined', `The server of ${this.id} failed repeatedly and is not started again for ${seconds} s. ${why}`, { details: { generation: this.generation } });
  }

  async #start(): Promise<ServerChild> {
    const { signal } = this.#startAbort;
    const { way, surroundings } = this;
    const { times, records } = surroundings;
    this.#life.to('starting');
    const { generation } = this;
    const began = performance.now();
    try {
      await delay(cooldownMs(this.#crashes, times), undefined, { signal });
      const child = await startProcess(this.declaration, way, { times, records, onListening: (started) => { this.#adopt(started); } }, signal);
      // It may have died between its answer and now.
      if (this.#child !== child) throw serverFailure('crash-at-load', `The server of ${this.id} died right after its first inference.`, { log: child.log });
      this.#life.to('ready');
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
    this.#monitor = new WedgeMonitor(child, this.surroundings.times.wedgedMs, () => {
      this.#wedged.add(child);
      void child.kill();
    });
    void child.exited.then((how) => {
      this.#onExit(child, how);
    });
  }

  /** Starts the process that will take over; a spare that cannot be started is no failure of the server. */
  #prepareSpare(way: LoadWay): void {
    const { signal } = this.#startAbort;
    const { times, records } = this.surroundings;
    this.#sparing = startProcess(this.declaration, way, { times, records, onListening: () => undefined }, signal).then(
      async (child) => {
        if (signal.aborted || !this.#child) return child.stop();
        this.#spare = child;
        void child.exited.then(() => {
          if (this.#spare === child) this.#spare = undefined;
        });
      },
      (error: unknown) => {
        if (signal.aborted) return;
        records.logbook.write({ model: this.id, generation: this.generation, failure: failureOf(error) ?? null, remedy: 'give-up', change: 'no spare', reason: toVouchError(error, 'MODEL_SERVER_FAILED').message });
      },
    );
  }

  async #healthy(child: ServerChild): Promise<boolean> {
    const { failure, isBusy } = await checkHealth(this.declaration, child, this.surroundings.times);
    // One that says that it is busy is well: it would be a loss to end what it computes for others. One that says nothing else is not.
    this.#busyAnswers = isBusy ? this.#busyAnswers + 1 : 0;
    const isWell = failure === undefined || (isBusy && this.#busyAnswers <= MOST_BUSY_ANSWERS);
    if (isWell && this.#child === child && this.#life.state === 'degraded') this.#life.to('ready');
    return isWell;
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
    if (this.#spare && this.state === 'stopped') this.#takeOver(this.#spare);
    this.surroundings.onChange();
  }

  #takeOver(spare: ServerChild): void {
    this.#spare = undefined;
    this.#life.to('starting');
    this.#adopt(spare);
    this.#life.to('ready');
    this.loadedAt = performance.now();
    this.#prepareSpare(this.#way);
  }

  #countCrash(failure: VouchError): void {
    this.#lastFailure = failure;
    const { record, quarantineMs } = afterCrash(this.#crashes, failureOf(failure) === 'out-of-memory', this.surroundings.times);
    this.#crashes = record;
    if (quarantineMs === undefined) return;
    this.#life.to('quarantined');
    this.#quarantinedUntil = performance.now() + quarantineMs;
    const spare = this.#spare;
    this.#spare = undefined;
    void spare?.stop();
  }

  /** Makes the error of a request say what happened to the server. */
  async #explain(error: unknown, child: ServerChild, generation: number, signal: AbortSignal): Promise<unknown> {
    if (signal.aborted) return error;
    const failed = VouchError.is(error) && error.code === 'MODEL_SERVER_FAILED' && error.retryable;
    if (!failed) return error;
    const details = { ...error.details, generation };
    // A broken connection may be seen before the exit of the process that broke it.
    const how = await Promise.race([child.exited, delay(EXIT_SEEN_MS, undefined, { ref: false })]);
    if (how !== undefined) {
      const kind: FailureKind = this.#wedged.has(child) ? 'hang' : 'crash';
      const what = kind === 'hang' ? `hung: for ${Math.round(this.surroundings.times.wedgedMs / 1000)} s nothing moved, and it was ended` : `died during a request (${how})`;
      return serverFailure(kind, `The server of ${this.id} ${what}.`, { log: child.log, cause: error, details });
    }
    // What the server answered is its own word; only memory that ran out is something that can be mended here.
    const status = error.details?.['status'];
    const closer = serverFailure('broken-connection', error.message, { cause: error, details });
    const isItsWord = status !== undefined && failureOf(closer) !== 'out-of-memory';
    if (!(isItsWord && isOverload(closer)) && this.#life.state === 'ready' && this.#child === child) this.#life.to('degraded');
    return isItsWord ? error : closer;
  }

  #processes(): ServerChild[] {
    return [this.#child, this.#spare].filter((child) => child !== undefined);
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

/** The error with the number of the start that it speaks of. */
function withGeneration(error: VouchError, generation: number): VouchError {
  return new VouchError(error.code, error.message, { retryable: error.retryable, details: { ...error.details, generation }, cause: error.cause ?? error });
}
