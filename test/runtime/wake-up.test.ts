import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { defineTool, text } from '../../src/core/index.js';
import { createModels, parseConfig, ScriptedModels, type CreateModelsOptions, type Models } from '../../src/models/index.js';
import { completion, fakeServer, json, type FakeServer } from '../models/providers/fake-server.js';
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
/** The same without the deed: two questions to a model, one after the other. */
const wordy = { steps: [{ id: 'a', tool: 'draft', inputs: { topic: { value: 'tea' } } }, { id: 'c', tool: 'polish', inputs: { text: { ref: 'a.text' } } }] };

/** All runs of a data folder lie there for five days: their times are those of then. */
function sleepsForDays(folder: string): void {
  const database = new Database(join(folder, 'journal.db'));
  database.exec(`UPDATE events SET ts = ts - ${DAYS_MS}`);
  database.close();
}

test('a run that waited for approval for days goes on with other models than it began with', async () => {
  const first = new ScriptedModels([{ chat: 'Tea is warm.' }], { model: 'first', jobs: ['chat'] });
  const runtime = testRuntime({ tools, models: first });
  const waiting = await runtime.run({ plan, budget: { wallMs: 60_000 } }).result;
  expect(waiting).toMatchObject({ status: 'suspended', question: { kind: 'approval' } });
  first.finish();
  sleepsForDays(runtime.folder);
  const second = new ScriptedModels([{ chat: 'Tea warms.' }], { model: 'second', jobs: ['chat'] });
  const later = await runtime.reopen({ models: second });
  const outcome = await (await later.resume(waiting.runId, { answer: 'yes' })).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'Tea warms.' });
  const attempts = [...(await later.state(waiting.runId)).steps.values()].map(({ step, attempts: made }) => [step.id, made.map(({ models }) => models)]);
  expect(attempts).toEqual([['a', [['first']]], ['b', [[]]], ['c', [['second']]]]);
  second.finish();
  await later.close();
});

test('where no model can do what is left, the run says so and can be resumed when there is one', async () => {
  const runtime = testRuntime({ tools, models: new ScriptedModels([{ chat: 'Tea is warm.' }], { model: 'first', jobs: ['chat'] }) });
  const waiting = await runtime.run({ plan }).result;
  const bare = await runtime.reopen({ models: new ScriptedModels([], { jobs: [] }) });
  const outcome = await (await bare.resume(waiting.runId, { answer: 'yes' })).result;
  expect(outcome.status).toBe('failed');
  expect(outcome.steps.map(({ id, status }) => [id, status])).toEqual([['a', 'completed'], ['b', 'completed'], ['c', 'failed']]);
  await bare.close();
});

/** The models of a server of this name, and the server; `answer` is how it answers when it is asked something. */
async function served(name: string, answer: (response: ServerResponse) => void): Promise<{ models: Models; server: FakeServer; asked: () => number }> {
  const asksFor = (path: string): boolean => path.endsWith('/chat/completions');
  const server = await fakeServer((request, response) => {
    if (asksFor(request.path)) answer(response);
    else json(response, 200, { data: [{ id: name }] });
  });
  const store: CreateModelsOptions['store'] = { entries: [], state: () => 'missing', files: () => ({}), verify: () => Promise.resolve({ sound: true, damaged: [] }) };
  return { server, asked: () => server.seen.filter(({ path }) => asksFor(path)).length, models: await createModels({ config: parseConfig({ servers: [{ id: `box of ${name}`, url: server.endpoint.baseUrl, jobs: { chat: '' } }] }, 'test'), store, env: {} }) };
}

/** What lays a run down in the middle, and what it is told when it wakes up. */
const laidDown: readonly { readonly by: string; readonly plan: object; readonly budget?: object; readonly answer?: string; readonly question?: string }[] = [
  { by: 'an approval', plan, question: 'approval', answer: 'yes' },
  // One call uses ten tokens.
  { by: 'its budget', plan: wordy, budget: { tokens: 10 }, question: 'budget', answer: '100 tokens' },
  { by: 'a shutdown', plan: wordy },
];

test.each(laidDown)('a run that $by laid down days ago goes on at the model server that is there now', async ({ by, plan: steps, budget = {}, answer, question }) => {
  let runs = 0;
  const before = await served('early', (response) => {
    runs++;
    // The second question is under way when the shutdown comes.
    if (runs === 1 || by !== 'a shutdown') json(response, 200, completion('Tea is warm.'));
    else run.pause('The server shuts down.');
  });
  const later = await served('late', (response) => { json(response, 200, completion('Tea warms.')); });
  const runtime = testRuntime({ tools, models: before.models });
  const run = runtime.run({ plan: steps, budget: { wallMs: 60_000, ...budget } });
  const waiting = await run.result;
  expect([waiting.status, waiting.question?.kind]).toEqual(['suspended', question]);
  expect(waiting.steps[0]).toMatchObject({ id: 'a', status: 'completed' });
  await before.models.close();
  await before.server.close();
  sleepsForDays(runtime.folder);
  const woken = await runtime.reopen({ models: later.models });
  const outcome = await (await woken.resume(run.id, answer === undefined ? {} : { answer })).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'Tea warms.' });
  // What was done stays done, and is not asked for again.
  const calls = (await woken.history(run.id)).flatMap((event) => (event.type === 'model.called' && event.data.error === undefined ? [[event.data.step, event.data.model]] : []));
  expect(calls.filter(([step]) => step === 'a')).toEqual([['a', 'early']]);
  expect(calls.at(-1)).toEqual(['c', 'late']);
  expect(later.asked()).toBe(1);
  // Days of waiting are none of its time.
  expect(outcome.usage.ms).toBeLessThan(60_000);
  await woken.close();
  await later.models.close();
  await later.server.close();
});

describe('a clock that is set by a day', () => {
  const real = Date.now;
  afterEach(() => { Date.now = real; });
  const sets = (days: number) => defineTool({ name: 'set', ...ports, effects: 'reads-world', input: z.object({ text: text() }), execute: async (input) => {
    Date.now = () => real() + days * 86_400_000;
    return { text: input.text };
  } });
  const through = { steps: [{ id: 'a', tool: 'set', inputs: { text: { value: 'tea' } } }, { id: 'b', tool: 'send', inputs: { text: { ref: 'a.text' } } }] };

  test.each([[1, 'forward'], [-1, 'back']])('%i day %s in the middle of a run takes nothing of its time, nor its lease', async (days) => {
    const runtime = testRuntime({ tools: [sets(days), ...tools] });
    const outcome = await runtime.run({ plan: through, budget: { wallMs: 60_000 }, ask: async () => 'yes' }).result;
    expect(outcome).toMatchObject({ status: 'completed', answer: 'sent: tea' });
    expect(outcome.usage.ms).toBeLessThan(60_000);
    const times = (await runtime.history(outcome.runId)).map(({ ts }) => ts);
    expect(times).toEqual([...times].sort((left, right) => left - right));
    await runtime.close();
  });

  test.each([[1, 'forward'], [-1, 'back']])('%i day %s while a run waits takes nothing of its time either', async (days) => {
    const runtime = testRuntime({ tools: [sets(0), ...tools] });
    const waiting = await runtime.run({ plan: through, budget: { wallMs: 60_000 } }).result;
    Date.now = () => real() + days * 86_400_000;
    const woken = await runtime.reopen();
    const outcome = await (await woken.resume(waiting.runId, { answer: 'yes' })).result;
    expect(outcome).toMatchObject({ status: 'completed', answer: 'sent: tea' });
    expect(outcome.usage.ms).toBeLessThan(60_000);
    await woken.close();
  });
});
