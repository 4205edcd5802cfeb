import { VouchError } from '../../core/index.js';
import type { Access } from './access.js';
import type { FairShare } from './fair-share.js';

/** The places of this server that tokens and tenants take: runs under way, and plans in the making. */
export class Places {
  readonly #share: FairShare;
  readonly #byToken = new Map<string, Set<string>>();
  /** `''` for who belongs to no tenant. */
  readonly #byTenant = new Map<string, Set<string>>();

  constructor(share: FairShare) {
    this.#share = share;
  }

  /** Throws RATE_LIMITED where the token, its tenant or the tenants together leave no place. */
  mustHaveRoom({ name, tenant = '', maxRuns, together }: Access): void {
    const refuse = (whose: string, size: number, most: number): void => {
      if (size >= most) throw new VouchError('RATE_LIMITED', `${size} runs of ${whose} are under way, as many as may be at a time.`, { details: { maxRuns: most } });
    };
    const inTenant = this.#byTenant.get(tenant)?.size ?? 0;
    refuse(name, this.#byToken.get(name)?.size ?? 0, maxRuns);
    if (together) refuse(`the tenant ${tenant}`, inTenant, together.maxRuns);
    const taken = new Map([...this.#byTenant].map(([one, { size }]) => [one, size]));
    if (!this.#share.allows(tenant, taken, Date.now())) throw new VouchError('RATE_LIMITED', `${inTenant} runs of the tenant ${tenant} are under way, and the places that are left are kept for others who wait. Wait for one of yours to end.`, { details: { runs: inTenant } });
  }

  take(id: string, { name, tenant = '' }: Pick<Access, 'name' | 'tenant'>): void {
    this.#byToken.set(name, (this.#byToken.get(name) ?? new Set()).add(id));
    this.#byTenant.set(tenant, (this.#byTenant.get(tenant) ?? new Set()).add(id));
  }

  leave(id: string): void {
    for (const taken of [...this.#byToken.values(), ...this.#byTenant.values()]) taken.delete(id);
  }

  /** The token that started a run that is under way here; `undefined`: nobody, it was gone on with. */
  starterOf(runId: string): string | undefined {
    return [...this.#byToken].find(([, runs]) => runs.has(runId))?.[0];
  }
}
