import sharp from 'sharp';
import type { Box } from '../../../core/index.js';
import type { Frame } from '../../../tools/browser/index.js';
import type { ActionVerdict } from '../operate/index.js';
import { clipped } from '../safety/index.js';

/** CSS px around a target that its crop shows, too. */
export const MARGIN = 6;
/** So many places of a change are shown. */
const MOST = 4;
/** A change of more than this share of the picture is the picture. */
const WHOLE = 0.5;

/** The places by which a verdict is to be seen: what should not have changed first, then the largest. */
export function shownPlaces({ regions, beside }: Pick<ActionVerdict, 'regions' | 'beside'>, frame: Frame): Box[] {
  const whole = (frame.width * frame.height) / frame.scale ** 2;
  return [...beside.map(({ box }) => box), ...regions.filter(({ width, height }) => width * height <= WHOLE * whole)].slice(0, MOST);
}

/** Cuts boxes (CSS px) out of a picture, as PNG. The picture is decoded once. */
export async function cutter(png: Buffer, frame: Frame): Promise<(box: Box) => Promise<Buffer>> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  return (box) => {
    const area = clipped({ x: box.x - MARGIN, y: box.y - MARGIN, width: box.width + 2 * MARGIN, height: box.height + 2 * MARGIN }, frame);
    return sharp(data, { raw }).extract({ ...area, width: Math.max(1, area.width), height: Math.max(1, area.height) }).png().toBuffer();
  };
}
