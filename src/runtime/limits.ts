import { Budget, VouchError } from '../core/index.js';
import type { TokenMeter } from './attempt-models.js';
import type { BudgetKind } from './budget-question.js';

/** What a run had used when this process took it on. */
export interface Spent {
  readonly ms: number;
  readonly tokens: number;
  readonly bytes: number;
}

/** The hard limits of one run in this process, and the signal that their end aborts. */
export class RunLimits {
  readonly meter: TokenMeter;
  readonly bytes: { used: number; limit: number };
  readonly #spentMs: number;
  readonly #startedAt = performance.now();
  #allowedMs: number;
  #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(budget: Budget, spent: Spent) {
    this.meter = { used: spent.tokens, limit: budget.tokens };
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
    return Math.round(this.#spentMs + performance.now() - this.#startedAt);
  }

  /** Starts the clock. */
  watch(): void {
    clearTimeout(this.#timer);
    const controller = this.#controller;
    const left = this.#allowedMs - this.elapsedMs();
    const end = (): void => {
      controller.abort(new VouchError('BUDGET_SPENT', `The run has used its time, ${Math.round(this.elapsedMs() / 1000)} s.`, { details: { budget: 'wall' } }));
    };
    if (left <= 0) end();
    else this.#timer = setTimeout(end, Math.min(left, 2 ** 31 - 1)).unref();
  }

  /** Ends what is under way. */
  stop(reason: unknown): void {
    this.#controller.abort(reason);
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
}

/** A whole budget from a part of one. Throws USAGE that names the bad field. */
export function parseBudget(budget: Partial<Budget> | undefined): Budget {
  const parsed = Budget.safeParse(budget ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new VouchError('USAGE', `The budget's ${issue?.path.join('.') ?? 'value'} is not usable: ${issue?.message ?? ''}`);
}
