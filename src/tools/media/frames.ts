import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfAborted, VouchError } from '../../core/index.js';
import { byteDifference } from '../../kernels/index.js';
import { input, output, seconds } from './arguments.js';
import { runFfmpeg, streamFfmpeg, type MediaRunOptions } from './run.js';

/** A small grey picture of one moment. */
export interface GrayFrame {
  /** ms from the start */
  readonly timeMs: number;
  /** One byte a pixel, row by row. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface GrayOptions extends MediaRunOptions {
  /** frames per second to look at; default 4 */
  readonly rate?: number;
  /** px; default 64×36 */
  readonly width?: number;
  readonly height?: number;
}

/** Decodes the video once and yields small grey frames at an even rate; memory stays constant for any length. */
export async function* grayFrames(path: string, options: GrayOptions = {}): AsyncGenerator<GrayFrame, void, void> {
  const { rate = 4, width = 64, height = 36, signal, timeoutMs } = options;
  const size = width * height;
  const small = `scale=${width}:${height}:flags=area,format=gray`;
  const args = (filter: string, limit: readonly string[] = []): string[] => [...input(path), '-map', '0:v:0', '-vf', filter, ...limit, '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'];
  let rest: Buffer = Buffer.alloc(0);
  let index = 0;
  for await (const chunk of streamFfmpeg(args(`fps=${rate},${small}`), { signal, timeoutMs })) {
    let joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (; joined.length >= size; joined = joined.subarray(size)) {
      yield { timeMs: (index / rate) * 1000, pixels: Uint8Array.from(joined.subarray(0, size)), width, height };
      index += 1;
    }
    rest = joined;
  }
  if (index > 0) return;
  // Shorter than half a step: an even rate has no frame in it, but it has one.
  const chunks: Buffer[] = [];
  for await (const chunk of streamFfmpeg(args(small, ['-frames:v', '1']), { signal, timeoutMs })) chunks.push(chunk);
  const pixels = Buffer.concat(chunks);
  if (pixels.length >= size) yield { timeMs: 0, pixels: Uint8Array.from(pixels.subarray(0, size)), width, height };
}

/** Mean absolute difference of two grey frames of one size, 0 (equal) to 1. */
export function frameDifference(before: GrayFrame, after: GrayFrame): number {
  return byteDifference(before.pixels, after.pixels);
}

export interface ExtractOptions extends MediaRunOptions {
  /** px; larger frames are scaled down to it, smaller ones stay. */
  readonly maximumWidth?: number;
}

/** One frame as a file. */
export interface FrameFile {
  readonly timeMs: number;
  readonly path: string;
}

/**
 * Writes the frame that is shown at each time as a PNG into `folder`. A time at or behind the end gives the last frame
 * that decodes. Seeks for each frame, so that a long video is not decoded whole.
 */
export async function extractFrames(path: string, timesMs: readonly number[], folder: string, options: ExtractOptions = {}): Promise<FrameFile[]> {
  const files: FrameFile[] = [];
  for (const [index, timeMs] of timesMs.entries()) {
    throwIfAborted(options.signal);
    const into = join(folder, `frame-${String(index + 1).padStart(4, '0')}-${Math.round(timeMs)}ms.png`);
    files.push({ timeMs, path: await extractFrame(path, timeMs, into, options) });
  }
  return files;
}

/** Where the last frame of a video is sure to lie, counted from its end in ms. */
const TAIL_MS = 3000;

async function extractFrame(path: string, timeMs: number, into: string, options: ExtractOptions): Promise<string> {
  const scale = options.maximumWidth === undefined ? [] : ['-vf', `scale='min(${options.maximumWidth},iw)':-2`];
  const write = async (source: readonly string[], limit: readonly string[]): Promise<boolean> => {
    const args = [...source, '-map', '0:v:0', ...scale, ...limit, '-f', 'image2', '-update', '1', ...output(into)];
    await runFfmpeg(args, { signal: options.signal, timeoutMs: options.timeoutMs ?? 60_000 });
    // Behind the last frame FFmpeg succeeds without writing anything.
    return await exists(into);
  };
  if (await write(input(path, { startMs: Math.max(0, timeMs) }), ['-frames:v', '1'])) return into;
  // Every frame of the tail overwrites the one before, so that the last one stays.
  if (await write(['-sseof', seconds(-TAIL_MS), ...input(path)], [])) return into;
  throw new VouchError('INPUT_CORRUPT', `No frame of ${JSON.stringify(path)} decodes at ${(timeMs / 1000).toFixed(2)} s.`);
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(() => true, () => false);
}
