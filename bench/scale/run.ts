// Cost of a step that does nothing, on one machine with the journal on: node --import tsx bench/scale/run.ts [10,100,1000,...]
import { availableParallelism, cpus, loadavg } from 'node:os';
import { ScriptedModels } from '../../src/models/index.js';
import { measureSteps } from './steps.js';

const sizes = (process.argv[2] ?? '10,100,1000,10000').split(',').map(Number);
// Once for nothing, so that no size pays for loading and compiling.
await measureSteps(50, new ScriptedModels([]));
process.stdout.write(`${cpus()[0]?.model ?? '?'}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'}, Node ${process.version}\n`);
for (const steps of sizes) {
  const { wallMs, cpuMs, p50Ms, p99Ms } = await measureSteps(steps, new ScriptedModels([]));
  process.stdout.write(`${JSON.stringify({ steps, wallMs: round(wallMs), cpuMs: round(cpuMs), p50Ms: round(p50Ms), p99Ms: round(p99Ms) })}\n`);
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
