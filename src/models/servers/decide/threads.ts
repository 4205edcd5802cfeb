/** What an engine gets at least, as a share of the threads that it can use, and in threads. */
const LEAST_SHARE = 0.5;
const LEAST_THREADS = 2;

/**
 * Threads for an engine that is started while others compute: what they leave of the cores, so that engines which work at the same time do
 * not wait for each other's threads; but half of what it can use in any case, because it keeps them when the others have ended.
 */
export function threadsFor(useful: number, cores: number, taken: number): number {
  const most = Math.min(useful, cores);
  const least = Math.min(most, Math.max(LEAST_THREADS, Math.ceil(most * LEAST_SHARE)));
  return Math.max(1, least, Math.min(most, cores - taken));
}
