import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Sharp } from 'sharp';
import type { OcrReply, OracleContext } from '../core/index.js';
import { openImage, readHeader } from '../tools/image/index.js';

/** Longest side of a picture that is read again, px. */
const LONGEST = 4_000;

/** Ways to see other pixels of the same lettering: what is misread by accident is read otherwise then. What the network always mistakes stays: it is the same one. */
const WAYS = {
  /** Larger, and turned a little, so that each letter falls on other pixels. */
  turned: { scale: 1.25, change: (image: Sharp): Sharp => image.rotate(0.7, { background: '#ffffff' }) },
  /** In grey of full contrast, and smaller where it is large. */
  grey: { scale: 0.85, change: (image: Sharp): Sharp => image.greyscale().normalise().toColourspace('srgb') },
} as const;
export type ReadingWay = keyof typeof WAYS;

/** What is read in a changed copy of a picture, in px of the copy; `factor`: how much larger it is. */
export async function readAgain(path: string, way: ReadingWay, { models, signal, scratch }: OracleContext): Promise<OcrReply & { readonly factor: number }> {
  const { width, height } = await readHeader(path);
  const { scale, change } = WAYS[way];
  const factor = Math.min(scale, LONGEST / Math.max(width, height));
  const again = join(scratch, `read-${randomUUID()}.png`);
  await change((await openImage(path)).resize({ width: Math.max(1, Math.round(width * factor)) })).png().toFile(again);
  return { ...await models.ocr({ path: again }, { signal }), factor };
}
