import { expect, test } from '@jest/globals';
import { echo, planner, servers, testRuntime, until, waiting } from './support.js';

const started = servers();

test('a server that shuts down takes up no more runs, and lays down the one that it was taking up', async () => {
  const wait = waiting();
  const tools = [echo, wait.tool];
  const runtime = testRuntime({ tools, planner: planner(tools) });
  let go: () => void = () => undefined;
  const may = new Promise<void>((resolve) => { go = resolve; });
  const asked: string[] = [];
  const { server } = await started(tools, { takeOverMs: 50 }, {
    ...runtime,
    resume: async (runId, options) => {
      asked.push(runId);
      await may;
      return runtime.resume(runId, options);
    },
  });
  const ids: string[] = [];
  for (let n = 0; n < 2; n++) {
    const run = runtime.run({ goal: 'wait on' });
    await run.began;
    run.pause('Another server shuts down.');
    await run.result;
    ids.push(run.id);
  }
  await runtime.tenancy.ownership.give('', 'open', ids);
  await until(() => asked.length === 1);
  const closed = server.close();
  go();
  await closed;
  expect(asked).toHaveLength(1);
  expect(await Promise.all(ids.map(async (id) => (await runtime.summary(id)).status))).toEqual(['suspended', 'suspended']);
  expect((await runtime.tenancy.ownership.all('open')).sort()).toEqual(ids.toSorted());
});
