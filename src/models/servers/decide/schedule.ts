/** A server that requests wait for and that is not loaded. */
export interface Waiting {
  readonly id: string;
  /** Requests that wait for it. */
  readonly requests: number;
  /** ms since the first of them came. */
  readonly waitedMs: number;
  /** Only asked for ahead of need. */
  readonly ahead: boolean;
}

/** Whoever has waited this long goes first, in order of arrival: nobody waits for ever. */
const PATIENCE_MS = 20_000;

/** Which of the waiting servers is loaded next: one load should serve as many requests as possible. */
export function nextToLoad(waiting: readonly Waiting[], patienceMs = PATIENCE_MS): Waiting | undefined {
  const [first, ...rest] = [...waiting].sort((left, right) => right.waitedMs - left.waitedMs);
  if (first === undefined) return undefined;
  const wanted = [first, ...rest].filter(({ ahead }) => !ahead);
  const oldest = wanted[0];
  if (oldest === undefined) return first;
  if (oldest.waitedMs >= patienceMs) return oldest;
  return wanted.reduce((best, candidate) => (candidate.requests > best.requests ? candidate : best));
}

/** A loaded server keeps its memory, also against those who wait, for at least this many times its load time. */
const TURN_LOADS = 4;
const LEAST_TURN_MS = 2_000;

/** Whether a busy server has had its turn: it then takes no new request, ends those that it has, and makes room. */
export function hasHadItsTurn(loadedForMs: number, reloadMs: number, othersWaitMs: number): boolean {
  const turn = Math.max(LEAST_TURN_MS, TURN_LOADS * reloadMs);
  return loadedForMs >= turn && othersWaitMs >= turn / 2;
}
