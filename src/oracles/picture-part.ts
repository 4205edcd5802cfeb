import { pixelsOf, type Pixels } from './picture-grid.js';

/** Larger pictures are not searched: both are held at their full size, 4 bytes a pixel. */
const MOST_PIXELS = 50_000_000;
const BYTES = 4;
/** Rows of the part that must all be found, in shares of its height; of each the middle half, which a circle leaves whole, too. */
const ROWS = [0.5, 0.25, 0.375, 0.625, 0.75];

/** Where a part was cut out, px from the upper left corner. */
export interface PartPlace {
  readonly x: number;
  readonly y: number;
}

/**
 * Finds where a picture was cut out of another one, pixel by pixel. `undefined` where it is no part of it, where its pixels were changed, or where
 * the other one is too large to be searched.
 */
export async function placeOfPart(part: string, whole: string, { width, height }: { readonly width: number; readonly height: number }): Promise<PartPlace | undefined> {
  if (width * height > MOST_PIXELS) return undefined;
  const longest = Math.max(width, height);
  return findPart(await pixelsOf(part, longest), await pixelsOf(whole, longest));
}

/** As `placeOfPart`, of decoded pictures. */
export function findPart(part: Pixels, whole: Pixels): PartPlace | undefined {
  if (part.width > whole.width || part.height > whole.height) return undefined;
  const [from, length] = [Math.floor(part.width / 4), Math.ceil(part.width / 2)];
  const rows = ROWS.map((share) => Math.min(part.height - 1, Math.floor(share * part.height))).map((row) => ({ row, bytes: Buffer.from(part.data.buffer, part.data.byteOffset + (row * part.width + from) * BYTES, length * BYTES) }));
  const [first, ...others] = rows;
  const all = Buffer.from(whole.data.buffer, whole.data.byteOffset, whole.data.byteLength);
  if (!first) return undefined;
  for (let at = all.indexOf(first.bytes); at >= 0; at = all.indexOf(first.bytes, at + 1)) {
    if (at % BYTES !== 0) continue;
    const [x, y] = [((at / BYTES) % whole.width) - from, Math.floor(at / BYTES / whole.width) - first.row];
    if (x < 0 || y < 0 || x + part.width > whole.width || y + part.height > whole.height) continue;
    const isHere = others.every(({ row, bytes }) => {
      const start = ((y + row) * whole.width + x + from) * BYTES;
      return all.compare(bytes, 0, bytes.length, start, start + bytes.length) === 0;
    });
    if (isHere) return { x, y };
  }
  return undefined;
}
