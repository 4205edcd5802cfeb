import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { defineTool, text } from '../../src/core/index.js';
import { ScriptedModels } from '../../src/models/index.js';
import { removeFolders, testRuntime } from '../support/workshop.js';

afterAll(removeFolders);

const DAYS_MS = 5 * 86_400_000;
const ports = { description: '', output: z.object({ text: text() }) };
const tools = [
  defineTool({ name: 'draft', ...ports, needs: ['chat'], effects: 'reads-world', input: z.object({ topic: z.string() }), execute: async ({ topic }, { models }) => ({ text: (await models.chat({ messages: [{ role: 'user', content: topic }] })).text }) }),
  defineTool({ name: 'send', ...ports, effects: 'external', input: z.object({ text: text() }), execute: async (input) => ({ text: `sent: ${input.text}` }) }),
  defineTool({
    name: 'polish', ...ports, needs: ['chat'], effects: 'reads-world', input: z.object({ text: text() }), alternatives: [{ name: 'the first model', models: { chat: 'first' } }],
    execute: async (input, { models }) => ({ text: (await models.chat({ messages: [{ role: 'user', content: input.text }] })).text }),
  }),
];
const plan = { steps: [{ id: 'a', tool: 'draft', inputs: { topic: { value: 'tea' } } }, { id: 'b', tool: 'send', inputs: { text: { ref: 'a.text' } } }, { id: 'c', tool: 'polish', inputs: { text: { ref: 'b.text' } } }] };

test('a run that waited for approval for days goes on with other models than it began with', async () => {
  const first = new ScriptedModels([{ chat: 'Tea is warm.' }], { model: 'first', jobs: ['chat'] });
  const runtime = testRuntime({ tools, models: first });
  const waiting = await runtime.run({ plan, budget: { wallMs: 60_000 } }).result;
  expect(waiting).toMatchObject({ status: 'suspended', question: { kind: 'approval' } });
  first.finish();
  // It lies there for five days: its times are those of then.
  const database = new Database(join(runtime.folder, 'journal.db'));
  database.exec(`UPDATE events SET ts = ts - ${DAYS_MS}`);
  database.close();
  const second = new ScriptedModels([{ chat: 'Tea warms.' }], { model: 'second', jobs: ['chat'] });
  const later = await runtime.reopen({ models: second });
  const outcome = await later.resume(waiting.runId, { answer: 'yes' }).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'Tea warms.' });
  const attempts = [...later.state(waiting.runId).steps.values()].map(({ step, attempts: made }) => [step.id, made.map(({ models }) => models)]);
  expect(attempts).toEqual([['a', [['first']]], ['b', [[]]], ['c', [['second']]]]);
  second.finish();
  await later.close();
});

test('where no model can do what is left, the run says so and can be resumed when there is one', async () => {
  const runtime = testRuntime({ tools, models: new ScriptedModels([{ chat: 'Tea is warm.' }], { model: 'first', jobs: ['chat'] }) });
  const waiting = await runtime.run({ plan }).result;
  const bare = await runtime.reopen({ models: new ScriptedModels([], { jobs: [] }) });
  const outcome = await bare.resume(waiting.runId, { answer: 'yes' }).result;
  expect(outcome.status).toBe('failed');
  expect(outcome.steps.map(({ id, status }) => [id, status])).toEqual([['a', 'completed'], ['b', 'completed'], ['c', 'failed']]);
  await bare.close();
});
