/** The longest that a timer of Node takes. */
const LONGEST_MS = 2 ** 31 - 1;

/** A limit in time that stands still while the user is asked. */
export interface Deadline {
  /** Aborted with a TimeoutError at its end. */
  readonly signal: AbortSignal;
  /** Stops the clock while `work` is under way. */
  readonly pausedFor: <T>(work: () => Promise<T>) => Promise<T>;
  /** When it ends if nobody is asked any more, by `performance.now()`, ms. */
  readonly endsAt: () => number;
  /** Ends the timer; the signal is not aborted any more. */
  readonly clear: () => void;
}

export function deadlineAfter(ms: number): Deadline {
  const controller = new AbortController();
  let left = Math.min(ms, LONGEST_MS);
  let startedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let pauses = 0;
  let over = false;
  const start = (): void => {
    startedAt = performance.now();
    timer = setTimeout(() => { controller.abort(new DOMException('The time is up.', 'TimeoutError')); }, Math.max(0, left));
    timer.unref();
  };
  start();
  return {
    signal: controller.signal,
    async pausedFor(work) {
      pauses += 1;
      if (pauses === 1) {
        clearTimeout(timer);
        left -= performance.now() - startedAt;
      }
      try {
        return await work();
      } finally {
        pauses -= 1;
        if (pauses === 0 && !over) start();
      }
    },
    endsAt: () => (pauses === 0 ? startedAt : performance.now()) + left,
    clear: () => {
      over = true;
      clearTimeout(timer);
    },
  };
}
