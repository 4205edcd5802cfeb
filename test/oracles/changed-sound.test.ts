import { beforeAll, expect, test } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import { audioTools } from '../../src/agents/audio/index.js';
import type { ArtifactHandle, FindingInput, MediaFile, ModelClient, ToolContext } from '../../src/core/index.js';
import { changedSoundOracles } from '../../src/oracles/changed-sound.js';
import { makeMedia } from '../support/make-media.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { oracleNamed } from './check.js';

const at = temporaryFolder();
const signal = new AbortController().signal;
const models = { has: () => false } as unknown as ModelClient;
const handle = (path: string, metadata = {}): ArtifactHandle => ({ id: '0'.repeat(64), modality: 'audio', mime: 'audio/wav', bytes: 1, metadata, path });
let folders = 0;

/** Notes that die away, now loud and now soft, of which no two seconds are alike. */
beforeAll(() => makeMedia(at('notes.wav'), ['-f', 'lavfi', '-t', '4', '-i', String.raw`aevalsrc=0.4*exp(-4*mod(t*(1+0.05*t)\,0.7))*sin(2200*t)*(0.3+0.7*gt(mod(t\,1.3)\,0.6)):s=16000`, '-c:a', 'pcm_s16le']));

/** Runs a tool on the notes. */
async function made(name: string, told: Record<string, unknown>): Promise<string> {
  folders += 1;
  const scratch = at(`scratch-${folders}`);
  await mkdir(scratch);
  const tool = audioTools.find(({ spec }) => spec.name === name)!;
  const context: ToolContext = { runId: 'r', step: 's', attempt: 1, idempotencyKey: 'r/s/1', signal, models, scratch, goal: '', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined };
  return ((await tool.execute(tool.input.parse({ audio: handle(at('notes.wav'), { sampleRate: 16_000 }), ...told }), context))['audio'] as MediaFile).path;
}

/** What the tool's own oracle says of a file, had the tool been told something. */
async function judged(name: string, path: string, told: Record<string, unknown>): Promise<FindingInput> {
  const tool = audioTools.find(({ spec }) => spec.name === name)!;
  const { oracle } = tool.spec.criteria.find((criterion) => criterion.oracle.endsWith('_as_asked'))!;
  const parameters = Object.fromEntries(Object.entries(tool.input.parse({ audio: handle(at('notes.wav')), ...told })).filter(([port]) => port !== 'audio'));
  return oracleNamed(changedSoundOracles, oracle).check({ port: 'audio', modality: 'audio', value: handle(path), tool: name, inputs: [{ port: 'audio', modality: 'audio', value: handle(at('notes.wav')) }], outputs: [], parameters, goal: '' }, {}, { signal, models, scratch: at('oracle') });
}

test.each([
  ['convert_audio', { format: 'mp3', kilobits: 64 }], ['convert_audio', { format: 'wav', sampleRate: 8000, channels: 2 }], ['convert_audio', { format: 'ogg' }], ['convert_audio', { format: 'm4a', kilobits: 96 }],
  ['change_audio', { speed: 1.5 }], ['change_audio', { volumeDb: -6, speed: 0.75 }], ['change_audio', { volumeDb: 25 }], ['change_audio', { normalise: true }],
  ['cut_audio', { startSeconds: 1, endSeconds: 2.5 }], ['cut_audio', { startSeconds: -1 }],
])('what %s makes when told %j is proved', async (name, told) => {
  expect(await judged(name, await made(name, told), told)).toMatchObject({ status: 'pass' });
});

test.each([
  ['convert_audio', { format: 'mp3', kilobits: 128 }, { format: 'mp3', kilobits: 64 }, /kbit\/s and not 128/],
  ['convert_audio', { format: 'mp3' }, { format: 'flac' }, /and not mp3/],
  ['convert_audio', { channels: 1 }, { channels: 2 }, /2 channels and not 1/],
  ['convert_audio', { format: 'wav' }, { format: 'wav', sampleRate: 8000 }, /went down from 16000 to 8000 Hz/],
  ['change_audio', { speed: 1.1 }, { speed: 1.25 }, /lasts 3\.20 s and not 3\.64 s/],
  ['change_audio', { volumeDb: -3 }, { volumeDb: -9 }, /9\.0 dB quieter and not 3 dB quieter/],
  ['change_audio', { normalise: true }, { volumeDb: -12 }, /LUFS and not -16/],
])('%s told %j whose result is that of %j is rejected', async (name, told, done, said) => {
  expect(await judged(name, await made(name, done), told)).toMatchObject({ status: 'fail', critique: expect.stringMatching(said) as unknown });
});

test('a piece from another place is rejected though it is as long', async () => {
  expect(await judged('cut_audio', await made('cut_audio', { startSeconds: 1.6, endSeconds: 2.6 }), { startSeconds: 1, endSeconds: 2 })).toMatchObject({ status: 'fail', critique: expect.stringContaining('another piece of the recording') as unknown });
});

test('a source whose length is only estimated is measured by what decodes', async () => {
  // Loud, then silent: the bit rate of the beginning says nothing of the rest.
  const source = await makeMedia(at('estimated.aac'), ['-i', at('notes.wav'), '-af', 'apad', '-t', '12', '-c:a', 'aac', '-b:a', '96k']);
  const end = await makeMedia(at('end.wav'), ['-i', source, '-af', 'atrim=start=2', '-c:a', 'pcm_s16le']);
  const subject = { port: 'audio', modality: 'audio', value: handle(end), tool: 'cut_audio', inputs: [{ port: 'audio', modality: 'audio', value: handle(source) }], outputs: [], parameters: { startSeconds: 2 }, goal: '' };
  expect(await oracleNamed(changedSoundOracles, 'sound_cut_as_asked').check(subject, {}, { signal, models, scratch: at('oracle') })).toMatchObject({ status: 'pass' });
});

test('a record that only turns faster is told by its pitch', async () => {
  const path = await makeMedia(at('chipmunk.wav'), ['-i', at('notes.wav'), '-af', 'asetrate=24000,aresample=16000']);
  expect(await judged('change_audio', path, { speed: 1.5 })).toMatchObject({ status: 'fail', critique: expect.stringContaining('pitch went up') as unknown });
});

test('of an even tone only what can be measured is judged', async () => {
  const tone = await makeMedia(at('tone.wav'), ['-f', 'lavfi', '-t', '2', '-i', 'sine=frequency=440', '-c:a', 'pcm_s16le']);
  const subject = { port: 'audio', modality: 'audio', value: handle(tone), tool: 'cut_audio', inputs: [{ port: 'audio', modality: 'audio', value: handle(await makeMedia(at('long-tone.wav'), ['-f', 'lavfi', '-t', '5', '-i', 'sine=frequency=440', '-c:a', 'pcm_s16le'])) }], outputs: [], parameters: { startSeconds: 1, endSeconds: 3 }, goal: '' };
  expect(await oracleNamed(changedSoundOracles, 'sound_cut_as_asked').check(subject, {}, { signal, models, scratch: at('oracle') })).toMatchObject({ status: 'pass' });
});

test('a bit rate that a format does not take is refused before anything is made', async () => {
  await expect(made('convert_audio', { format: 'wav', kilobits: 128 })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('MP3, OGG and M4A do') as unknown });
  await expect(made('convert_audio', { format: 'mp3', sampleRate: 8000, kilobits: 128 })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('8 to 64 kbit/s') as unknown });
});
