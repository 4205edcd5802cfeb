import { Budget, VouchError } from '../core/index.js';
import type { TokenMeter } from './attempt-models.js';
import type { BudgetKind } from './budget-question.js';

/** What a run had used when this process took it on. */
export interface Spent {
  readonly ms: number;
  readonly tokens: number;
  /** Of those, as far as they were told apart. */
  readonly prompt?: number | undefined;
  readonly completion?: number | undefined;
  readonly bytes: number;
}

/** The hard limits of one run in this process, and the signal that their end aborts. */
export class RunLimits {
  readonly meter: TokenMeter;
  readonly bytes: { used: number; limit: number };
  #spentMs: number;
  /** `undefined` while the clock stands still. */
  #startedAt: number | undefined = performance.now();
  #allowedMs: number;
  #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(budget: Budget, spent: Spent) {
    this.meter = { used: spent.tokens, limit: budget.tokens, prompt: spent.prompt ?? 0, completion: spent.completion ?? 0 };
    this.bytes = { used: spent.bytes, limit: budget.artifactBytes };
    this.#spentMs = spent.ms;
    this.#allowedMs = budget.wallMs;
  }

  /** Aborted at the end of the wall time, or by `stop`. A new one after `renew`. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** ms that the run has taken, in earlier processes too. */
  elapsedMs(): number {
    return Math.round(this.#spentMs + (this.#startedAt === undefined ? 0 : performance.now() - this.#startedAt));
  }

  /** Starts the clock. Until `close` or `pause` it keeps the process alive. */
  watch(): void {
    if (!this.#arm()) this.#controller.abort(this.#spent());
  }

  /** Lets the clock run on after `pause`. Where no time is left, the next `watch` or `renew` says so. */
  goOn(): void {
    this.#startedAt = performance.now();
    this.#arm();
  }

  /** Stops the clock until `goOn`: while the user thinks, the run uses no time. */
  pause(): void {
    clearTimeout(this.#timer);
    this.#spentMs = this.elapsedMs();
    this.#startedAt = undefined;
  }

  /** Ends what is under way. */
  stop(reason: unknown): void {
    this.#controller.abort(reason);
  }

  /** Adds to a limit what was granted in an earlier process (s, tokens, bytes), whatever has been used of it since. */
  restore(kind: BudgetKind, amount: number): void {
    if (kind === 'tokens') this.meter.limit += amount;
    else if (kind === 'artifacts') this.bytes.limit += amount;
    else this.#allowedMs += amount * 1000;
  }

  /** Allows so much more (s, tokens, bytes) than is used now. */
  extend(kind: BudgetKind, amount: number): void {
    if (kind === 'tokens') this.meter.limit = Math.max(this.meter.limit, this.meter.used) + amount;
    else if (kind === 'artifacts') this.bytes.limit = Math.max(this.bytes.limit, this.bytes.used) + amount;
    else this.#allowedMs = Math.max(this.#allowedMs, this.elapsedMs()) + amount * 1000;
  }

  /** A fresh signal after an end, under the limits as they are now. */
  renew(): void {
    this.#controller = new AbortController();
    this.watch();
  }

  /** Stops the clock. */
  close(): void {
    clearTimeout(this.#timer);
  }

  /** False when no time is left. */
  #arm(): boolean {
    clearTimeout(this.#timer);
    const controller = this.#controller;
    const left = this.#allowedMs - this.elapsedMs();
    if (left > 0) this.#timer = setTimeout(() => { controller.abort(this.#spent()); }, Math.min(left, 2 ** 31 - 1));
    return left > 0;
  }

  #spent(): VouchError {
    return new VouchError('BUDGET_SPENT', `The run has used its time, ${Math.round(this.elapsedMs() / 1000)} s.`, { details: { budget: 'wall' } });
  }
}

/** A whole budget from a part of one. Throws USAGE that names the bad field. */
export function parseBudget(budget: Partial<Budget> | undefined): Budget {
  const parsed = Budget.safeParse(budget ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new VouchError('USAGE', `The budget's ${issue?.path.join('.') ?? 'value'} is not usable: ${issue?.message ?? ''}`);
}
