import { setTimeout as delay } from 'node:timers/promises';
import { messageOf, throwIfAborted, toVouchError, VouchError } from '../../core/index.js';
import { lastWords, startChild, type ChildTimes, type ServerAddress, type ServerChild } from './child.js';
import type { Launch } from './launch.js';
import { residentBytesOf } from './memory.js';
import { holdsMemory, type ServerState } from './state.js';

/** What a server is, without a process. */
export interface ServerDeclaration {
  /** Id of the model that it serves. */
  readonly id: string;
  /** Bytes that it is expected to take when loaded. */
  readonly memoryBytes: number;
  /** Made anew for each start; may wait, for instance for a Python environment. */
  launch(signal: AbortSignal): Promise<Launch>;
}

export interface ServerTimes extends ChildTimes {
  /** ms for the first real inference after the start. */
  readonly warmMs: number;
  /** ms without a request after which the server is unloaded. */
  readonly idleMs: number;
  /** ms before the first restart after a crash; doubles with each further crash. */
  readonly backoffMs: number;
  /** ms for which a quarantined server refuses requests. */
  readonly quarantineMs: number;
}

/** Crashes without a successful request between them after which a server is quarantined. */
const CRASHES_TO_QUARANTINE = 3;

/** One model server: starts its process when it is needed, watches it, and knows what state it is in. */
export class ModelServer {
  #state: ServerState = 'declared';
  #child: ServerChild | undefined;
  #starting: Promise<ServerChild> | undefined;
  #startAbort = new AbortController();
  #stopping: Promise<void> | undefined;
  #crashes = 0;
  #quarantinedUntil = 0;
  #lastFailure = '';
  #active = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  /** performance.now() of the last use; what is unloaded first when memory is short. */
  lastUse = 0;

  constructor(
    readonly declaration: ServerDeclaration,
    private readonly times: ServerTimes,
    /** Called whenever memory may have become free or a request ended. */
    private readonly onChange: () => void,
  ) {}

  get id(): string {
    return this.declaration.id;
  }

  get state(): ServerState {
    if (this.#state === 'quarantined' && performance.now() >= this.#quarantinedUntil) this.#state = 'stopped';
    return this.#state;
  }

  /** Requests that are being served or wait for the start. */
  get active(): number {
    return this.#active;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Measured resident memory; 0 without a process. */
  get residentBytes(): number {
    return this.#child ? residentBytesOf(this.#child.pid) : 0;
  }

  /** What memory must be set aside for it: the larger of expectation and measurement while a process exists, else 0. */
  get chargedBytes(): number {
    return holdsMemory(this.#state) ? Math.max(this.declaration.memoryBytes, this.residentBytes) : 0;
  }

  /**
   * Runs `work` against the server, starting it first when it is not running. When the process dies meanwhile the error
   * is MODEL_SERVER_FAILED, retryable, with its last words.
   */
  async use<T>(work: (address: ServerAddress) => Promise<T>, signal: AbortSignal): Promise<T> {
    this.#active += 1;
    clearTimeout(this.#idleTimer);
    try {
      const child = await this.#running(signal);
      try {
        const result = await work(child.address);
        this.#crashes = 0;
        return result;
      } catch (error) {
        throw await this.#explain(error, child, signal);
      }
    } finally {
      this.#active -= 1;
      this.lastUse = performance.now();
      if (this.#active === 0) this.#sleepWhenIdle();
      this.onChange();
    }
  }

  /** Stops the process, also one that is just starting; a later use starts it again. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop().finally(() => (this.#stopping = undefined));
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#idleTimer);
    this.#startAbort.abort(new VouchError('CANCELLED', `The server of ${this.id} is being stopped.`));
    await this.#starting?.catch(() => undefined);
    this.#startAbort = new AbortController();
    const child = this.#child;
    if (!child) return;
    this.#state = 'draining';
    await child.stop();
    this.#child = undefined;
    this.#state = 'stopped';
    this.onChange();
  }

  async #running(signal: AbortSignal): Promise<ServerChild> {
    throwIfAborted(signal);
    await this.#stopping;
    if (this.state === 'quarantined') {
      throw new VouchError('MODEL_SERVER_FAILED', `The server of ${this.id} crashed ${CRASHES_TO_QUARANTINE} times in a row and is not started again for now. ${this.#lastFailure}`, { retryable: false });
    }
    const doubtful = this.#state === 'degraded' ? this.#child : undefined;
    if (doubtful && !(await this.#healthy(doubtful))) await this.stop();
    if (this.#child && this.#state === 'ready') return this.#child;
    // Those who wait for the same start share it: the start itself is cancelled only by closing the server.
    this.#starting ??= this.#start().finally(() => (this.#starting = undefined));
    return abortable(this.#starting, signal);
  }

  async #start(): Promise<ServerChild> {
    const { signal } = this.#startAbort;
    this.#state = 'starting';
    try {
      if (this.#crashes > 0) await delay(this.times.backoffMs * 2 ** (this.#crashes - 1), undefined, { signal });
      const child = await startChild(await this.declaration.launch(signal), this.times, signal);
      this.#child = child;
      void child.exited.then((how) => {
        this.#onExit(child, how);
      });
      this.#state = 'warming';
      await this.#warm(child, signal);
      this.#state = 'ready';
      return child;
    } catch (error) {
      this.#state = 'stopped';
      if (!signal.aborted) this.#countCrash(messageOf(error));
      throw toVouchError(error, 'MODEL_SERVER_FAILED');
    }
  }

  async #warm(child: ServerChild, signal: AbortSignal): Promise<void> {
    const failure = await health(child.address, AbortSignal.any([signal, AbortSignal.timeout(this.times.warmMs)]));
    if (failure === undefined) return;
    this.#child = undefined;
    await child.stop();
    throw new VouchError('MODEL_SERVER_FAILED', `The server of ${this.id} started but failed its first inference: ${failure}.${lastWords(child.log())}`);
  }

  async #healthy(child: ServerChild): Promise<boolean> {
    const failure = await health(child.address, AbortSignal.timeout(this.times.warmMs));
    if (failure === undefined && this.#child === child) this.#state = 'ready';
    return failure === undefined;
  }

  #onExit(child: ServerChild, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    if (this.#state !== 'draining') {
      this.#state = 'stopped';
      this.#countCrash(`It ended with ${how}.${lastWords(child.log())}`);
    }
    this.onChange();
  }

  #countCrash(reason: string): void {
    this.#crashes += 1;
    this.#lastFailure = reason;
    if (this.#crashes < CRASHES_TO_QUARANTINE) return;
    this.#state = 'quarantined';
    this.#crashes = 0;
    this.#quarantinedUntil = performance.now() + this.times.quarantineMs;
  }

  /** Makes the error of a request say what happened to the server. */
  async #explain(error: unknown, child: ServerChild, signal: AbortSignal): Promise<unknown> {
    if (signal.aborted) return error;
    const failed = VouchError.is(error) && error.code === 'MODEL_SERVER_FAILED' && error.retryable;
    if (!failed) return error;
    // A broken connection may be seen before the exit of the process that broke it.
    const how = await Promise.race([child.exited, delay(200, undefined, { ref: false })]);
    if (how !== undefined) {
      return new VouchError('MODEL_SERVER_FAILED', `The server of ${this.id} died during a request (${how}).${lastWords(child.log())}`, { cause: error });
    }
    if (this.#state === 'ready') this.#state = 'degraded';
    return error;
  }

  #sleepWhenIdle(): void {
    if (!this.#child || !Number.isFinite(this.times.idleMs)) return;
    this.#idleTimer = setTimeout(() => {
      if (this.#active === 0) void this.stop();
    }, this.times.idleMs);
    this.#idleTimer.unref();
  }
}

/** What is wrong, or undefined when the server answers a real inference. */
async function health(address: ServerAddress, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(`${address.url}/health`, { headers: { authorization: `Bearer ${address.token}` }, signal });
    return response.ok ? undefined : `status ${response.status}: ${(await response.text()).slice(0, 500)}`;
  } catch (error) {
    return messageOf(error);
  }
}

/** The promise, or the signal's reason when that comes first; the work behind the promise goes on. */
async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  throwIfAborted(signal);
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => {
      reject(toVouchError(signal.reason, 'CANCELLED'));
    };
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (abort) signal.removeEventListener('abort', abort);
  }
}
