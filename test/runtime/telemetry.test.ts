import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { defineTool, text, type ModelClient } from '../../src/core/index.js';
import { createRuntime } from '../../src/runtime/index.js';
import { noModels } from '../support/no-models.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();

interface Received {
  readonly url: string;
  readonly type: string;
  readonly body: Buffer;
}
interface Value { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean }
interface Attribute { key: string; value: Value }
interface WireSpan { name: string; spanId: string; parentSpanId?: string; traceId: string; startTimeUnixNano: string; endTimeUnixNano: string; attributes: Attribute[]; events?: { name: string; attributes: Attribute[] }[]; status: { code?: number } }

const collectors: Server[] = [];
afterEach(() => { for (const collector of collectors.splice(0)) collector.close(); });

/** An OTLP collector over HTTP that keeps what it is sent. */
async function collect(): Promise<{ endpoint: string; received: Received[] }> {
  const received: Received[] = [];
  const collector = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      received.push({ url: request.url ?? '', type: request.headers['content-type'] ?? '', body: Buffer.concat(pieces) });
      response.setHeader('content-type', request.headers['content-type'] ?? '').end(request.headers['content-type'] === 'application/json' ? '{}' : '');
    });
  });
  collectors.push(collector);
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  return { endpoint: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`, received };
}

const answering: ModelClient = { ...noModels, has: () => true, modelsFor: (job) => [`test-${job}`], chat: async () => ({ text: 'so', finish: 'stop', model: 'test-chat', usage: { promptTokens: 7, completionTokens: 3 } }) };
const ports = { input: z.object({ text: text() }), output: z.object({ text: text() }) };
const think = defineTool({
  name: 'think', description: '', ...ports,
  execute: async ({ text: said }, { models }) => ({ text: `${said} ${(await models.chat({ messages: [{ role: 'user', content: said }] })).text}` }),
});
const fall = defineTool({ name: 'fall', description: '', ...ports, execute: () => Promise.reject(new Error('it fell')) });

/** Runs one plan with telemetry set up by the standard variables, and gives what the collector got of each signal. */
async function exported(env: NodeJS.ProcessEnv, tool = 'think'): Promise<void> {
  const runtime = await createRuntime({ env: { ...env, VOUCH_HOME: path('home'), VOUCH_DATA: path(`data-${Math.random()}`) }, models: answering, tools: [think, fall] });
  const steps = [{ id: 'a', tool, inputs: { text: { value: 'a secret' } }, criteria: [{ oracle: 'text_length', params: { minWords: 1 }, origin: 'plan' }] }];
  await runtime.run({ plan: { steps }, budget: { attempts: 1 }, judge: false }).result;
  await runtime.close();
}

const plain = (attributes: readonly Attribute[]): Record<string, unknown> => Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.doubleValue ?? value.boolValue ?? Number(value.intValue)]));
const spansIn = (received: readonly Received[]): WireSpan[] => received.filter(({ url }) => url === '/v1/traces')
  .flatMap(({ body }) => (JSON.parse(body.toString()) as { resourceSpans: { scopeSpans: { spans: WireSpan[] }[] }[] }).resourceSpans).flatMap(({ scopeSpans }) => scopeSpans).flatMap(({ spans }) => spans);

test('a run is exported as the spans of the GenAI conventions, each verdict as an evaluation event, and its metrics', async () => {
  const { endpoint, received } = await collect();
  await exported({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' });
  const spans = spansIn(received);
  const named = (name: string): WireSpan => spans.find((span) => span.name === name)!;
  const [workflow, plan, agent, tool, chat] = ['invoke_workflow vouch', 'plan vouch', 'invoke_agent think', 'execute_tool think', 'chat test-chat'].map(named) as [WireSpan, WireSpan, WireSpan, WireSpan, WireSpan];
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect([plan.parentSpanId, agent.parentSpanId, tool.parentSpanId, chat.parentSpanId]).toEqual([workflow.spanId, workflow.spanId, agent.spanId, tool.spanId]);
  expect(plain(workflow.attributes)).toMatchObject({ 'gen_ai.operation.name': 'invoke_workflow', 'vouch.run.status': 'completed', 'gen_ai.usage.input_tokens': 7, 'gen_ai.usage.output_tokens': 3 });
  expect(plain(chat.attributes)).toMatchObject({ 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'test-chat', 'gen_ai.usage.input_tokens': 7, 'gen_ai.usage.output_tokens': 3 });
  expect(plain(tool.attributes)).toMatchObject({ 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'think' });
  expect(tool.events!.map(({ name, attributes }) => [name, plain(attributes)])).toEqual([['gen_ai.evaluation.result', expect.objectContaining({ 'gen_ai.evaluation.name': 'text_length', 'gen_ai.evaluation.score.label': 'pass', 'gen_ai.evaluation.score.value': 1 })]]);
  expect(BigInt(workflow.endTimeUnixNano) >= BigInt(tool.endTimeUnixNano) && BigInt(tool.startTimeUnixNano) >= BigInt(workflow.startTimeUnixNano)).toBe(true);
  expect(received.map(({ body }) => body.toString()).join('')).not.toContain('a secret');
  const metrics = received.filter(({ url }) => url === '/v1/metrics').flatMap(({ body }) => (JSON.parse(body.toString()) as { resourceMetrics: { scopeMetrics: { metrics: { name: string }[] }[] }[] }).resourceMetrics).flatMap(({ scopeMetrics }) => scopeMetrics).flatMap(({ metrics: list }) => list.map(({ name }) => name));
  expect(metrics).toEqual(expect.arrayContaining(['gen_ai.client.token.usage', 'gen_ai.client.operation.duration', 'vouch.run.duration', 'vouch.evaluations']));
});

test('what fails is an error in its span and in its run', async () => {
  const { endpoint, received } = await collect();
  await exported({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${endpoint}/v1/traces`, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }, 'fall');
  const failed = spansIn(received).filter(({ status }) => status.code === 2).map(({ name }) => name);
  expect(failed.sort()).toEqual(['execute_tool fall', 'invoke_agent fall', 'invoke_workflow vouch']);
  expect(received.every(({ url }) => url === '/v1/traces')).toBe(true);
});

test('the default protocol is protobuf', async () => {
  const { endpoint, received } = await collect();
  await exported({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  expect(received.map(({ url, type }) => `${url} ${type}`)).toEqual(expect.arrayContaining(['/v1/traces application/x-protobuf', '/v1/metrics application/x-protobuf']));
  expect(received.find(({ url }) => url === '/v1/traces')!.body.includes('invoke_workflow vouch')).toBe(true);
});

test('an endpoint or a protocol that cannot be is told at the start, and without an endpoint nothing is exported', async () => {
  await expect(exported({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' })).rejects.toMatchObject({ code: 'USAGE' });
  await expect(exported({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4317', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).rejects.toMatchObject({ code: 'USAGE' });
  const { endpoint, received } = await collect();
  await exported({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: 'true' });
  await exported({});
  expect(received).toEqual([]);
});

test('a collector that is down keeps no runtime from closing', async () => {
  const { endpoint } = await collect();
  await new Promise((resolve) => collectors.pop()?.close(resolve));
  const before = process.env['OTEL_EXPORTER_OTLP_TIMEOUT'];
  process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = '500';
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  try {
    await expect(exported({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })).resolves.toBeUndefined();
    expect(warn.mock.calls.map(([message]) => String(message))).toContainEqual(expect.stringMatching(/^The last spans or metrics could not be exported: /));
  } finally {
    warn.mockRestore();
    if (before === undefined) delete process.env['OTEL_EXPORTER_OTLP_TIMEOUT'];
    else process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = before;
  }
});
