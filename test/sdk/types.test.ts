/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters, @typescript-eslint/no-unused-vars -- types are what is tested here */
// The types of the public API. What is wrong here is a fault of `npm run typecheck`; the test runs what can be run.
import { tool as langchainTool } from '@langchain/core/tools';
import { FakeListChatModel } from '@langchain/core/utils/testing';
import { z } from 'zod';
import * as sdk from '../../src/index.js';
import {
  anything, artifact, asLangGraphNode, defineOracle, defineTool, fromLangChainTool, json, Outcome, Plan, text, url, VouchError,
  type ArtifactHandle, type ErrorCode, type Run, type RunRequest, type Runtime, type RuntimeOptions, type Tool, type VouchEvent,
} from '../../src/index.js';

/** True only where both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

test('the public API is what the documentation names, and nothing more', () => {
  expect(Object.keys(sdk).sort()).toEqual([
    'Budget', 'Criterion', 'ERROR_CODES', 'Outcome', 'Plan', 'ScriptedModels', 'VouchError', 'anything', 'artifact', 'asLangGraphNode', 'browser', 'createRuntime', 'createWorker', 'defineOracle', 'defineTool',
    'formatMermaid', 'formatOutline', 'fromLangChainTool', 'inputsOfRun', 'json', 'parseMermaid', 'parseOutline', 'text', 'url', 'validatePlan', 'webPage',
  ]);
});

test('a tool gets and gives what its ports declare', () => {
  const made: Tool = defineTool({
    name: 'everything', description: 'Takes every kind of port.',
    input: z.object({ image: artifact('image'), words: text(), more: z.array(text()).optional(), page: url(), facts: json(z.object({ n: z.number() })), any: anything(), speed: z.number().default(1), style: z.enum(['a', 'b']).optional() }),
    output: z.object({ image: artifact('image'), count: json(z.number()) }),
    execute: ({ image, words, more, page, facts, any, speed, style }, { progress, signal, critique }) => {
      holds<Same<typeof image, ArtifactHandle>>();
      holds<Same<typeof words, string>>();
      holds<Same<typeof more, string[] | undefined>>();
      holds<Same<typeof page, string>>();
      holds<Same<typeof facts, { n: number }>>();
      holds<Same<typeof any.value, unknown>>();
      holds<Same<typeof speed, number>>();
      holds<Same<typeof style, 'a' | 'b' | undefined>>();
      holds<Same<typeof critique, string | undefined>>();
      holds<Same<typeof signal, AbortSignal>>();
      progress(0.5, 'half');
      progress(undefined);
      // @ts-expect-error a fraction is a number
      progress('half');
      return Promise.resolve({ image: { path: image.path }, count: facts.n });
    },
  });
  expect(made.spec.inputs.map(({ name, role, optional }) => `${name}${optional ? '?' : ''} ${role}`)).toEqual([
    'image content', 'words content', 'more? content', 'page content', 'facts content', 'any content', 'speed? parameter', 'style? parameter',
  ]);
  // @ts-expect-error a tool must give all its outputs
  defineTool({ name: 'x', description: '', input: z.object({}), output: z.object({ text: text() }), execute: () => Promise.resolve({}) });
  // @ts-expect-error there is no such effect
  defineTool({ name: 'x', description: '', input: z.object({}), output: z.object({}), effects: 'many', execute: () => Promise.resolve({}) });
  // @ts-expect-error only image, audio and video are artifacts
  artifact('smell');
});

test('an oracle gets its parameters typed, and gives a status of three', () => {
  const made = defineOracle({
    name: 'long', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({ atLeast: z.number().default(3) }),
    check: ({ value }, { atLeast }) => {
      holds<Same<typeof atLeast, number>>();
      holds<Same<typeof value, unknown>>();
      return Promise.resolve({ status: String(value).length >= atLeast ? 'pass' : 'fail' });
    },
  });
  expect(made.spec.params).toMatchObject({ properties: { atLeast: { type: 'number', default: 3 } } });
  // @ts-expect-error there is no such status
  defineOracle({ name: 'x', description: '', kind: 'judge', modalities: [], params: z.object({}), check: () => Promise.resolve({ status: 'maybe' }) });
});

test('LangChain tools and chat models are options as they are', () => {
  const shout = langchainTool(({ words }: { words: string }) => words.toUpperCase(), { name: 'shout', description: 'Capitals.', schema: z.object({ words: z.string() }) });
  const options = { tools: [shout, fromLangChainTool(shout)], chatModel: new FakeListChatModel({ responses: ['yes'] }) } satisfies RuntimeOptions;
  expect(options.tools).toHaveLength(2);
});

test('requests, runs, events and outcomes have the types that are documented', () => {
  const requests = [
    { goal: 'Describe it.', inputs: ['a.jpg', { path: 'b.jpg' }, { url: 'https://example.org/' }, { text: 'c', name: 'note' }], budget: { tokens: 5 } },
    { plan: { steps: [] }, verify: false, ask: (question) => Promise.resolve(question.options[0]) },
  ] satisfies RunRequest[];
  // @ts-expect-error an input is a path, an address or a text
  requests.push({ inputs: [5] } satisfies RunRequest);
  expect(requests).toHaveLength(3);
  holds<Same<Awaited<Run['result']>, Outcome>>();
  holds<Same<ReturnType<Runtime['run']>, Run>>();
  holds<Same<Awaited<ReturnType<ReturnType<typeof asLangGraphNode>>>, { outcome: Outcome; answer: string }>>();
  holds<Same<Outcome['status'], 'completed' | 'failed' | 'suspended' | 'cancelled'>>();
  const seen = (event: VouchEvent): string => (event.type === 'verdict.given' ? event.data.oracle : event.type === 'run.failed' ? event.data.error.code : '');
  expect(seen({ v: 1, runId: 'r', seq: 1, ts: 0, type: 'notice', data: { message: '' } })).toBe('');
  const code: ErrorCode = new VouchError('USAGE', 'x').code;
  expect([code, Plan.parse({ steps: [] }).version]).toEqual(['USAGE', 1]);
});
