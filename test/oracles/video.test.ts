import { readFile, writeFile } from 'node:fs/promises';
import { mediaOracles } from '../../src/oracles/media.js';
import { shiftsOf } from '../../src/oracles/video-timing.js';
import { imageOracles } from '../../src/oracles/image.js';
import { videoOracles } from '../../src/oracles/video.js';
import type { FindingInput, ModelClient } from '../../src/core/index.js';
import { makeClip, makeMedia } from '../support/make-media.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const at = temporaryFolder();
const handle = (path: string, modality = 'video'): object => ({ id: 'a'.repeat(64), modality, mime: '', bytes: 1, metadata: {}, path });

async function check(name: string, value: unknown, params: Record<string, unknown> = {}, inputs: object[] = []): Promise<FindingInput> {
  const oracle = [...mediaOracles, ...videoOracles].find(({ spec }) => spec.name === name)!;
  const subject = { port: 'out', modality: 'video', value, tool: null, inputs: inputs.map((input) => ({ port: 'in', modality: 'video', value: input })), outputs: [], goal: '' };
  return await oracle.check(subject, oracle.params.parse(params), { signal: new AbortController().signal, models: { has: () => false } as unknown as ModelClient, scratch: at() });
}

describe('decodes', () => {
  test('passes a whole video and fails the same one cut off, with a critique', async () => {
    await makeMedia(at('whole.mkv'), ['-f', 'lavfi', '-i', 'testsrc=duration=4:size=160x120:rate=10', '-c:v', 'libx264', '-g', '10']);
    expect((await check('decodes', handle(at('whole.mkv')))).status).toBe('pass');
    const bytes = await readFile(at('whole.mkv'));
    await writeFile(at('cut.mkv'), bytes.subarray(0, bytes.length / 2));
    expect(await check('decodes', handle(at('cut.mkv')))).toMatchObject({ status: 'fail', critique: expect.stringContaining('damaged') as string });
  });
  test('fails a list in which one is of another kind', async () => {
    const clip = await makeClip(at('kind.mp4'), 1);
    expect((await check('decodes', [handle(clip), handle(clip, 'audio')])).status).toBe('fail');
  });
});

test('file_size holds both limits', async () => {
  const clip = handle(await makeClip(at('size.mp4'), 1));
  expect((await check('file_size', clip, { maxBytes: 10_000_000 })).status).toBe('pass');
  expect((await check('file_size', clip, { maxBytes: 100 })).status).toBe('fail');
  expect((await check('file_size', clip, { minBytes: 100_000_000 })).status).toBe('fail');
});

describe('black and frozen pictures', () => {
  const mixed = ['-filter_complex', '[0:v][1:v]concat=n=2:v=1', '-pix_fmt', 'yuv420p'];
  test('a black half is found with its times', async () => {
    await makeMedia(at('black.mp4'), ['-f', 'lavfi', '-i', 'testsrc=s=160x120:d=3:r=10', '-f', 'lavfi', '-i', 'color=black:s=160x120:d=3:r=10', ...mixed]);
    const finding = await check('not_black', handle(at('black.mp4')));
    expect(finding).toMatchObject({ status: 'fail', measured: 0.5 });
    expect(finding.evidence?.[0]).toMatchObject({ startMs: 3000, endMs: 6000 });
    expect((await check('not_black', handle(at('black.mp4')), { maxBlackShare: 0.6 })).status).toBe('pass');
  });
  test('a frozen half is found, a moving picture is not', async () => {
    await makeMedia(at('frozen.mp4'), ['-f', 'lavfi', '-i', 'mandelbrot=s=160x120:r=10', '-f', 'lavfi', '-i', 'color=red:s=160x120:d=4:r=10', '-filter_complex', '[0:v]trim=duration=4[a];[a][1:v]concat=n=2:v=1', '-pix_fmt', 'yuv420p']);
    const finding = await check('not_frozen', handle(at('frozen.mp4')));
    expect(finding.status).toBe('fail');
    expect(finding.measured).toBeCloseTo(0.5, 0);
    await makeMedia(at('moving.mp4'), ['-f', 'lavfi', '-i', 'testsrc2=s=160x120:d=3:r=10', '-pix_fmt', 'yuv420p']);
    expect((await check('not_frozen', handle(at('moving.mp4')))).status).toBe('pass');
  });
});

describe('unusual videos', () => {
  test.each<[string, readonly string[]]>([
    ['one frame', ['-f', 'lavfi', '-i', 'testsrc=s=160x120:d=0.04:r=25', '-frames:v', '1', '-pix_fmt', 'yuv420p']],
    ['a tall picture', ['-f', 'lavfi', '-i', 'testsrc=s=120x640:d=1:r=10', '-pix_fmt', 'yuv420p']],
    ['a changing frame rate', ['-f', 'lavfi', '-i', 'testsrc=s=160x120:d=2:r=30', '-vf', "select='lt(t,1)+not(mod(n,7))'", '-vsync', 'vfr', '-pix_fmt', 'yuv420p']],
    ['grey pixels', ['-f', 'lavfi', '-i', 'testsrc=s=160x120:d=1:r=10', '-vf', 'format=gray', '-pix_fmt', 'gray']],
  ])('%s is neither damaged nor black', async (name, args) => {
    const path = await makeMedia(at(`${name}.mp4`), args);
    expect((await check('decodes', handle(path))).status).toBe('pass');
    expect((await check('not_black', handle(path))).status).toBe('pass');
  });
});

describe('grounded_caption', () => {
  const observations = {
    durationMs: 4000, shotsMs: [0], hasAudio: false, sampledMs: [], screenText: [], speech: [], notes: [], wordedBy: 'program',
    objects: [{ label: 'person', maximum: 6, spans: [{ startMs: 0, endMs: 4000, count: 6 }] }],
  };
  const judge = async (caption: string, seen: number, label = 'person'): Promise<FindingInput> => {
    const clip = await makeClip(at('crowd.mp4'), 4);
    const oracle = videoOracles.find(({ spec }) => spec.name === 'grounded_caption')!;
    const detections = Array.from({ length: seen }, () => ({ label, score: 0.8, box: { x: 0, y: 0, width: 9, height: 9 } }));
    const models = { has: () => true, detect: () => Promise.resolve({ width: 160, height: 120, detections, model: 'm' }) } as unknown as ModelClient;
    const subject = { port: 'text', modality: 'text', value: caption, tool: 'caption_video', inputs: [{ port: 'video', modality: 'video', value: handle(clip) }], outputs: [{ port: 'observations', modality: 'json', value: observations }], goal: '' };
    return oracle.check(subject, oracle.params.parse({}), { signal: new AbortController().signal, models, scratch: at() });
  };
  test.each<[string, string, number, string, string]>([
    ['the counts hold', 'Six people are in view.', 6, 'person', 'pass'],
    ['one of a crowd is hidden', 'Six people are in view.', 5, 'person', 'pass'],
    ['the crowd is hard to count', 'Six people are in view.', 3, 'person', 'inconclusive'],
    ['nothing of the kind is seen again', 'Six people are in view.', 6, 'dog', 'fail'],
    ['it adds a thing that the detector knows', 'Six people and a horse are in view.', 6, 'person', 'fail'],
    ['it uses another word', 'Six people are in view, chatting.', 6, 'person', 'inconclusive'],
    ['it gives another count', 'Nine people are in view.', 6, 'person', 'fail'],
  ])('%s', async (_, caption, seen, label, status) => {
    expect((await judge(caption, seen, label)).status).toBe(status);
  });
});

test('files by themselves: times against a length or a named recording, size of a video and of a text', async () => {
  const clip = await makeClip(at('alone.mp4'), 2);
  const alone = async (name: string, modality: string, value: unknown, params: Record<string, unknown>): Promise<string> => {
    const oracle = [...mediaOracles, ...videoOracles, ...imageOracles].find(({ spec }) => spec.name === name)!;
    return (await oracle.check({ port: 'file', modality, value, tool: null, inputs: [], outputs: [], goal: '' }, oracle.params.parse(params), { signal: new AbortController().signal, models: { has: () => false } as unknown as ModelClient, scratch: at() })).status;
  };
  const subtitles = '1\n00:00:00,500 --> 00:00:03,000\nHi\n';
  expect(await alone('timing_within_media', 'text', subtitles, { media: clip })).toBe('fail');
  expect(await alone('timing_within_media', 'text', subtitles, { durationMs: 5000 })).toBe('pass');
  expect(await alone('timing_within_media', 'text', subtitles, {})).toBe('inconclusive');
  expect(await alone('image_dimensions', 'video', handle(clip), { width: 160, maxHeight: 200 })).toBe('pass');
  expect(await alone('file_size', 'text', 'hällo', { maxBytes: 5 })).toBe('fail');
  expect(await alone('grounded_caption', 'text', 'A dog.', {})).toBe('inconclusive');
});

test('has_audio tells a mute video from one with sound', async () => {
  expect((await check('has_audio', handle(await makeClip(at('loud.mp4'), 1)))).status).toBe('pass');
  expect((await check('has_audio', handle(await makeClip(at('mute.mp4'), 1, { sound: false })))).status).toBe('fail');
  expect((await check('has_audio', handle(at('mute.mp4')), { expected: false })).status).toBe('pass');
});

describe('times', () => {
  test('within the video and in order pass; behind its end, reversed or out of order fail', async () => {
    const inputs = [handle(await makeClip(at('time.mp4'), 3))];
    const verdict = async (times: [number, number][]): Promise<string> => (await check('timing_within_media', times.map(([startMs, endMs]) => ({ startMs, endMs, text: '' })), {}, inputs)).status;
    expect(await verdict([[0, 1000], [1000, 3000]])).toBe('pass');
    expect(await verdict([[0, 1000], [2000, 5000]])).toBe('fail');
    expect(await verdict([[1000, 500]])).toBe('fail');
    expect(await verdict([[2000, 2500], [1000, 1500]])).toBe('fail');
    expect(await verdict([])).toBe('pass');
    expect((await check('timing_within_media', '1\n00:00:01,000 --> 00:00:09,000\nHi\n', {}, inputs)).status).toBe('fail');
    expect((await check('timing_within_media', 'no times', {}, inputs)).status).toBe('inconclusive');
    expect((await check('timing_within_media', [{ startMs: 0, endMs: 1 }])).status).toBe('inconclusive');
  });
  test('of subtitles are compared with the words that are heard', () => {
    const spoken = 'ask not what your country can do for you'.split(' ').map((text, index) => ({ text, startMs: 1000 + index * 300, endMs: 1300 + index * 300, probability: 1 }));
    const shifts = shiftsOf([{ startMs: 3000, endMs: 4000, text: 'Ask not what your' }, { startMs: 4200, endMs: 5000, text: 'country can do' }, { startMs: 9000, endMs: 9500, text: 'never said words' }], spoken);
    expect(shifts.map(({ shiftMs }) => shiftMs)).toEqual([2000, 2000]);
  });
});
