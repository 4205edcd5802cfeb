import { connect } from 'node:net';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { joinFrame } from '../../src/server/index.js';
import { echo, removeFolders, send, serve, until, type Served } from './support.js';

let served: Served;
beforeEach(async () => {
  served = await serve([echo, send], { messageBytes: 50_000, uploadBytes: 100_000, heartbeatMs: 200, stallMs: 500, maxConnections: 20 });
});
afterEach(async () => {
  // Whatever was done to it, it still serves.
  expect((await fetch(`${served.server.url}/healthz`)).status).toBe(200);
  const { message } = await served.client().call('message.send', { text: 'echo still here' });
  await until(async () => (await served.runtime.outcome(message.runId!)).answer === 'still here');
  await served.stop();
});
afterAll(removeFolders);

const socket = async (): Promise<WebSocket> => {
  const open = new WebSocket(`${served.server.url.replace('http', 'ws')}/v1/ws`);
  open.on('error', () => undefined);
  await new Promise((resolve) => open.once('open', resolve));
  return open;
};
const closed = (open: WebSocket): Promise<number> => new Promise((resolve) => open.once('close', resolve));
/** The next reply to what is sent; notes and events are passed over. */
const answer = (open: WebSocket, data: string | Uint8Array): Promise<{ id: unknown; error?: { code: string } }> => new Promise((resolve) => {
  open.on('message', (text: Buffer) => {
    const message = JSON.parse(text.toString()) as { id: unknown; error?: { code: string } };
    if ('id' in message) resolve(message);
  });
  open.send(data);
});

test.each([
  ['no JSON', '{"id":1,'],
  ['no object', '7'],
  ['an array of calls', '[{"id":1,"method":"run.list","params":{}}]'],
  ['JSON that is nested a thousand levels deep', `{"id":1,"method":"run.list","params":${'['.repeat(1000)}${']'.repeat(1000)}}`],
  ['wrong types', '{"id":1,"method":"run.get","params":{"runId":{"$ne":null}}}'],
  ['an id that is an object', '{"id":{},"method":"run.list","params":{}}'],
  ['a field that there is none of', '{"id":1,"method":"run.list","params":{"__proto__":{"limit":1},"admin":true}}'],
  ['a method of the prototype', '{"id":1,"method":"constructor","params":{}}'],
  ['a run that is a path', '{"id":1,"method":"run.get","params":{"runId":"../../etc/passwd"}}'],
  ['an artifact that is a path', '{"id":1,"method":"message.send","params":{"text":"echo","attachments":[{"artifact":"../../../../etc/passwd"}]}}'],
  ['a forged approval', '{"id":1,"method":"approval.resolve","params":{"runId":"none","approval":"x","argumentsHash":"y","answer":"yes"}}'],
  ['an approval that says something else', '{"id":1,"method":"approval.resolve","params":{"runId":"none","approval":"x","argumentsHash":"y","answer":"always"}}'],
  ['a since below zero', '{"id":1,"method":"subscribe","params":{"runId":"none","since":-1}}'],
  ['a subscription to no run', '{"id":1,"method":"subscribe","params":{"runId":"none"}}'],
  ['a plan of a million steps in words', `{"id":1,"method":"run.start","params":{"plan":{"steps":[${'{},'.repeat(600)}{}]}}}`],
])('%s is answered with an error, and the connection stays', async (_name, text) => {
  const open = await socket();
  const { error } = await answer(open, text);
  expect(error?.code).toMatch(/^(USAGE|NOT_FOUND|RUN_NOT_FOUND)$/);
  expect(open.readyState).toBe(open.OPEN);
  open.close();
});

test('a message above the limit ends its connection', async () => {
  const open = await socket();
  const end = closed(open);
  open.send(`{"id":1,"method":"message.send","params":{"text":"${'x'.repeat(100_000)}"}}`);
  expect(await end).toBe(1009);
});

test.each([
  ['too short for a header', new Uint8Array(3)],
  ['a header that is longer than the frame', Uint8Array.from([255, 255, 255, 255, 1])],
  ['a header that is no JSON', Uint8Array.from([0, 0, 0, 1, 123])],
  ['a header of another kind', joinFrame({ kind: 'program', id: 1, name: 'a', last: true }, new Uint8Array(1))],
  ['a name without end', joinFrame({ kind: 'upload', id: 1, name: 'x'.repeat(1000), last: true }, new Uint8Array(1))],
])('a binary frame with %s is refused', async (_name, frame) => {
  const open = await socket();
  const end = closed(open);
  expect((await answer(open, frame)).error?.code).toBe('USAGE');
  expect(await end).toBe(1008);
});

test('an upload whose client goes away in the middle leaves nothing behind', async () => {
  const open = await socket();
  open.send(joinFrame({ kind: 'upload', id: 1, name: 'half.txt', last: false }, Buffer.from('half of it')));
  const { readdirSync } = await import('node:fs');
  const folder = `${served.runtime.folder}/uploads`;
  await until(() => readdirSync(folder).length === 1);
  open.terminate();
  await until(() => readdirSync(folder).length === 0);
});

test('a half-open connection, which answers no ping, is ended', async () => {
  const { port } = new URL(served.server.url);
  const raw = connect(Number(port), '127.0.0.1');
  raw.write(`GET /v1/ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
  raw.resume();
  const started = Date.now();
  await new Promise((resolve) => raw.once('close', resolve));
  expect(Date.now() - started).toBeLessThan(20_000);
});

test('connections above the limit are refused, and there is room again when one has gone', async () => {
  const many: WebSocket[] = [];
  for (let n = 0; n < 20; n++) many.push(await socket());
  const refused = new WebSocket(`${served.server.url.replace('http', 'ws')}/v1/ws`);
  refused.on('error', () => undefined);
  expect(await new Promise((resolve) => refused.once('unexpected-response', (_request, response) => { response.resume(); resolve(response.statusCode); }))).toBe(429);
  for (const open of many) open.terminate();
});

test('bytes that are no HTTP are answered with 400 and closed', async () => {
  const raw = connect(Number(new URL(served.server.url).port), '127.0.0.1');
  let said = '';
  raw.on('data', (data: Buffer) => { said += data.toString(); });
  raw.write('\x16\x03\x01\x02\x00 not http\r\n\r\n');
  await new Promise((resolve) => raw.once('close', resolve));
  expect(said).toMatch(/^HTTP\/1.1 400/);
});
