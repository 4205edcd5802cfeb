import { join } from 'node:path';
import sharp from 'sharp';
import type { OcrLine, ToolContext } from '../../core/index.js';

/** Height of the strips that a tall picture is read in, device px, and how far they overlap so that no line is cut twice. */
const STRIP = 2_400;
const OVERLAP = 120;

/** Reads all text of a picture of any height, strip by strip. Boxes are in px of the whole picture. */
export async function readPicture(path: string, context: Pick<ToolContext, 'models' | 'signal' | 'scratch' | 'progress'>): Promise<OcrLine[]> {
  const { width, height } = await sharp(path).metadata();
  if (height <= STRIP + OVERLAP) return [...(await context.models.ocr({ path }, { signal: context.signal })).lines];
  const lines: OcrLine[] = [];
  for (let top = 0; top < height; top += STRIP) {
    context.progress(top / height, 'reading the picture');
    const strip = join(context.scratch, `strip-${top}.png`);
    await sharp(path).extract({ left: 0, top, width, height: Math.min(STRIP + OVERLAP, height - top) }).png({ compressionLevel: 1 }).toFile(strip);
    const reply = await context.models.ocr({ path: strip }, { signal: context.signal });
    for (const line of reply.lines) {
      const moved = { ...line, box: { ...line.box, y: line.box.y + top }, words: line.words.map((word) => ({ ...word, box: { ...word.box, y: word.box.y + top } })) };
      // A line in the overlap belongs to the strip in which it begins.
      const later = line.box.y >= STRIP && top + STRIP < height;
      const twice = lines.some(({ box, text }) => Math.abs(box.y - moved.box.y) < 12 && Math.abs(box.x - moved.box.x) < 12 && text === moved.text);
      if (!later && !twice) lines.push(moved);
    }
  }
  return lines;
}
