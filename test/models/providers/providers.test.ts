import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { VouchError } from '../../../src/core/index.js';
import { chat, detect, embed, isUnreachable, ocr, readLines, score, scoreSpeech, speak, transcribe, voices } from '../../../src/models/providers/index.js';
import { completion, fakeServer, json, type FakeServer } from './fake-server.js';

const folder = mkdtempSync(join(tmpdir(), 'providers-'));
const open: FakeServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function serve(...args: Parameters<typeof fakeServer>): Promise<FakeServer> {
  const server = await fakeServer(...args);
  open.push(server);
  return server;
}

const question = { messages: [{ role: 'user' as const, content: 'How many?' }] };
const schema = { type: 'object', properties: { count: { type: 'integer', minimum: 0 } }, required: ['count'], additionalProperties: false };

async function failureOf(work: Promise<unknown>): Promise<VouchError> {
  const error = await work.then(() => undefined, (thrown: unknown) => thrown);
  if (!VouchError.is(error)) throw new Error(`expected a VouchError, got ${String(error)}`);
  return error;
}

describe('chat', () => {
  test('sends the key, greedy decoding and the schema, and returns the validated reply', async () => {
    const server = await serve((_request, response) => { json(response, 200, completion('{"count": 3}')); });
    expect(await chat(server.endpoint, { ...question, schema, maxTokens: 9, stop: ['\n\n'] }, undefined)).toEqual({
      text: '{"count": 3}', json: { count: 3 }, finish: 'stop', model: 'm', usage: { promptTokens: 7, completionTokens: 3 },
    });
    const [request] = server.seen;
    expect(request?.headers.authorization).toBe('Bearer secret-key');
    expect(JSON.parse(request!.body.toString())).toMatchObject({ model: 'm', temperature: 0, max_tokens: 9, stop: ['\n\n'], response_format: { type: 'json_schema', json_schema: { schema } } });
  });

  const wrongReplies: [string, string, RegExp][] = [
    ['text where JSON was asked for', 'There are three.', /not JSON/],
    ['JSON that ignores the schema', '{"number": 3}', /does not fit the schema.*count/],
    ['a number outside of its limits', '{"count": -1}', /\/count must be >= 0/],
  ];
  test.each(wrongReplies)('does not believe %s', async (_name, content, message) => {
    const server = await serve((_request, response) => { json(response, 200, completion(content)); });
    const failure = await failureOf(chat(server.endpoint, { ...question, schema }, undefined));
    expect(failure).toMatchObject({ code: 'MODEL_REPLY_INVALID', retryable: true });
    expect(failure.message).toMatch(message);
    expect(failure.details?.['text']).toBe(content);
  });

  test('says that a JSON reply was cut off at the token limit', async () => {
    const server = await serve((_request, response) => { json(response, 200, completion('{"count":', 'length')); });
    expect((await failureOf(chat(server.endpoint, { ...question, schema }, undefined))).message).toMatch(/cut off at the token limit/);
  });

  const refusals: [string, number, unknown, Partial<VouchError>][] = [
    ['a failure inside the server', 500, { error: { message: 'CUDA died', code: 'internal' } }, { code: 'MODEL_SERVER_FAILED', retryable: true }],
    ['too many requests', 429, { error: { message: 'slow down' } }, { code: 'MODEL_SERVER_FAILED', retryable: true }],
    ['a wrong key', 401, { error: { message: 'bad key' } }, { code: 'MODEL_SERVER_FAILED', retryable: false }],
    ['a prompt that is too long', 400, { error: { message: 'too long', code: 'context_length_exceeded' } }, { code: 'MODEL_SERVER_FAILED', retryable: false, details: { server: 'fake', status: 400, code: 'context_length_exceeded' } }],
    ['a web page instead of JSON', 502, '<html>Bad gateway</html>', { code: 'MODEL_SERVER_FAILED', retryable: true }],
    ['an error under status 200', 200, { error: { message: 'out of memory', code: 'oom' } }, { code: 'MODEL_SERVER_FAILED', retryable: true, message: expect.stringContaining('out of memory') }],
    ['an answer that is no completion', 200, { hello: 'world' }, { code: 'MODEL_REPLY_INVALID', retryable: true }],
    ['an answer that is no JSON', 200, '{"choices": [', { code: 'MODEL_REPLY_INVALID', retryable: true }],
    ['no choices', 200, { choices: [] }, { code: 'MODEL_REPLY_INVALID', retryable: true }],
  ];
  test.each(refusals)('reports %s by its code', async (_name, status, body, expected) => {
    const server = await serve((_request, response) => { json(response, status, body); });
    expect(await failureOf(chat(server.endpoint, question, undefined))).toMatchObject(expected);
    expect(server.seen).toHaveLength(1);
  });

  test('a connection that breaks in the middle of the answer is retryable', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"choices":');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await failureOf(chat(server.endpoint, question, undefined))).toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: true });
  });

  test('a server that is not there is unreachable and retryable', async () => {
    const server = await fakeServer(() => undefined);
    await server.close();
    const failure = await failureOf(chat(server.endpoint, question, undefined));
    expect(failure).toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: true });
    expect(failure.message).toMatch(/cannot be reached.*ECONNREFUSED/);
    expect(isUnreachable(failure)).toBe(true);
  });

  test('a hanging server is left when the caller aborts, with the caller\'s reason, and sees its client go', async () => {
    const controller = new AbortController();
    const server = await serve(() => { controller.abort(new VouchError('TIMEOUT', 'The step took too long.')); });
    const waiting = failureOf(chat(server.endpoint, question, controller.signal));
    expect(await waiting).toMatchObject({ code: 'TIMEOUT', message: 'The step took too long.' });
    await server.abandoned;
  });
});

describe('embeddings', () => {
  test('come as unit vectors in the order of the texts', async () => {
    const server = await serve((_request, response) => {
      json(response, 200, { data: [{ index: 1, embedding: [0, 2] }, { index: 0, embedding: [3, 4] }] });
    });
    expect(await embed(server.endpoint, ['a', 'b'], undefined)).toEqual([[0.6, 0.8], [0, 1]]);
  });

  test('of another number than the texts are an invalid reply', async () => {
    const server = await serve((_request, response) => { json(response, 200, { data: [{ index: 0, embedding: [1] }] }); });
    expect(await failureOf(embed(server.endpoint, ['a', 'b'], undefined))).toMatchObject({ code: 'MODEL_REPLY_INVALID' });
  });
});

describe('speech', () => {
  test('is written to the file with its facts read from the bytes', async () => {
    const wav = Buffer.alloc(44 + 16_000);
    wav.write('RIFF', 0); wav.writeUInt32LE(36 + 16_000, 4); wav.write('WAVEfmt ', 8); wav.writeUInt32LE(16, 16); wav.writeUInt16LE(1, 20); wav.writeUInt16LE(1, 22);
    wav.writeUInt32LE(16_000, 24); wav.writeUInt32LE(32_000, 28); wav.writeUInt16LE(2, 32); wav.writeUInt16LE(16, 34); wav.write('data', 36); wav.writeUInt32LE(16_000, 40);
    const server = await serve((_request, response) => { response.writeHead(200, { 'content-type': 'audio/wav' }).end(wav); }, 'vouch');
    const into = join(folder, 'speech.wav');
    expect(await speak(server.endpoint, { text: 'Hello', voice: 'joe', speed: 1.5, into }, undefined)).toEqual({ path: into, sampleRate: 16_000, durationMs: 500, model: 'm' });
    expect(JSON.parse(server.seen[0]!.body.toString())).toEqual({ model: 'm', input: 'Hello', voice: 'joe', speed: 1.5, response_format: 'wav' });
    expect(readFileSync(into).equals(wav)).toBe(true);
  });

  test('that is no WAV file leaves no file behind', async () => {
    const server = await serve((_request, response) => { response.writeHead(200).end('ID3 this is an mp3'); });
    const into = join(folder, 'not.wav');
    expect(await failureOf(speak(server.endpoint, { text: 'Hello', into }, undefined))).toMatchObject({ code: 'MODEL_REPLY_INVALID' });
    expect(existsSync(into)).toBe(false);
  });

  test('voices of a server of others are not guessed', async () => {
    const server = await serve((_request, response) => { json(response, 404, {}); });
    expect(await voices(server.endpoint, undefined)).toEqual([]);
  });
});

describe('transcription', () => {
  const path = join(folder, 'sound.bin');

  test('streams the file and reads words, also where the server lists them apart', async () => {
    writeFileSync(path, Buffer.alloc(300_000, 7));
    const server = await serve((_request, response) => {
      json(response, 200, {
        text: ' Hello there. Bye. ', language: 'english', duration: 2,
        segments: [{ start: 0, end: 1, text: ' Hello there.', avg_logprob: -0.2, no_speech_prob: 0.1 }, { start: 1, end: 2, text: ' Bye.' }],
        words: [{ word: 'Hello', start: 0, end: 0.5 }, { word: 'there', start: 0.5, end: 1 }, { word: 'Bye', start: 1.2, end: 1.6 }],
      });
    });
    const reply = await transcribe(server.endpoint, { path, language: 'en' }, undefined);
    expect(reply).toMatchObject({ text: 'Hello there. Bye.', language: 'en', durationMs: 2000 });
    expect(reply.segments.map((segment) => segment.words.map((word) => word.text))).toEqual([['Hello', 'there'], ['Bye']]);
    expect(reply.segments[0]).toMatchObject({ startMs: 0, endMs: 1000, noSpeechProbability: 0.1, meanLogProbability: -0.2 });
    const body = server.seen[0]!.body.toString('latin1');
    expect(body).toContain('name="response_format"\r\n\r\nverbose_json');
    expect(body).toContain('name="language"\r\n\r\nen');
    expect(body.length).toBeGreaterThan(300_000);
  });

  test('of a file that is not there is an input error', async () => {
    const server = await serve(() => undefined);
    expect(await failureOf(transcribe(server.endpoint, { path: join(folder, 'none.wav') }, undefined))).toMatchObject({ code: 'INPUT_NOT_FOUND' });
  });

  test('of a file that does not decode is an input error', async () => {
    writeFileSync(path, 'x');
    const server = await serve((_request, response) => { json(response, 400, { error: { message: 'does not decode', code: 'input_corrupt' } }); });
    expect(await failureOf(transcribe(server.endpoint, { path }, undefined))).toMatchObject({ code: 'INPUT_CORRUPT', retryable: false });
  });
});

describe('our own routes', () => {
  test('scores are asked only of servers that have them', async () => {
    const others = await serve(() => undefined);
    expect(await failureOf(score(others.endpoint, { ...question, candidates: ['a'] }, undefined))).toMatchObject({ code: 'MEDIA_UNSUPPORTED' });
    const ours = await serve((_request, response) => { json(response, 200, { log_probabilities: [-1], token_counts: [1], usage: { prompt_tokens: 5, completion_tokens: 0 } }); }, 'vouch');
    expect((await score(ours.endpoint, { ...question, candidates: ['a'] }, undefined)).logProbabilities).toEqual([-1]);
    expect(await failureOf(score(ours.endpoint, { ...question, candidates: ['a', 'b'] }, undefined))).toMatchObject({ code: 'MODEL_REPLY_INVALID' });
  });

  test('how likely a text is as what is said is asked only of servers that can tell', async () => {
    const path = join(folder, 'sound.bin');
    writeFileSync(path, 'sound');
    const others = await serve(() => undefined);
    expect(await failureOf(scoreSpeech(others.endpoint, { path, texts: ['a'] }, undefined))).toMatchObject({ code: 'MEDIA_UNSUPPORTED' });
    const older = await serve((_request, response) => { json(response, 404, { error: { message: 'POST /v1/audio/scores: Not Found', code: 'not_found' } }); }, 'vouch');
    expect(await failureOf(scoreSpeech(older.endpoint, { path, texts: ['a'] }, undefined))).toMatchObject({ code: 'MEDIA_UNSUPPORTED' });
    const ours = await serve((_request, response) => { json(response, 200, { log_probabilities: [-1, -2], prior_log_probabilities: [-8, -9], token_counts: [1, 2] }); }, 'vouch');
    expect((await scoreSpeech(ours.endpoint, { path, language: 'en', texts: ['a', 'naïve b'], startMs: 1500, endMs: 2000 }, undefined))).toMatchObject({ logProbabilities: [-1, -2], priorLogProbabilities: [-8, -9] });
    const body = ours.seen[0]!.body.toString();
    for (const field of ['language"\r\n\r\nen', 'start"\r\n\r\n1.500', 'end"\r\n\r\n2.000', 'texts"\r\n\r\nnaïve b']) expect(body).toContain(`name="${field}\r\n`);
    expect(await failureOf(scoreSpeech(ours.endpoint, { path, texts: ['a'] }, undefined))).toMatchObject({ code: 'MODEL_REPLY_INVALID' });
  });

  test('images are sent as their bytes, with their type', async () => {
    const path = join(folder, 'page.jpg');
    await sharp({ create: { width: 8, height: 8, channels: 3, background: 'white' } }).jpeg().toFile(path);
    const box = { x: 1, y: 2, width: 3, height: 4 };
    const server = await serve((request, response) => {
      json(response, 200, request.path.startsWith('/v1/ocr') ? { width: 8, height: 8, lines: [{ text: 'Hi', box, confidence: 0.9, words: [] }] } : { width: 8, height: 8, detections: [{ label: 'dog', score: 0.8, box }] });
    }, 'vouch');
    expect((await ocr(server.endpoint, { path }, undefined)).lines[0]).toEqual({ text: 'Hi', box, confidence: 0.9, words: [] });
    expect((await detect(server.endpoint, { path, minScore: 0.5 }, undefined)).detections).toEqual([{ label: 'dog', score: 0.8, box }]);
    expect(server.seen.map((request) => [request.path, request.headers['content-type']])).toEqual([['/v1/ocr', 'image/jpeg'], ['/v1/detections?min_score=0.5', 'image/jpeg']]);
    expect(server.seen[0]!.body.equals(readFileSync(path))).toBe(true);
  });

  test('pixels are sent as an image, boxes beside it, and the reply has a line for each box', async () => {
    const boxes = [{ x: 0, y: 0, width: 4, height: 4 }, { x: 4, y: 0, width: 4, height: 4 }];
    const pixels = { width: 8, height: 4, channels: 4, data: new Uint8Array(8 * 4 * 4).fill(200) } as const;
    const lineOf = (text: string): object => ({ text, box: boxes[0], confidence: 0.5, words: [] });
    const server = await serve((_request, response) => { json(response, 200, { lines: [lineOf('a'), lineOf('')] }); }, 'vouch');
    expect((await readLines(server.endpoint, { pixels, boxes }, undefined)).lines.map(({ text }) => text)).toEqual(['a', '']);
    const sent = JSON.parse(server.seen[0]!.body.toString()) as { image: string; boxes: unknown };
    expect(sent.boxes).toEqual(boxes);
    expect(await sharp(Buffer.from(sent.image, 'base64')).metadata()).toMatchObject({ width: 8, height: 4 });
    expect(await failureOf(readLines(server.endpoint, { pixels, boxes: boxes.slice(1) }, undefined))).toMatchObject({ code: 'MODEL_REPLY_INVALID' });
    expect(await failureOf(readLines(server.endpoint, { pixels: { ...pixels, width: 9 }, boxes }, undefined))).toMatchObject({ code: 'INPUT_CORRUPT' });
  });
});
