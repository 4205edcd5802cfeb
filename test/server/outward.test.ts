import { expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { VouchError, defineTool, text } from '../../src/core/index.js';
import { z } from 'zod';
import { outwardJson, withoutFolders } from '../../src/server/outward.js';
import { planner, servers, testRuntime, watchToEnd } from './support.js';

const started = servers();
const SECRET = '/root/secret-folder/store';

/** Fails in words that name a folder, with a cause that names another. */
const leak = defineTool({
  name: 'leak', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }),
  execute: async () => { throw new VouchError('TOOL_FAILED', `cannot read "${SECRET}/a.bin", nor C:\\Users\\ada\\b.bin`, { retryable: false, cause: new Error(`ENOENT: open '${SECRET}/a.bin'`), details: { file: `${SECRET}/a.bin` } }); },
});

test('of what went wrong neither causes nor folders of the server leave it, over any way', async () => {
  const tools = [leak];
  const { client, server, runtime } = await started(tools, {}, testRuntime({ tools, planner: planner(tools) }));
  const raw: string[] = [];
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/ws`, 'ag-ui');
  socket.on('message', (data: Buffer) => raw.push(data.toString()));
  await new Promise((resolve) => socket.once('open', resolve));
  const chat = client();
  const { message } = await chat.call('message.send', { text: 'leak it' });
  socket.send(JSON.stringify({ id: 1, method: 'subscribe', params: { runId: message.runId } }));
  const events = await watchToEnd(chat, message.runId!);
  const { outcome } = await chat.call('run.get', { runId: message.runId! });
  const ask = async (path: string, body?: object) => (await fetch(`${server.url}${path}`, body ? { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }, body: JSON.stringify(body) } : {})).text();
  const all = [
    JSON.stringify(events), JSON.stringify(outcome), raw.join(),
    await ask(`/v1/runs/${message.runId!}`), await ask(`/v1/runs/${message.runId!}/events`),
    await ask('/v1/chat/completions', { model: 'vouch', messages: [{ role: 'user', content: 'leak it' }] }),
    await ask('/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'run_task', arguments: { task: 'leak it' }, _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientInfo': { name: 'a', version: '1' }, 'io.modelcontextprotocol/clientCapabilities': {} } } }),
  ];
  socket.close();
  expect(JSON.stringify(await runtime.history(message.runId!))).toContain(SECRET);
  for (const said of all) {
    expect(said).not.toMatch(/secret-folder|ada|"cause"|ENOENT/);
    expect(said).not.toContain(runtime.folder);
  }
  expect(events.find(({ type }) => type === 'run.failed')).toMatchObject({ data: { error: { code: expect.any(String), message: expect.stringContaining('a.bin'), retryable: false } } });
});

test('addresses of the server, of the web and paths in a plan are no folders', () => {
  for (const words of ['GET /v1/runs/abc', 'https://example.org/home/a', 'steps[0].inputs', 'and/or', '3/4']) expect(withoutFolders(words)).toBe(words);
  expect(withoutFolders("open '/tmp/a b/c.wav', /etc/passwd and file:///usr/lib/x")).toBe("open '…/a b/c.wav', …/passwd and …/x");
  expect(outwardJson({ error: { code: 'X', message: 'm', type: 't', cause: 'c' }, data: { cause: 'kept' } })).toBe('{"error":{"code":"X","message":"m","type":"t"},"data":{"cause":"kept"}}');
});
