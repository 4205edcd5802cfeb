/** A loaded server as the choice of what to unload sees it. */
export interface EvictionCandidate {
  readonly id: string;
  /** It serves, or requests wait for it: never chosen. */
  readonly inUse: boolean;
  /** ms that loading it again is expected to take. */
  readonly reloadMs: number;
  /** Steps until a plan under way needs it (0: the next one); `undefined`: no plan is known to need it. */
  readonly stepsAhead: number | undefined;
  /** ms since its last use. */
  readonly idleMs: number;
}

/** Chance that a model which no plan names is wanted again, right after its use; it halves each HALF_LIFE_MS. */
const UNPLANNED = 0.5;
const HALF_LIFE_MS = 60_000;

/** How likely it is that the server is wanted again soon, 0 to 1: what a plan names is certain, and the sooner the dearer. */
export function chanceOfReuse({ stepsAhead, idleMs }: Pick<EvictionCandidate, 'stepsAhead' | 'idleMs'>): number {
  if (stepsAhead !== undefined) return 0.5 + 0.5 / (1 + stepsAhead);
  return UNPLANNED * 2 ** (-idleMs / HALF_LIFE_MS);
}

/** So many steps later than the wanted model a plan must need this one before it gives way to what is only asked for ahead of need. */
const CLEARLY_LATER = 4;

/** Whether a server may be unloaded for one that is only asked for ahead of need: no plan needs it, or clearly later. */
export function mayGiveWay(stepsAhead: number | undefined, wantedAhead: number): boolean {
  return stepsAhead === undefined || stepsAhead > wantedAhead + CLEARLY_LATER;
}

/** The server whose loss is expected to cost least: time to load it again, times the chance that it must be. `undefined`: all are in use. */
export function chooseVictim(candidates: readonly EvictionCandidate[]): EvictionCandidate | undefined {
  const price = (candidate: EvictionCandidate): number => candidate.reloadMs * chanceOfReuse(candidate);
  const idle = candidates.filter(({ inUse }) => !inUse);
  return idle.reduce<EvictionCandidate | undefined>((least, candidate) => {
    if (least === undefined) return candidate;
    const difference = price(candidate) - price(least);
    return difference < 0 || (difference === 0 && candidate.idleMs > least.idleMs) ? candidate : least;
  }, undefined);
}
