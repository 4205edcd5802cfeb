import { ScriptedModels } from '../../../src/models/index.js';
import { measureSteps } from '../../../bench/scale/steps.js';

test('a step of a long run costs no more than one of a short run', async () => {
  const models = new ScriptedModels([]);
  await measureSteps(100, models);
  // The least of three each: what else the machine does makes a step dearer, never cheaper.
  const least = async (steps: number): Promise<number> => {
    const costs: number[] = [];
    for (let round = 0; round < 3; round++) costs.push((await measureSteps(steps, models)).cpuMs);
    return Math.min(...costs);
  };
  const short = await least(100);
  const long = await least(1000);
  expect(long / short).toBeLessThan(2);
}, 120_000);
