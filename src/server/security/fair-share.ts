/** ms for which a place is kept free for a tenant that was refused one. */
const WAITS_MS = 60_000;

/**
 * Shares the places of runs between tenants. Whoever has less than an even share is let in while there is room; who has more only when places are left beside
 * those that others are owed, who asked in the last minute. So an idle server is anybody's, and a busy one nobody's alone.
 */
export class FairShare {
  readonly #total: number;
  readonly #tenants: number;
  /** When each tenant last asked for a place. */
  readonly #asked = new Map<string, number>();

  /** `total`: places there are; `tenants`: how many share them. */
  constructor(total: number, tenants: number) {
    this.#total = total;
    this.#tenants = Math.max(1, tenants);
  }

  /** Whether a tenant may take one more place. `taken`: places by tenant; `now`: ms. */
  allows(tenant: string, taken: ReadonlyMap<string, number>, now: number): boolean {
    this.#asked.set(tenant, now);
    const share = Math.max(1, Math.floor(this.#total / this.#tenants));
    if ((taken.get(tenant) ?? 0) < share) return true;
    const free = this.#total - [...taken.values()].reduce((sum, count) => sum + count, 0);
    const owed = [...this.#asked].filter(([other, at]) => other !== tenant && now - at < WAITS_MS).reduce((sum, [other]) => sum + Math.max(0, share - (taken.get(other) ?? 0)), 0);
    return free > owed;
  }
}
