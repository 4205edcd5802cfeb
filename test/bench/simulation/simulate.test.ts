import { LARGE, type SimulationOptions } from '../../../bench/simulation/options.js';
import { simulate } from '../../../bench/simulation/simulate.js';

/** A hundredth of the large one. */
const SMALL: SimulationOptions = { ...LARGE, steps: 3000, runtimes: 4, pools: LARGE.pools.map((pool) => ({ ...pool, workers: pool.workers / 100 })) };

test('every step is done once, and the same seed gives the same report', async () => {
  const report = await simulate(SMALL);
  expect(report.steps).toBeGreaterThanOrEqual(SMALL.steps);
  expect(report.useful).toBeGreaterThan(0.3);
  expect(report.slowdown.p50).toBeGreaterThanOrEqual(1);
  expect(await simulate(SMALL)).toEqual(report);
});

test('machines that fail cost work, and every run still ends', async () => {
  const report = await simulate({ ...SMALL, failures: { days: 0.1, repairHours: 0.5 } });
  expect(report.steps).toBeGreaterThanOrEqual(SMALL.steps);
  expect(report.failures).toBeGreaterThan(2);
  expect(report.wasted).toBeGreaterThan(0);
});

test('what all share holds the steps up where it cannot keep pace', async () => {
  const swift = await simulate(SMALL);
  const slow = await simulate({ ...SMALL, costs: { ...SMALL.costs, redisMs: 3000 } });
  expect(slow.busy.redis).toBeGreaterThan(0.9);
  expect(slow.waitSeconds.p50).toBeGreaterThan(10 * swift.waitSeconds.p50);
});
