import type { Box } from '../../core/index.js';
import { COLOUR_NAMES, nameColour, type ColourName, type ColourShare } from './colours.js';
import { partAround } from './crop.js';
import { openImage, rasterOf, readHeader } from './open.js';

/** The surroundings that a thing is compared with, as a share of each side of its box. */
const AROUND = 0.35;
/** Longer side at which pixels are counted, px. */
const SIDE = 160;
/** Levels of a channel that count as one. */
const LEVELS = 6;
/** Colours of less than this part of a thing are not named. */
const LEAST = 0.22;
const MOST_COLOURS = 2;
/** Of pixels without colour, the part that is white and the part that is black in a thing of stripes or patches; most of its white lies in shade. */
const STRIPED = 0.12;
/** Lightness (0 to 1) of what has no colour: above, it is white in light and shade; below, black. */
const WHITE = 0.66;
const BLACK = 0.26;

/**
 * The colours of what a box frames, most frequent first, at most two: of those that are frequent in it, and rare around it. The corners of a box mostly show
 * what is behind the thing, so that they are not counted. Empty where what is in the box looks like what is around it.
 */
export async function coloursOfThing(path: string, box: Box): Promise<ColourName[]> {
  const { inside, around } = await countedPixels(path, box);
  const weights = new Map<ColourName, number>();
  const [all, others] = [sum(inside), sum(around)];
  for (const [bin, { count, name }] of inside) {
    const here = count / all;
    const there = others === 0 ? 0 : (around.get(bin)?.count ?? 0) / others;
    weights.set(name, (weights.get(name) ?? 0) + Math.max(0, here - there));
  }
  const left = [...weights.values()].reduce((total, weight) => total + weight, 0);
  if (left < 0.1) return [];
  return ranked(settleGreys(weights), left);
}

/** The same, counted in the middle of the box alone and with nothing taken off: another measure of the same thing. */
export async function coloursOfMiddle(path: string, box: Box): Promise<ColourName[]> {
  const middle = { x: box.x + box.width * 0.25, y: box.y + box.height * 0.25, width: box.width * 0.5, height: box.height * 0.5 };
  const { inside } = await countedPixels(path, middle);
  const weights = new Map<ColourName, number>();
  for (const { count, name } of inside.values()) weights.set(name, (weights.get(name) ?? 0) + count);
  return ranked(settleGreys(weights), sum(inside));
}

/**
 * Of things in light and shade: what is white has grey parts, what is black has some, and of stripes in both the pixels between are grey. Grey stays only where
 * most of what has no colour is grey.
 */
function settleGreys(weights: ReadonlyMap<ColourName, number>): ReadonlyMap<ColourName, number> {
  const [white, grey, black] = (['white', 'grey', 'black'] as const).map((name) => weights.get(name) ?? 0) as [number, number, number];
  const all = white + grey + black;
  const settled = new Map(weights);
  if (Math.min(white, black) >= STRIPED * all) {
    settled.set('white', white + grey / 2).set('black', black + grey / 2).delete('grey');
  } else if (Math.max(white, black) >= 0.4 * all) {
    const [most, least] = white > black ? ['white', 'black'] as const : ['black', 'white'] as const;
    settled.set(most, all - (weights.get(least) ?? 0)).delete('grey');
  }
  return settled;
}

function ranked(weights: ReadonlyMap<ColourName, number>, all: number): ColourName[] {
  const shares: ColourShare[] = [...weights].map(([name, weight]) => ({ name, share: weight / all }));
  return shares.filter(({ share }) => share >= LEAST).sort((a, b) => b.share - a.share).slice(0, MOST_COLOURS).map(({ name }) => name);
}

type Bins = Map<number, { count: number; readonly name: ColourName }>;

const sum = (bins: Bins): number => [...bins.values()].reduce((total, { count }) => total + count, 0);

/** Pixels in the ellipse that fills a box, and those around the box, by their colours. */
async function countedPixels(path: string, box: Box): Promise<{ inside: Bins; around: Bins }> {
  const size = await readHeader(path);
  const part = partAround(box, size, { x: box.width * AROUND, y: box.height * AROUND });
  const { width, height, data } = await rasterOf((await openImage(path)).extract(part).resize({ width: SIDE, height: SIDE, fit: 'inside', kernel: 'nearest' }), path);
  const scale = width / part.width;
  const [centreX, centreY] = [(box.x + box.width / 2 - part.left) * scale, (box.y + box.height / 2 - part.top) * scale];
  const inside: Bins = new Map();
  const around: Bins = new Map();
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [across, down] = [Math.abs(x + 0.5 - centreX) / (box.width * scale / 2), Math.abs(y + 0.5 - centreY) / (box.height * scale / 2)];
      const bins = across ** 2 + down ** 2 <= 1 ? inside : across > 1 || down > 1 ? around : undefined;
      if (bins) count(bins, data, (y * width + x) * 3);
    }
  }
  return { inside, around };
}

function count(bins: Bins, data: Uint8Array, at: number): void {
  const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
  const level = (value: number): number => Math.floor((value * LEVELS) / 256);
  const name = nameInThing(red, green, blue);
  const bin = ((level(red) * LEVELS + level(green)) * LEVELS + level(blue)) * COLOUR_NAMES.length + COLOUR_NAMES.indexOf(name);
  const known = bins.get(bin);
  if (known) known.count += 1;
  else bins.set(bin, { count: 1, name });
}

function nameInThing(red: number, green: number, blue: number): ColourName {
  const name = nameColour(red, green, blue);
  if (name !== 'grey' && name !== 'white' && name !== 'black') return name;
  const lightness = (Math.max(red, green, blue) + Math.min(red, green, blue)) / 510;
  return lightness >= WHITE ? 'white' : lightness <= BLACK ? 'black' : 'grey';
}
