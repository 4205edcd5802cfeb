import type { Box } from '../../core/index.js';
import { strideOf, type RgbaFrame } from '../../kernels/index.js';
import { distance, type Rgb } from './segment.js';

/** Reads single pixels of a frame. */
export function pixelReader(frame: RgbaFrame): (x: number, y: number) => Rgb {
  const stride = strideOf(frame);
  return (x, y) => {
    const at = Math.min(frame.height - 1, Math.max(0, Math.floor(y))) * stride + Math.min(frame.width - 1, Math.max(0, Math.floor(x))) * 4;
    return [frame.data[at] as number, frame.data[at + 1] as number, frame.data[at + 2] as number];
  };
}

/** For each row of a patch the first and last pixel that is not of the colour around it, px from its left edge; undefined where all are. */
export type Extents = readonly (readonly [first: number, last: number] | undefined)[];

/** Colours nearer than this (0 to 765) are taken for one. */
const SAME = 36;

export interface Outline {
  readonly rows: Extents;
  readonly columns: Extents;
}

/** The outline of what stands in a box on an even colour. */
export function outlineOf(frame: RgbaFrame, box: Box, around: Rgb): Outline {
  const stride = strideOf(frame);
  const [red, green, blue] = around;
  const rows: ([number, number] | undefined)[] = new Array<[number, number] | undefined>(box.height).fill(undefined);
  const columns: ([number, number] | undefined)[] = new Array<[number, number] | undefined>(box.width).fill(undefined);
  for (let y = 0; y < box.height; y += 1) {
    for (let x = 0; x < box.width; x += 1) {
      const at = (box.y + y) * stride + (box.x + x) * 4;
      const off = Math.abs((frame.data[at] as number) - red) + Math.abs((frame.data[at + 1] as number) - green) + Math.abs((frame.data[at + 2] as number) - blue);
      if (off < SAME) continue;
      const [row, column] = [rows[y], columns[x]];
      if (row) row[1] = x;
      else rows[y] = [x, x];
      if (column) column[1] = y;
      else columns[x] = [y, y];
    }
  }
  return { rows, columns };
}

export type Figure = 'rectangle' | 'ellipse' | 'triangle' | 'other';

/** Parts of the side of a box by which an outline may miss the figure, and how many of its lines must fit. */
const NEAR = 0.1;
const FITTING = 0.9;

/** Which closed figure an outline in a box is. */
export function figureOf({ rows, columns }: Outline): Figure {
  const [width, height] = [columns.length, rows.length];
  const slackX = Math.max(1.5, NEAR * width);
  const slackY = Math.max(1.5, NEAR * height);
  const fits = (lines: Extents, length: number, slack: number, half: (t: number) => number): boolean => {
    const good = lines.filter((line, i) => {
      // From -1 at the first line to 1 at the last.
      const t = (2 * (i + 0.5)) / lines.length - 1;
      const inset = (1 - half(t)) * (length / 2);
      return line !== undefined && Math.abs(line[0] - inset) <= slack && Math.abs(length - 1 - line[1] - inset) <= slack;
    });
    return good.length >= FITTING * lines.length;
  };
  const round = (t: number): number => Math.sqrt(Math.max(0, 1 - t * t));
  const filled = rows.reduce((sum, row) => sum + (row ? row[1] - row[0] + 1 : 0), 0) / (width * height);
  // Small circles fit a rounded square, too: how much of the box they fill tells.
  if (filled < 0.89 && fits(rows, width, slackX, round) && fits(columns, height, slackY, round)) return 'ellipse';
  if (filled >= 0.86 && fits(rows, width, slackX, () => 1) && fits(columns, height, slackY, () => 1)) return 'rectangle';
  return pointing({ rows, columns }) === undefined ? 'other' : 'triangle';
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Where a triangle or an angle points to; undefined for anything else. */
export function pointing({ rows, columns }: Outline): Direction | undefined {
  if (tapers(rows, columns.length)) return 'down';
  if (tapers(rows.toReversed(), columns.length)) return 'up';
  if (tapers(columns, rows.length)) return 'right';
  if (tapers(columns.toReversed(), rows.length)) return 'left';
  return undefined;
}

/** Whether lines get shorter evenly from nearly the whole length to a point in the middle; rounded ends may precede the longest. */
function tapers(lines: Extents, length: number): boolean {
  if (lines.length < 3 || length < 4) return false;
  const sizes = lines.map((line) => (line ? line[1] - line[0] + 1 : 0));
  const widest = sizes.indexOf(Math.max(...sizes));
  if (widest > 0.35 * lines.length || sizes.slice(0, widest).some((size) => size < 0.5 * length)) return false;
  const rest = lines.slice(widest);
  const good = rest.filter((line, i) => {
    if (!line) return false;
    const wanted = length * (1 - (i + 0.5) / rest.length);
    const centred = Math.abs((line[0] + line[1] + 1) / 2 - length / 2) <= Math.max(1, 0.12 * length);
    return centred && Math.abs(line[1] - line[0] + 1 - wanted) <= Math.max(2, 0.22 * length);
  });
  return good.length >= 0.88 * rest.length;
}

/** What fills a part of a patch: its most frequent colour, and how much of the part has another one. */
export function fillOf(frame: RgbaFrame, box: Box, inside: (x: number, y: number) => boolean, different = 90): { colour: Rgb; otherShare: number; other: Rgb | undefined; count: number } {
  const read = pixelReader(frame);
  const colours = new Map<number, { colour: Rgb; count: number }>();
  const pixels: Rgb[] = [];
  for (let y = Math.floor(box.y); y < box.y + box.height; y += 1) {
    for (let x = Math.floor(box.x); x < box.x + box.width; x += 1) {
      if (!inside(x, y)) continue;
      const colour = read(x, y);
      pixels.push(colour);
      const key = ((colour[0] >> 4) << 8) | ((colour[1] >> 4) << 4) | (colour[2] >> 4);
      const entry = colours.get(key);
      if (entry) entry.count += 1;
      else colours.set(key, { colour, count: 1 });
    }
  }
  const main = [...colours.values()].reduce<{ colour: Rgb; count: number } | undefined>((best, entry) => (best && best.count >= entry.count ? best : entry), undefined);
  if (!main) return { colour: [0, 0, 0], otherShare: 0, other: undefined, count: 0 };
  const others = pixels.filter((colour) => distance(colour, main.colour) > different);
  const strongest = others.reduce<Rgb | undefined>((best, colour) => (best && distance(best, main.colour) >= distance(colour, main.colour) ? best : colour), undefined);
  return { colour: main.colour, otherShare: others.length / pixels.length, other: strongest, count: pixels.length };
}
