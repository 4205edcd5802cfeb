import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { defineTool, text, type ModelClient } from '../../src/core/index.js';
import { createRuntime } from '../../src/runtime/index.js';

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

/** A chain of steps that only count on, so that each makes another text, each journaled, stored and accepted like any other. `models`: who would serve them. */
export async function measureSteps(steps: number, models: ModelClient): Promise<StepCost> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-scale-'));
  const pass = defineTool({ name: 'pass', description: 'Counts on.', effects: 'reads-world', input: z.object({ text: text() }), output: z.object({ text: text() }), execute: ({ text: last }) => Promise.resolve({ text: String(Number(last) + 1) }) });
  const runtime = await createRuntime({ dataFolder: folder, models, tools: [pass] });
  try {
    const plan = { steps: Array.from({ length: steps }, (_, index) => ({ id: `s${index}`, tool: 'pass', inputs: { text: index === 0 ? { value: '0' } : { ref: `s${index - 1}.text` } } })) };
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    const run = runtime.run({ plan, budget: { wallMs: 3_600_000 } });
    const ends: number[] = [];
    for await (const { type } of run.events()) if (type === 'step.completed') ends.push(performance.now());
    const outcome = await run.result;
    if (outcome.status !== 'completed') throw new Error(`the run ended as ${outcome.status}: ${outcome.error?.message ?? ''}`);
    const wall = performance.now() - started;
    const { user, system } = process.cpuUsage(cpu);
    const gaps = ends.slice(1).map((end, index) => end - (ends[index] ?? end)).sort((a, b) => a - b);
    const at = (share: number): number => gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * share))] ?? 0;
    return { steps, wallMs: wall / steps, cpuMs: (user + system) / 1000 / steps, p50Ms: at(0.5), p99Ms: at(0.99) };
  } finally {
    await runtime.close();
    await rm(folder, { recursive: true, force: true });
  }
}
