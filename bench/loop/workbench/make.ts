import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { mediaProgram } from '../../../src/tools/media/index.js';
import type { Workbench } from '../task.js';

const run = promisify(execFile);

/** A file of the workbench, made once: `make` writes to a path that gets its name when it is whole. */
export async function madeOnce(bench: Workbench, name: string, make: (path: string) => Promise<unknown>): Promise<string> {
  const path = join(bench.made, name);
  if (existsSync(path)) return path;
  await mkdir(bench.made, { recursive: true });
  const draft = join(bench.made, `draft-${process.pid}-${basename(name, extname(name))}${extname(name)}`);
  await make(draft);
  await rename(draft, path);
  return path;
}

/** A real picture, sound or clip. */
export function real(bench: Workbench, name: string): string {
  return join(bench.media, name);
}

/** Runs ffmpeg; `args` stand before the output. */
export function ffmpegMade(bench: Workbench, name: string, args: readonly string[]): Promise<string> {
  return madeOnce(bench, name, (path) => run(mediaProgram('ffmpeg'), ['-hide_banner', '-nostdin', '-y', '-v', 'error', ...args, path]));
}

/** A text spoken by a voice, as WAV. */
export function spoken(bench: Workbench, name: string, text: string, model = 'kokoro'): Promise<string> {
  return madeOnce(bench, `${name}.wav`, (path) => bench.models.speak({ text, into: path }, { model }));
}

export interface Lettering {
  readonly lines: readonly string[];
  readonly size?: number;
  readonly colour?: string;
  readonly ground?: string;
}

/** A picture with lines of text. */
export function lettered(bench: Workbench, name: string, { lines, size = 40, colour = '#222', ground = '#fff' }: Lettering): Promise<string> {
  const height = Math.round(size * 1.8 * (lines.length + 1));
  const width = Math.round(Math.max(...lines.map(({ length }) => length)) * size * 0.62 + size * 3);
  const escape = (line: string): string => line.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const rows = lines.map((line, index) => `<text x="${size * 1.5}" y="${Math.round(size * 1.8 * (index + 1))}" font-family="DejaVu Sans, sans-serif" font-size="${size}" fill="${colour}">${escape(line)}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${ground}"/>${rows.join('')}</svg>`;
  return madeOnce(bench, `${name}.png`, (path) => sharp(Buffer.from(svg)).png().toFile(path));
}

/** Two pictures side by side, brought to one height. */
export function sideBySide(bench: Workbench, name: string, left: string, right: string): Promise<string> {
  return madeOnce(bench, `${name}.jpg`, async (path) => {
    const [one, two] = await Promise.all([left, right].map((file) => sharp(file).resize({ height: 400 }).toBuffer({ resolveWithObject: true })));
    if (!one || !two) throw new RangeError('unreachable: two pictures were given');
    await sharp({ create: { width: one.info.width + two.info.width, height: 400, channels: 3, background: '#888' } })
      .composite([{ input: one.data, left: 0, top: 0 }, { input: two.data, left: one.info.width, top: 0 }]).jpeg().toFile(path);
  });
}

/** A still picture as a clip of some seconds, with sound where a sound is given. */
export function stillClip(bench: Workbench, name: string, picture: string, seconds: number, sound?: { readonly path: string; readonly atSeconds: number }): Promise<string> {
  const delay = Math.round((sound?.atSeconds ?? 0) * 1000);
  const audio = sound === undefined ? [] : ['-i', sound.path, '-af', `adelay=${delay}|${delay},apad`, '-c:a', 'aac'];
  return ffmpegMade(bench, `${name}.mp4`, ['-loop', '1', '-framerate', '10', '-i', picture, ...audio, '-t', String(seconds), '-vf', 'scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:(ow-iw)/2:(oh-ih)/2', '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast']);
}
