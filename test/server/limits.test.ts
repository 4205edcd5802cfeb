import { chmodSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { z } from 'zod';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { defineTool, text, type ModelClient } from '../../src/core/index.js';
import { joinFrame } from '../../src/server/index.js';
import { EventLog } from '../../src/server/runs/event-log.js';
import { RunChannel } from '../../src/server/runs/run-channel.js';
import { noModels } from '../support/no-models.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { tokenHash } from '../support/token-hash.js';
import { echo, planner, servers, testRuntime, until, waiting } from './support.js';

const path = temporaryFolder();
const started = servers();

const RUNNER = 'runner-token-0123456789abcdef';
const ADMIN = 'admin-token-0123456789abcdefg';

/** `runner` allows its runs 50 tokens, `boss` any number. */
function tokenFile(): string {
  const file = path(`tokens-${Math.random()}.json`);
  writeFileSync(file, JSON.stringify({ tokens: [{ name: 'runner', tokenHash: tokenHash(RUNNER), scopes: ['read', 'run'], budget: { tokens: 50 } }, { name: 'boss', tokenHash: tokenHash(ADMIN), scopes: ['admin'] }] }));
  chmodSync(file, 0o600);
  return file;
}

/** A language model whose every answer costs ten tokens. */
const costly: ModelClient = { ...noModels, has: () => true, modelsFor: (job) => [`test-${job}`], chat: async () => ({ text: 'so', finish: 'stop', model: 'test-chat', usage: { promptTokens: 7, completionTokens: 3 } }) };
/** Asks the language model three times. */
const think = defineTool({
  name: 'think', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }),
  execute: async ({ text: said }, { models }) => {
    for (let n = 0; n < 3; n++) await models.chat({ messages: [{ role: 'user', content: said }] });
    return { text: said };
  },
});

const thinking = () => started([think], { tokenFile: tokenFile() }, testRuntime({ tools: [think], planner: planner([think]), models: costly }));

test('more budget is granted up to what the token allows, and beyond it by a token that allows more', async () => {
  const { client, runtime } = await thinking();
  const runner = client({ token: RUNNER });
  const { message: { runId } } = await runner.call('message.send', { text: 'think hard', budget: { tokens: 5 } });
  const { questions: [asked] } = await until(async () => { const got = await runner.call('run.get', { runId: runId! }); return got.questions.length > 0 && got; });
  expect(asked!.question.kind).toBe('budget');
  const answer = (text: string) => ({ runId: runId!, question: asked!.question.id, answer: text });
  await expect(runner.call('question.answer', answer('46 tokens'))).rejects.toMatchObject({ code: 'FORBIDDEN', details: { field: 'tokens', limit: 50 } });
  expect((await runtime.summary(runId!)).status).toBe('open');
  await client({ token: ADMIN }).call('question.answer', answer('1000'));
  await until(async () => (await runtime.summary(runId!)).status === 'completed');
  expect((await runtime.outcome(runId!)).usage).toMatchObject({ promptTokens: expect.any(Number), completionTokens: expect.any(Number) });
});

test('a suspended run is not resumed with more budget than the token allows, and is with what it allows', async () => {
  const { client, server, runtime } = await thinking();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${RUNNER}` };
  const plan = { steps: [{ id: 'a', tool: 'think', inputs: { text: { value: 'x' } } }] };
  const runner = client({ token: RUNNER });
  const { runId } = await runner.call('run.start', { plan, budget: { tokens: 5 } });
  await until(async () => (await runner.call('run.get', { runId })).questions.length > 0);
  await runner.call('run.cancel', { runId });
  await until(async () => (await runtime.summary(runId)).status === 'cancelled');
  const resume = (answer: string) => fetch(`${server.url}/v1/runs/${runId}/resume`, { method: 'POST', headers, body: JSON.stringify({ answer }) });
  expect((await resume('1000000')).status).toBe(403);
  expect((await resume('40')).status).toBe(202);
  await until(async () => (await runtime.summary(runId)).status !== 'cancelled' && (await runtime.summary(runId)).status !== 'open');
});

test('who approves a plan spends of their own budget, and of no more than its sender had', async () => {
  const { client, runtime } = await thinking();
  const [boss, runner] = [client({ token: ADMIN }), client({ token: RUNNER })];
  const budgetOf = async (runId: string | null) => { await until(async () => (await runtime.history(runId!)).length > 0); return (await runtime.history(runId!))[0]; };
  const large = await boss.call('message.send', { text: 'think', review: true, budget: { tokens: 9000 } });
  const approved = await runner.call('plan.approve', { draft: large.draft!.id });
  expect(await budgetOf(approved.message.runId)).toMatchObject({ data: { budget: { tokens: 50 } } });
  const small = await runner.call('message.send', { text: 'think', review: true, budget: { tokens: 20 } });
  expect(await budgetOf((await boss.call('plan.approve', { draft: small.draft!.id })).message.runId)).toMatchObject({ data: { budget: { tokens: 20 } } });
});

test('a plan that is only shown takes a run\'s place, its budget, and ends when its client goes', async () => {
  let aborted = false;
  let asked = 0;
  const slow = { plan: ({ signal }: { signal?: AbortSignal | undefined }) => new Promise<never>((_resolve, reject) => {
    asked++;
    signal?.addEventListener('abort', () => { aborted = true; reject(signal.reason as Error); });
  }) };
  const { client } = await started([echo], { maxRuns: 1 }, testRuntime({ tools: [echo], planner: slow }));
  const one = client();
  const first = one.call('message.send', { text: 'echo a', review: true }).catch(() => undefined);
  await until(() => asked === 1);
  const other = client();
  await expect(other.call('message.send', { text: 'echo b' })).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  one.close();
  await until(() => aborted);
  await first;
  const short = other.call('message.send', { text: 'echo b', review: true, budget: { wallMs: 50 } });
  await expect(short).rejects.toMatchObject({ code: 'BUDGET_SPENT' });
  await expect(other.call('message.send', { text: 'echo b', review: true, budget: { wallMs: 50 } })).rejects.toMatchObject({ code: 'BUDGET_SPENT' });
});

test('event streams count among the connections, and there is room again when one has ended', async () => {
  const wait = waiting();
  const { server, client, runtime } = await started([wait.tool], { maxConnections: 3 });
  const { message } = await client().call('message.send', { text: 'wait on' });
  const url = `${server.url}/v1/runs/${message.runId!}/events`;
  const open = () => new Promise<{ status: number; close: () => void }>((resolve) => {
    const request = httpRequest(url, (response) => {
      response.on('error', () => undefined).resume();
      resolve({ status: response.statusCode ?? 0, close: () => request.destroy() });
    });
    request.on('error', () => undefined).end();
  });
  const streams = [await open(), await open()];
  expect(streams.map(({ status }) => status)).toEqual([200, 200]);
  expect((await open()).status).toBe(429);
  streams[0]!.close();
  await until(async () => { const again = await open(); const { status } = again; if (status !== 200) again.close(); return status === 200; });
  wait.go();
  await until(async () => (await runtime.summary(message.runId!)).status === 'completed');
});

test('uploads count against the rate, one each, and a refused one is told once while the connection stays', async () => {
  const { server } = await started([echo], { requestsPerMinute: 4, uploadBytes: 1000 });
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/ws`);
  const replies: { id: number | string; error?: { code: string } }[] = [];
  socket.on('message', (data: Buffer) => { const message = JSON.parse(data.toString()) as { id?: number }; if ('id' in message) replies.push(message as { id: number }); });
  await new Promise((resolve) => socket.once('open', resolve));
  const frame = (id: number, last: boolean, bytes = 100) => { socket.send(joinFrame({ kind: 'upload', id, name: `${id}.txt`, last }, Buffer.alloc(bytes, 'a'))); };
  for (let n = 0; n < 20; n++) frame(1, false, 100);
  await until(() => replies.length === 1);
  expect(replies[0]).toMatchObject({ id: 1, error: { code: 'INPUT_TOO_LARGE' } });
  frame(1, true);
  for (const id of [2, 3, 4]) frame(id, true);
  for (let n = 0; n < 5; n++) frame(5, false);
  frame(5, true);
  await until(() => replies.length === 5);
  expect(replies.slice(1).map(({ id, error }) => [id, error?.code]).sort()).toEqual([[2, undefined], [3, undefined], [4, undefined], [5, 'RATE_LIMITED']]);
  expect(socket.readyState).toBe(WebSocket.OPEN);
  socket.close();
});

test('a client stops sending a file when it is refused', async () => {
  const { client } = await started([echo], { uploadBytes: 300_000 });
  let sent = 0;
  await expect(client().upload(new Blob([Buffer.alloc(50_000_000, 'a')]), 'big.txt', (bytes) => { sent = bytes; })).rejects.toMatchObject({ code: 'INPUT_TOO_LARGE' });
  const atRefusal = sent;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(sent).toBe(atRefusal);
  expect(sent).toBeLessThan(50_000_000);
});

test('events that cannot be read end the subscription that wanted them, and are told; others go on', async () => {
  const faults: unknown[] = [];
  const broken = new Error('the journal cannot be read');
  const channel = new RunChannel(new EventLog(() => { throw broken; }), () => undefined, { onTold: () => undefined, onFault: (fault) => faults.push(fault) });
  const ended = new Promise((resolve) => {
    channel.subscribe(0, { ready: () => true, send: () => undefined, drained: () => Promise.resolve(true) }, (since, fault) => { resolve([since, fault]); });
  });
  expect(await ended).toEqual([0, broken]);
  expect(faults).toEqual([broken]);
  channel.close();
});

test('an address that cannot be decoded is answered in the same words as every other', async () => {
  const { server } = await started([echo]);
  const { port } = new URL(server.url);
  const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path: '/%ff' }, (response) => {
      let body = '';
      response.on('data', (data: Buffer) => { body += data.toString(); }).on('end', () => { resolve({ status: response.statusCode ?? 0, body }); });
    }).on('error', reject).end();
  });
  expect([answer.status, JSON.parse(answer.body)]).toEqual([400, { error: expect.objectContaining({ code: 'USAGE', retryable: false }) }]);
});

test('an MCP session is not idle while a call of it is answered, and is forgotten when it is', async () => {
  const wait = waiting();
  const { server, runtime } = await started([wait.tool], { mcpIdleMs: 1500 });
  const transport = new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`));
  const mcp = new Client({ name: 'a-host', version: '1.0.0' }, { versionNegotiation: { mode: 'legacy' } });
  await mcp.connect(transport);
  const call = mcp.callTool({ name: 'run_task', arguments: { task: 'wait on' } });
  await until(async () => (await runtime.runs())[0]?.status === 'open');
  await new Promise((resolve) => setTimeout(resolve, 2500));
  wait.go();
  expect((await call).content).toContainEqual({ type: 'text', text: 'on' });
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', 'mcp-session-id': transport.sessionId! };
  await mcp.close();
  await until(async () => (await fetch(`${server.url}/mcp`, { method: 'POST', headers, body: JSON.stringify({ jsonrpc: '2.0', id: 9, method: 'tools/list' }) })).status === 404 || new Promise<false>((resolve) => setTimeout(resolve, 2500, false)));
});
