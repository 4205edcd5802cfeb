import { beforeAll, describe, expect, it } from '@jest/globals';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audioTools, NO_SPEECH } from '../../../src/agents/audio/index.js';
import type { ArtifactHandle, MediaFile, ToolContext } from '../../../src/core/index.js';
import { wavParts } from '../../../src/models/engines/speech/wav.js';
import { ScriptedModels } from '../../../src/models/scripted.js';
import { wholeOracles } from '../../../src/oracles/whole.js';
import { probe } from '../../../src/tools/media/index.js';
import { oracleNamed } from '../../oracles/check.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const RATE = 16_000;
const at = temporaryFolder();
const tone = (seconds: number, amplitude: number): Float32Array => Float32Array.from({ length: seconds * RATE }, (_, index) => amplitude * Math.sin(index / 6));
const handle = (name: string): ArtifactHandle => ({ id: 'a'.repeat(64), modality: 'audio', mime: 'audio/wav', bytes: 1, metadata: {}, path: at(name) });

beforeAll(() => {
  mkdirSync(at('scratch'));
  writeFileSync(at('tone.wav'), Buffer.concat([...wavParts([tone(2, 0.4)], RATE)]));
  writeFileSync(at('silent.wav'), Buffer.concat([...wavParts([tone(2, 0)], RATE)]));
  writeFileSync(at('parted.wav'), Buffer.concat([...wavParts([tone(1, 0.4), tone(1, 0), tone(1, 0.4)], RATE)]));
  copyFileSync(at('tone.wav'), at(`odd 'name"\n; $(x).wav`));
});

async function use(name: string, input: object, more: Partial<ToolContext> = {}): Promise<Record<string, unknown>> {
  const tool = audioTools.find(({ spec }) => spec.name === name)!;
  const context: ToolContext = {
    runId: 'r', step: 's', attempt: 1, idempotencyKey: 'run/step/1', signal: new AbortController().signal, models: new ScriptedModels([]), scratch: at('scratch'), goal: '', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined, ...more,
  };
  return tool.execute(tool.input.parse(input), context);
}
const durationOf = async (result: Record<string, unknown>): Promise<number> => (await probe((result['audio'] as MediaFile).path)).durationMs ?? 0;

describe('editing', () => {
  it('cuts from one time to another, and to the end', async () => {
    expect(await durationOf(await use('cut_audio', { audio: handle('tone.wav'), startSeconds: 0.5, endSeconds: 1.25 }))).toBeCloseTo(750, -1);
    expect(await durationOf(await use('cut_audio', { audio: handle('tone.wav'), startSeconds: 1.5, endSeconds: 99 }))).toBeCloseTo(500, -1);
  });

  it('says at once which sample rates a format takes', async () => {
    await expect(use('convert_audio', { audio: handle('tone.wav'), format: 'mp3', sampleRate: 96_000 })).rejects.toThrow(/MP3 does not take 96000 Hz; .*48000/);
    expect(await probe((((await use('convert_audio', { audio: handle('tone.wav'), format: 'mp3', sampleRate: 8000 }))['audio']) as MediaFile).path)).toMatchObject({ sampleRate: 8000 });
  });

  it('takes the language by name, and refuses one that it does not know', async () => {
    const models = new ScriptedModels([{ transcribe: { text: '', segments: [] } }]);
    expect(await use('transcribe', { audio: handle('tone.wav'), language: 'German' }, { models })).toMatchObject({ text: NO_SPEECH });
    expect(models.calls[0]?.request).toMatchObject({ language: 'de' });
    await expect(use('transcribe', { audio: handle('tone.wav'), language: 'Klingon' })).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('changes nothing where it is not told what', async () => {
    await expect(use('cut_audio', { audio: handle('tone.wav') })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(use('change_audio', { audio: handle('tone.wav') })).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('refuses a cut outside the recording for good', async () => {
    await expect(use('cut_audio', { audio: handle('tone.wav'), startSeconds: 5 })).rejects.toMatchObject({ code: 'TOOL_FAILED', retryable: false });
  });

  it('joins recordings with a pause between them', async () => {
    expect(await durationOf(await use('join_audio', { audios: [handle('tone.wav'), handle('tone.wav')], gapSeconds: 0.5 }))).toBeCloseTo(4500, -1.5);
    expect(await durationOf(await use('join_audio', { audios: [handle('tone.wav')] }))).toBeCloseTo(2000, -1);
  });

  it('holds a joined recording against the length of its parts and pauses', async () => {
    const { audio } = await use('join_audio', { audios: [handle('tone.wav'), handle('tone.wav')], gapSeconds: 1 });
    const oracle = oracleNamed(wholeOracles, 'as_long_as_parts');
    const check = async (parts: number, parameters?: Record<string, unknown>): Promise<string> => {
      const inputs = Array.from({ length: parts }, () => ({ port: 'audios', modality: 'audio', value: handle('tone.wav') }));
      const subject = { port: 'audio', modality: 'audio', value: audio, tool: 'join_audio', inputs, outputs: [], parameters, goal: '' };
      return (await oracle.check(subject, { pause: 'gapSeconds' }, { signal: new AbortController().signal, models: new ScriptedModels([]), scratch: at('scratch') })).status;
    };
    expect([await check(2, { gapSeconds: 1 }), await check(2, { gapSeconds: 0 }), await check(3, { gapSeconds: 1 }), await check(2)]).toEqual(['pass', 'fail', 'fail', 'inconclusive']);
  });

  it.each([['mp3', 'audio/mpeg'], ['flac', 'audio/flac'], ['ogg', 'audio/ogg'], ['m4a', 'audio/x-m4a'], ['wav', 'audio/wav']])('converts to %s', async (format, mime) => {
    const { audio } = await use('convert_audio', { audio: handle('tone.wav'), format, sampleRate: 44_100, channels: 2 });
    expect(await probe((audio as MediaFile).path)).toMatchObject({ kind: 'audio', mime, sampleRate: 44_100, channels: 2 });
  });

  it('makes speech twice as fast half as long', async () => {
    expect(await durationOf(await use('change_audio', { audio: handle('tone.wav'), speed: 2, volumeDb: -6 }))).toBeCloseTo(1000, -2);
  });

  it('takes any file name', async () => {
    expect(await durationOf(await use('convert_audio', { audio: handle(`odd 'name"\n; $(x).wav`) }))).toBeCloseTo(2000, -1);
  });

  it('stops when cancelled', async () => {
    await expect(use('convert_audio', { audio: handle('tone.wav') }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

it('measures length, level, silence and channels', async () => {
  const { facts, text } = await use('audio_facts', { audio: handle('parted.wav') });
  expect(facts).toMatchObject({ durationMs: 3000, sampleRate: RATE, channels: 1, clipped: false });
  const { silences, peakDb, silentShare } = facts as { silences: { startMs: number; endMs: number }[]; peakDb: number; silentShare: number };
  expect(silences).toHaveLength(1);
  expect(silences[0]!.startMs).toBeCloseTo(1000, -2);
  expect(silentShare).toBeCloseTo(1 / 3, 1);
  expect(peakDb).toBeCloseTo(-8, 0);
  expect(text).toMatch(/lasts 3\.0 s: mono, 16000 Hz.*not clipped/);
});

describe('transcribe', () => {
  it('says that nobody speaks in a silent file, without asking a model', async () => {
    expect(await use('transcribe', { audio: handle('silent.wav') })).toMatchObject({ text: NO_SPEECH, segments: { language: null, segments: [] } });
  });

  it('drops sentences that the recogniser invented', async () => {
    const models = new ScriptedModels([{ transcribe: { text: 'Thanks.', language: 'en', durationMs: 2000, segments: [{ text: 'Thanks.', startMs: 0, endMs: 2000, noSpeechProbability: 0.95, meanLogProbability: -1.4, words: [] }] } }]);
    expect(await use('transcribe', { audio: handle('tone.wav') }, { models })).toMatchObject({ text: NO_SPEECH });
  });
});

describe('speak', () => {
  const spoken = { speak: { sampleRate: RATE, durationMs: 1000 } };

  it('takes the markup off', async () => {
    const models = new ScriptedModels([spoken]);
    await use('speak', { text: '**Hello** [there](http://x.y)' }, { models });
    expect(models.calls[0]!.request).toMatchObject({ text: 'Hello there', speed: 1, into: join(at('scratch'), 'speech.wav') });
  });

  it('slows down after a critique', async () => {
    const models = new ScriptedModels([spoken]);
    await use('speak', { text: 'Hello' }, { models, critique: 'misheard' });
    expect((models.calls[0]!.request as { speed: number }).speed).toBeLessThan(0.95);
  });

  it('takes the first voice that sounds as wanted, and says where there is none', async () => {
    const voices = [{ model: 'a', voice: 'joe', language: 'en-US' }, { model: 'b', voice: 'tom', language: 'en-GB', sounds: 'male' as const }, { model: 'b', voice: 'ann', language: 'en-US', sounds: 'female' as const }];
    const models = new ScriptedModels([{ voices }, spoken, { voices }, spoken]);
    await use('speak', { text: 'Hello', voice: 'female' }, { models });
    expect(models.calls.at(-1)?.request).toMatchObject({ voice: 'ann' });
    await use('speak', { text: 'Hello', voice: 'joe' }, { models: new ScriptedModels([spoken]) });
    await expect(use('speak', { text: 'Hello', voice: 'British female' }, { models })).rejects.toMatchObject({ code: 'MEDIA_UNSUPPORTED', message: expect.stringContaining('British female') });
  });

  it('refuses a text without words, and one in a language that no voice speaks', async () => {
    await expect(use('speak', { text: ' **!** ' })).rejects.toMatchObject({ code: 'INPUT_EMPTY' });
    const models = new ScriptedModels([{ voices: [{ model: 'm', voice: 'v', language: 'en-US' }] }]);
    await expect(use('speak', { text: 'Der Ostflügel des Museums bleibt wegen dringender Bauarbeiten bis Ende Juni geschlossen.' }, { models })).rejects.toMatchObject({ code: 'MEDIA_UNSUPPORTED', message: expect.stringContaining('German') });
  });
});
