import type { Runtime } from '../../src/runtime/index.js';
import { chainOf } from './load.js';
import { spreadOf } from './spread.js';

/** What a run of steps that do nothing cost. */
export interface StepCost {
  readonly steps: number;
  /** ms of wall time a step, over the whole run. */
  readonly wallMs: number;
  /** ms of this process's CPU time a step. */
  readonly cpuMs: number;
  /** ms between the end of a step and that of the next one: median and 99th percentile. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** A chain of steps that only count on, so that each makes another text, each journaled, stored and accepted like any other. The runtime has the tools of the bench. */
export async function measureSteps(runtime: Runtime, steps: number): Promise<StepCost> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const run = runtime.run({ plan: chainOf('empty', steps), budget: { wallMs: 3_600_000 } });
  const ends: number[] = [];
  for await (const { type } of run.events()) if (type === 'step.completed') ends.push(performance.now());
  const outcome = await run.result;
  if (outcome.status !== 'completed') throw new Error(`the run ended as ${outcome.status}: ${outcome.error?.message ?? ''}`);
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const { p50, p99 } = spreadOf(ends.slice(1).map((end, index) => end - (ends[index] ?? end)));
  return { steps, wallMs: wall / steps, cpuMs: (user + system) / 1000 / steps, p50Ms: p50, p99Ms: p99 };
}
