import type { RgbaFrame } from '../../kernels/index.js';
import { overlapX, overlapY } from './geometry.js';
import { outlineOf, pixelReader, pointing, type Direction } from './patch.js';
import { distance, type Mark } from './segment.js';

/** A small triangle or angle. */
export interface Arrow {
  readonly mark: Mark;
  readonly direction: Direction;
}

/** CSS px */
const SMALLEST = 3.5;
const LARGEST = 16;
/** Arrows are flatter than the letter v, or filled. */
const FLAT = 1.3;
const FILLED = 0.45;
/** Letters of a word stand nearer than this part of their height. */
const BESIDE = 0.3;

/** Marks that open, close or step something. */
export function findArrows(frame: RgbaFrame, marks: readonly Mark[], scale: number): Arrow[] {
  return marks.flatMap((mark): Arrow[] => {
    const { width, height } = mark.box;
    const [long, short] = [Math.max(width, height), Math.min(width, height)];
    if (long < SMALLEST * scale || long > LARGEST * scale || short < 2 * scale || long > 3 * short) return [];
    const alone = !marks.some((other) => other !== mark && other.ground === mark.ground && overlapY(other.box, mark.box) > 0.5 * Math.min(other.box.height, height) && -overlapX(other.box, mark.box) < BESIDE * height);
    const direction = pointing(outlineOf(frame, mark.box, mark.ground?.colour ?? [255, 255, 255]));
    if (!direction) return [];
    const upright = direction === 'up' || direction === 'down';
    const flat = upright ? width >= FLAT * height : height >= FLAT * width;
    const filled = mark.area >= FILLED * width * height && mark.thickness >= 0.3 * short && isSolid(frame, mark, direction);
    // The signs < and > are angles that point sideways; read as text they say the same.
    return (filled && alone) || (flat && upright) ? [{ mark, direction }] : [];
  });
}

/** Ink also in the middle of its base: an A has none there. */
function isSolid(frame: RgbaFrame, { box, ground }: Mark, direction: Direction): boolean {
  const read = pixelReader(frame);
  const along = { up: [0.5, 0.86], down: [0.5, 0.14], left: [0.86, 0.5], right: [0.14, 0.5] }[direction] as [number, number];
  return distance(read(box.x + along[0] * box.width, box.y + along[1] * box.height), ground?.colour ?? [255, 255, 255]) > 60;
}
