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

/** Bytes of heap that each of so many runs takes that waits for its turn; they are let go of afterwards. `collect`: has the engine clear away what nobody needs. The runtime has one run under way at a time. */
export async function measureWaiting(runtime: Runtime, runs: number, collect: () => void): Promise<number> {
  const first = runtime.run({ plan: chainOf('10 ms', 5000) });
  await first.began;
  collect();
  const before = process.memoryUsage().heapUsed;
  const waiting = Array.from({ length: runs }, () => runtime.run({ plan: chainOf('empty', 3) }));
  collect();
  const each = (process.memoryUsage().heapUsed - before) / runs;
  for (const run of [...waiting, first]) run.cancel();
  await Promise.all([...waiting, first].map(({ result }) => result));
  return each;
}
