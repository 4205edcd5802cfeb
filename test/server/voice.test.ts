import { statSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Note, Spoken } from '../../src/client/index.js';
import { VouchError, type ModelClient } from '../../src/core/index.js';
import { wavHeader } from '../../src/models/engines/speech/wav.js';
import { beginShort, sentencesOf } from '../../src/server/voice/sentences.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { noModels } from '../support/no-models.js';
import { tokenHash } from '../support/token-hash.js';
import { echo, planner, servers, testRuntime, until, waiting } from './support.js';

const path = temporaryFolder();
const started = servers();

/** A second is 16,000 samples; what is loud counts as speech. */
const sound = (seconds: number, loud: boolean): Uint8Array => {
  const pcm = Buffer.alloc(Math.round(seconds * 16_000) * 2);
  if (loud) for (let at = 0; at < pcm.length; at += 2) pcm.writeInt16LE(Math.round(Math.sin(at / 20) * 20_000), at);
  return pcm;
};

/** Detects speech by its loudness, understands what it is told to, and speaks silence of a length that tells the sentences apart. */
function hearing(said: (string | Error)[], speakMs = 0, mayHear = Promise.resolve(), hears: (seconds: number) => void = () => undefined): ModelClient {
  return {
    ...noModels,
    has: () => true,
    modelsFor: (job) => [`test-${job}`],
    listen: async ({ pcm }) => {
      const bytes = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
      const isLoud = (window: number): boolean => Array.from({ length: 512 }, (_, n) => bytes.readInt16LE((window * 512 + n) * 2)).some((sample) => Math.abs(sample) > 1000);
      return { probabilities: Array.from({ length: pcm.length / 1024 }, (_, window) => (isLoud(window) ? 0.9 : 0.01)), state: '', model: 'test-listen' };
    },
    transcribe: async ({ path }) => {
      hears(statSync(path).size / 32_000);
      const next = said.shift() ?? '';
      await mayHear;
      if (typeof next !== 'string') throw next;
      return { text: next, language: 'en', durationMs: 1000, model: 'test-transcribe', segments: [] };
    },
    speak: async ({ text, into }, options) => {
      await new Promise((resolve) => setTimeout(resolve, speakMs));
      options?.signal?.throwIfAborted();
      writeFileSync(into, Buffer.concat([wavHeader(text.length, 16_000), Buffer.alloc(text.length * 2)]));
      return { path: into, sampleRate: 16_000, durationMs: 1, model: 'test-speak' };
    },
  };
}

const ignore: (seconds: number) => void = () => undefined;

async function speaking(said: (string | Error)[], { speakMs = 0, tools = [echo], mayHear = Promise.resolve(), options = {}, hears = ignore, token = '' } = {}) {
  const { client, runtime } = await started(tools, options, testRuntime({ tools, planner: planner(tools), models: hearing(said, speakMs, mayHear, hears) }));
  const notes: Note[] = [];
  const spoken: Spoken[] = [];
  const chat = client({ ...(token === '' ? {} : { token }), onNote: (note) => notes.push(note) });
  const voice = await chat.openVoice({ onSpoken: (sentence) => spoken.push(sentence) });
  const say = (seconds = 1): void => { for (let n = 0; n < seconds * 10; n++) voice.send(sound(0.1, true)); };
  const kinds = (): string[] => notes.map(({ note }) => note).filter((note) => note.startsWith('voice'));
  return { chat, runtime, notes, spoken, voice, say, kinds };
}

test('what is said becomes a message when the speaker falls silent, and its answer is spoken sentence by sentence', async () => {
  const { runtime, notes, spoken, voice, say, kinds } = await speaking(['echo It opens at nine. It closes at five.']);
  voice.send(sound(0.5, false));
  say();
  voice.send(sound(1, false));
  await until(() => kinds().includes('voice.said'));
  expect(kinds()).toEqual(['voice.began', 'voice.ended', 'voice.heard', 'voice.said']);
  const heard = notes.find(({ note }) => note === 'voice.heard');
  expect(heard).toMatchObject({ text: 'echo It opens at nine. It closes at five.', message: { runId: expect.any(String) } });
  expect(spoken.map(({ index, text }) => [index, text])).toEqual([[0, 'It opens at nine.'], [1, 'It closes at five.'], [2, 'Not all of this could be proved.']]);
  expect(spoken.every(({ wav, text, afterMs }) => Buffer.from(wav).toString('latin1', 0, 4) === 'RIFF' && wav.length === 44 + text.length * 2 && afterMs > 0)).toBe(true);
  expect(await runtime.runs()).toHaveLength(1);
});

test('what is said ends when the button is let go, and silence is no message', async () => {
  const { voice, say, kinds, runtime } = await speaking(['echo hello']);
  voice.send(sound(1, false));
  voice.end();
  await until(() => kinds().includes('voice.idle'));
  expect(await runtime.runs()).toHaveLength(0);
  say();
  voice.end();
  await until(() => kinds().includes('voice.said'));
  expect(kinds()).toEqual(['voice.idle', 'voice.began', 'voice.ended', 'voice.heard', 'voice.said']);
});

test('who speaks again cuts off what is being spoken, and the run goes on', async () => {
  const wait = waiting();
  const { chat, spoken, voice, say, kinds, runtime, notes } = await speaking(['echo One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten.', 'wait on'], { speakMs: 100, tools: [echo, wait.tool] });
  say();
  voice.end();
  await until(() => spoken.length === 2);
  say();
  voice.end();
  await until(() => notes.filter(({ note }) => note === 'voice.heard').length === 2);
  const atCut = spoken.length;
  expect(atCut).toBeLessThan(10);
  wait.go();
  await until(() => kinds().at(-1) === 'voice.said');
  const [second, first] = await runtime.runs();
  expect(spoken.filter(({ runId }) => runId === first!.runId)).toHaveLength(atCut);
  expect(spoken.filter(({ runId }) => runId === second!.runId).map(({ text }) => text)[0]).toBe('on');
  expect([first!.status, second!.status]).toEqual(['completed', 'completed']);
  const { conversations } = await chat.call('conversation.list', {});
  expect(conversations).toHaveLength(1);
});

test('what is said before the first message is sent belongs to the same conversation, in the order in which it was said', async () => {
  let hear = (): void => undefined;
  const mayHear = new Promise<void>((resolve) => { hear = resolve; });
  const { chat, notes, voice, say, kinds } = await speaking(['echo One.', 'echo Two.'], { mayHear });
  for (let n = 0; n < 2; n++) {
    say();
    voice.send(sound(1, false));
  }
  await until(() => kinds().length === 4);
  hear();
  await until(() => kinds().filter((kind) => kind === 'voice.heard').length === 2);
  const heard = notes.flatMap((note) => (note.note === 'voice.heard' ? [note] : []));
  expect(heard.map(({ text }) => text)).toEqual(['echo One.', 'echo Two.']);
  expect(new Set(heard.map(({ conversation }) => conversation)).size).toBe(1);
  expect((await chat.call('conversation.list', {})).conversations).toHaveLength(1);
});

test('what could not be written down is told though the user speaks again, and what they say then is heard', async () => {
  let hear = (): void => undefined;
  const mayHear = new Promise<void>((resolve) => { hear = resolve; });
  const { notes, voice, say, kinds } = await speaking([new VouchError('TOOL_FAILED', 'Too noisy.'), 'echo Two.'], { mayHear });
  for (let n = 0; n < 2; n++) {
    say();
    voice.send(sound(1, false));
  }
  await until(() => kinds().length === 4);
  hear();
  await until(() => kinds().at(-1) === 'voice.said');
  expect(kinds()).toEqual(['voice.began', 'voice.ended', 'voice.began', 'voice.ended', 'voice.failed', 'voice.heard', 'voice.said']);
  expect(notes.find(({ note }) => note === 'voice.failed')).toMatchObject({ error: { code: 'TOOL_FAILED', message: 'Too noisy.' } });
});

test('each utterance counts as a request', async () => {
  // Opening the session and the microphone are two.
  const { notes, voice, say, kinds } = await speaking(['echo One.', 'echo Two.'], { options: { requestsPerMinute: 3 } });
  say();
  voice.end();
  await until(() => kinds().includes('voice.said'));
  say();
  voice.end();
  await until(() => kinds().includes('voice.failed'));
  expect(notes.find(({ note }) => note === 'voice.failed')).toMatchObject({ error: { code: 'RATE_LIMITED' } });
});

test('what may not be asked is neither written down nor guessed at, and a guess counts as the request that it is', async () => {
  const asked: number[] = [];
  // Opening the session and the microphone are two, the first utterance with its guess is the third.
  const { notes, voice, say, kinds } = await speaking(['echo One.', new VouchError('TOOL_FAILED', 'Nobody waits for this.'), 'echo Two.'], { options: { requestsPerMinute: 3 }, hears: (seconds) => asked.push(seconds) });
  say();
  voice.send(sound(1, false));
  await until(() => kinds().includes('voice.said'));
  expect(asked).toHaveLength(1);
  for (const silence of [1, 0]) {
    say();
    voice.send(sound(silence, false));
    if (silence === 0) voice.end();
    const before = 2 - silence;
    await until(() => kinds().filter((kind) => kind === 'voice.failed').length === before);
  }
  expect(asked).toHaveLength(1);
  expect(notes.flatMap((note) => (note.note === 'voice.failed' ? [note.error.code] : []))).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
});

test('what is written down counts for what a tenant may use, and is not begun once that is spent', async () => {
  const token = 'ada-token-0123456789abcdefghij';
  const tokenFile = path('tokens.json');
  writeFileSync(tokenFile, JSON.stringify({ tenants: [{ name: 'red', allowance: { wallMs: 100 } }], tokens: [{ name: 'ada', tokenHash: tokenHash(token), tenant: 'red', scopes: ['read', 'run'] }] }), { mode: 0o600 });
  const asked: number[] = [];
  const mayHear = new Promise<void>((resolve) => { setTimeout(resolve, 1500); });
  const { notes, voice, say, kinds } = await speaking(['echo One.', 'echo Two.'], { options: { tokenFile }, token, mayHear, hears: (seconds) => asked.push(seconds) });
  for (const failures of [1, 2]) {
    say();
    voice.end();
    await until(() => kinds().filter((kind) => kind === 'voice.failed').length === failures);
  }
  expect(notes.flatMap((note) => (note.note === 'voice.failed' ? [note.error.code] : []))).toEqual(['BUDGET_SPENT', 'BUDGET_SPENT']);
  expect(asked).toHaveLength(1);
});

test('a click is no speech, and what cannot be understood is told', async () => {
  const { voice, kinds, notes } = await speaking(['']);
  voice.send(sound(0.05, true));
  voice.send(sound(1.5, false));
  voice.send(sound(1, true));
  voice.send(sound(1, false));
  await until(() => notes.some(({ note }) => note === 'voice.idle'));
  expect(kinds()).toEqual(['voice.began', 'voice.ended', 'voice.idle']);
});

test('nobody is spoken with where no model hears, and it is said what is missing', async () => {
  const { client } = await started([echo]);
  await expect(client().openVoice()).rejects.toMatchObject({ code: 'MODEL_MISSING', message: expect.stringContaining('listen') });
});

test('what was said is written down while it is still waited for more, once, and what is said after a short pause belongs to it', async () => {
  const asked: number[] = [];
  const { voice, say, kinds, notes } = await speaking(['echo it opens', 'echo it opens and it closes.'], { hears: (seconds) => asked.push(seconds) });
  say();
  voice.send(sound(0.4, false));
  await until(() => asked.length === 1);
  say();
  voice.send(sound(0.5, false));
  await until(() => kinds().includes('voice.said'));
  // The second time all of it, and before the 0.7 s that are waited for otherwise.
  expect(asked).toHaveLength(2);
  expect(asked[1]).toBeGreaterThan(2.3);
  expect(kinds()).toEqual(['voice.began', 'voice.ended', 'voice.heard', 'voice.said']);
  expect(notes.find(({ note }) => note === 'voice.heard')).toMatchObject({ text: 'echo it opens and it closes.' });
});

test('a long first sentence is begun with its first clause', () => {
  const long = 'In the morning the museum opens at nine, and in the evening it closes at five, but not on Mondays.';
  expect(beginShort([long, 'Bye.'])).toEqual(['In the morning the museum opens at nine,', 'and in the evening it closes at five, but not on Mondays.', 'Bye.']);
  expect(beginShort(['Yes, it does.'])).toEqual(['Yes, it does.']);
  expect(beginShort([`${'word '.repeat(30)}end.`])).toHaveLength(1);
  expect(beginShort([])).toEqual([]);
});

test('sentences are said without addresses and marks', async () => {
  expect(sentencesOf('It lives here. **Really!** See [the page](https://example.org/x) or https://example.org.\n- one\n- two')).toEqual(['It lives here.', 'Really!', 'See the page or', '- one', '- two']);
  expect(sentencesOf(`${'word '.repeat(200)}end.`).every((piece) => piece.length <= 400)).toBe(true);
  expect(sentencesOf('...')).toEqual([]);
});
