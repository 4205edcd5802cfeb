import fc from 'fast-check';
import type { TranscriptSegment } from '../../../src/core/index.js';
import { ScriptedModels, type ScriptedStep } from '../../../src/models/scripted.js';
import { cutsIn, listenTo } from '../../../src/tools/speech/index.js';
import { makeClip, makeMedia } from '../../support/make-media.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const at = temporaryFolder();
const MINUTE = 60_000;
const said = (text: string, startMs: number): TranscriptSegment => ({ text, startMs, endMs: startMs + 1000, noSpeechProbability: 0, meanLogProbability: 0, words: [{ text, startMs, endMs: startMs + 1000, probability: 1 }] });
const signal = new AbortController().signal;

test('cuts lie in silences near every eight minutes, in order and within the recording', () => {
  expect(cutsIn(20 * MINUTE, [{ startMs: 7.5 * MINUTE, endMs: 7.6 * MINUTE }, { startMs: 3 * MINUTE, endMs: 4 * MINUTE }])).toEqual([7.55 * MINUTE, 15.55 * MINUTE]);
  expect(cutsIn(5 * MINUTE, [])).toEqual([]);
  fc.assert(fc.property(fc.integer({ min: 0, max: 86_400_000 }), fc.array(fc.nat(86_400_000)), (durationMs, starts) => {
    const edges = [0, ...cutsIn(durationMs, starts.map((startMs) => ({ startMs, endMs: startMs + 500 }))), durationMs];
    expect(edges.slice(1).every((edge, index) => edge >= (edges[index] ?? 0))).toBe(true);
  }));
});

test('a long recording is heard in pieces, with the times of the whole', async () => {
  const path = await makeMedia(at('long.mp3'), ['-f', 'lavfi', '-i', 'sine=frequency=300:duration=1200:sample_rate=8000', '-b:a', '8k']);
  const models = new ScriptedModels([0, 1, 2].map((piece): ScriptedStep => ({ transcribe: { text: `part ${piece}`, segments: [said(`part ${piece}`, 5000)] } })));
  const fractions: number[] = [];
  const reply = await listenTo(models, { path, durationMs: 1_200_000, scratch: at(), signal, onProgress: (fraction) => fractions.push(fraction) });
  models.finish();
  expect(reply.text).toBe('part 0 part 1 part 2');
  expect(reply.segments.map(({ startMs }) => startMs)).toEqual([5000, 8 * MINUTE + 5000, 16 * MINUTE + 5000]);
  expect(reply.segments[2]?.words[0]?.startMs).toBe(16 * MINUTE + 5000);
  expect(fractions.at(-1)).toBe(1);
});

test('a short recording is sent as it is; of a video only the sound', async () => {
  const sound = await makeMedia(at('short.wav'), ['-f', 'lavfi', '-i', 'sine=duration=1']);
  const clip = await makeClip(at('clip.mp4'), 1);
  const models = new ScriptedModels([{ transcribe: { text: 'a' } }, { transcribe: { text: 'b' } }]);
  await listenTo(models, { path: sound, durationMs: 1000, scratch: at(), signal });
  await listenTo(models, { path: clip, durationMs: 1000, scratch: at(), signal, extract: true });
  expect(models.calls.map(({ request }) => (request as { path: string }).path)).toEqual([sound, at('heard-0.wav')]);
});
