import { randomUUID } from 'node:crypto';
import { Budget, VouchError } from '../../core/index.js';
import { BEGINS, type Allowance, type Spending, type Spent } from '../../store/index.js';
import type { Access } from './access.js';

/** What is set aside while one call of a model is under way; what it uses counts when it ends. */
const ONE_CALL = { tokens: 1, wallMs: 1000 };

/** What was set aside for a run that is about to begin. */
export interface Reserved {
  /** The run's budget, within what is left to its tenant. */
  readonly budget: Partial<Budget>;
  /** It is for this run. */
  began(runId: string): Promise<void>;
  /** Nothing began. */
  release(): Promise<void>;
}

/** What tenants may use over a stretch of time, on all servers together. Methods throw STORE_FAILED or STORE_FULL. */
export class Allowances {
  readonly #spending: Spending;
  readonly #allowed: ReadonlyMap<string, Allowance>;

  /** `allowed`: by tenant; who is not in it may use what its runs' own budgets allow. */
  constructor(spending: Spending, allowed: ReadonlyMap<string, Allowance>) {
    this.#spending = spending;
    this.#allowed = allowed;
  }

  /** Sets aside what a run of this budget may use, at most what is left. Throws BUDGET_SPENT where nothing is. */
  async reserve({ tenant }: Access, budget: Partial<Budget>): Promise<Reserved> {
    const allowance = tenant === undefined ? undefined : this.#allowed.get(tenant);
    if (tenant === undefined || allowance === undefined) return { budget, began: () => Promise.resolve(), release: () => Promise.resolve() };
    const holder = `${BEGINS}${randomUUID()}`;
    const { tokens, wallMs } = { ...Budget.parse({}), ...budget };
    const { granted, undo } = await this.#spending.reserve(tenant, holder, { tokens, wallMs }, allowance);
    return {
      budget: { ...budget, ...granted },
      began: (runId) => this.#spending.rename(tenant, holder, runId),
      release: undo,
    };
  }

  /**
   * Does something that is no run within the budget, and counts its time and the tokens that it tells of, however it ends. Throws BUDGET_SPENT where nothing
   * is left, and what the work throws.
   */
  async during<T>(access: Access, budget: Partial<Budget>, work: (budget: Partial<Budget>, usedTokens: (tokens: number) => void) => Promise<T>): Promise<T> {
    const reserved = await this.reserve(access, budget);
    const start = performance.now();
    let tokens = 0;
    try {
      return await work(reserved.budget, (used) => { tokens = used; });
    } finally {
      try {
        if (access.tenant !== undefined && this.#allowed.has(access.tenant)) await this.#spending.add(access.tenant, { tokens, wallMs: performance.now() - start });
      } finally {
        await reserved.release();
      }
    }
  }

  /** One call of a model outside of runs, as `during`. */
  oneCall<T>(access: Access, call: (usedTokens: (tokens: number) => void) => Promise<T>): Promise<T> {
    return this.during(access, ONE_CALL, (_budget, usedTokens) => call(usedTokens));
  }

  /** Sets aside what a run of this tenant that goes on may use in all. Resolves with how to undo that. Throws BUDGET_SPENT where less is left. */
  async renew(tenant: string | null, runId: string, budget: Spent): Promise<() => Promise<void>> {
    const allowance = tenant === null ? undefined : this.#allowed.get(tenant);
    if (tenant === null || allowance === undefined) return () => Promise.resolve();
    const { granted, undo } = await this.#spending.reserve(tenant, runId, budget, allowance);
    const short = (['tokens', 'wallMs'] as const).find((field) => granted[field] < budget[field]);
    if (short === undefined) return undo;
    await undo();
    throw new VouchError('BUDGET_SPENT', `Run ${runId} may still use more ${short} than the tenant ${tenant} has left of what it may use in ${allowance.hours} h. Go on with it later.`, { details: { field: short, hours: allowance.hours } });
  }

  /** A run of these tenants has ended, or waits for an answer, and has used so much. */
  async settle(runId: string, tenants: Iterable<string>, used: Spent): Promise<void> {
    for (const tenant of tenants) if (this.#allowed.has(tenant)) await this.#spending.settle(tenant, runId, used);
  }
}
