import { afterAll, afterEach, expect, test } from '@jest/globals';
import OpenAI, { toFile } from 'openai';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { EmbedItem, ModelClient } from '../../src/core/index.js';
import { noModels } from '../support/no-models.js';
import { echo, planner, removeFolders, send, serve, testRuntime, type Served } from './support.js';

const open: Served[] = [];
afterEach(async () => {
  for (const served of open.splice(0)) await served.stop();
});
afterAll(removeFolders);

/** Half a second of silence, 16-bit PCM, mono, 16 kHz. */
function wav(): Buffer {
  const samples = 8000;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0).toString();
  header.writeUInt32LE(36 + samples * 2, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples * 2, 40);
  return Buffer.concat([header, Buffer.alloc(samples * 2)]);
}

const lengthOf = (item: EmbedItem): number => (typeof item === 'string' ? item.length : 0);

/** Models that answer what they were asked, so that the wire can be looked at. */
const answering: ModelClient = {
  ...noModels,
  has: () => true,
  modelsFor: (job) => [`test-${job}`],
  chat: async ({ messages, maxTokens }) => ({ text: `${messages.map(({ role, content }) => `${role}: ${JSON.stringify(content)}`).join(' | ')} (${maxTokens ?? 'any'})`, finish: 'stop', model: 'test-chat', usage: { promptTokens: 7, completionTokens: 3 } }),
  embed: async (texts, options) => {
    options?.onUsage?.({ promptTokens: texts.reduce((sum, text) => sum + lengthOf(text), 0), completionTokens: 0 });
    return texts.map((text) => [lengthOf(text), 0.5]);
  },
  voices: async () => [{ model: 'test-speak', voice: 'joe', language: 'en' }],
  speak: async ({ into }) => {
    writeFileSync(into, wav());
    return { path: into, sampleRate: 16_000, durationMs: 500, model: 'test-speak' };
  },
  transcribe: async ({ language }) => ({ text: 'hello there', language: language ?? 'en', durationMs: 500, model: 'test-transcribe', segments: [{ text: 'hello there', startMs: 0, endMs: 500, noSpeechProbability: 0, meanLogProbability: -0.1, words: [] }] }),
};

async function client(): Promise<OpenAI> {
  const tools = [echo, send];
  const served = await serve(tools, {}, testRuntime({ tools, planner: planner(tools), models: answering }));
  open.push(served);
  return new OpenAI({ baseURL: `${served.server.url}/v1`, apiKey: 'not-needed', maxRetries: 0 });
}

test('a chat completion of the model vouch is a run, whole and streamed', async () => {
  const openai = await client();
  const answer = await openai.chat.completions.create({ model: 'vouch', messages: [{ role: 'system', content: 'Be kind.' }, { role: 'user', content: 'echo hello' }] });
  expect(answer.choices[0]!.message.content).toBe('hello');
  expect(answer.usage).toMatchObject({ total_tokens: 0 });
  expect((answer as { vouch?: object }).vouch).toMatchObject({ status: 'completed', unproved: expect.any(Array) });
  const long = `${'Words that are long enough to come in pieces. '.repeat(5)}${'x'.repeat(200)} end`;
  const stream = await openai.chat.completions.create({ model: 'vouch', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: `echo ${long}` }] });
  const chunks: (typeof stream extends AsyncIterable<infer C> ? C : never)[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta as { role?: string; content?: string; reasoning_content?: string }));
  expect(deltas[0]).toMatchObject({ role: 'assistant' });
  const pieces = deltas.flatMap(({ content }) => (content ? [content] : []));
  expect([pieces.length > 2, pieces.join('')]).toEqual([true, long]);
  // Until the answer is there, clients are told how far it is.
  expect(deltas.map(({ reasoning_content: said }) => said ?? '').join('')).toBe('planned 1 step\na started\na completed\n');
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } });
  expect(chunks.slice(0, -1).every(({ usage }) => usage === undefined || usage === null)).toBe(true);
});

test('pictures, sound and files of a message are what the run works on', async () => {
  const openai = await client();
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const answer = await openai.chat.completions.create({
    model: 'vouch',
    messages: [{ role: 'user', content: [
      { type: 'text', text: 'echo all' },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
      { type: 'input_audio', input_audio: { data: wav().toString('base64'), format: 'wav' } },
      { type: 'file', file: { file_data: Buffer.from('A notice.').toString('base64'), filename: 'notice.txt' } },
    ] }],
  });
  const { runId } = (answer as unknown as { vouch: { runId: string } }).vouch;
  const [first] = await open[0]!.runtime.history(runId);
  expect(first).toMatchObject({ data: { givens: [{ modality: 'image' }, { modality: 'audio' }, { modality: 'text', name: 'notice.txt' }] } });
  const picture = { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${pixel}` } };
  const followed = await openai.chat.completions.create({ model: 'vouch', messages: [{ role: 'user', content: [{ type: 'text', text: 'echo one' }, picture] }, { role: 'assistant', content: 'one' }, { role: 'user', content: 'echo two' }] });
  const [second] = await open[0]!.runtime.history((followed as unknown as { vouch: { runId: string } }).vouch.runId);
  expect(second).toMatchObject({ data: { givens: [{ modality: 'image', earlier: true }, { modality: 'text', name: 'earlier answer', earlier: true }] } });
  const broken = openai.chat.completions.create({ model: 'vouch', messages: [{ role: 'user', content: [{ type: 'text', text: 'echo' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }] }] });
  await expect(broken).rejects.toMatchObject({ status: expect.any(Number), code: expect.stringMatching(/^INPUT_/) });
});

test('a run that needs an answer ends as its question, and a task that cannot be done is an error', async () => {
  const openai = await client();
  const asked = await openai.chat.completions.create({ model: 'vouch', messages: [{ role: 'user', content: 'send the letter' }] });
  expect(asked.choices[0]!.message.content).toMatch(/Do it\? \(yes \/ no\)$/);
  await expect(openai.chat.completions.create({ model: 'vouch', messages: [{ role: 'user', content: 'fly away' }] })).rejects.toMatchObject({ status: 422, code: 'CAPABILITY_MISSING' });
  const streamed = await openai.chat.completions.create({ model: 'vouch', stream: true, messages: [{ role: 'user', content: 'fly away' }] });
  const all = async (): Promise<object[]> => { const chunks: object[] = []; for await (const chunk of streamed) chunks.push(chunk); return chunks; };
  await expect(all()).rejects.toMatchObject({ code: 'CAPABILITY_MISSING' });
});

test('responses of the model vouch, whole and streamed', async () => {
  const openai = await client();
  expect((await openai.responses.create({ model: 'vouch', input: 'echo hello' })).output_text).toBe('hello');
  const parts = await openai.responses.create({ model: 'vouch', input: [{ role: 'user', content: [{ type: 'input_text', text: 'echo parts' }] }] });
  expect(parts.output_text).toBe('parts');
  let text = '';
  for await (const event of await openai.responses.create({ model: 'vouch', input: 'echo streamed', stream: true })) if (event.type === 'response.output_text.delta') text += event.delta;
  expect(text).toBe('streamed');
});

test('what cannot be done is refused by the name of its field, not passed over', async () => {
  const openai = await client();
  const messages = [{ role: 'user' as const, content: 'echo a' }];
  const tool = { type: 'function' as const, function: { name: 'f', parameters: {} } };
  const refusals = [
    ['tools', () => openai.chat.completions.create({ model: 'vouch', messages, tools: [tool] })],
    ['n', () => openai.chat.completions.create({ model: 'vouch', messages, n: 2 })],
    ['logprobs', () => openai.chat.completions.create({ model: 'vouch', messages, logprobs: true })],
    ['modalities', () => openai.chat.completions.create({ model: 'vouch', messages, modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'wav' } })],
    ['response_format', () => openai.chat.completions.create({ model: 'vouch', messages, response_format: { type: 'json_object' } })],
    ['stop', () => openai.chat.completions.create({ model: 'vouch', messages, stop: ['x'] })],
    ['previous_response_id', () => openai.responses.create({ model: 'vouch', input: 'echo a', previous_response_id: 'resp_1' })],
    ['text.format', () => openai.responses.create({ model: 'vouch', input: 'echo a', text: { format: { type: 'json_object' } } })],
  ] as const;
  for (const [param, refused] of refusals) await expect(refused()).rejects.toMatchObject({ status: 400, param, type: 'invalid_request_error' });
  const passed = await openai.chat.completions.create({ model: 'vouch', messages, n: 1, tools: [tool], tool_choice: 'none', response_format: { type: 'text' }, temperature: 0, store: false });
  expect(passed.choices[0]!.message.content).toBe('a');
});

test('single models: listed, asked, embedding, speaking and hearing', async () => {
  const openai = await client();
  expect((await openai.models.list()).data.map(({ id }) => id)).toEqual(expect.arrayContaining(['vouch', 'test-chat', 'test-embed']));
  expect((await openai.models.retrieve('test-chat')).id).toBe('test-chat');
  const chat = await openai.chat.completions.create({ model: 'test-chat', max_completion_tokens: 9, messages: [{ role: 'user', content: 'hi' }] });
  expect([chat.choices[0]!.message.content, chat.usage]).toEqual(['user: "hi" (9)', { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 }]);
  await expect(openai.chat.completions.create({ model: 'none', messages: [{ role: 'user', content: 'hi' }] })).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  await expect(openai.embeddings.create({ model: 'test-embde', input: 'abc' })).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  await expect(openai.audio.speech.create({ model: 'tts-2', voice: 'alloy', input: 'Hello.' })).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  await expect(openai.audio.speech.create({ model: 'tts-1', voice: 'jo', input: 'Hello.' })).rejects.toMatchObject({ status: 400, message: expect.stringContaining('joe') });
  const vectors = await openai.embeddings.create({ model: 'test-embed', input: ['abc', 'd'] });
  expect([vectors.data.map(({ embedding }) => embedding), vectors.usage]).toEqual([[[3, 0.5], [1, 0.5]], { prompt_tokens: 4, total_tokens: 4 }]);
  const spoken = Buffer.from(await (await openai.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'Hello.', response_format: 'wav' })).arrayBuffer());
  expect(spoken.subarray(0, 4).toString()).toBe('RIFF');
  expect((await openai.audio.speech.create({ model: 'tts-1', voice: 'joe', input: 'Hello.' })).headers.get('content-type')).toBe('audio/mpeg');
  const file = await toFile(wav(), 'hello.wav');
  expect((await openai.audio.transcriptions.create({ model: 'whisper-1', file })).text).toBe('hello there');
  expect(await openai.audio.transcriptions.create({ model: 'whisper-1', file, response_format: 'srt' })).toBe('1\n00:00:00,000 --> 00:00:00,500\nhello there\n');
});

/** A Python that has OpenAI's client; OPENAI_PYTHON names one elsewhere. Without it the test is reported as skipped. */
const python = process.env['OPENAI_PYTHON'] ?? 'python3';
/** The client takes its time to be imported. */
const PYTHON_MS = 120_000;
const hasClient = spawnSync(python, ['-c', 'import openai']).status === 0;

(hasClient ? test : test.skip)('OpenAI\'s Python client is served, unmodified', async () => {
  const { baseURL } = await client();
  const { stdout } = await execa(python, [fileURLToPath(new URL('openai_client.py', import.meta.url)), baseURL]);
  expect(JSON.parse(stdout)).toEqual({
    whole: 'hello', streamed: 'streamed', usage: 0, response: 'response', models: expect.arrayContaining(['vouch', 'test-chat']), embedding: [3, 0.5],
    speech: 'RIFF', heard: 'hello there', error: [422, 'CAPABILITY_MISSING'],
  });
}, PYTHON_MS);
