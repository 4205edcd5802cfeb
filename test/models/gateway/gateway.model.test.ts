import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import OpenAI, { APIError, toFile } from 'openai';
import sharp from 'sharp';
import { startModelServer, vouchHome, type RunningModelServer } from '../../../src/models/index.js';
import { serverFolder } from '../../../src/models/server-records.js';
import { sharedMedia } from '../../support/shared-media.js';

jest.setTimeout(240_000);
const TOKEN = 'a-token-for-tests';
let server: RunningModelServer;
let client: OpenAI;

beforeAll(async () => {
  server = await startModelServer({ port: 0, token: TOKEN });
  client = new OpenAI({ baseURL: server.url, apiKey: TOKEN, maxRetries: 0 });
});
afterAll(() => server.close());

test('the installed models are listed with what they do', async () => {
  const { data } = await client.models.list();
  expect(data.map((model) => (model as unknown as { job: string }).job)).toEqual(expect.arrayContaining(['chat', 'embed', 'speak', 'transcribe', 'ocr', 'detect']));
});

test('nothing is answered without the token', async () => {
  await expect(new OpenAI({ baseURL: server.url, apiKey: 'wrong', maxRetries: 0 }).models.list()).rejects.toMatchObject({ status: 401 });
});

test('texts become vectors', async () => {
  const { data } = await client.embeddings.create({ model: 'minilm', input: ['a cat', 'a kitten', 'a bank'] });
  const [cat = [], kitten = [], bank = []] = data.map(({ embedding }) => embedding);
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0);
  expect(dot(cat, kitten)).toBeGreaterThan(dot(cat, bank) + 0.2);
});

test('a text is spoken by one model and heard by another', async () => {
  const speech = await client.audio.speech.create({ model: 'piper-joe', voice: 'joe', input: 'The quick brown fox jumps over the lazy dog.', response_format: 'wav' });
  const file = await toFile(Buffer.from(await speech.arrayBuffer()), 'fox.wav');
  const { text } = await client.audio.transcriptions.create({ model: 'whisper-base', file });
  expect(text.toLowerCase()).toContain('brown fox');
});

test('a picture is read at our own route', async () => {
  const picture = await sharp({ text: { text: 'HELLO 42', width: 400, height: 80, rgba: false } }).negate().extend({ top: 30, bottom: 30, left: 30, right: 30, background: 'white' }).png().toBuffer();
  const response = await fetch(`${server.url}/ocr`, { method: 'POST', headers: { 'content-type': 'image/png', authorization: `Bearer ${TOKEN}` }, body: Uint8Array.from(picture) });
  expect(response.status).toBe(200);
  expect(JSON.stringify(await response.json())).toContain('42');
});

test('what an engine refuses, and models that are not here, reach the client with their codes', async () => {
  const file = createReadStream(join(import.meta.dirname, 'gateway.model.test.ts'));
  await expect(client.audio.transcriptions.create({ model: 'whisper-base', file })).rejects.toMatchObject({ status: 400, code: 'input_corrupt' });
  await expect(client.embeddings.create({ model: 'nobody', input: 'x' })).rejects.toMatchObject({ status: 404, message: expect.stringContaining('minilm') });
  await expect(client.images.generate({ model: 'x', prompt: 'x' })).rejects.toBeInstanceOf(APIError);
  expect((await client.audio.transcriptions.create({ model: 'whisper-base', file: createReadStream(sharedMedia('jfk.wav')) })).text.toLowerCase()).toContain('country');
});

test('an engine that died is started again by the next request', async () => {
  await client.embeddings.create({ model: 'minilm', input: 'a cat' });
  const running = join(serverFolder(vouchHome(process.env)), 'running');
  const records = readdirSync(running).map((name) => JSON.parse(readFileSync(join(running, name), 'utf8')) as { model: string; server: { pid: number }; owner: { pid: number } });
  const engine = records.find(({ model, owner }) => model === 'minilm' && owner.pid === process.pid)!;
  process.kill(engine.server.pid, 'SIGKILL');
  // Whether the request comes before or after its end is seen.
  const [first, second] = await Promise.all([client.embeddings.create({ model: 'minilm', input: 'a cat' }), client.embeddings.create({ model: 'minilm', input: 'a cat' })]);
  expect([first.data.length, second.data.length]).toEqual([1, 1]);
  expect(() => process.kill(engine.server.pid, 0)).toThrow('ESRCH');
});

test('the language model streams its words as they come', async () => {
  const stream = await client.chat.completions.create({ model: 'qwen2.5-coder-1.5b', messages: [{ role: 'user', content: 'Count from 1 to 5.' }], max_completion_tokens: 24, temperature: 0, stream: true, stream_options: { include_usage: true } });
  const pieces: string[] = [];
  let tokens = 0;
  for await (const chunk of stream) {
    if (chunk.choices[0]?.delta.content) pieces.push(chunk.choices[0].delta.content);
    tokens = chunk.usage?.completion_tokens ?? tokens;
  }
  expect(pieces.join('')).toContain('3');
  expect(pieces.length).toBeGreaterThan(3);
  expect(tokens).toBeGreaterThan(5);
});
