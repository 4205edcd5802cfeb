import { readFileSync } from 'node:fs';
import { median } from '../machine.js';

/** Runs both ways in turns, each pair in another order, and gives the ratio of the first to the second for each pair. */
export async function pairs(count: number, one: () => Promise<number>, other: () => Promise<number>): Promise<{ one: number[]; other: number[]; ratio: number }> {
  const ones: number[] = [];
  const others: number[] = [];
  for (let pair = 0; pair < count; pair += 1) {
    const first = pair % 2 === 0;
    if (first) ones.push(await one());
    others.push(await other());
    if (!first) ones.push(await one());
  }
  return { one: ones, other: others, ratio: median(ones.map((value, index) => value / (others[index] ?? Number.NaN))) };
}

/** Lets `width` callers make `count` calls together; the time in seconds. */
export async function together(width: number, count: number, call: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < count) await call(next++);
    }),
  );
  return (performance.now() - began) / 1000;
}

/** ms that this thread has been on a processor: its turns by this are as long as on a machine that does nothing else. */
export function mainThreadMs(): number {
  return process.platform === 'linux' ? Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6 : performance.now();
}
