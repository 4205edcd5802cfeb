import { beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import type { ArtifactHandle, FindingInput, Oracle, PortValue, ScoreSpeechRequest } from '../../src/core/index.js';
import { ScriptedModels, type ScriptedStep } from '../../src/models/scripted.js';
import { audioFormat, audioOracles, duration, notClipped, notSilent } from '../../src/oracles/audio.js';
import { speechLanguage, speechRoundTrip, transcriptAgrees } from '../../src/oracles/speech.js';
import { makeMedia } from '../support/make-media.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { wavParts } from '../../src/models/engines/speech/wav.js';

const RATE = 16_000;
const at = temporaryFolder();
const file = (name: string): ArtifactHandle => ({ id: 'a'.repeat(64), modality: 'audio', mime: 'audio/wav', bytes: 1, metadata: {}, path: at(name) });

function write(name: string, ...pieces: (readonly [seconds: number, amplitude: number])[]): void {
  const samples = pieces.flatMap(([length, amplitude]) => Array.from({ length: length * RATE }, (_, index) => amplitude * Math.sin(index / 6)));
  writeFileSync(at(name), Buffer.concat([...wavParts([Float32Array.from(samples)], RATE)]));
}

/** 2 s of a wave. */
function writeWave(name: string, wave: (index: number) => number): void {
  writeFileSync(at(name), Buffer.concat([...wavParts([Float32Array.from({ length: 2 * RATE }, (_, index) => wave(index))], RATE)]));
}

beforeAll(() => {
  write('tone.wav', [2, 0.4]);
  write('silent.wav', [2, 0]);
  write('gap.wav', [1, 0.4], [3, 0], [1, 0.4]);
  write('mostly-silent.wav', [0.2, 0.4], [5, 0]);
  write('clipped.wav', [0.5, 0.4], [0.2, 3], [0.5, 0.4]);
});

function check(oracle: Oracle, value: unknown, params: object = {}, more: { inputs?: PortValue[]; models?: ScriptedModels } = {}): Promise<FindingInput> {
  const subject = { port: 'audio', modality: 'audio', value, tool: 'speak', inputs: more.inputs ?? [], outputs: [], goal: '' };
  return oracle.check(subject, oracle.params.parse(params), { signal: new AbortController().signal, models: more.models ?? new ScriptedModels([]), scratch: at() });
}

describe('what is no fault of the step', () => {
  const input = (name: string): PortValue => ({ port: 'audio', modality: 'audio', value: file(name) });
  it('clipping that was there before', async () => {
    expect(await check(notClipped, file('clipped.wav'), {}, { inputs: [input('clipped.wav')] })).toMatchObject({ status: 'inconclusive' });
    expect(await check(notClipped, file('clipped.wav'), {}, { inputs: [input('tone.wav')] })).toMatchObject({ status: 'fail' });
  });
  it('two recognisers that hear different words', async () => {
    const heard = (text: string): ScriptedStep => ({ transcribe: { text, segments: [{ text, startMs: 0, endMs: 2000, noSpeechProbability: 0, meanLogProbability: 0, words: [] }] } });
    const models = new ScriptedModels([heard('Entirely other words than those'), heard('My bonnie lies over the ocean')]);
    useTwoRecognisers(models);
    const subject = { port: 'text', modality: 'text', value: 'My bonnie lies over the ocean', tool: 'transcribe', inputs: [input('tone.wav')], outputs: [], goal: '' };
    const finding = await transcriptAgrees.check(subject, transcriptAgrees.params.parse({}), { signal: new AbortController().signal, models, scratch: at() });
    expect(finding).toMatchObject({ status: 'inconclusive', measured: { secondModel: 'second' } });
  });
});

/** Two recognisers instead of one. */
function useTwoRecognisers(models: ScriptedModels): void {
  models.modelsFor = () => ['first', 'second'];
}

describe('measured sound', () => {
  it('tells sound from silence', async () => {
    expect(await check(notSilent, file('tone.wav'))).toMatchObject({ status: 'pass' });
    expect(await check(notSilent, file('silent.wav'))).toMatchObject({ status: 'fail', critique: expect.stringContaining('silent') });
    expect(await check(notSilent, file('mostly-silent.wav'))).toMatchObject({ status: 'fail', critique: expect.stringMatching(/9\d % .* silence/) });
  });

  it('finds where the wave is cut off', async () => {
    expect(await check(notClipped, file('tone.wav'))).toMatchObject({ status: 'pass', measured: { clippings: 0 } });
    const found = await check(notClipped, file('clipped.wav'));
    expect(found.status).toBe('fail');
    expect(found.evidence?.[0]?.startMs).toBeGreaterThan(450);
    expect(found.evidence?.[0]?.startMs).toBeLessThan(600);
  });

  it('finds where it was cut off before it was made quieter, on one channel, too', async () => {
    const cut = (index: number): number => 0.4 * Math.max(-0.7, Math.min(0.7, Math.sin(index / 6)));
    writeWave('quieter.wav', cut);
    expect(await check(notClipped, file('quieter.wav'))).toMatchObject({ status: 'fail' });
    await makeMedia(at('one-side.wav'), ['-i', at('tone.wav'), '-i', at('quieter.wav'), '-filter_complex', '[0:a][1:a]amerge=inputs=2', '-c:a', 'pcm_s16le']);
    expect(await check(notClipped, file('one-side.wav'))).toMatchObject({ status: 'fail' });
  });

  it.each([
    ['a low quiet tone', (index: number) => 0.06 * Math.sin((index * 2 * Math.PI * 30) / RATE)],
    ['a square wave', (index: number) => (Math.floor(index / 40) % 2 === 0 ? 0.5 : -0.5)],
    ['held samples', (index: number) => 0.5 * Math.sin(Math.floor(index / 6)) * Math.sin(index / 5000)],
    ['a level of zero', () => 0],
  ])('does not take %s for a wave that was cut off', async (_, wave) => {
    writeWave('whole.wav', wave);
    expect(await check(notClipped, file('whole.wav'))).toMatchObject({ status: 'pass' });
  });

  it.each([
    [{ maxMs: 3000 }, 'pass'], [{ maxMs: 1500 }, 'fail'], [{ minMs: 2500 }, 'fail'], [{ aroundMs: 2100 }, 'pass'], [{ aroundMs: 3000 }, 'fail'], [{ aroundMs: 3000, tolerance: 0.5 }, 'pass'], [{}, 'pass'],
  ])('judges a length of 2 s by %j: %s', async (params, status) => {
    expect(await check(duration, file('tone.wav'), params)).toMatchObject({ status, measured: { durationMs: 2000 } });
  });

  it('names each way in which the format is wrong', async () => {
    expect(await check(audioFormat, file('tone.wav'), { format: 'wav', sampleRate: RATE, channels: 1 })).toMatchObject({ status: 'pass' });
    const found = await check(audioFormat, file('tone.wav'), { format: 'mp3', sampleRate: 44_100 });
    expect(found.evidence).toHaveLength(2);
  });

  it('throws on a file that is not there or no sound, so that the verifier says inconclusive', async () => {
    writeFileSync(at('broken.wav'), 'RIFF nothing');
    for (const oracle of audioOracles) for (const name of ['missing.wav', 'broken.wav']) await expect(check(oracle, file(name))).rejects.toThrow();
  });
});

const text = (value: string): PortValue => ({ port: 'text', modality: 'text', value });
const said = (words: string, language = 'en'): ScriptedStep => ({
  transcribe: { text: words, language, durationMs: 2000, segments: [{ text: words, startMs: 0, endMs: 2000, noSpeechProbability: 0, meanLogProbability: -0.1, words: words.split(' ').map((word, index) => ({ text: word, startMs: index * 200, endMs: index * 200 + 180, probability: 0.9 })) }] },
});

describe('speech round trip', () => {
  const TEXT = 'The east wing is closed until June 3rd.';

  it('passes speech that says its text, in other spelling', async () => {
    const models = new ScriptedModels([said('the east wing is closed until June third')]);
    expect(await check(speechRoundTrip, file('tone.wav'), {}, { inputs: [text(TEXT)], models })).toMatchObject({ status: 'pass', measured: { wordErrorRate: 0 } });
    models.finish();
  });

  /** One recogniser that finds the text with `wing` so many nats less likely than what it heard. */
  const doubting = (nats: number, words = 'the east kitchen is closed until June third', canScore = true): ScriptedModels =>
    new ScriptedModels([said(words), ...(canScore ? [{ scoreSpeech: ({ texts }: ScoreSpeechRequest) => ({ logProbabilities: texts.map((each) => (each.includes('wing') ? -10 - nats : -10)), priorLogProbabilities: texts.map(() => -20) }) }] : [])], { canScore });

  it('fails a wrong word and says which and when', async () => {
    const models = doubting(15);
    expect(await check(speechRoundTrip, file('tone.wav'), {}, { inputs: [text(TEXT)], models })).toMatchObject({ status: 'fail', critique: expect.stringContaining('"kitchen" was heard instead of "wing" at 0.40 s') });
    models.finish();
    expect(models.calls[1]?.request).toMatchObject({ language: 'en', texts: ['the east kitchen is closed until June third', 'the east wing is closed until June third'] });
  });

  it('counts words as said that are nearly as likely as what was heard, and says so', async () => {
    const found = await check(speechRoundTrip, file('tone.wav'), {}, { inputs: [text(TEXT)], models: doubting(2) });
    expect(found).toMatchObject({ status: 'pass', measured: { wrongWords: 0 } });
    expect(found.evidence?.map(({ message }) => message).join(' ')).toContain('"kitchen" was heard instead of "wing" at 0.40 s; the expected words are nearly as likely there');
  });

  it('goes by what is heard, and says so, where nobody can tell how likely a text is', async () => {
    const found = await check(speechRoundTrip, file('tone.wav'), {}, { inputs: [text(TEXT)], models: doubting(0, undefined, false) });
    expect(found).toMatchObject({ status: 'fail', outsideMeasured: 'a recogniser that only tells what it hears' });
    expect(found.evidence?.map(({ message }) => message).join(' ')).toContain('only tells what it hears');
  });

  it('fails a gap in the middle', async () => {
    const models = new ScriptedModels([said('the east wing is closed until June third')]);
    expect(await check(speechRoundTrip, file('gap.wav'), {}, { inputs: [text(TEXT)], models })).toMatchObject({ status: 'fail', critique: expect.stringContaining('nothing is said from 1.00 s to 4.00 s') });
  });

  it('takes the text of the criterion before the input of the step', async () => {
    expect(await check(speechRoundTrip, file('tone.wav'), { text: 'hello world' }, { inputs: [text(TEXT)], models: new ScriptedModels([said('Hello, world!')]) })).toMatchObject({ status: 'pass' });
  });

  it('is inconclusive without a text or a recogniser', async () => {
    expect(await check(speechRoundTrip, file('tone.wav'))).toMatchObject({ status: 'inconclusive' });
    expect(await check(speechRoundTrip, file('tone.wav'), {}, { inputs: [text(TEXT)], models: new ScriptedModels([], { jobs: ['speak'] }) })).toMatchObject({ status: 'inconclusive' });
  });

  it('fails silence', async () => {
    const silent: ScriptedStep = { transcribe: { text: '', language: 'en', durationMs: 2000, segments: [] } };
    expect(await check(speechRoundTrip, file('silent.wav'), {}, { inputs: [text(TEXT)], models: new ScriptedModels([silent]) })).toMatchObject({ status: 'fail' });
  });
});

describe('language and transcript', () => {
  it('fails speech in another language', async () => {
    expect(await check(speechLanguage, file('tone.wav'), { language: 'en' }, { models: new ScriptedModels([said('guten Tag zusammen', 'de')]) })).toMatchObject({ status: 'fail', critique: expect.stringContaining('German') });
  });

  it('leaves open what was only guessed, unless the recording is silent', async () => {
    const guess: ScriptedStep = { transcribe: { text: 'la', language: 'en', segments: [{ text: 'la', startMs: 0, endMs: 2000, noSpeechProbability: 0.95, meanLogProbability: -2, words: [] }] } };
    expect(await check(speechLanguage, file('tone.wav'), { language: 'fr' }, { models: new ScriptedModels([guess]) })).toMatchObject({ status: 'inconclusive' });
    expect(await check(speechLanguage, file('silent.wav'), { language: 'fr' }, { models: new ScriptedModels([guess]) })).toMatchObject({ status: 'fail' });
  });

  it('fails a transcript of silence that holds words', async () => {
    const subject = { port: 'text', modality: 'text', value: 'Thank you for watching.', tool: 'transcribe', inputs: [{ port: 'audio', modality: 'audio', value: file('silent.wav') }], outputs: [], goal: '' };
    const context = { signal: new AbortController().signal, models: new ScriptedModels([]), scratch: at() };
    expect(await transcriptAgrees.check(subject, transcriptAgrees.params.parse({}), context)).toMatchObject({ status: 'fail' });
    expect(await transcriptAgrees.check({ ...subject, value: '(no speech found)' }, transcriptAgrees.params.parse({}), context)).toMatchObject({ status: 'pass' });
  });
});
