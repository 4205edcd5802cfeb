// Native kernels against their TypeScript twins, sharp and ffmpeg's scene filter. Run on a quiet machine: node --import tsx bench/native.ts
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { byteDifference, chooseKernels, colourComponents, dotProducts, perceptualHash, tileDifference, tileHashes, toPlanes, type RgbaFrame } from '../src/kernels/index.js';
import { mediaProgram } from '../src/tools/media/index.js';
import { machineLine, median } from './machine.js';

const ROUNDS = 41;
const [WIDTH, HEIGHT] = [1920, 1080];

/** Median ms of the processor, and the least by the clock: on a busy machine that comes nearest to a quiet one. */
async function timed(work: () => unknown): Promise<{ cpu: number; wall: number }> {
  const [cpu, wall]: [number[], number[]] = [[], []];
  await work();
  for (let round = 0; round < ROUNDS; round += 1) {
    const [before, started] = [process.cpuUsage(), performance.now()];
    await work();
    wall.push(performance.now() - started);
    const used = process.cpuUsage(before);
    cpu.push((used.user + used.system) / 1000);
  }
  return { cpu: median(cpu), wall: Math.min(...wall) };
}

async function report(name: string, work: () => unknown, bar = ''): Promise<void> {
  const results: string[] = [];
  for (const kind of ['native', 'typescript'] as const) {
    chooseKernels(kind);
    const { cpu, wall } = await timed(work);
    results.push(`${kind} ${cpu.toFixed(2)} (${wall.toFixed(2)})`);
  }
  console.log(`${name.padEnd(46)} ${results.join(', ')}${bar}`);
}

/** Blocks, letters' edges and slopes, as screens have them, seeded. */
function screen(seed: number): RgbaFrame {
  const data = new Uint8Array(WIDTH * HEIGHT * 4).fill(255);
  let state = seed;
  const next = (most: number): number => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8) % most;
  for (let block = 0; block < 3000; block += 1) {
    const [x, y, width, height, value] = [next(WIDTH - 60), next(HEIGHT - 20), 1 + next(60), 1 + next(20), next(256)];
    for (let row = y; row < y + height; row += 1) data.fill(value, (row * WIDTH + x) * 4, (row * WIDTH + x + width) * 4);
  }
  return { width: WIDTH, height: HEIGHT, data };
}

console.log(`${machineLine()}\nms of the processor, median of ${ROUNDS}; in brackets the least by the clock; ${WIDTH}×${HEIGHT} unless said`);
const [before, other] = [screen(1), screen(2)];
const after = { ...before, data: before.data.slice() };
after.data.fill(7, 500_000, 501_000);
await report('frame difference, all of it changed', () => tileDifference(before, other, 16, 3), '   (bar: native 2)');
await report('frame difference, a small change', () => tileDifference(before, after, 16, 3));
await report('score of two grey frames', () => byteDifference(before.data.subarray(0, WIDTH * HEIGHT), other.data.subarray(0, WIDTH * HEIGHT)));
await report('hashes of all tiles', () => tileHashes(before, 16));
await report('perceptual hash', () => perceptualHash(before));
await report('areas of one colour', () => colourComponents(before, 3));
const planes = { width: 960, height: 960, scale: [1 / 255, 1 / 255, 1 / 255], offset: [0, 0, 0] } as const;
await report('to 3×960×960 floats', () => toPlanes({ ...before, channels: 4 }, planes), '   (bar: native 8)');
const vectors = { data: Float32Array.from({ length: 10_000 * 384 }, (_, i) => Math.sin(i)), dimension: 384 };
await report('10 000 products of 384 numbers', () => dotProducts({ data: vectors.data.subarray(0, 384), dimension: 384 }, vectors));

sharp.concurrency(1);
const image = (frame: RgbaFrame): Sharp => sharp(frame.data, { raw: { width: frame.width, height: frame.height, channels: 4 } });
const bySharp = await timed(async () => {
  const data = await image(before).removeAlpha().resize(960, 960, { fit: 'fill', kernel: 'linear' }).raw().toBuffer();
  const floats = new Float32Array(data.length);
  for (let i = 0; i < data.length / 3; i += 1) for (let channel = 0; channel < 3; channel += 1) floats[(channel * data.length) / 3 + i] = (data[i * 3 + channel] ?? 0) / 255;
  return floats;
});
console.log(`${'sharp: to 3×960×960 floats'.padEnd(46)} ${bySharp.cpu.toFixed(2)} (${bySharp.wall.toFixed(2)})`);
const difference = await timed(async () => image(before).composite([{ input: Buffer.from(other.data.buffer), raw: { width: WIDTH, height: HEIGHT, channels: 4 }, blend: 'difference' }]).raw().toBuffer());
console.log(`${'sharp: difference of two frames'.padEnd(46)} ${difference.cpu.toFixed(2)} (${difference.wall.toFixed(2)})`);

const folder = mkdtempSync(join(tmpdir(), 'vouch-bench-'));
try {
  const clip = join(folder, 'clip.mkv');
  const ffmpeg = mediaProgram('ffmpeg');
  execFileSync(ffmpeg, ['-v', 'error', '-f', 'lavfi', '-i', `testsrc=size=${WIDTH}x${HEIGHT}:rate=25:duration=4`, '-c:v', 'ffv1', clip]);
  // ffmpeg tells its own processor time, so that other work on the machine does not count.
  const run = (filter: string): number => {
    const { stderr } = spawnSync(ffmpeg, ['-hide_banner', '-nostats', '-benchmark', '-threads', '1', '-filter_threads', '1', '-i', clip, '-vf', filter, '-f', 'null', '-'], { encoding: 'utf8' });
    const [, user, system] = /utime=([\d.]+)s(?: stime=([\d.]+)s)?/.exec(stderr) ?? [];
    if (user === undefined) throw new Error(`ffmpeg does not tell its processor time: ${stderr.slice(-300)}`);
    return (Number(user) + Number(system ?? 0)) * 1000;
  };
  const rounds = Array.from({ length: 5 }, () => ({ scene: run("format=gray,select='gte(scene,0)'"), plain: run('format=gray') }));
  console.log(`${'ffmpeg: scene filter, a grey frame'.padEnd(46)} ${(median(rounds.map(({ scene, plain }) => scene - plain)) / 100).toFixed(2)}, decoding taken off`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
