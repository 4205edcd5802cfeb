import { throwIfAborted, toVouchError, VouchError } from '../../core/index.js';
import { isUnreachable } from '../providers/index.js';
import { isOverload } from '../servers/index.js';
import { CLOSED, mayPass, onAbandoned, onFailure, onPass, onSuccess, type Breaker } from './decide/breaker.js';
import { afterDone, afterOverload, type Window } from './decide/window.js';
import { FairQueue } from './fair-queue.js';
import type { Inside } from './server-load.js';

/** Owners that may wait for each request that a server does at a time before no more are taken in. */
const WAITING = 8;

export interface LaneOptions {
  /** For messages. */
  readonly server: string;
  readonly window: Window;
  /** What goes on inside the server, as far as it tells. */
  readonly inside?: (() => Inside) | undefined;
  /** Keep requests away while it does not answer. Off for processes of ours: their supervisor does it. */
  readonly breaks: boolean;
}

export interface LaneCall {
  readonly signal: AbortSignal;
  /** Whose call it is: owners take turns. */
  readonly owner: string;
}

/** The way to one server: how many requests it gets at a time, who of those who wait is next, and whether it is asked at all. */
export class Lane {
  #window: Window;
  #breaker: Breaker = CLOSED;
  #running = 0;
  /** As many preemptions have been answered. */
  #preemptions = 0;
  readonly #queue = new FairQueue<() => void>();

  constructor(private readonly options: LaneOptions) {
    this.#window = options.window;
  }

  /** Requests at a time, as far as is known. */
  get width(): number {
    return Math.max(1, Math.floor(this.#window.limit));
  }

  /** Requests under way and waiting. */
  get load(): number {
    return this.#running + this.#queue.size;
  }

  /** Owners that wait beyond those that a server may have waiting: as they take turns, the next one would wait for all of them. */
  get held(): number {
    return Math.max(0, this.#queue.owners - WAITING * this.width);
  }

  get meanMs(): number | undefined {
    return this.#window.meanMs;
  }

  get isOpen(): boolean {
    return !this.options.breaks || mayPass(this.#breaker, performance.now());
  }

  /** The server did not answer the latest request. */
  get isFailing(): boolean {
    return this.options.breaks && this.#breaker.failures > 0;
  }

  /** Runs `work` when it is this call's turn. Throws MODEL_SERVER_FAILED (unreachable) at once while the server is not asked. */
  async run<T>(work: () => Promise<T>, { signal, owner }: LaneCall): Promise<T> {
    throwIfAborted(signal);
    if (!this.isOpen) throw this.#shut();
    await this.#turn(owner, signal);
    const startedAt = performance.now();
    try {
      if (!this.isOpen) throw this.#shut();
      if (this.options.breaks) this.#breaker = onPass(this.#breaker);
      const full = this.#running >= this.width;
      const result = await work();
      this.#breaker = onSuccess();
      this.#grow(startedAt, full);
      return result;
    } catch (error) {
      this.#note(error, startedAt, signal);
      throw error;
    } finally {
      this.#running -= 1;
      this.#pump();
    }
  }

  /** An answer came: there is room for more, unless the server had to put requests back meanwhile. */
  #grow(startedAt: number, full: boolean): void {
    const now = performance.now();
    const { waiting, preemptions } = this.options.inside?.() ?? { waiting: undefined, preemptions: 0 };
    const isTooMuch = preemptions > this.#preemptions;
    this.#preemptions = preemptions;
    const done = afterDone(this.#window, { startedAt, now, full: full && !isTooMuch, waiting });
    this.#window = isTooMuch ? afterOverload(done, { startedAt, now }) : done;
  }

  #note(error: unknown, startedAt: number, signal: AbortSignal): void {
    const now = performance.now();
    if (signal.aborted) this.#breaker = onAbandoned(this.#breaker);
    else if (isOverload(error)) {
      this.#breaker = onSuccess();
      this.#window = afterOverload(this.#window, { startedAt, now });
    } else if (isUnreachable(error) && !isShut(error)) this.#breaker = onFailure(this.#breaker, now);
    else if (!isShut(error)) this.#breaker = onSuccess();
  }

  #shut(): VouchError {
    return new VouchError('MODEL_SERVER_FAILED', `${this.options.server} is not asked for now: it did not answer ${this.#breaker.failures} times in a row.`, { details: { server: this.options.server, unreachable: true, shut: true } });
  }

  #turn(owner: string, signal: AbortSignal): Promise<void> {
    if (this.#running < this.width && this.#queue.size === 0) {
      this.#running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const admit = (): void => {
        signal.removeEventListener('abort', leave);
        this.#running += 1;
        resolve();
      };
      const leave = (): void => {
        this.#queue.remove(owner, admit);
        reject(toVouchError(signal.reason, 'CANCELLED'));
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#queue.push(owner, admit);
    });
  }

  #pump(): void {
    while (this.#running < this.width) {
      const admit = this.#queue.shift();
      if (!admit) return;
      admit();
    }
  }
}

function isShut(error: unknown): boolean {
  return VouchError.is(error) && error.details?.['shut'] === true;
}
