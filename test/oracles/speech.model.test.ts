import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ArtifactHandle, FindingInput } from '../../src/core/index.js';
import { createModels, type Models } from '../../src/models/index.js';
import { speechLanguage, speechRoundTrip } from '../../src/oracles/speech.js';
import { runFfmpeg } from '../../src/tools/media/index.js';
import { spokenSegments, textOf, wordErrorRate, loadSoundComparison } from '../../src/tools/speech/index.js';
import { sharedMedia } from '../support/shared-media.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SPOKEN = [
  'The library closes at 7:00 p.m. on weekdays and at noon on Saturdays.',
  'Our revenue grew by 12.5% to $3.2 million in the third quarter of 2024.',
  'A red bicycle leans against the wooden fence behind the bakery.',
  'How many bottles of mineral water did you buy at the supermarket?',
] as const;
const DEFECTS: readonly (readonly [what: string, text: string, said: string])[] = [
  ['a wrong word', SPOKEN[2], 'A red bicycle leans against the wooden table behind the bakery.'],
  ['a wrong number', SPOKEN[1], 'Our revenue grew by 17.5% to $3.2 million in the third quarter of 2024.'],
  ['a missing sentence', `${SPOKEN[2]} ${SPOKEN[0]}`, SPOKEN[2]],
  ['a lost negation', 'You must not open the door before the bell rings.', 'You must open the door before the bell rings.'],
];

let models: Models;
const at = temporaryFolder();
beforeAll(async () => {
  models = await createModels({ env: process.env });
});
afterAll(async () => {
  await models.close();
});

const handle = (path: string): ArtifactHandle => ({ id: 'a'.repeat(64), modality: 'audio', mime: 'audio/wav', bytes: 1, metadata: {}, path });

async function judge(path: string, text: string): Promise<FindingInput> {
  const subject = { port: 'audio', modality: 'audio', value: handle(path), tool: 'speak', inputs: [{ port: 'text', modality: 'text', value: text }], outputs: [], goal: '' };
  return speechRoundTrip.check(subject, speechRoundTrip.params.parse({}), { signal: new AbortController().signal, models, scratch: at() });
}

describe.each(['piper-joe', 'kokoro'])('speech by %s', (model) => {
  it('is understood word for word', async () => {
    const text = SPOKEN.join(' ');
    const { path, sampleRate, durationMs } = await models.speak({ text, into: at(`${model}.wav`) }, { model });
    expect(sampleRate).toBe(model === 'kokoro' ? 24_000 : 22_050);
    expect(durationMs).toBeGreaterThan(12_000);
    expect(await judge(path, text)).toMatchObject({ status: 'pass' });
  });
});

it.each(DEFECTS)('catches %s', async (what, text, said) => {
  const { path } = await models.speak({ text: said, into: at(`${what}.wav`) }, { model: 'piper-joe' });
  expect(await judge(path, text)).toMatchObject({ status: 'fail', critique: expect.stringMatching(/heard instead|missing/) });
});

it('catches a silent gap', async () => {
  const { path } = await models.speak({ text: SPOKEN[0], into: at('whole.wav') }, { model: 'piper-joe' });
  await runFfmpeg(['-i', path, '-af', "volume=enable='between(t,1,3)':volume=0", at('gap.wav')]);
  expect(await judge(at('gap.wav'), SPOKEN[0])).toMatchObject({ status: 'fail' });
});

it('hears what a president said, in English', async () => {
  const reply = await models.transcribe({ path: sharedMedia('jfk.wav') });
  const said = 'And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.';
  expect(wordErrorRate(said, textOf(spokenSegments(reply)), await loadSoundComparison()).rate).toBeLessThan(0.06);
  const subject = { port: 'audio', modality: 'audio', value: handle(sharedMedia('jfk.wav')), tool: null, inputs: [], outputs: [], goal: '' };
  const context = { signal: new AbortController().signal, models, scratch: at() };
  expect(await speechLanguage.check(subject, { language: 'en' }, context)).toMatchObject({ status: 'pass' });
  expect(await speechLanguage.check(subject, { language: 'fr' }, context)).toMatchObject({ status: 'fail' });
});

it('finds what was said likelier than what was not, also in a part of the recording', async () => {
  const path = sharedMedia('jfk.wav');
  const texts = ['country can do for you, ask what you can do for your country.', 'county can do for you, ask what you can do for your country.', 'company can do for you, ask what you can do for your country.'];
  for (const model of models.modelsFor('transcribe')) {
    const whole = await models.scoreSpeech?.({ path, language: 'en', texts: texts.map((text) => `And so, my fellow Americans, ask not what your ${text}`) }, { model });
    const [said = 0, ...others] = whole?.logProbabilities ?? [];
    expect(whole?.model).toBe(model);
    expect(said).toBeGreaterThan(Math.max(...others) + 3);
    const part = await models.scoreSpeech?.({ path, language: 'en', texts: ['And so, my fellow Americans', 'And so, my yellow Americans'], endMs: 3200 }, { model });
    expect(part?.logProbabilities[0]).toBeGreaterThan((part?.logProbabilities[1] ?? 0) + 3);
  }
});
