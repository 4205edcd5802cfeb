import sharp from 'sharp';
import type { Box } from '../../../core/index.js';
import type { Frame } from '../../../tools/browser/index.js';

/** A picture (PNG) with these places (CSS px) blackened. */
export async function blackened(frame: Frame, places: readonly Box[]): Promise<Buffer> {
  const covers = places.map((box) => clipped(box, frame)).filter(({ width, height }) => width > 0 && height > 0);
  if (covers.length === 0) return frame.png;
  return sharp(frame.png).composite(covers.map(({ left, top, width, height }) => ({ input: { create: { width, height, channels: 3, background: '#222' } }, left, top }))).png().toBuffer();
}

/** A place (CSS px) as px of a picture, as far as it lies in it. */
export function clipped(box: Box, frame: Frame): { readonly left: number; readonly top: number; readonly width: number; readonly height: number } {
  const left = Math.min(frame.width - 1, Math.max(0, Math.round(box.x * frame.scale)));
  const top = Math.min(frame.height - 1, Math.max(0, Math.round(box.y * frame.scale)));
  return { left, top, width: Math.min(frame.width - left, Math.round(box.width * frame.scale)), height: Math.min(frame.height - top, Math.round(box.height * frame.scale)) };
}
