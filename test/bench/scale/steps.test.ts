import { measureQueued } from '../../../bench/scale/queued.js';
import { loadTools } from '../../../bench/scale/load.js';
import { measureSteps } from '../../../bench/scale/steps.js';
import { removeFolders, testRuntime } from '../../support/workshop.js';

afterAll(removeFolders);

test('a step of a long run costs no more than one of a short run', async () => {
  const runtime = testRuntime({ tools: loadTools() });
  await measureSteps(runtime, 60);
  const { cpuMs: short } = await measureSteps(runtime, 60);
  const { cpuMs: long } = await measureSteps(runtime, 600);
  // What else the machine does at one of the two times is in it; a cost that grows with the run would be five times as much.
  expect(long / short).toBeLessThan(2.5);
  await runtime.close();
});

test('runs that wait for their turn hold little, and all come through', async () => {
  const runtime = testRuntime({ tools: loadTools() });
  const { completed } = await measureQueued(runtime, 150);
  expect(completed).toBe(150);
  await runtime.close();
});
