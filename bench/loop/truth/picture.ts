import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { mediaProgram } from '../../../src/tools/media/index.js';

/** Truth about pictures and single frames, by their pixels alone. */

const run = promisify(execFile);

/** Side of the small picture by which two are compared: enough to tell things apart, too little to see how a file was saved. */
const SIDE = 48;

/** The frame that a video or an animated picture shows at a time, as PNG. Throws where there is none. */
export async function frameAt(path: string, seconds: number): Promise<Buffer> {
  const { stdout } = await run(mediaProgram('ffmpeg'), ['-hide_banner', '-nostdin', '-v', 'error', '-ss', String(seconds), '-i', path, '-frames:v', '1', '-f', 'image2pipe', '-c:v', 'png', '-'], { encoding: 'buffer', maxBuffer: 50_000_000 });
  if (stdout.length === 0) throw new RangeError(`there is no frame at ${seconds} s`);
  return stdout;
}

/** Mean difference of two pictures in grey levels (0 to 255), brought to one size. */
export async function greyDifference(one: string | Buffer, other: string | Buffer): Promise<number> {
  const [first, second] = await Promise.all([one, other].map((picture) => sharp(picture).flatten().greyscale().resize(SIDE, SIDE, { fit: 'fill' }).raw().toBuffer()));
  if (first?.length !== second?.length) throw new RangeError('the pictures cannot be compared');
  return [...(first ?? [])].reduce((sum, level, index) => sum + Math.abs(level - (second?.[index] ?? 0)), 0) / Math.max(1, first?.length ?? 0);
}

/** Largest mean distance of a colour channel from another: near 0 for a picture without colours. */
export async function colourOf(path: string): Promise<number> {
  const { data, info } = await sharp(path).flatten().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  if (info.channels < 3) return 0;
  const sums = [0, 0];
  for (let at = 0; at < data.length; at += info.channels) {
    sums[0] = (sums[0] ?? 0) + Math.abs((data[at] ?? 0) - (data[at + 1] ?? 0));
    sums[1] = (sums[1] ?? 0) + Math.abs((data[at + 1] ?? 0) - (data[at + 2] ?? 0));
  }
  return Math.max(...sums) / (data.length / info.channels);
}

/** Size, file format and, for an animation, number of pictures and length. */
export async function pictureFacts(path: string): Promise<{ readonly format: string; readonly width: number; readonly height: number; readonly pages: number; readonly seconds: number }> {
  const { format, width, height, pages = 1, pageHeight, delay = [] } = await sharp(path, { animated: true }).metadata();
  return { format, width, height: pageHeight ?? height, pages, seconds: delay.reduce((sum, ms) => sum + ms, 0) / 1000 };
}
