// Ten thousand workers on a virtual clock: node --import tsx bench/simulation/run.ts [what] [steps]
//   large       as it is expected to be
//   failures    with machines that fail a hundred times as often
//   loads       with runs asking for more and more of the workers
//   quick       with steps a twentieth as long, and less of what all share, to see what breaks first
import { machineLine } from '../machine.js';
import { LARGE, LOGBOOK_DAYS, type SimulationOptions } from './options.js';
import { simulate } from './simulate.js';

const [what = 'large', steps = String(LARGE.steps)] = process.argv.slice(2);
const base = { ...LARGE, steps: Number(steps) };
/** Steps a twentieth as long mean twenty times as many for what all share. */
const quick = { ...base, kinds: base.kinds.map((kind) => ({ ...kind, seconds: kind.seconds / 20 })), loadSeconds: base.loadSeconds / 20 };
const VARIANTS: Readonly<Record<string, Readonly<Record<string, SimulationOptions>>>> = {
  large: { 'as expected': base },
  failures: { 'a hundred times the failures': { ...base, failures: { ...base.failures, days: LOGBOOK_DAYS / 100 } } },
  loads: Object.fromEntries([0.5, 0.8, 0.9, 0.95, 1.1].map((load) => [`load ${load}`, { ...base, load }])),
  quick: {
    'quick steps': quick,
    'quick steps, commits of 1 ms': { ...quick, costs: { ...quick.costs, commitMs: 1 } },
    'quick steps, Redis 1 ms a step': { ...quick, costs: { ...quick.costs, redisMs: 1 } },
    'quick steps, 8 runtimes': { ...quick, runtimes: 8 },
    'quick steps, 4 runtimes': { ...quick, runtimes: 4 },
  },
};
process.stdout.write(`${machineLine()}\n`);
for (const [name, options] of Object.entries(VARIANTS[what] ?? {})) {
  const started = performance.now();
  const report = await simulate(options);
  process.stdout.write(`${JSON.stringify({ name, ...report, tookSeconds: (performance.now() - started) / 1000 }, (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value))}\n`);
}
