/** Servers that answer what no server should: nothing of it is believed, and nothing of it fells the caller. */
import type { ServerResponse } from 'node:http';
import { VouchError, type ChatRequest } from '../../../src/core/index.js';
import { chat, embed, recogniseServer, speak, unreachable, type DialectName } from '../../../src/models/providers/index.js';
import { serverSentEvents } from '../../../src/models/providers/sse.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { completion, fakeServer, json, type FakeServer } from './fake-server.js';
import { failureOf } from './kit.js';

const file = temporaryFolder();
const open: FakeServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(answer: (response: ServerResponse, path: string) => void, dialect: DialectName = 'openai'): Promise<FakeServer> {
  const server = await fakeServer((request, response) => { answer(response, request.path); }, dialect);
  open.push(server);
  return server;
}

const question: ChatRequest = { messages: [{ role: 'user', content: 'How many?' }] };
const ask = ({ endpoint }: FakeServer): Promise<VouchError> => failureOf(chat(endpoint, question, undefined));
const reply = (message: Record<string, unknown>, finish: unknown = 'stop', usage: unknown = { prompt_tokens: 7, completion_tokens: 3 }): unknown => ({ choices: [{ index: 0, message, finish_reason: finish }], usage });
const stream = (response: ServerResponse, ...pieces: unknown[]): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`${pieces.map((piece) => `data: ${JSON.stringify(piece)}\n\n`).join('')}data: [DONE]\n\n`);
};
const delta = (value: unknown, finish: string | null = null, index = 0): unknown => ({ choices: [{ index, delta: value, finish_reason: finish }] });

test.each([301, 302, 307, 308])('a server that points elsewhere (%d) is not followed, and what was asked reaches nobody else', async (status) => {
  const other = await serve((response) => { json(response, 200, completion('from elsewhere')); });
  const server = await serve((response) => { response.writeHead(status, { location: `${other.endpoint.baseUrl}/chat/completions` }).end(); });
  expect(await ask(server)).toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: false, message: expect.stringContaining(`${status} and points to ${other.endpoint.baseUrl}`) });
  expect(other.seen).toHaveLength(0);
});

test.each([
  ['a refusal', 401, { error: { message: 'Incorrect API key provided: secret-key' } }],
  ['a failure', 500, 'panic: Authorization: Bearer secret-key'],
  ['no completion', 200, { headers: 'Bearer secret-key' }],
])('the key that a server repeats in %s stands nowhere in the error', async (_name, status, body) => {
  const failure = await ask(await serve((response) => { json(response, status, body); }));
  expect(failure.message).not.toBe('');
  expect(JSON.stringify([failure.message, failure.details])).not.toContain('secret-key');
});

test.each(['', 'two words', 'kéy✓', 'a\nb'])('the key %j is an error that says where it comes from and not what it is', async (apiKey) => {
  const server = await serve((response) => { json(response, 200, completion('three')); });
  const failure = await failureOf(chat({ ...server.endpoint, apiKey }, question, undefined));
  expect(failure).toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: false, message: expect.stringContaining('apiKeyEnv') });
  if (apiKey !== '') expect(failure.message).not.toContain(apiKey);
  expect(server.seen).toHaveLength(0);
});

test('the line end behind a key that was read from a file is no part of it', async () => {
  const server = await serve((response) => { json(response, 200, completion('three')); });
  await chat({ ...server.endpoint, apiKey: 'secret-key\n' }, question, undefined);
  expect(server.seen[0]!.headers.authorization).toBe('Bearer secret-key');
});

test.each([
  ['broken off', 'abort', { code: 'MODEL_SERVER_FAILED', retryable: true }],
  ['broken off by an error', 'error', { code: 'MODEL_SERVER_FAILED', retryable: true }],
  ['withheld by a filter', 'content_filter', { code: 'MODEL_SERVER_FAILED', retryable: false }],
])('an answer that was %s is no answer', async (_name, finish, expected) => {
  expect(await ask(await serve((response) => { json(response, 200, reply({ content: 'half an ans' }, finish)); }))).toMatchObject(expected);
  expect(await ask(await serve((response) => { stream(response, delta({ content: 'half an ans' }), delta({}, finish)); }, 'vllm'))).toMatchObject(expected);
});

test.each([
  ['negative', { prompt_tokens: 5, completion_tokens: -1_000_000 }],
  ['without end', { prompt_tokens: 1e300, completion_tokens: 1e300 }],
  ['missing', {}],
  ['words', { prompt_tokens: 'seven' }],
])('counts of tokens that are %s are not believed: what the answer cost is estimated', async (_name, usage) => {
  const server = await serve((response) => { json(response, 200, reply({ content: 'three dots' }, 'stop', usage)); });
  const { text, usage: counted } = await chat(server.endpoint, question, undefined);
  expect(text).toBe('three dots');
  expect(counted).toEqual({ promptTokens: expect.any(Number), completionTokens: expect.any(Number), estimated: true });
  expect(Math.min(counted.promptTokens, counted.completionTokens)).toBeGreaterThan(0);
  expect(Math.max(counted.promptTokens, counted.completionTokens)).toBeLessThan(100);
});

test.each([
  ['far away', { index: 3_000_000, id: 'a', function: { name: 'look', arguments: '{}' } }],
  ['before the first', { index: -1, id: 'a', function: { name: 'look', arguments: '{}' } }],
  ['without a name', { index: 0, id: 'a', function: { arguments: '{}' } }],
])('a call of a tool %s is an invalid reply', async (_name, call) => {
  expect(await ask(await serve((response) => { stream(response, delta({ tool_calls: [call] }, 'tool_calls')); }, 'vllm'))).toMatchObject({ code: 'MODEL_REPLY_INVALID' });
});

test('calls of tools are those that were made, whatever their numbers', async () => {
  const server = await serve((response) => { stream(response, delta({ tool_calls: [{ index: 7, id: 'a', function: { name: 'look', arguments: '{}' } }] }, 'tool_calls')); }, 'vllm');
  expect((await chat(server.endpoint, question, undefined)).toolCalls).toEqual([{ id: 'a', name: 'look', arguments: {} }]);
});

test('answers that nobody asked for are not mixed into the one that was', async () => {
  const server = await serve((response) => { stream(response, delta({ content: 'three' }), delta({ content: 'nonsense' }, null, 1), delta({ content: ' dots' }), delta({}, 'stop')); }, 'vllm');
  expect((await chat(server.endpoint, question, undefined)).text).toBe('three dots');
});

test('JSON that is nested beyond all measure is an invalid reply, and the server is not said to be gone', async () => {
  const server = await serve((response) => { json(response, 200, `${'['.repeat(200_000)}${']'.repeat(200_000)}`); });
  expect((await ask(server)).code).toBe('MODEL_REPLY_INVALID');
});

describe('an answer that does not end', () => {
  const million = Buffer.alloc(1_000_000, ' ');
  const endless = (response: ServerResponse, status: number, type: string, start = ''): void => {
    response.writeHead(status, { 'content-type': type }).write(start);
    const more = (): void => { while (!response.destroyed) if (!response.write(million)) return void response.once('drain', more); };
    more();
  };

  test('is left', async () => {
    const server = await serve((response) => { endless(response, 200, 'application/json'); });
    expect(await ask(server)).toMatchObject({ code: 'MODEL_REPLY_INVALID', message: expect.stringContaining('more than 128 MB') });
    await server.abandoned;
  });

  test('as an error is told by its start', async () => {
    const server = await serve((response) => { endless(response, 500, 'text/plain', 'CUDA died'); });
    expect(await ask(server)).toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: true, message: expect.stringContaining('CUDA died') });
    await server.abandoned;
  });
});

test.each([
  ['of one item twice', [[0, [1, 0]], [0, [0, 1]]]],
  ['of items that were not sent', [[5, [1, 0]], [9, [0, 1]]]],
  ['of different lengths', [[0, [1, 0]], [1, [0, 1, 3]]]],
  ['of zeros', [[0, [0, 0]], [1, [0, 1]]]],
] as const)('vectors %s are an invalid reply', async (_name, vectors) => {
  const server = await serve((response) => { json(response, 200, { data: vectors.map(([index, embedding]) => ({ index, embedding })) }); });
  expect((await failureOf(embed(server.endpoint, ['a', 'b'], undefined))).code).toBe('MODEL_REPLY_INVALID');
});

test('a server that closes the connection while it is sent a large request is told with what may be wrong', async () => {
  const { endpoint } = await serve(() => undefined);
  expect(unreachable(new TypeError('fetch failed', { cause: new Error('write EPIPE') }), endpoint).message).toContain('it may take no request of this size');
  expect(unreachable(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }), endpoint).message).not.toContain('size');
});

test('a list of models whose additions make no sense is still a list', async () => {
  const server = await serve((response, path) => { json(response, path === '/v1/models' ? 200 : 404, { data: [{ id: 'm', owned_by: 7, max_model_len: -5, meta: 'x', architecture: [], modalities: null, job: {} }] }); });
  expect((await recogniseServer(server.endpoint, undefined, undefined)).models).toEqual([{ id: 'm', contextTokens: undefined, takes: {}, job: undefined }]);
});

test('a server with many models is not asked about all of them at once', async () => {
  let now = 0;
  let most = 0;
  const server = await serve((response, path) => {
    if (path === '/v1/models') return json(response, 200, { data: Array.from({ length: 30 }, (_, index) => ({ id: `m${index}`, owned_by: 'library' })) });
    most = Math.max(most, ++now);
    setImmediate(() => { now -= 1; json(response, 200, {}); });
  });
  expect((await recogniseServer(server.endpoint, undefined, undefined)).models).toHaveLength(30);
  expect(most).toBeLessThanOrEqual(8);
});

test('the pieces of a stream may break it anywhere', async () => {
  const events = async (text: string): Promise<string[]> => {
    const found: string[] = [];
    async function* bytes(): AsyncGenerator<Uint8Array> {
      for (const byte of Buffer.from(text)) yield await Promise.resolve(Buffer.from([byte]));
    }
    for await (const data of serverSentEvents(bytes())) found.push(data);
    return found;
  };
  for (const end of ['\n', '\r\n', '\r']) expect(await events(['data: é', 'data:2', '', ': ping', '', 'data: 3', ''].join(end))).toEqual(['é\n2', '3']);
});

test('sound that breaks off leaves no file', async () => {
  const server = await serve((response) => {
    response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': '100000' }).write('RIFF');
    setTimeout(() => response.destroy(), 20);
  }, 'vouch');
  expect(await failureOf(speak(server.endpoint, { text: 'Hello', into: file('half.wav') }, undefined))).toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: true });
});
