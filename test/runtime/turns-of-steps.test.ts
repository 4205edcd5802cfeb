import { z } from 'zod';
import { defineTool, text } from '../../src/core/index.js';
import { removeFolders, testRuntime } from '../support/workshop.js';

afterAll(removeFolders);

test('steps that wait for nothing let timers, cancels and other runs have their turn', async () => {
  const ports = { description: '', input: z.object({ text: text() }), output: z.object({ text: text() }) };
  let steps = 0;
  const count = defineTool({ name: 'count', ...ports, effects: 'reads-world', execute: async ({ text: last }) => { steps++; return { text: `${Number(last) + 1}` }; } });
  const runtime = testRuntime({ tools: [count] });
  const plan = { steps: Array.from({ length: 60 }, (_, index) => ({ id: `s${index}`, tool: 'count', inputs: { text: index === 0 ? { value: '0' } : { ref: `s${index - 1}.text` } } })) };
  const run = runtime.run({ plan });
  const watch = (): void => {
    if (steps >= 10) run.cancel();
    else setImmediate(watch);
  };
  setImmediate(watch);
  expect((await run.result).status).toBe('cancelled');
  expect(steps).toBeLessThan(20);
  await runtime.close();
});
