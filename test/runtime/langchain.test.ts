import { FakeListChatModel } from '@langchain/core/utils/testing';
import { tool as langchainTool } from '@langchain/core/tools';
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { z } from 'zod';
import { asLangGraphNode, fromLangChainTool, withChatModel } from '../../src/runtime/langchain.js';
import { noModels } from '../support/no-models.js';
import { removeFolders, testRuntime } from '../support/workshop.js';

afterAll(removeFolders);

const weather = langchainTool(async ({ city, days }: { city: string; days?: number | undefined }) => `Sun in ${city} for ${days ?? 1} days`, {
  name: 'weather', description: 'Weather of a city.', schema: z.object({ city: z.string().describe('Name of the city'), days: z.number().optional() }),
});

test('a LangChain tool takes part as it is: strings are wired, other fields are parameters', async () => {
  const converted = fromLangChainTool(weather);
  expect(converted.spec.inputs).toMatchObject([
    { name: 'city', modality: 'text', role: 'content', optional: false, description: 'Name of the city' },
    { name: 'days', role: 'parameter', optional: true },
  ]);
  const runtime = testRuntime({ tools: [converted] });
  const outcome = await runtime.run({ plan: { steps: [{ id: 'w', tool: 'weather', inputs: { city: { value: 'Graz' }, days: { value: 3 } } }] } }).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'Sun in Graz for 3 days' });
  await runtime.close();
});

test('required fields that are no strings are parameters: a plan without them has a fault, one with them runs', async () => {
  const seats = langchainTool(async ({ row, days, vip }: { row: number; days: string[]; vip: boolean }) => `${row} ${days.join('/')} ${vip}`, {
    name: 'seats', description: 'Books seats.', schema: z.object({ row: z.number().int().min(1), days: z.array(z.enum(['mon', 'tue'])), vip: z.boolean() }),
  });
  const runtime = testRuntime({ tools: [fromLangChainTool(seats)] });
  expect(runtime.tools()[0]!.inputs.map(({ name, role, optional }) => [name, role, optional])).toEqual([['row', 'parameter', false], ['days', 'parameter', false], ['vip', 'parameter', false]]);
  const faulty = await runtime.run({ plan: { steps: [{ id: 's', tool: 'seats', inputs: { row: { value: 0 }, days: { value: ['sun'] } } }] } }).result;
  expect((faulty.error?.details?.['faults'] as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`).sort()).toEqual(['steps[0].inputs.days bad-literal', 'steps[0].inputs.row bad-literal', 'steps[0].inputs.vip missing-input']);
  const inputs = { row: { value: 2 }, days: { value: ['mon', 'tue'] }, vip: { value: true } };
  await expect(runtime.run({ plan: { steps: [{ id: 's', tool: 'seats', inputs }] } }).result).resolves.toMatchObject({ status: 'completed', answer: '2 mon/tue true' });
  await runtime.close();
});

test('a LangChain chat model answers in the place of the language model, and its JSON is checked', async () => {
  const client = withChatModel(noModels, new FakeListChatModel({ responses: ['hello', '```json\n{"n": 1}\n```', 'no json'] }));
  expect(client.has('chat')).toBe(true);
  await expect(client.chat({ messages: [{ role: 'user', content: 'hi' }] })).resolves.toMatchObject({ text: 'hello' });
  const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
  await expect(client.chat({ messages: [{ role: 'user', content: 'json' }], schema })).resolves.toMatchObject({ json: { n: 1 } });
  await expect(client.chat({ messages: [{ role: 'user', content: 'json' }], schema })).rejects.toMatchObject({ code: 'MODEL_REPLY_INVALID' });
});

test('a whole run is one node of a LangGraph graph', async () => {
  const runtime = testRuntime({
    tools: [fromLangChainTool(weather)],
    planner: { plan: async ({ goal }) => ({ status: 'planned', notes: [], plan: { version: 1, goal, steps: [{ id: 'w', tool: 'weather', inputs: { city: { value: 'Linz' } }, criteria: [] }], deliverables: [] } }) },
  });
  const State = Annotation.Root({ goal: Annotation<string>, answer: Annotation<string>, outcome: Annotation<unknown> });
  const graph = new StateGraph(State).addNode('vouch', asLangGraphNode(runtime)).addEdge(START, 'vouch').addEdge('vouch', END).compile();
  const result = await graph.invoke({ goal: 'weather in Linz' });
  expect(result).toMatchObject({ answer: 'Sun in Linz for 1 days', outcome: { status: 'completed' } });
  await runtime.close();
});
