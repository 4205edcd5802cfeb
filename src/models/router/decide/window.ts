/** How many requests a server gets at the same time, found out as it goes. */
export interface Window {
  /** May hold a fraction; requests go by the whole part. */
  readonly limit: number;
  readonly least: number;
  readonly most: number;
  /** Nothing was too much yet: growth is quick. */
  readonly quick: boolean;
  /** performance.now() of the last halving. */
  readonly halvedAt: number;
  /** Mean ms of an answer, by an exponential mean, and the best that it ever was. */
  readonly meanMs: number | undefined;
  readonly bestMs: number | undefined;
}

export interface Done {
  readonly startedAt: number;
  readonly now: number;
  /** As many requests were under way as the window allows: only then does its size matter. */
  readonly full: boolean;
  /** Requests that wait inside the server, where it tells; `undefined`: it does not. */
  readonly waiting: number | undefined;
}

/** Weight of the newest answer in the mean. */
const NEWEST = 0.2;
/** Where a server tells nothing, answers that take so many times the best mean show that it has enough. */
const SLOWER = 2.5;

export function newWindow(start: number, most: number, least = 1): Window {
  return { limit: Math.min(start, most), least, most, quick: true, halvedAt: -Infinity, meanMs: undefined, bestMs: undefined };
}

/** A window that stays as it is, for a server that is known to compute so many at a time. */
export function fixedWindow(size: number): Window {
  return newWindow(size, size, size);
}

/** An answer came: the window grows while it is used to the full and nothing waits in the server. */
export function afterDone(window: Window, { startedAt, now, full, waiting }: Done): Window {
  const ms = now - startedAt;
  const meanMs = window.meanMs === undefined ? ms : window.meanMs * (1 - NEWEST) + ms * NEWEST;
  const bestMs = Math.min(window.bestMs ?? Infinity, meanMs);
  const hasRoom = waiting === undefined ? meanMs <= SLOWER * bestMs : waiting === 0;
  const growth = full && hasRoom ? (window.quick ? 1 : 1 / window.limit) : 0;
  return { ...window, meanMs, bestMs, limit: Math.min(window.most, window.limit + growth), quick: window.quick && hasRoom };
}

/** The server said that it was too much (429, preemption): half. What was sent before the last halving says nothing new. */
export function afterOverload(window: Window, { startedAt, now }: { readonly startedAt: number; readonly now: number }): Window {
  if (startedAt < window.halvedAt) return window;
  return { ...window, limit: Math.max(window.least, window.limit / 2), quick: false, halvedAt: now };
}
