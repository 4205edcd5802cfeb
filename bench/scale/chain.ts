import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Runtime } from '../../src/runtime/index.js';
import { chainOf, loadTools, type Load } from './load.js';
import { spreadOf } from './spread.js';

/** Runs a chain of steps; ms between the ends of its steps. `picture`: what an `image` chain begins with. Throws when the run does not complete. */
export async function runChain(runtime: Runtime, load: Load, steps: number, picture: string): Promise<number[]> {
  const run = runtime.run({ plan: chainOf(load, steps), ...(load === 'image' ? { inputs: [picture] } : {}), reuse: false, budget: { wallMs: 3_600_000 } });
  const ends: number[] = [];
  for await (const { type } of run.events()) if (type === 'step.completed') ends.push(performance.now());
  const outcome = await run.result;
  if (outcome.status !== 'completed') throw new Error(`a run ended as ${outcome.status}: ${outcome.error?.message ?? ''}`);
  return ends.slice(1).map((end, index) => end - (ends[index] ?? end));
}

/** What the tool itself takes, ms: the median of as many calls, of which no runtime knows. */
export async function ownTime(load: Load, picture: string, steps: number): Promise<number> {
  if (load === 'empty') return 0;
  const tool = loadTools().find(({ spec }) => spec.name === (load === 'image' ? 'turn_picture' : 'count_slowly'));
  const folder = await mkdtemp(join(tmpdir(), 'vouch-scale-own-'));
  const took: number[] = [];
  for (let index = 0; index < Math.min(steps, 50); index++) {
    const started = performance.now();
    await tool?.execute(load === 'image' ? { image: { path: picture } } : { text: '0' }, { scratch: folder } as never);
    took.push(performance.now() - started);
  }
  await rm(folder, { recursive: true, force: true });
  return spreadOf(took).p50;
}
