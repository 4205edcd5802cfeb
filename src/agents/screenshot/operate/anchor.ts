import sharp from 'sharp';
import type { Box } from '../../../core/index.js';
import type { View } from './view.js';

/** Pictures are compared at this share of their size. */
const COARSE = 0.25;
/** Mean difference of grey values (0 to 255) up to which two crops show the same. */
const SAME = 14;

interface Grey { readonly data: Buffer; readonly width: number; readonly height: number }

/**
 * Where a crop of an earlier picture is found on a screen, CSS px; undefined where nothing is like it. Looks at its old
 * place first, then everywhere. `margin`: CSS px that the crop shows around the box.
 */
export async function findCrop(crop: Buffer, old: Box, margin: number, view: View): Promise<Box | undefined> {
  const scale = view.frame.scale * COARSE;
  const screen = await grey(view.frame.png);
  const wanted = await grey(crop);
  if (wanted.width > screen.width || wanted.height > screen.height) return undefined;
  const place = (x: number, y: number): Box => ({ ...old, x: x / scale + Math.min(margin, old.x), y: y / scale + Math.min(margin, old.y) });
  const [oldX, oldY] = [Math.round(Math.max(0, old.x - margin) * scale), Math.round(Math.max(0, old.y - margin) * scale)];
  let best = { difference: differenceAt(screen, wanted, oldX, oldY, SAME), x: oldX, y: oldY };
  if (best.difference <= SAME / 2) return old;
  for (let y = 0; y + wanted.height <= screen.height; y += 1) {
    for (let x = 0; x + wanted.width <= screen.width; x += 1) {
      const difference = differenceAt(screen, wanted, x, y, best.difference);
      if (difference < best.difference) best = { difference, x, y };
    }
  }
  return best.difference <= SAME ? place(best.x, best.y) : undefined;
}

async function grey(png: Buffer): Promise<Grey> {
  const { width } = await sharp(png).metadata();
  const { data, info } = await sharp(png).resize({ width: Math.max(1, Math.round(width * COARSE)), kernel: 'cubic' }).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Mean difference, given up as soon as it is above `limit`. */
function differenceAt(screen: Grey, wanted: Grey, left: number, top: number, limit: number): number {
  if (left + wanted.width > screen.width || top + wanted.height > screen.height) return 255;
  const most = limit * wanted.width * wanted.height;
  let sum = 0;
  for (let y = 0; y < wanted.height; y += 1) {
    const row = (top + y) * screen.width + left;
    for (let x = 0; x < wanted.width; x += 1) sum += Math.abs((screen.data[row + x] ?? 0) - (wanted.data[y * wanted.width + x] ?? 0));
    if (sum > most) return 255;
  }
  return sum / (wanted.width * wanted.height);
}
