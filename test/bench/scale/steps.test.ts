import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { measureQueued, measureWaiting } from '../../../bench/scale/queued.js';
import { loadTools, makePicture } from '../../../bench/scale/load.js';
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

test('a chain of steps that do something tells what the runtime adds, and how many steps a second that is', async () => {
  const runtime = testRuntime({ tools: loadTools() });
  const picture = join(runtime.folder, 'picture.png');
  await makePicture(picture);
  for (const load of ['10 ms', 'image'] as const) {
    const cost = await measureSteps(runtime, 5, load, picture);
    expect(cost).toMatchObject({ load, steps: 5 });
    expect(cost.stepsPerSecond).toBeCloseTo(1000 / cost.wallMs);
    expect(cost.addedP50).toBeLessThan(cost.wallMs * 5);
  }
  await runtime.close();
});

test('runs that are asked for at once all come through, and the process stays small', async () => {
  const runtime = testRuntime({ tools: loadTools() });
  const { completed, rssBefore, rssPeak } = await measureQueued(runtime, 150);
  expect(completed).toBe(150);
  expect(rssPeak - rssBefore).toBeLessThan(200_000_000);
  await runtime.close();
});

test('a run that waits for its turn holds a few kB', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const runtime = testRuntime({ tools: loadTools(), maxRuns: 1 });
  expect(await measureWaiting(runtime, 1000, collect)).toBeLessThan(25_000);
  await runtime.close();
});
