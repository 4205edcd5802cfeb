import { readdirSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { z } from 'zod';
import { defineTool, text, type Tool } from '../../src/core/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { tokenHash } from '../support/token-hash.js';
import { echo, removeFolders, send, serve, until, type Served } from './support.js';

/** In which the server must answer others, whatever is done to it. */
const SOON_MS = 1000;

let served: Served;
const sockets: Socket[] = [];
const others: Served[] = [];
beforeEach(async () => {
  served = await serve([echo, send], { messageBytes: 50_000, uploadBytes: 100_000, headersMs: 300, bodyMs: 300, maxConnections: 50 });
});
afterEach(async () => {
  expect((await fetch(`${served.server.url}/healthz`, { signal: AbortSignal.timeout(SOON_MS) })).status).toBe(200);
  const { message } = await served.client().call('message.send', { text: 'echo still here' });
  await until(async () => (await served.runtime.outcome(message.runId!)).answer === 'still here');
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const other of others.splice(0)) await other.stop();
  await served.stop();
});
afterAll(removeFolders);

const TOKEN = 'runner-token-0123456789abcdef';
const KEEPER = 'keeper-token-0123456789abcdef';
const folder = temporaryFolder();
/** A server beside the one that is attacked, which wants tokens. */
async function guarded(tools: Tool[] = [echo]): Promise<Served> {
  const tokenFile = folder('tokens.json');
  writeFileSync(tokenFile, JSON.stringify({ tokens: [{ name: 'runner', tokenHash: tokenHash(TOKEN), scopes: ['read', 'run'] }, { name: 'keeper', tokenHash: tokenHash(KEEPER), scopes: ['admin'] }] }), { mode: 0o600 });
  const other = await serve(tools, { tokenFile });
  others.push(other);
  return other;
}

const port = (): number => Number(new URL(served.server.url).port);

/** Opens a plain connection and writes to it. */
function raw(text: string | Uint8Array): Socket {
  const socket = connect(port(), '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  socket.write(text);
  return socket;
}

/** All that the server says until it closes. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    socket.on('data', (data: Buffer) => { said += data.toString('latin1'); });
    socket.once('close', () => { resolve(said); });
  });
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${served.server.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
const pictureAt = (url: string): object => ({ model: 'vouch', messages: [{ role: 'user', content: [{ type: 'text', text: 'echo a' }, { type: 'image_url', image_url: { url } }] }] });
const refused = async (response: Response): Promise<[number, string]> => [response.status, ((await response.json()) as { error: { code: string } }).error.code];

test.each([
  ['a header that never ends (slow loris)', 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: a', true, 408],
  ['a body that stops coming', 'POST /v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"goal":', false, 408],
  ['a body that trickles', 'POST /v1/artifacts?name=a.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n', true, 408],
  ['a header of 100 kB', `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Large: ${'x'.repeat(100_000)}\r\n\r\n`, false, 431],
  ['a request with two lengths (smuggling)', 'POST /v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{"a":', false, 400],
  ['a request with a length and chunks (smuggling)', 'POST /v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', false, 400],
  ['a length below zero', 'POST /v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n', false, 400],
  ['a chunk without end', 'POST /v1/artifacts HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n', false, 400],
])('%s is refused in words, and the connection is closed', async (_name, text, trickle, status) => {
  const socket = raw(text);
  const answer = answerOf(socket);
  const timer = trickle ? setInterval(() => { socket.write(text.startsWith('POST') ? '1\r\na\r\n' : 'a'); }, 50) : undefined;
  const said = await answer;
  clearInterval(timer);
  expect(said.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
  expect(JSON.parse(said.slice(said.indexOf('\r\n\r\n') + 4))).toMatchObject({ error: { code: 'USAGE', message: expect.any(String), retryable: false } });
});

test('connections that say nothing are closed', async () => {
  const silent = Array.from({ length: 50 }, () => connect(port(), '127.0.0.1'));
  sockets.push(...silent);
  await Promise.all(silent.map((socket) => new Promise((resolve) => { socket.on('error', () => undefined).resume().once('close', resolve); })));
});

test('connections that are half closed, or cut off in the middle of a request, leave nothing open', async () => {
  const half = raw('GET /v1/ws HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  const gone = new Promise((resolve) => half.resume().once('close', resolve));
  half.end();
  await gone;
  for (let n = 0; n < 20; n++) raw('POST /v1/artifacts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000\r\n\r\nabc').destroySoon();
  await until(() => readdirSync(`${served.runtime.folder}/uploads`).length === 0);
});

test.each([
  ['a bomb in gzip as a body', () => fetch(`${served.server.url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(20_000_000, '[')) }), [400, 415]],
  ['JSON that is nested 20,000 levels deep', () => post('/v1/runs', `${'['.repeat(20_000)}${']'.repeat(20_000)}`), [400]],
  ['a key that would reach the prototype', () => post('/v1/runs', '{"goal":"echo a","__proto__":{"admin":true}}'), [400]],
  ['a body above the limit', () => post('/v1/runs', { goal: 'x'.repeat(100_000) }), [413]],
  ['a body that is no JSON', () => post('/v1/runs', '{"goal":'), [400]],
  ['a body of another type', () => post('/v1/runs', '<goal/>', { 'content-type': 'application/xml' }), [415]],
  ['an approval that nobody asked for', () => post('/v1/runs/none/approvals', { approval: 'a', argumentsHash: 'b', answer: 'yes' }), [404]],
  ['a run that is a path', () => fetch(`${served.server.url}/v1/runs/..%2f..%2fetc%2fpasswd`), [404]],
  ['a name with a null byte', () => fetch(`${served.server.url}/v1/artifacts/${'0'.repeat(63)}%00`), [400, 404]],
  ['a method that there is none of', () => fetch(`${served.server.url}/v1/runs`, { method: 'PATCH' }), [405]],
  ['a page of another origin', () => post('/v1/runs', { goal: 'echo a' }, { origin: 'https://evil.example' }), [403]],
  ['a length of events below zero', () => fetch(`${served.server.url}/v1/runs/none/events`, { headers: { 'last-event-id': '-1' } }), [400]],
])('%s is refused in words', async (_name, ask, statuses) => {
  const [status, code] = await refused(await ask());
  expect(statuses).toContain(status);
  expect(code).toMatch(/^(USAGE|INPUT_\w+|NOT_FOUND|RUN_NOT_FOUND|FORBIDDEN)$/);
});

test.each([
  ['the metadata service of a cloud', 'http://169.254.169.254/latest/meta-data/'],
  ['the same in other figures', 'http://0xa9fea9fe/'],
  ['the same as IPv6', 'http://[::ffff:169.254.169.254]/'],
  ['a file', 'file:///etc/passwd'],
  ['another scheme', 'gopher://example.org/1'],
])('a picture at %s is not fetched for anybody', async (_name, url) => {
  expect(await refused(await post('/v1/chat/completions', pictureAt(url)))).toEqual([400, 'URL_REFUSED']);
});

test.each(['http://127.0.0.1:22/', 'http://0x7f000001/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://10.0.0.1/a.png', 'http://192.168.1.1/', 'http://localhost/'])('%s is not opened for those who have a token of this server alone', async (url) => {
  const { server, client } = await guarded();
  const headers = { authorization: `Bearer ${TOKEN}` };
  const ask = async (path: string, body: unknown) => refused(await fetch(`${server.url}${path}`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }));
  expect(await ask('/v1/chat/completions', pictureAt(url))).toEqual([400, 'URL_REFUSED']);
  expect(await ask('/v1/runs', { goal: `echo ${url}` })).toEqual([400, 'URL_REFUSED']);
  expect(await ask('/v1/runs', { plan: { steps: [{ id: 'a', tool: 'echo', inputs: { text: { value: url } } }] } })).toEqual([400, 'URL_REFUSED']);
  await expect(client({ token: TOKEN }).call('message.send', { text: `echo ${url}` })).rejects.toMatchObject({ code: 'URL_REFUSED' });
});

test.each(['http:/127.0.0.1/a.png', 'http:\\\\10.0.0.5\\a.png', 'http://\t10.0.0.5/a.png', ' http://127.0.0.1/ '])('%j is read as the browser would read it, and not opened either', async (url) => {
  const { server } = await guarded();
  const ask = (body: unknown) => fetch(`${server.url}/v1/runs`, { method: 'POST', headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect(await refused(await ask({ plan: { steps: [{ id: 'a', tool: 'echo', inputs: { text: { value: url } } }] } }))).toEqual([400, 'URL_REFUSED']);
});

test('steps of who may not look into the network of the server are told so, whatever comes to name an address, and those of its keeper are not', async () => {
  const look = defineTool({ name: 'look', description: '', effects: 'reads-world', input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async (_input, { outside }) => ({ text: outside ? 'outside only' : 'anywhere' }) });
  const { client } = await guarded([look]);
  const answers = [];
  for (const token of [TOKEN, KEEPER]) {
    const chat = client({ token });
    const { message } = await chat.call('message.send', { text: 'look around' });
    const outcome = await new Promise((resolve) => { chat.watch(message.runId!, (event) => { if (event.type === 'run.completed') resolve(event.data.answer); }); });
    answers.push(outcome);
  }
  expect(answers).toEqual(['outside only', 'anywhere']);
});

test('a picture that would fill the memory is refused by its size', async () => {
  // The header of a PNG of 60,000 x 60,000 pixels.
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const size = Buffer.alloc(13);
  size.writeUInt32BE(60_000, 0);
  size.writeUInt32BE(60_000, 4);
  size.set([8, 2, 0, 0, 0], 8);
  await expect(served.client().upload(Buffer.concat([header, size, Buffer.alloc(4), Buffer.alloc(500)]), 'bomb.png')).rejects.toMatchObject({ code: expect.stringMatching(/^INPUT_(TOO_LARGE|CORRUPT)$/) });
});

test.each([
  ['of nothing', 'bytes=-0'], ['backwards', 'bytes=5-2'], ['below zero', 'bytes=--5'], ['beyond all numbers', 'bytes=99999999999999999999-'], ['of five hundred pieces', `bytes=${Array.from({ length: 500 }, (_, n) => `${n % 9}-9`).join(',')}`],
])('a range %s gets no more than the file', async (_name, range) => {
  const chat = served.client();
  const { id } = await chat.upload(Buffer.from('0123456789'), 'digits.txt');
  const response = await fetch(chat.artifactUrl(id), { headers: { range } });
  expect([200, 206, 416]).toContain(response.status);
  expect((await response.arrayBuffer()).byteLength).toBeLessThanOrEqual(500);
  const { status } = await fetch(chat.artifactUrl(id), { method: 'HEAD' });
  expect(status).toBe(200);
});

/** A WebSocket whose frames we write ourselves. */
async function handshake(): Promise<Socket> {
  const socket = raw(`GET /v1/ws HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

test.each([
  ['a frame without a mask', [0x81, 0x02, 0x7b, 0x7d], 1002],
  ['reserved bits', [0xf1, 0x80, 0, 0, 0, 0], 1002],
  ['an opcode that there is none of', [0x83, 0x80, 0, 0, 0, 0], 1002],
  ['a ping in pieces', [0x09, 0x80, 0, 0, 0, 0], 1002],
  ['a ping that is too long', [0x89, 0xfe, 0x01, 0x00, 0, 0, 0, 0], 1002],
  ['a piece without a beginning', [0x80, 0x80, 0, 0, 0, 0], 1002],
  ['text that is no UTF-8', [0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe], 1007],
  ['a frame that says it has 2^63 bytes', [0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1009],
  ['a frame above the limit', [0x82, 0xff, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0], 1009],
])('over WebSocket %s ends the connection with its code', async (_name, bytes, code) => {
  const socket = await handshake();
  const closing = new Promise<number>((resolve) => socket.on('data', (data: Buffer) => {
    const at = data.indexOf(0x88);
    if (at >= 0) resolve(data.readUInt16BE(at + 2));
  }));
  socket.write(Uint8Array.from(bytes));
  expect(await closing).toBe(code);
});

test('a WebSocket of another version, or with a broken key, is not opened', async () => {
  for (const [key, version] of [['dGhlIHNhbXBsZSBub25jZQ==', '7'], ['short', '13']]) {
    const said = await answerOf(raw(`GET /v1/ws HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: ${version}\r\nSec-WebSocket-Key: ${key}\r\n\r\n`));
    expect(said).toMatch(/^HTTP\/1.1 (400|426)/);
  }
});

test('a flood of connections is held at the limit, and there is room when it has gone', async () => {
  const codes: (number | 'open')[] = [];
  const flood = Array.from({ length: 120 }, () => new WebSocket(`${served.server.url.replace('http', 'ws')}/v1/ws`));
  await Promise.all(flood.map((socket) => new Promise<void>((resolve) => {
    socket.on('open', () => { codes.push('open'); resolve(); });
    socket.on('unexpected-response', (_request, response) => { response.resume(); codes.push(response.statusCode ?? 0); resolve(); });
    socket.on('error', () => undefined);
  })));
  expect([codes.filter((code) => code === 'open').length, codes.filter((code) => code === 429).length]).toEqual([50, 70]);
  for (const socket of flood) socket.terminate();
  await until(async () => (await served.client().call('server.status', {}).catch(() => undefined)) !== undefined);
});
