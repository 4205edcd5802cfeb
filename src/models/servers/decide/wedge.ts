/** What a server says of its work: how many requests it computes, and a number that grows with each token, batch or piece. */
export interface Activity {
  readonly running: number;
  readonly progress: number;
}

/** When a server was last seen to get on. */
export interface Watch {
  readonly progress: number;
  /** performance.now() */
  readonly since: number;
}

/**
 * The watch after a look at the server. `undefined` activity (the server does not tell, or did not answer) leaves it as it is, so that a
 * server whose event loop stands still is found, too, by the caller who knows that requests are under way.
 */
export function look(watch: Watch, activity: Activity | undefined, now: number): Watch {
  if (activity === undefined) return watch;
  return activity.running === 0 || activity.progress !== watch.progress ? { progress: activity.progress, since: now } : watch;
}

/** True when requests were under way and nothing moved for `limitMs`. */
export function isWedged(watch: Watch, now: number, limitMs: number): boolean {
  return now - watch.since >= limitMs;
}
