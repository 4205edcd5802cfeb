import { chmodSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { startServer } from '../../src/server/index.js';
import { openStores } from '../../src/store/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { tokenHash } from '../support/token-hash.js';
import { echo, freshFolder, send, servers, testRuntime, until, waiting, watchToEnd } from './support.js';

const path = temporaryFolder();
const started = servers();

const READER = 'reader-token-0123456789abcdef';
const RUNNER = 'runner-token-0123456789abcdef';
const ADMIN = 'admin-token-0123456789abcdefg';

function tokenFile(mode = 0o600, body: unknown = { tokens: [{ name: 'reader', tokenHash: tokenHash(READER), scopes: ['read'] }, { name: 'runner', tokenHash: tokenHash(RUNNER), scopes: ['read', 'run'], maxRuns: 1, budget: { wallMs: 5000 } }, { name: 'boss', tokenHash: tokenHash(ADMIN), scopes: ['admin'] }] }): string {
  const file = path(`tokens-${Math.random()}.json`);
  writeFileSync(file, typeof body === 'string' ? body : JSON.stringify(body));
  chmodSync(file, mode);
  return file;
}

/** The status of a request with headers that `fetch` would not send. */
function statusOf(url: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers, method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', reject).end();
  });
}

function upgrade(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/ws`, { headers });
    socket.on('open', () => { socket.close(); resolve(101); });
    socket.on('unexpected-response', (_request, response) => { response.resume(); resolve(response.statusCode ?? 0); });
    socket.on('error', () => undefined);
  });
}

test('it does not start on an address that others reach without tokens, nor with a token file that others read or that is wrong', async () => {
  const runtime = testRuntime({});
  await expect(startServer({ host: '0.0.0.0', port: 0 }, { runtime })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('--token-file') });
  await expect(startServer({ port: 0, tokenFile: path('none.json') }, { runtime })).rejects.toMatchObject({ code: 'INPUT_NOT_FOUND' });
  await expect(startServer({ port: 0, tokenFile: tokenFile(0o644) }, { runtime })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('chmod 600') });
  const broken = startServer({ port: 0, tokenFile: tokenFile(0o600, `{"tokens": [{"token": "${ADMIN}"`) }, { runtime });
  await expect(broken).rejects.toMatchObject({ code: 'USAGE' });
  await broken.catch((error: unknown) => { expect((error as Error).message).not.toContain(ADMIN); });
  const writtenOut = startServer({ port: 0, tokenFile: tokenFile(0o600, { tokens: [{ name: 'a', token: ADMIN }] }) }, { runtime });
  await expect(writtenOut).rejects.toMatchObject({ code: 'USAGE', message: expect.stringMatching(/tokens\.0\.token: .*tokenHash.*tokenEnv/) });
  await writtenOut.catch((error: unknown) => { expect((error as Error).message).not.toContain(ADMIN); });
  await runtime.close();
});

test('foreign pages, foreign names and pictures asked for by foreign pages are refused; the own page is not', async () => {
  const { server } = await started([echo], { allowOrigin: ['https://chat.example.org'] });
  const { port } = new URL(server.url);
  const url = `${server.url}/v1/runs`;
  const host = `127.0.0.1:${port}`;
  expect(await statusOf(url, { host, origin: `http://${host}` })).toBe(200);
  expect(await statusOf(url, { host, origin: 'https://chat.example.org' })).toBe(200);
  for (const origin of ['https://evil.example', 'null', `http://127.0.0.1.evil.example:${port}`, 'http://127.0.0.1:1', 'https://chat.example.org.evil.example']) {
    expect([origin, await statusOf(url, { host, origin }), await upgrade(server.url, { origin })]).toEqual([origin, 403, 403]);
  }
  for (const name of ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '127.0.0.1.evil.example', '127.0.0.1@evil.example']) {
    expect([name, await statusOf(url, { host: name })]).toEqual([name, 403]);
  }
  expect(await statusOf(url, { host: `localhost:${port}` })).toBe(200);
  expect(await statusOf(url, { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403);
  expect(await statusOf(`${server.url}/`, { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBe(200);
});

test('a token opens what its scopes name and nothing else, over HTTP, WebSocket and the cookie', async () => {
  const { server, client } = await started([echo, send], { tokenFile: tokenFile() });
  const as = (token: string, url: string, init: RequestInit = {}) => fetch(`${server.url}${url}`, { ...init, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` } });
  expect((await fetch(`${server.url}/v1/runs`)).status).toBe(401);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect((await as(READER, '/v1/runs')).status).toBe(200);
  expect((await as(READER, '/v1/runs', { method: 'POST', body: '{"goal":"echo a"}' })).status).toBe(403);
  expect((await as(RUNNER, '/v1/runs', { method: 'POST', body: '{"goal":"echo a"}' })).status).toBe(202);
  const nobody = client();
  await expect(nobody.call('run.list', {})).rejects.toMatchObject({ code: expect.stringMatching(/UNAUTHORIZED|DISCONNECTED/) });
  const runner = client({ token: RUNNER });
  const { message } = await until(() => runner.call('message.send', { text: 'send it' }).catch(() => undefined));
  const { questions } = await until(async () => { const got = await runner.call('run.get', { runId: message.runId! }); return got.questions.length > 0 && got; });
  const { id, argumentsHash } = questions[0]!.approval!;
  const decision = { runId: message.runId!, approval: id, argumentsHash, answer: 'yes' as const };
  await expect(runner.call('approval.resolve', decision)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(client({ token: READER }).call('message.send', { text: 'echo' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await client({ token: ADMIN }).call('approval.resolve', decision);
  const entered = await fetch(`${server.url}/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: READER }) });
  const [cookie] = entered.headers.getSetCookie();
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  expect((await fetch(`${server.url}/v1/runs`, { headers: { cookie: cookie!.split(';')[0]! } })).status).toBe(200);
});

test('an approval that suspended a run is not given by resuming it with an answer', async () => {
  const { server, client, runtime } = await started([send], { tokenFile: tokenFile() });
  await fetch(`${server.url}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${RUNNER}` }, body: JSON.stringify({ model: 'vouch', messages: [{ role: 'user', content: 'send it' }] }) });
  const [{ runId, status }] = (await runtime.runs()) as [Awaited<ReturnType<typeof runtime.summary>>];
  expect(status).toBe('suspended');
  const runner = client({ token: RUNNER });
  await expect(runner.call('run.resume', { runId, answer: 'yes' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect((await runtime.history(runId)).some(({ type }) => type === 'attempt.started')).toBe(false);
  await runner.call('run.resume', { runId });
  // It counts among the token's runs, and the approval waits for somebody who may give it.
  await expect(runner.call('message.send', { text: 'send more' })).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  const { questions } = await until(async () => { const got = await runner.call('run.get', { runId }); return got.questions.length > 0 && got; });
  const { id, argumentsHash } = questions[0]!.approval!;
  await client({ token: ADMIN }).call('approval.resolve', { runId, approval: id, argumentsHash, answer: 'yes' });
  await until(async () => (await runtime.summary(runId)).status === 'completed');
});

test('a token\'s budget and runs at a time bound what it starts', async () => {
  const wait = waiting();
  const { client, runtime } = await started([wait.tool], { tokenFile: tokenFile() });
  const runner = client({ token: RUNNER });
  const { message } = await runner.call('message.send', { text: 'wait', budget: { wallMs: 9_000_000, tokens: 10 } });
  await until(async () => (await runtime.history(message.runId!)).length > 0);
  expect((await runtime.history(message.runId!))[0]).toMatchObject({ data: { budget: { wallMs: 5000, tokens: 10 } } });
  await expect(runner.call('message.send', { text: 'wait' })).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await runner.call('run.cancel', { runId: message.runId! });
  await until(async () => runner.call('message.send', { text: 'wait' }).then(() => true, () => false));
});

test('guessing tokens gets slow, and a right one from the same address has to wait, too', async () => {
  const { server } = await started([echo], { tokenFile: tokenFile() });
  const answers: number[] = [];
  for (let n = 0; n < 12; n++) answers.push((await fetch(`${server.url}/v1/runs`, { headers: { authorization: `Bearer guess-${n}-aaaaaaaaaaaaaaaaaaaa` } })).status);
  expect(answers.slice(0, 10)).toEqual(Array(10).fill(401));
  expect(answers.slice(10)).toEqual([429, 429]);
  expect((await fetch(`${server.url}/v1/runs`, { headers: { authorization: `Bearer ${READER}` } })).status).toBe(429);
});

test('requests above the rate are refused with the time to wait, and runs above the limit, too', async () => {
  const wait = waiting();
  const { server, client } = await started([wait.tool], { requestsPerMinute: 5, maxRuns: 1 });
  const chat = client();
  const { message } = await chat.call('message.send', { text: 'wait' });
  await expect(chat.call('message.send', { text: 'wait' })).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { maxRuns: 1 } });
  expect(message.runId).toBeTruthy();
  const refused = await until(async () => { const response = await fetch(`${server.url}/v1/runs`); return response.status === 429 && response; });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('markup is never shown inline, whatever it is called, and every answer says what may be loaded', async () => {
  const { client, server } = await started([echo]);
  const chat = client();
  const svg = await chat.upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'), 'a.svg');
  const html = await chat.upload(Buffer.from('<!doctype html><script>alert(1)</script>'), 'a.txt');
  for (const { id } of [svg, html]) {
    const { headers } = await fetch(chat.artifactUrl(id, { name: 'a.html' }));
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('content-type')).not.toMatch(/svg|html/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  }
  const page = await fetch(`${server.url}/`);
  expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none';script-src 'self'/);
});

test('what lies outside the store cannot be named', async () => {
  const { server } = await started([echo]);
  for (const name of ['..%2f..%2fetc%2fpasswd', '%2e%2e/%2e%2e/etc/passwd', '0'.repeat(63), `${'0'.repeat(64)}%00`, 'A'.repeat(64)]) {
    expect([400, 404]).toContain((await fetch(`${server.url}/v1/artifacts/${name}`)).status);
  }
  expect((await fetch(`${server.url}/v1/artifacts/${'0'.repeat(64)}`)).status).toBe(404);
  expect([400, 404]).toContain((await fetch(`${server.url}/..%2f..%2fpackage.json`)).status);
});

test('ranges, tags and HEAD of an artifact', async () => {
  const { client } = await started([echo]);
  const chat = client();
  const { id } = await chat.upload(Buffer.from('0123456789'), 'digits.txt');
  const url = chat.artifactUrl(id);
  const ask = async (headers: Record<string, string>, method = 'GET') => {
    const response = await fetch(url, { headers, method });
    return [response.status, response.headers.get('content-range'), await response.text()];
  };
  expect(await ask({ range: 'bytes=2-4' })).toEqual([206, 'bytes 2-4/10', '234']);
  expect(await ask({ range: 'bytes=-3' })).toEqual([206, 'bytes 7-9/10', '789']);
  expect(await ask({ range: 'bytes=8-' })).toEqual([206, 'bytes 8-9/10', '89']);
  expect((await ask({ range: 'bytes=20-30' }))[0]).toBe(416);
  expect(await ask({ range: 'bytes=1-2', 'if-range': `"${id}"` })).toEqual([206, 'bytes 1-2/10', '12']);
  expect(await ask({ range: 'bytes=1-2', 'if-range': '"other"' })).toEqual([200, null, '0123456789']);
  expect(await ask({ 'if-none-match': `W/"x", "${id}"` })).toEqual([304, null, '']);
  const head = await fetch(url, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), head.headers.get('etag'), await head.text()]).toEqual([200, '10', `"${id}"`, '']);
});

test('a file above the limit is refused while it comes, over both ways in, and leaves nothing behind', async () => {
  const { client, server, runtime } = await started([echo], { uploadBytes: 100_000 });
  await expect(client().upload(Buffer.alloc(1_000_000, 'a'), 'big.txt')).rejects.toMatchObject({ code: 'INPUT_TOO_LARGE' });
  const response = await fetch(`${server.url}/v1/artifacts?name=big.txt`, { method: 'POST', body: Buffer.alloc(1_000_000, 'a') }).then(({ status }) => status, () => 413);
  expect(response).toBe(413);
  const { readdirSync } = await import('node:fs');
  await until(() => readdirSync(`${runtime.folder}/uploads`).length === 0);
});

test('a run that another client watches cannot be seen without a token, and ended runs stay readable', async () => {
  const { client } = await started([echo], { tokenFile: tokenFile() });
  const runner = client({ token: RUNNER });
  const { message } = await runner.call('message.send', { text: 'echo x' });
  await watchToEnd(runner, message.runId!);
  await expect(client().call('subscribe', { runId: message.runId! })).rejects.toMatchObject({ code: expect.stringMatching(/UNAUTHORIZED|DISCONNECTED/) });
  expect((await watchToEnd(client({ token: READER }), message.runId!)).at(-1)).toMatchObject({ type: 'run.completed' });
});

test('what comes over a connection right behind its token is the token\'s, in the order in which it came, however long the counting takes', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  let late = 60;
  // Whoever asks later is answered sooner, as a database that is asked over many connections may do.
  const slowly = async (): Promise<number> => { await sleep(late -= 15); return 0; };
  const { server } = await started([echo], { tokenFile: tokenFile() }, testRuntime({ tools: [echo], stores: { ...stores, rates: { count: slowly, wait: slowly } } }, folder));
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/ws`);
  const said: { id: number; error?: { code: string } }[] = [];
  socket.on('message', (data: Buffer) => said.push(JSON.parse(data.toString('utf8')) as (typeof said)[number]));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ id: 1, method: 'session.open', params: { token: READER } }));
  for (const id of [2, 3]) socket.send(JSON.stringify({ id, method: 'tool.list', params: {} }));
  await until(() => said.length === 3);
  socket.close();
  expect(said.map(({ id, error }) => [id, error?.code])).toEqual([[1, undefined], [2, undefined], [3, undefined]]);
});
