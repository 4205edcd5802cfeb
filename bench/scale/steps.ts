import type { Runtime } from '../../src/runtime/index.js';
import { ownTime, runChain } from './chain.js';
import type { Load } from './load.js';
import { spreadOf } from './spread.js';

/** What the steps of one run cost in this process. */
export interface StepCost {
  readonly load: Load;
  readonly steps: number;
  /** ms of wall time a step, over the whole run. */
  readonly wallMs: number;
  /** ms of this process's CPU time a step. */
  readonly cpuMs: number;
  /** ms from the end of a step to that of the next one beyond what the tool itself does: median and 99th percentile. */
  readonly addedP50: number;
  readonly addedP99: number;
  readonly stepsPerSecond: number;
}

/** A chain of steps, each of which makes something else, journaled, stored and accepted like any other. The runtime has the tools of the bench. */
export async function measureSteps(runtime: Runtime, steps: number, load: Load = 'empty', picture = ''): Promise<StepCost> {
  const own = await ownTime(load, picture, steps);
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const gaps = await runChain(runtime, load, steps, picture);
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const added = spreadOf(gaps.map((gap) => Math.max(0, gap - own)));
  return { load, steps, wallMs: wall / steps, cpuMs: (user + system) / 1000 / steps, addedP50: added.p50, addedP99: added.p99, stepsPerSecond: (steps * 1000) / wall };
}
