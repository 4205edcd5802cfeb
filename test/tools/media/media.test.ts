import { readFile, writeFile, readdir, copyFile } from 'node:fs/promises';
import { readFileSync, readdirSync } from 'node:fs';
import sharp from 'sharp';
import { VouchError } from '../../../src/core/index.js';
import { decodeCheck, extractFrames, findSilences, frameDifference, grayFrames, input, measureLoudness, metadataOf, output, probe, readPcm, runFfmpeg, streamFfmpeg } from '../../../src/tools/media/index.js';
import { makeClip, makeMedia } from '../../support/make-media.js';
import { hasSharedMedia, sharedMedia } from '../../support/shared-media.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const at = temporaryFolder();
const real = hasSharedMedia() ? describe : describe.skip;

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return await promise.then(() => 'no error', (thrown: unknown) => (VouchError.is(thrown) ? thrown.code : String(thrown)));
}

/** Process ids of children of this process whose command line holds the text. */
function childrenWith(text: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
    } catch {
      return false;
    }
  });
}

real('probing real media', () => {
  test('tells size, length, rate and the absence of sound of an MP4', async () => {
    expect(metadataOf(await probe(sharedMedia('bottles.mp4')))).toEqual({ width: 640, height: 360, durationMs: 39854.749, frameRate: 179 / 6, hasAudio: false, codec: 'h264' });
  });
  test('tells the length of a clip whose stream has none', async () => {
    const facts = await probe(sharedMedia('sign-milk.mkv'));
    expect(facts).toMatchObject({ kind: 'video', width: 640, height: 480, hasAudio: false });
    expect(facts.durationMs).toBeCloseTo(1733, -2);
  });
  test('tells rate, channels and length of a WAV', async () => {
    expect(await probe(sharedMedia('jfk.wav'))).toMatchObject({ kind: 'audio', mime: 'audio/wav', durationMs: 11000, sampleRate: 16000, channels: 1 });
  });
  test('tells the size of photos', async () => {
    expect(await probe(sharedMedia('dog.jpg'))).toMatchObject({ kind: 'image', mime: 'image/jpeg', width: 768, height: 576 });
    expect(await probe(sharedMedia('eagle.jpg'))).toMatchObject({ width: 773, height: 512 });
  });
  test('measures loudness and reads all samples of speech', async () => {
    const loudness = await measureLoudness(sharedMedia('jfk.wav'));
    expect(loudness.integratedLufs).toBeCloseTo(-15.5, 0);
    expect(loudness.peakDb).toBeCloseTo(-2.1, 0);
    let samples = 0;
    for await (const block of readPcm(sharedMedia('jfk.wav'))) samples += block.length;
    expect(samples).toBe(176000);
  });
  test('decodes every shared file without a fault', async () => {
    for (const name of ['bottles.mp4', 'sign-milk.mkv', 'jfk.wav', 'dog.jpg', 'person.jpg', 'eagle.jpg']) expect(await decodeCheck(sharedMedia(name))).toMatchObject({ ok: true, faults: [] });
  });
});

describe('probing', () => {
  test('measures by decoding when the container holds no length', async () => {
    // Matroska written to a pipe cannot go back to fill in its duration.
    const clip = await makeClip(at('whole.mp4'), 3);
    const chunks: Buffer[] = [];
    for await (const chunk of streamFfmpeg([...input(clip), '-c', 'copy', '-f', 'matroska', 'pipe:1'])) chunks.push(chunk);
    await writeFile(at('endless.mkv'), Buffer.concat(chunks));
    expect((await probe(at('endless.mkv'))).durationMs).toBeCloseTo(3000, -2);
  });
  test('gives the size as shown for a turned video', async () => {
    const bytes = await readFile(await makeClip(at('wide.mp4'), 1, { sound: false }));
    // ISO 14496-12, 8.3.2: the matrix stands 44 bytes behind the type of a version 0 track header; this one turns by 90°.
    const matrix = bytes.indexOf('tkhd') + 44;
    [0, 0x10000, 0, -0x10000, 0, 0, 120 * 0x10000, 0, 0x40000000].forEach((value, index) => bytes.writeInt32BE(value, matrix + 4 * index));
    await writeFile(at('turned.mp4'), bytes);
    expect(await probe(at('turned.mp4'))).toMatchObject({ width: 120, height: 160 });
  });
  test('calls an MP4 with sound only audio', async () => {
    await makeMedia(at('sound.mp4'), ['-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'aac']);
    expect(await probe(at('sound.mp4'))).toMatchObject({ kind: 'audio', mime: 'audio/mp4', hasVideo: false });
  });
  test('says INPUT_CORRUPT of text and INPUT_NOT_FOUND of nothing', async () => {
    await writeFile(at('notes.mp4'), 'only words');
    expect(await codeOf(probe(at('notes.mp4')))).toBe('INPUT_CORRUPT');
    expect(await codeOf(probe(at('none.mp4')))).toBe('INPUT_NOT_FOUND');
  });
  test('does not follow a playlist to another file', async () => {
    await makeMedia(at('secret.ts'), ['-f', 'lavfi', '-i', 'testsrc=duration=1:size=64x64:rate=5', '-c:v', 'mpeg2video']);
    await writeFile(at('list.m3u8'), `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${at('secret.ts')}\n#EXT-X-ENDLIST\n`);
    await writeFile(at('list.mp4'), await readFile(at('list.m3u8')));
    expect(await codeOf(probe(at('list.mp4')))).toBe('INPUT_CORRUPT');
  });
  test.each(['-i.mp4', 'a\nb.mp4', `quo"te's.mp4`, 'per%03dcent.mp4', 'http:host.mp4', 'concat:a|b.mp4', ' space.mp4', 'ünïcödé 日本.mp4', '$(touch x);.mp4'])('opens a file named %j', async (name) => {
    await makeClip(at('plain.mp4'), 1);
    await copyFile(at('plain.mp4'), at(name));
    expect(await probe(at(name))).toMatchObject({ kind: 'video', width: 160 });
    expect((await decodeCheck(at(name))).ok).toBe(true);
    expect(await extractFrames(at(name), [500], at())).toHaveLength(1);
  });
  test('writes to any name', async () => {
    const clip = await makeClip(at('plain.mp4'), 1);
    await runFfmpeg([...input(clip), '-c', 'copy', ...output(at('-o "x"\n%d.mp4'))]);
    expect((await probe(at('-o "x"\n%d.mp4'))).kind).toBe('video');
  });
});

describe('decoding whole', () => {
  test.each(['video cut off', 'audio cut off', 'picture cut off'])('finds a %s', async (title) => {
    const [name, share] = title.startsWith('video') ? ['clip.mkv', 0.6] : title.startsWith('audio') ? ['tone.flac', 0.5] : ['photo.jpg', 0.7];
    if (name === 'clip.mkv') await makeMedia(at(name), ['-f', 'lavfi', '-i', 'testsrc=duration=4:size=160x120:rate=10', '-c:v', 'libx264', '-g', '10']);
    if (name === 'tone.flac') await makeMedia(at(name), ['-f', 'lavfi', '-i', 'sine=duration=4']);
    if (name === 'photo.jpg') await sharp({ create: { width: 300, height: 300, channels: 3, background: 'red', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).jpeg().toFile(at(name));
    expect((await decodeCheck(at(name))).ok).toBe(true);
    const bytes = await readFile(at(name));
    await writeFile(at(`cut-${name}`), bytes.subarray(0, Math.floor(bytes.length * share)));
    const report = await decodeCheck(at(`cut-${name}`));
    expect(report.ok).toBe(false);
    expect(report.faults.length).toBeGreaterThan(0);
  });
  test('finds damage in the middle', async () => {
    const clip = await makeClip(at('middle.mp4'), 4);
    const bytes = await readFile(clip);
    bytes.fill(0xa5, Math.floor(bytes.length * 0.4), Math.floor(bytes.length * 0.6));
    await writeFile(clip, bytes);
    expect((await decodeCheck(clip)).ok).toBe(false);
  });
});

describe('measuring', () => {
  test('finds the silence between two tones and the one at the end', async () => {
    await makeMedia(at('gaps.wav'), ['-f', 'lavfi', '-i', `aevalsrc='0.5*sin(880*PI*t)*(lt(t,1)+between(t,2,3))':d=4:s=16000`]);
    const spans = await findSilences(at('gaps.wav'));
    expect(spans.map(({ startMs, endMs }) => [Math.round(startMs / 100), Math.round(endMs / 100)])).toEqual([[10, 20], [30, 40]]);
  });
  test('rates digital silence as nothing instead of minus infinity', async () => {
    await makeMedia(at('still.wav'), ['-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono', '-t', '2']);
    expect(await measureLoudness(at('still.wav'))).toMatchObject({ integratedLufs: null });
  });
  test('reads grey frames at an even rate and stops early when asked', async () => {
    const clip = await makeClip(at('grey.mp4'), 3);
    const times: number[] = [];
    let previous;
    for await (const frame of grayFrames(clip, { rate: 5 })) {
      times.push(frame.timeMs);
      if (previous) expect(frameDifference(previous, frame)).toBeGreaterThan(0);
      previous = frame;
    }
    expect(times).toEqual([...Array(15).keys()].map((index) => index * 200));
    for await (const frame of grayFrames(clip)) {
      expect(frame.pixels).toHaveLength(64 * 36);
      break;
    }
    expect(childrenWith(at('grey.mp4'))).toEqual([]);
  });
  test('gives the last frame for a time behind the end', async () => {
    const clip = await makeClip(at('short.mp4'), 1);
    const [last, behind] = await extractFrames(clip, [900, 5000], at());
    expect(await sharp(behind!.path).raw().toBuffer()).toEqual(await sharp(last!.path).raw().toBuffer());
  });
});

describe('stopping', () => {
  test('an abort ends ffmpeg at once with its own reason and leaves no process', async () => {
    const controller = new AbortController();
    const into = at('forever.mkv');
    const run = runFfmpeg(['-f', 'lavfi', '-i', 'testsrc=size=640x480:rate=30', '-c:v', 'libx264', '-f', 'matroska', ...output(into)], { signal: controller.signal });
    const outcome = codeOf(run);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(childrenWith(into)).toHaveLength(1);
    const before = Date.now();
    controller.abort(new VouchError('BUDGET_SPENT', 'The time is over.'));
    expect(await outcome).toBe('BUDGET_SPENT');
    expect(Date.now() - before).toBeLessThan(4000);
    expect(childrenWith(into)).toEqual([]);
  });
  test('a time limit ends it with TIMEOUT', async () => {
    expect(await codeOf(runFfmpeg(['-f', 'lavfi', '-i', 'testsrc=size=640x480:rate=30', '-f', 'null', '-'], { timeoutMs: 500 }))).toBe('TIMEOUT');
  });
  test('an aborted signal starts nothing', async () => {
    expect(await codeOf(runFfmpeg(['-version'], { signal: AbortSignal.abort(new VouchError('CANCELLED', 'No.')) }))).toBe('CANCELLED');
  });
  test('a wrong program name in the environment is ENGINE_MISSING', async () => {
    process.env['VOUCH_FFMPEG'] = at('no-such-program');
    try {
      expect(await codeOf(runFfmpeg(['-version']))).toBe('ENGINE_MISSING');
    } finally {
      delete process.env['VOUCH_FFMPEG'];
    }
  });
  test('a wrong filter is TOOL_FAILED with what ffmpeg said', async () => {
    await expect(runFfmpeg(['-f', 'lavfi', '-i', 'testsrc=duration=1', '-vf', 'nosuchfilter', '-f', 'null', '-'])).rejects.toMatchObject({ code: 'TOOL_FAILED', message: expect.stringContaining('nosuchfilter') as string });
    expect((await readdir(at())).length).toBeGreaterThan(0);
  });
});
