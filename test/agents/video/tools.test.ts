import { mkdir } from 'node:fs/promises';
import sharp from 'sharp';
import { cuesFromSegments, spreadText } from '../../../src/agents/video/cueing.js';
import { videoTools } from '../../../src/agents/video/index.js';
import type { ArtifactHandle, ModelClient, ToolContext } from '../../../src/core/index.js';
import { animationOracles } from '../../../src/oracles/animation.js';
import { wholeOracles } from '../../../src/oracles/whole.js';
import { decodeCheck, probe } from '../../../src/tools/media/index.js';
import { parseSubtitles, type Cue } from '../../../src/tools/captions/index.js';
import { oracleNamed } from '../../oracles/check.js';
import { makeClip, makeMedia } from '../../support/make-media.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const at = temporaryFolder();
let folders = 0;

/** Everything that the tools give; each test uses its own part. */
interface Outputs {
  facts: unknown;
  text: string;
  frames: { path: string }[];
  times: { timeMs: number }[];
  audio: { path: string };
  video: { path: string };
  image: { path: string };
  cues: Cue[];
}

/** These tools need no model; asking for one would be a fault. */
const noModels = { has: () => false } as unknown as ModelClient;

async function use(name: string, input: Record<string, unknown>): Promise<Outputs> {
  folders += 1;
  const scratch = at(`scratch %d ${folders}`);
  await mkdir(scratch, { recursive: true });
  const tool = videoTools.find(({ spec }) => spec.name === name)!;
  const context: ToolContext = { runId: 'r', step: 's', attempt: 1, idempotencyKey: 'run/step/1', signal: new AbortController().signal, models: noModels, scratch, goal: '', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined };
  return (await tool.execute(tool.input.parse(input), context)) as unknown as Outputs;
}
const video = (path: string): unknown => ({ id: '0'.repeat(64), modality: 'video', mime: 'video/mp4', bytes: 1, metadata: {}, name: 'clip', path });

describe('video tools', () => {
  test('every tool states what its ports are', () => {
    for (const { spec } of videoTools) {
      expect(spec.description.length).toBeGreaterThan(20);
      for (const port of [...spec.inputs, ...spec.outputs]) expect([spec.name, port.name, port.description]).not.toContain('');
    }
  });
  test('video_facts measures and says so', async () => {
    const { facts, text } = await use('video_facts', { video: video(await makeClip(at('f.mp4'), 2)) });
    expect(facts).toMatchObject({ width: 160, height: 120, hasAudio: true });
    expect(text).toContain('2.0 s video');
  });
  test('sample_frames gives as many pictures as asked for, or one in each interval', async () => {
    const clip = video(await makeClip(at('s.mp4'), 3));
    const some = await use('sample_frames', { video: clip, count: 4 });
    expect(some.frames).toHaveLength(4);
    const even = await use('sample_frames', { video: clip, everyMs: 1000 });
    expect(even.times.map(({ timeMs }) => timeMs)).toEqual([0, 1000, 2000]);
    expect((await sharp(even.frames[0]!.path).metadata()).width).toBe(160);
    await expect(use('sample_frames', { video: clip, everyMs: 1 })).rejects.toMatchObject({ code: 'USAGE' });
  });
  test('sample_frames gives the pictures at the times that it is told, from the start or from the end, and none outside', async () => {
    const clip = video(await makeClip(at('moments.mp4'), 3));
    const { times, frames } = await use('sample_frames', { video: clip, atMs: [2000, 500, -1] });
    expect(times.map(({ timeMs }) => Math.round(timeMs / 100))).toEqual([20, 5, 30]);
    expect(frames).toHaveLength(3);
    await expect(use('sample_frames', { video: clip, atMs: [9000] })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('lasts 3.0') as string });
  });
  test('sample_frames takes the pictures of a part', async () => {
    const clip = video(await makeClip(at('part-of.mp4'), 3));
    expect((await use('sample_frames', { video: clip, everyMs: 500, startMs: 1000 })).times.map(({ timeMs }) => timeMs)).toEqual([1000, 1500, 2000, 2500]);
    const some = (await use('sample_frames', { video: clip, count: 2, startMs: 1000, endMs: 2000 })).times.map(({ timeMs }) => timeMs);
    expect(some.length).toBe(2);
    expect(some.every((timeMs) => timeMs >= 1000 && timeMs <= 2000)).toBe(true);
    await expect(use('sample_frames', { video: clip, startMs: 9000 })).rejects.toMatchObject({ code: 'USAGE' });
  });
  test('make_gif makes a GIF of the asked-for seconds, and of no more than a minute', async () => {
    const clip = video(await makeClip(at('g.mp4'), 3));
    const told = { startMs: 500, endMs: 2000, width: 80, framesPerSecond: 10 };
    const { image } = await use('make_gif', { video: clip, ...told });
    const { format, pages, width } = await sharp(image.path).metadata();
    expect({ format, pages, width }).toEqual({ format: 'gif', pages: 15, width: 80 });
    const subject = (parameters: object) => ({ port: 'image', modality: 'image', value: { ...(clip as ArtifactHandle), path: image.path }, tool: 'make_gif', inputs: [{ port: 'video', modality: 'video', value: clip }], outputs: [], parameters: { ...told, ...parameters }, goal: '' });
    const check = (parameters: object) => oracleNamed(animationOracles, 'animated_as_asked').check(subject(parameters), {}, { signal: new AbortController().signal, models: noModels, scratch: at('oracle') });
    expect(await check({})).toMatchObject({ status: 'pass', measured: { frames: 15, width: 80 } });
    expect(await check({ endMs: 3000 })).toMatchObject({ status: 'fail', critique: expect.stringContaining('and not 2.50 s') as string });
    expect(await check({ startMs: 1500, endMs: 3000 })).toMatchObject({ status: 'fail', critique: expect.stringContaining('something else than the video') as string });
    await expect(use('make_gif', { video: clip, startMs: 8000 })).rejects.toMatchObject({ code: 'USAGE' });
  });
  test('make_gif refuses more than a minute, saying so', async () => {
    const clip = video(await makeMedia(at('long.mp4'), ['-f', 'lavfi', '-i', 'color=c=red:s=32x32:r=1:d=61', '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast']));
    await expect(use('make_gif', { video: clip })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('at most 60') as string });
  });
  test('extract_audio gives all of the sound, and says at once when there is none', async () => {
    const { audio } = await use('extract_audio', { video: video(await makeClip(at('a.mp4'), 2)) });
    expect(await probe(audio.path)).toMatchObject({ kind: 'audio', mime: 'audio/wav' });
    const mute = video(await makeClip(at('mute.mp4'), 1, { sound: false }));
    await expect(use('extract_audio', { video: mute })).rejects.toMatchObject({ code: 'INPUT_UNSUPPORTED', retryable: false });
    await expect(use('subtitle_video', { video: mute })).rejects.toMatchObject({ code: 'INPUT_UNSUPPORTED', retryable: false });
  });
  test('cut_video cuts to the frame and refuses a part behind the end', async () => {
    const clip = video(await makeClip(at('c.mp4'), 4));
    const { video: part } = await use('cut_video', { video: clip, startMs: 1000, endMs: 2500 });
    expect((await probe(part.path)).durationMs).toBeCloseTo(1500, -2);
    await expect(use('cut_video', { video: clip, startMs: 9000 })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(use('cut_video', { video: clip, startMs: 3000, endMs: 2000 })).rejects.toMatchObject({ code: 'USAGE' });
  });
  test('join_video keeps order and length for parts of other sizes, with and without sound', async () => {
    const { video: joined } = await use('join_video', { videos: [video(await makeClip(at('j1.mp4'), 1)), video(await makeClip(at('j2.mp4'), 2, { sound: false, size: '200x100' }))] });
    const facts = await probe(joined.path);
    expect(facts).toMatchObject({ width: 160, height: 120, hasAudio: true });
    expect(Math.abs((facts.durationMs ?? 0) - 3000)).toBeLessThan(150);
    expect((await decodeCheck(joined.path)).ok).toBe(true);
  });
  test('join_video takes a single clip, and what it joins is held against the length of its parts', async () => {
    const clip = video(await makeClip(at('only.mp4'), 2, { sound: false }));
    const { video: joined } = await use('join_video', { videos: [clip] });
    expect(Math.abs(((await probe(joined.path)).durationMs ?? 0) - 2000)).toBeLessThan(150);
    const oracle = oracleNamed(wholeOracles, 'as_long_as_parts');
    const check = async (parts: unknown[]): Promise<unknown> => {
      const inputs = parts.map((value) => ({ port: 'videos', modality: 'video', value }));
      return (await oracle.check({ port: 'video', modality: 'video', value: video(joined.path), tool: 'join_video', inputs, outputs: [], goal: '' }, {}, { signal: new AbortController().signal, models: noModels, scratch: '' })).status;
    };
    expect([await check([clip]), await check([clip, clip]), await check([])]).toEqual(['pass', 'fail', 'inconclusive']);
  });
  test('make_video shows every picture as long as asked for, in a form that plays', async () => {
    const images = await Promise.all(['red', 'green', 'blue'].map(async (background, index) => {
      await sharp({ create: { width: 101 + index, height: 75, channels: 3, background } }).png().toFile(at(`${background}.png`));
      return { ...(video(at(`${background}.png`)) as object), modality: 'image' };
    }));
    const { video: silent } = await use('make_video', { images, secondsPerImage: 1 });
    expect(await probe(silent.path)).toMatchObject({ codec: 'h264', width: 104, height: 76, hasAudio: false });
    expect(Math.abs(((await probe(silent.path)).durationMs ?? 0) - 3000)).toBeLessThan(60);
    await makeMedia(at('tone.wav'), ['-f', 'lavfi', '-i', 'sine=duration=2.5']);
    const { video: sounding } = await use('make_video', { images, audio: { ...(video(at('tone.wav')) as object), modality: 'audio' } });
    const facts = await probe(sounding.path);
    expect(facts.hasAudio).toBe(true);
    expect(Math.abs((facts.durationMs ?? 0) - 2500)).toBeLessThan(100);
    const { video: held } = await use('make_video', { images, secondsPerImage: 0.2, audio: { ...(video(at('tone.wav')) as object), modality: 'audio' } });
    expect(await decodeCheck(held.path)).toMatchObject({ ok: true });
    expect(Math.abs(((await probe(held.path)).durationMs ?? 0) - 2500)).toBeLessThan(100);
  });
  test('subtitle_video adds a track that is read back with the given times', async () => {
    const clip = video(await makeClip(at('sub.mp4'), 4));
    const segments = [{ startMs: 0, endMs: 1500, text: 'Hello there.' }, { startMs: 2000, endMs: 9000, text: 'Good bye.' }];
    const { video: done, text, cues } = await use('subtitle_video', { video: clip, segments: { segments }, format: 'vtt' });
    expect(await probe(done.path)).toMatchObject({ hasSubtitles: true, hasAudio: true });
    expect(text).toMatch(/^WEBVTT/);
    expect(parseSubtitles(text)).toEqual(cues);
    expect(cues[1]).toMatchObject({ startMs: 2000, endMs: expect.closeTo(4000, -2) as number });
  });
  test('subtitle_video keeps the sound of a camera that MP4 does not take', async () => {
    await makeMedia(at('camera.mov'), ['-f', 'lavfi', '-i', 'testsrc=s=160x120:d=2:r=10', '-f', 'lavfi', '-i', 'sine=duration=2', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'pcm_s16le']);
    const { video: done } = await use('subtitle_video', { video: video(at('camera.mov')), text: 'Hello there.' });
    expect(await probe(done.path)).toMatchObject({ hasSubtitles: true, hasAudio: true, audioCodec: 'pcm_s16le' });
  });
  test('convert_video makes WebM and a smaller picture', async () => {
    const { video: small } = await use('convert_video', { video: video(await makeClip(at('big.mp4'), 1)), format: 'webm', maximumWidth: 81 });
    expect(await probe(small.path)).toMatchObject({ mime: 'video/webm', width: 80, height: 60 });
  });
  test('a sound under the name of a video is refused', async () => {
    await makeMedia(at('only.mp4'), ['-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'aac']);
    await expect(use('video_facts', { video: video(at('only.mp4')) })).rejects.toMatchObject({ code: 'INPUT_CORRUPT' });
  });
});

describe('cues', () => {
  test('of a long segment stay short enough to read and keep order and limits', () => {
    const text = 'And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country. '.repeat(3).trim();
    const cues = cuesFromSegments([{ startMs: 1000, endMs: 31_000, text }]);
    expect(cues.length).toBeGreaterThan(3);
    for (const cue of cues) expect(cue.text.length).toBeLessThanOrEqual(84);
    expect(cues.map((cue) => cue.text).join(' ').replace(/\s+/g, ' ')).toBe(text);
    expect([cues[0]!.startMs, cues.at(-1)!.endMs]).toEqual([1000, 31_000]);
    expect(cues.every((cue, index) => index === 0 || cue.startMs >= cues[index - 1]!.endMs)).toBe(true);
  });
  test('of words without times fill what is heard and leave silence free', () => {
    const cues = spreadText('First sentence here. Second sentence too.', [{ startMs: 2000, endMs: 4000 }], 6000);
    expect(cues[0]).toMatchObject({ startMs: 0 });
    expect(cues.at(-1)!.endMs).toBe(6000);
    expect(cues[0]!.endMs).toBeLessThanOrEqual(2100);
    expect(cues[1]!.startMs).toBeGreaterThan(1800);
  });
});
