import { z } from 'zod';
import { defineTool, text } from '../../src/core/index.js';
import { removeFolders, testRuntime } from '../support/workshop.js';

afterAll(removeFolders);

/** A tool that ends when `open` is called, and what it was given, in the order of its calls. */
function gated() {
  const said: string[] = [];
  let now = 0;
  let most = 0;
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => { open = resolve; });
  const tool = defineTool({ name: 'wait', description: '', effects: 'reads-world', input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async (input) => {
    said.push(input.text);
    most = Math.max(most, ++now);
    await gate;
    now--;
    return input;
  } });
  return { tool, said, open: () => { open(); }, most: () => most };
}

const saying = (words: string) => ({ plan: { steps: [{ id: 's', tool: 'wait', inputs: { text: { value: words } } }] } });

test('no more runs than allowed are under way; the others begin in the order in which they came', async () => {
  const { tool, said, open, most } = gated();
  const runtime = testRuntime({ tools: [tool], maxRuns: 2 });
  const runs = ['1', '2', '3', '4', '5'].map((words) => runtime.run(saying(words)));
  setImmediate(open);
  const outcomes = await Promise.all(runs.map(({ result }) => result));
  expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill('completed'));
  expect(most()).toBeLessThanOrEqual(2);
  expect([...said].sort()).toEqual(['1', '2', '3', '4', '5']);
  expect(said.indexOf('5')).toBe(4);
  await runtime.close();
});

test('a run that is cancelled while it waits ends at once, has done nothing and stands nowhere; one behind it takes its turn', async () => {
  const { tool, said, open } = gated();
  const runtime = testRuntime({ tools: [tool], maxRuns: 1 });
  const [first, second, third] = ['1', '2', '3'].map((words) => runtime.run(saying(words)));
  second?.cancel();
  expect((await second?.result)?.status).toBe('cancelled');
  open();
  expect([(await first?.result)?.status, (await third?.result)?.status]).toEqual(['completed', 'completed']);
  expect(said).toEqual(['1', '3']);
  await expect(runtime.state(second?.id ?? '')).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
  await runtime.close();
});

test('a runtime that is closed lets go of the runs that wait', async () => {
  const { tool } = gated();
  const runtime = testRuntime({ tools: [defineTool({ ...tool.spec, name: 'wait', input: tool.input, output: tool.output, execute: (_input, { signal }) => new Promise((_, fail) => { signal.addEventListener('abort', () => { fail(signal.reason as Error); }); }) })], maxRuns: 1 });
  const runs = ['1', '2', '3'].map((words) => runtime.run(saying(words)));
  await runtime.close();
  expect((await Promise.all(runs.map(({ result }) => result))).map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
});

test('a run that is begun twice under one id is one; a runtime that is closed waits for it', async () => {
  const { tool } = gated();
  const runtime = testRuntime({ tools: [defineTool({ ...tool.spec, name: 'wait', input: tool.input, output: tool.output, execute: (_input, { signal }) => new Promise((_, fail) => { signal.addEventListener('abort', () => { fail(signal.reason as Error); }); }) })] });
  const first = runtime.run({ ...saying('1'), id: 'twice' });
  await first.began;
  const second = runtime.run({ ...saying('1'), id: 'twice' });
  expect((await second.result).error?.code).toBe('RUN_NOT_RESUMABLE');
  await runtime.close();
  expect((await first.result).status).toBe('cancelled');
});

test('an id that could stand for something else is refused', async () => {
  const runtime = testRuntime({});
  for (const id of ['', 'a/b', 'a b', 'a'.repeat(101)]) expect(() => runtime.run({ goal: 'echo one', id })).toThrow(expect.objectContaining({ code: 'USAGE', details: { field: 'id' } }));
  await runtime.close();
});
