import sharp from 'sharp';
import { MAX_PIXELS, readHeader } from '../tools/image/index.js';

/** Pixels with transparency, upright: `data[(y * width + x) * 4 + channel]`. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Larger pictures are looked at in this size, px of the longer side. */
const LONGEST = 2000;
/** Cells a side; fewer where the smaller of two pictures has fewer pixels. */
export const CELLS = 48;

/** Decodes a picture for comparing, at most so many px a side, or in just a size. Throws as `readHeader`. */
export async function pixelsOf(path: string, size: number | { readonly width: number; readonly height: number } = LONGEST): Promise<Pixels> {
  await readHeader(path);
  const within = typeof size === 'number' ? { width: size, height: size, fit: 'inside' as const, withoutEnlargement: true } : { ...size, fit: 'fill' as const };
  const { data, info } = await sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' }).autoOrient().resize(within).toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** A part of a picture, in shares of its width and height. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export const WHOLE: View = { x: 0, y: 0, width: 1, height: 1 };

export type Colour = readonly [red: number, green: number, blue: number];

/** Mean colours of the cells of a part, on white, row by row; `tint` is applied to every pixel first. */
export function gridOf({ width, height, data }: Pixels, view: View = WHOLE, { cells = CELLS, tint = (colour) => colour }: { readonly cells?: number; readonly tint?: (colour: Colour) => Colour } = {}): Colour[] {
  const edge = (start: number, length: number, whole: number, cell: number): [number, number] => {
    const [from, to] = [cell, cell + 1].map((at) => Math.min(whole, Math.max(0, (start + (length * at) / cells) * whole))) as [number, number];
    const first = Math.min(whole - 1, Math.floor(from + 0.01));
    return [first, Math.max(first + 1, Math.round(to))];
  };
  return Array.from({ length: cells * cells }, (_, at): Colour => {
    const [left, right] = edge(view.x, view.width, width, at % cells);
    const [top, bottom] = edge(view.y, view.height, height, Math.floor(at / cells));
    const sum = [0, 0, 0];
    for (let y = top; y < bottom; y += 1) {
      for (let x = left; x < right; x += 1) {
        const pixel = (y * width + x) * 4;
        const opacity = (data[pixel + 3] ?? 255) / 255;
        const tinted = tint([data[pixel] ?? 0, data[pixel + 1] ?? 0, data[pixel + 2] ?? 0]);
        for (let channel = 0; channel < 3; channel += 1) sum[channel] = (sum[channel] ?? 0) + (tinted[channel] ?? 0) * opacity + 255 * (1 - opacity);
      }
    }
    const count = (bottom - top) * (right - left);
    return [(sum[0] ?? 0) / count, (sum[1] ?? 0) / count, (sum[2] ?? 0) / count];
  });
}

/** Below and above, of 255, a pixel is not to be seen or hides what lies behind it. */
const OPACITY = { none: 8, whole: 247 };

/** Cells of a whole picture in which no pixel is half transparent. */
export function settledCells({ width, height, data }: Pixels, cells: number): number[] {
  const half = new Set<number>();
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const opacity = data[pixel * 4 + 3] ?? 255;
    if (opacity <= OPACITY.none || opacity >= OPACITY.whole) continue;
    half.add(Math.min(cells - 1, Math.floor((Math.floor(pixel / width) * cells) / height)) * cells + Math.min(cells - 1, Math.floor(((pixel % width) * cells) / width)));
  }
  return Array.from({ length: cells * cells }, (_, at) => at).filter((at) => !half.has(at));
}

/** The cells of a picture that was rotated clockwise and then mirrored. */
export function turnedGrid(cells: readonly Colour[], degrees: number, mirror: string | undefined): Colour[] {
  const side = Math.round(Math.sqrt(cells.length));
  const last = side - 1;
  return cells.map((_, at) => {
    const [column, row] = [at % side, Math.floor(at / side)];
    const [x, y] = mirror === 'left-right' ? [last - column, row] : mirror === 'top-bottom' ? [column, last - row] : [column, row];
    const [fromX, fromY] = degrees === 90 ? [y, last - x] : degrees === 180 ? [last - x, last - y] : degrees === 270 ? [last - y, x] : [x, y];
    return cells[fromY * side + fromX] as Colour;
  });
}

/** Cells that lie within the circle of a square, and those outside of it; what the edge goes through is in neither. */
export function circleCells(side: number): { inside: number[]; outside: number[] } {
  const all = Array.from({ length: side * side }, (_, at) => ({ at, distance: Math.hypot((at % side) - (side - 1) / 2, Math.floor(at / side) - (side - 1) / 2) }));
  return { inside: all.filter(({ distance }) => distance < side / 2 - 1.5).map(({ at }) => at), outside: all.filter(({ distance }) => distance > side / 2 + 1.5).map(({ at }) => at) };
}

/** How two grids differ: 0 to 255 in the mean, and the share of cells that differ by more than `visible`. */
export function gridDifference(one: readonly Colour[], other: readonly Colour[], visible: number): { mean: number; share: number } {
  const differences = one.map((colour, at) => colour.reduce((sum, value, channel) => sum + Math.abs(value - (other[at]?.[channel] ?? 0)), 0) / 3);
  return { mean: differences.reduce((sum, value) => sum + value, 0) / Math.max(1, differences.length), share: differences.filter((value) => value > visible).length / Math.max(1, differences.length) };
}
