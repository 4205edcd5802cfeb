import type { CreateWorkerOptions, RunningWorker } from './workers/index.js';

/**
 * Starts a worker: it takes steps of runs from the queue of its pool, does them with the tools, oracles and models that are
 * here, and knows nothing of journals. Throws USAGE without `queue` in the configuration, and QUEUE_FAILED.
 */
export async function createWorker(options: CreateWorkerOptions = {}): Promise<RunningWorker> {
  // Loaded only where it is wanted.
  const { openWorker } = await import('./workers/index.js');
  return openWorker(options);
}
