import { VouchError } from '../../core/index.js';
import type { Occupancy, Place, ServerPlaces } from '../../store/index.js';
import type { Access } from './access.js';
import type { FairShare } from './fair-share.js';

/** The places that tokens and tenants take at this server, by what they have at all servers: runs under way, and plans in the making. */
export class Places {
  readonly #share: FairShare;
  readonly #book: ServerPlaces;
  /** Places of this server. */
  readonly #most: number;

  constructor(share: FairShare, book: ServerPlaces, most: number) {
    this.#share = share;
    this.#book = book;
    this.#most = most;
  }

  /** Throws RATE_LIMITED where the token, its tenant or the tenants together leave no place. */
  async take(id: string, access: Access): Promise<void> {
    const { name, tenant = '' } = access;
    await this.#book.take({ id, token: name, tenant }, (now) => { this.#mustHaveRoom(access, now); });
  }

  /** A run of this tenant's goes on here, whoever has how many places: a server goes on with it. */
  async keep(runId: string, tenant: string | undefined): Promise<void> {
    await this.#book.take({ id: runId, token: 'server', tenant: tenant ?? '' });
  }

  /** The place that was taken as `id` is that of a run which has begun. */
  async becomes(id: string, runId: string): Promise<void> {
    await this.#book.rename(id, runId);
  }

  /** Never rejects; nothing happens where the place is not taken, or has become a run's. */
  async leave(id: string): Promise<void> {
    await this.#book.leave(id);
  }

  close(): Promise<void> {
    return this.#book.close();
  }

  #mustHaveRoom({ name, tenant = '', limits, together }: Access, { taken, total, here }: Occupancy): void {
    const refuse = (whose: string, size: number, most: number | undefined): void => {
      if (most !== undefined && size >= most) throw new VouchError('RATE_LIMITED', `${size} runs of ${whose} are under way, as many as may be at a time.`, { details: { maxRuns: most } });
    };
    const byTenant = countBy(taken, (place) => place.tenant);
    const inTenant = byTenant.get(tenant) ?? 0;
    refuse(name, taken.filter(({ token }) => token === name).length, limits.maxRuns);
    if (together) refuse(`the tenant ${tenant}`, inTenant, together.maxRuns);
    const free = this.#most - here;
    if (this.#share.allows(tenant, { taken: byTenant, total, free }, Date.now())) return;
    if (free <= 0) throw new VouchError('RATE_LIMITED', `${here} runs are under way, and the server takes no more at a time. Wait for one to end or cancel one.`, { details: { maxRuns: this.#most } });
    throw new VouchError('RATE_LIMITED', `${inTenant} runs of the tenant ${tenant} are under way, and the places that are left are kept for others who wait. Wait for one of yours to end.`, { details: { runs: inTenant } });
  }
}

function countBy(places: readonly Place[], keyOf: (place: Place) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const place of places) counts.set(keyOf(place), (counts.get(keyOf(place)) ?? 0) + 1);
  return counts;
}
