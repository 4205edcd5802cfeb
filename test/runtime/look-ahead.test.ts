import { z } from 'zod';
import { defineOracle, defineTool, text, type CallOptions, type ChatReply, type Job } from '../../src/core/index.js';
import { layersAfter } from '../../src/runtime/look-ahead.js';
import { noModels } from '../support/no-models.js';
import { removeFolders, testRuntime } from '../support/workshop.js';

afterAll(removeFolders);

const needing = (name: string, needs: Job[]) =>
  defineTool({ name, description: '', needs, input: z.object({ text: text().optional() }), output: z.object({ text: text() }), execute: async (_input, { models }) => ({ text: needs.includes('chat') ? (await models.chat({ messages: [{ role: 'user', content: name }] })).text : name }) });

test('the models are told which jobs come next, nearest first, and when nothing comes any more', async () => {
  const told: [string, readonly (readonly Job[])[]][] = [];
  const runtime = testRuntime({ tools: [needing('read', ['ocr']), needing('hear', ['transcribe']), needing('find', ['detect'])], expect: (run, steps) => told.push([run, steps]) });
  const run = runtime.run({ plan: { steps: [{ id: 'a', tool: 'read', inputs: {} }, { id: 'b', tool: 'hear', inputs: { text: { ref: 'a.text' } } }, { id: 'c', tool: 'find', inputs: { text: { ref: 'b.text' } } }] } });
  await run.result;
  expect(told).toEqual([
    [run.id, [['ocr'], ['transcribe'], ['detect']]],
    [run.id, [['transcribe'], ['detect']]],
    [run.id, [['detect']]],
    [run.id, []],
  ]);
  await runtime.close();
});

test('steps are in layers: each needs only what stands before it, or is not among them', async () => {
  const step = (id: string, ...needs: string[]) => ({ id, tool: 't', inputs: Object.fromEntries(needs.map((need) => [need, { ref: `${need}.text` }])), criteria: [] });
  const layers = layersAfter([step('d', 'b', 'c'), step('b', 'a'), step('c', 'gone'), step('a')]);
  expect(layers.map((layer) => layer.map(({ id }) => id))).toEqual([['c', 'a'], ['b'], ['d']]);
});

test('what did less than the first choice, in making and in judging, stands in the provenance of artifacts and verdicts', async () => {
  const calls: CallOptions[] = [];
  const chat = async (request: { messages: readonly { content: unknown }[] }, options?: CallOptions): Promise<ChatReply> => {
    calls.push(options ?? {});
    options?.onFallback?.(request.messages[0]?.content === 'judge' ? 'the judge ran on the CPU' : 'small did "chat" instead of large');
    return { text: 'words', finish: 'stop', model: 'small', usage: { promptTokens: 1, completionTokens: 1 } };
  };
  const quiet = defineOracle({ name: 'quiet', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({}), check: () => Promise.resolve({ status: 'pass' }) });
  const asking = defineOracle({ name: 'asking', description: '', kind: 'model', modalities: ['text'], params: z.object({}), check: async (_subject, _params, { models }) => {
    await models.chat({ messages: [{ role: 'user', content: 'judge' }] });
    return { status: 'pass' };
  } });
  const runtime = testRuntime({ tools: [needing('write', ['chat'])], oracles: [quiet, asking], models: { ...noModels, has: () => true, modelsFor: () => ['large', 'small'], chat } });
  const run = runtime.run({ plan: { steps: [{ id: 'a', tool: 'write', inputs: {}, criteria: [{ oracle: 'quiet', params: {} }, { oracle: 'asking', params: {} }] }] } });
  const { verdicts } = await run.result;
  expect(verdicts.slice(0, 2).map(({ oracle, provenance }) => [oracle, provenance])).toEqual([
    ['quiet', { models: [], fallbacks: ['small did "chat" instead of large'] }],
    ['asking', { models: ['small'], fallbacks: ['small did "chat" instead of large', 'the judge ran on the CPU'] }],
  ]);
  expect((await runtime.state(run.id)).provenance[0]).toMatchObject({ models: ['small'], fallbacks: ['small did "chat" instead of large'] });
  expect(calls[0]).toMatchObject({ owner: run.id, deadline: expect.any(Number) });
  await runtime.close();
});
