import type { Runtime } from '../../src/runtime/index.js';
import { chainOf } from './load.js';

/** What it took to do many runs that were all asked for at once. */
export interface QueuedCost {
  readonly runs: number;
  readonly completed: number;
  /** Of the whole process, bytes: before the first run, and the most that it was. */
  readonly rssBefore: number;
  readonly rssPeak: number;
  readonly stepsPerSecond: number;
}

/** Asks for so many runs of three steps at once, embedded. */
export async function measureQueued(runtime: Runtime, runs: number): Promise<QueuedCost> {
  const rssBefore = process.memoryUsage.rss();
  let rssPeak = rssBefore;
  const timer = setInterval(() => { rssPeak = Math.max(rssPeak, process.memoryUsage.rss()); }, 200);
  try {
    const started = performance.now();
    let completed = 0;
    await Promise.all(Array.from({ length: runs }, async () => {
      if ((await runtime.run({ plan: chainOf('empty', 3) }).result).status === 'completed') completed++;
    }));
    return { runs, completed, rssBefore, rssPeak, stepsPerSecond: (runs * 3 * 1000) / (performance.now() - started) };
  } finally {
    clearInterval(timer);
  }
}
