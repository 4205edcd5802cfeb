/** Keeps requests from a server that does not answer, and lets one through now and then to see whether it does again. */
export interface Breaker {
  /** Failures in a row. */
  readonly failures: number;
  /** performance.now() until which nothing goes through; `undefined`: everything does. */
  readonly openUntil: number | undefined;
  /** One request is trying whether the server is back. */
  readonly trying: boolean;
  /** How often it has opened in a row: each time it stays open for twice as long. */
  readonly opened: number;
}

export const CLOSED: Breaker = { failures: 0, openUntil: undefined, trying: false, opened: 0 };

const FAILURES_TO_OPEN = 5;
const OPEN_MS = 2_000;
const LONGEST_MS = 60_000;

/** Whether a request may go through now. */
export function mayPass({ openUntil, trying }: Breaker, now: number): boolean {
  return openUntil === undefined || (now >= openUntil && !trying);
}

/** A request goes through. */
export function onPass(breaker: Breaker): Breaker {
  return breaker.openUntil === undefined ? breaker : { ...breaker, trying: true };
}

export function onSuccess(): Breaker {
  return CLOSED;
}

/** It came to no answer at all. */
export function onFailure(breaker: Breaker, now: number): Breaker {
  const failures = breaker.failures + 1;
  if (breaker.openUntil === undefined && failures < FAILURES_TO_OPEN) return { ...breaker, failures };
  // Others that were under way when it opened do not keep it open for longer.
  if (breaker.openUntil !== undefined && !breaker.trying) return { ...breaker, failures };
  return { failures, openUntil: now + Math.min(LONGEST_MS, OPEN_MS * 2 ** breaker.opened), trying: false, opened: breaker.opened + 1 };
}

/** It was given up by its caller, which says nothing of the server. */
export function onAbandoned(breaker: Breaker): Breaker {
  return { ...breaker, trying: false };
}
