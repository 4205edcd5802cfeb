import type { Box } from '../../core/index.js';
import { changedBoxes, type RgbaFrame } from '../../kernels/index.js';

export interface CompareOptions {
  /** Device px a CSS px of both frames. */
  readonly deviceScaleFactor: number;
  /** CSS px: what changes inside is passed over, such as a caret or a known animation. */
  readonly ignore?: readonly Box[] | undefined;
}

export interface FrameComparison {
  /** Nothing differs outside of what is ignored. */
  readonly equal: boolean;
  /** 0 to 1: part of the frame that lies in changed boxes; 1 when the sizes differ. */
  readonly changedShare: number;
  /** CSS px, as `changedRegions`. */
  readonly regions: readonly Box[];
}

/** CSS px: the squares by which frames are compared. */
export const TILE = 8;
/** Channel values that differ by this little (0 to 255) look the same: rounding of a compositor. */
const TOLERANCE = 3;

/** Boxes (CSS px, to the tile of 8 px) around what differs between two screenshots, largest first; the whole frame when their sizes differ. */
export function changedRegions(before: RgbaFrame, after: RgbaFrame, options: CompareOptions): Box[] {
  const scale = options.deviceScaleFactor;
  if (before.width !== after.width || before.height !== after.height) return [{ x: 0, y: 0, width: after.width / scale, height: after.height / scale }];
  const regions = changedBoxes(before, after, Math.max(1, Math.round(TILE * scale)), TOLERANCE).map((box) => ({ x: box.x / scale, y: box.y / scale, width: box.width / scale, height: box.height / scale }));
  return regions.filter((region) => !options.ignore?.some((ignored) => contains(ignored, region)));
}

/** Compares two screenshots of one page. */
export function compareFrames(before: RgbaFrame, after: RgbaFrame, options: CompareOptions): FrameComparison {
  const regions = changedRegions(before, after, options);
  const area = (after.width * after.height) / options.deviceScaleFactor ** 2;
  const changed = regions.reduce((sum, { width, height }) => sum + width * height, 0);
  return { equal: regions.length === 0, changedShare: Math.min(1, changed / area), regions };
}

/** Whether a region lies in a box, to the tile. */
function contains(outer: Box, inner: Box): boolean {
  return inner.x >= outer.x - TILE && inner.y >= outer.y - TILE && inner.x + inner.width <= outer.x + outer.width + TILE && inner.y + inner.height <= outer.y + outer.height + TILE;
}
