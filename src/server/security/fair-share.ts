/** ms for which a place is kept free for a tenant that was refused one. */
const WAITS_MS = 60_000;

/** How the places stand when one is asked for. */
export interface Standing {
  /** Places by tenant, at all servers that count together. */
  readonly taken: ReadonlyMap<string, number>;
  /** Places of all these servers. */
  readonly total: number;
  /** Places that are left at this one. */
  readonly free: number;
}

/**
 * Shares the places of runs between tenants. Whoever has less than an even share of all is let in while there is room; who has more only when places are left
 * here beside those that others are owed, who asked here in the last minute. So an idle server is anybody's, and a busy one nobody's alone.
 */
export class FairShare {
  readonly #tenants: number;
  /** When each tenant last asked for a place. */
  readonly #asked = new Map<string, number>();

  /** `tenants`: how many share the places. */
  constructor(tenants: number) {
    this.#tenants = Math.max(1, tenants);
  }

  /** Whether a tenant may take one more place. `now`: ms. */
  allows(tenant: string, { taken, total, free }: Standing, now: number): boolean {
    this.#asked.set(tenant, now);
    const share = Math.max(1, Math.floor(total / this.#tenants));
    if ((taken.get(tenant) ?? 0) < share) return true;
    const owed = [...this.#asked].filter(([other, at]) => other !== tenant && now - at < WAITS_MS).reduce((sum, [other]) => sum + Math.max(0, share - (taken.get(other) ?? 0)), 0);
    return free > owed;
  }
}
