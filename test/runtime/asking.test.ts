import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { deadlineAfter, defineTool, text, type Question, type Tool } from '../../src/core/index.js';
import { removeFolders, testRuntime } from '../support/workshop.js';

afterAll(removeFolders);

/** Asks each of its questions, and says what it was answered; `times` counts its attempts. */
function asking(questions: readonly string[], { timeoutMs = 5_000, effects = 'reads-world' as const } = {}): { readonly tool: Tool; readonly attempts: () => number } {
  let attempts = 0;
  const tool = defineTool({
    name: 'asker', description: 'Asks.', effects, timeoutMs, input: z.object({ text: text() }), output: z.object({ text: text() }),
    execute: async (_input, { ask }) => {
      attempts += 1;
      const answers: string[] = [];
      for (const question of questions) answers.push((await ask?.({ kind: 'approval', text: question, options: ['yes', 'no'] })) ?? '-');
      return { text: answers.join(' ') };
    },
  });
  return { tool, attempts: () => attempts };
}

const plan = { steps: [{ id: 'a', tool: 'asker', inputs: { text: { value: 'x' } } }] };

test('a tool asks the user in the middle of its work, and its clock stands still', async () => {
  const { tool } = asking(['Press "Buy"?', 'Press "Buy"?'], { timeoutMs: 400 });
  const runtime = testRuntime({ tools: [tool] });
  const asked: Question[] = [];
  const outcome = await runtime.run({ plan, ask: async (question) => {
    asked.push(question);
    await sleep(350);
    return asked.length === 1 ? 'yes' : 'no';
  } }).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'yes no' });
  expect(asked).toMatchObject([{ kind: 'approval', text: 'Press "Buy"?', options: ['yes', 'no'], step: 'a', tool: 'asker' }, { step: 'a' }]);
  // The second press is another one than the first.
  expect(new Set(asked.map(({ id }) => id)).size).toBe(2);
  await runtime.close();
});

test('where nobody answers the run waits with the question, and each answer takes it to the next', async () => {
  const { tool, attempts } = asking(['Press "Buy"?', 'Which size?']);
  const runtime = testRuntime({ tools: [tool] });
  const first = runtime.run({ plan });
  expect(await first.result).toMatchObject({ status: 'suspended', question: { text: 'Press "Buy"?', step: 'a' } });
  expect(await (await runtime.resume(first.id, { answer: 'yes' })).result).toMatchObject({ status: 'suspended', question: { text: 'Which size?' } });
  expect(await (await runtime.resume(first.id, { answer: 'M' })).result).toMatchObject({ status: 'completed', answer: 'yes M' });
  expect(attempts()).toBe(3);
  // What a step asks is no clarification of the task.
  expect((await runtime.state(first.id)).clarifications).toEqual([]);
  await runtime.close();
});

test('a question that needs no answer suspends nothing where nobody answers', async () => {
  const tool = defineTool({
    name: 'asker', description: 'Asks.', effects: 'reads-world', input: z.object({ text: text() }), output: z.object({ text: text() }),
    execute: async (_input, { ask }) => ({ text: String(await ask?.({ kind: 'ambiguity', text: 'Which size?', options: [], optional: true })) }),
  });
  const runtime = testRuntime({ tools: [tool] });
  expect(await runtime.run({ plan }).result).toMatchObject({ status: 'completed', answer: 'undefined' });
  expect(await runtime.run({ plan, ask: () => Promise.resolve('M') }).result).toMatchObject({ status: 'completed', answer: 'M' });
  await runtime.close();
});

test('an attempt that is made anew for another reason asks again', async () => {
  let attempts = 0;
  const tool = defineTool({
    name: 'asker', description: 'Asks, and fails once.', effects: 'reads-world', input: z.object({ text: text() }), output: z.object({ text: text() }),
    execute: async (_input, { ask }) => {
      const answer = await ask?.({ kind: 'approval', text: 'Press "Buy"?', options: ['yes', 'no'] });
      if (++attempts === 1) throw new Error('the page went away');
      return { text: answer ?? '-' };
    },
  });
  const runtime = testRuntime({ tools: [tool] });
  const answers = ['yes', 'no'];
  expect(await runtime.run({ plan, ask: () => Promise.resolve(answers.shift()) }).result).toMatchObject({ status: 'completed', answer: 'no' });
  await runtime.close();
});

test('a deadline stands still while work is under way, also in two places, and ends when it is over', async () => {
  const deadline = deadlineAfter(120);
  const [began, end] = [performance.now(), deadline.endsAt()];
  expect(end - began).toBeLessThanOrEqual(120);
  await Promise.all([deadline.pausedFor(() => sleep(100)), deadline.pausedFor(() => sleep(200))]);
  expect(deadline.signal.aborted).toBe(false);
  // Models are told the end as it is by then.
  expect(deadline.endsAt() - end).toBeGreaterThanOrEqual(190);
  await sleep(150);
  expect(deadline.signal.aborted).toBe(true);
  const cleared = deadlineAfter(20);
  cleared.clear();
  await cleared.pausedFor(() => sleep(5));
  await sleep(40);
  expect(cleared.signal.aborted).toBe(false);
});
