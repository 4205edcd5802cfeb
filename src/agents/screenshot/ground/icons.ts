import sharp from 'sharp';
import type { Box } from '../../../core/index.js';
import type { Perception, RgbaFrame, ScreenElement } from '../../../tools/screen/index.js';
import { contains } from './geometry.js';
import { ICON_DRAWINGS } from './icon-drawings.js';

/** Side of the square in which forms are compared. */
const SIDE = 16;
/** Below this likeness (cosine, 0 to 1) a mark is no such icon. */
const LEAST = 0.62;

/** A small mark on a screen, as form alone. */
export interface Mark {
  readonly element: ScreenElement;
  /** CSS px */
  readonly box: Box;
  readonly form: Float32Array;
}

/** What the words of a goal call an icon: the drawings that may be meant; empty for words that name none. */
function drawingsFor(words: readonly string[]): number[] {
  const wanted = words.map((word) => word.toLowerCase().replace(/\s+(?:icon|button|symbol|sign)$/, '').trim());
  return ICON_DRAWINGS.flatMap(({ names }, index) => (names.some((name) => wanted.includes(name)) ? [index] : []));
}

/** How like each mark is to an icon of one of these names, 0 to 1; less where it is more like another icon. */
export async function iconScores(words: readonly string[], marks: readonly Mark[]): Promise<number[]> {
  const wanted = drawingsFor(words);
  if (wanted.length === 0) return marks.map(() => 0);
  const templates = await forms();
  return marks.map(({ form, element }) => {
    if (isSign(element.text, words)) return 0.95;
    const likeness = templates.map((drawings) => Math.max(...drawings.map((drawing) => cosine(drawing, form))));
    const own = Math.max(...wanted.map((index) => likeness[index] ?? 0));
    const best = Math.max(...likeness);
    return own < LEAST ? 0 : own - Math.max(0, best - own);
  });
}

/** Below this likeness a mark is not said to be a drawing of something by itself, where nobody named it. */
const LEAST_UNNAMED = 0.75;

/** What the mark at a point is called by; empty where there is none that is like a drawing. */
export async function markNames(at: { readonly x: number; readonly y: number }, { screen, pixels }: { readonly screen: Perception; readonly pixels: RgbaFrame }): Promise<readonly string[]> {
  const marks = marksOn(screen.elements.filter(({ box }) => contains(box, { ...at, width: 0, height: 0 })), pixels, screen.deviceScaleFactor);
  const templates = marks.length === 0 ? [] : await forms();
  const likenesses = templates.map((drawings) => Math.max(...marks.flatMap(({ form }) => drawings.map((drawing) => cosine(drawing, form)))));
  const best = Math.max(...likenesses);
  return best < LEAST_UNNAMED ? [] : (ICON_DRAWINGS[likenesses.indexOf(best)]?.names ?? []);
}

/** The marks of a screen: icons, and small controls without a text; a row of marks close together is parted at its gaps. */
export function marksOn(elements: readonly ScreenElement[], pixels: RgbaFrame, scale: number): Mark[] {
  const small = elements.filter(({ kind, box, text }) => box.width <= 120 && box.height <= 64 && box.width >= 5 && box.height >= 3 && (kind === 'icon' || kind === 'image' || ((kind === 'button' || kind === 'shape' || kind === 'link' || kind === 'text') && text.length <= 2)));
  return small.flatMap((element) => {
    const { mask, inset } = withoutFrame(pixels, element.box, scale);
    return [...marksIn(element, mask, inset, scale), ...onDisc(element, pixels, scale)];
  });
}

const marksIn = (element: ScreenElement, mask: Mask, inset: number, scale: number): Mark[] => parts(mask).map((part) => ({ element, form: formOf(mask, part), box: { x: element.box.x + inset + part.left / scale, y: element.box.y + inset + part.top / scale, width: part.width / scale, height: part.height / scale } }));

/** CSS px: smaller discs hold no mark of their own. */
const SMALLEST_DISC = 22;

/** What is drawn on a filled disc or square, as on round buttons. */
function onDisc(element: ScreenElement, pixels: RgbaFrame, scale: number): Mark[] {
  const { box, kind } = element;
  if ((kind !== 'button' && kind !== 'shape') || Math.min(box.width, box.height) < SMALLEST_DISC || box.width > 1.3 * box.height || box.height > 1.3 * box.width) return [];
  const inset = 0.18 * Math.min(box.width, box.height);
  const mask = maskOf(pixels, { x: box.x + inset, y: box.y + inset, width: box.width - 2 * inset, height: box.height - 2 * inset }, scale);
  const inked = mask.data.filter((value) => value > 0.35).length / mask.data.length;
  return inked < 0.04 || inked > 0.6 ? [] : marksIn(element, mask, inset, scale);
}

/** Signs that are read as such, by what they are called. */
const SIGNS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^[▶►▸⏵]$/u, ['play', 'right', 'next', 'forward']], [/^[◀◄◂⏴]$/u, ['left', 'previous', 'back']], [/^[▲△▴]$/u, ['up', 'increase']], [/^[▼▽▾]$/u, ['down', 'decrease', 'expand']],
  [/^[★☆⭐]$/u, ['star', 'favourite', 'favorite']], [/^[♥♡❤]$/u, ['heart', 'like', 'love', 'favourite', 'favorite']], [/^[⚙]$/u, ['settings', 'gear', 'preferences']], [/^[☰≡]$/u, ['menu', 'hamburger', 'navigation']],
  [/^[✓✔]$/u, ['check', 'tick', 'done']], [/^[✎✏]$/u, ['edit', 'pencil']],
];

const isSign = (text: string, words: readonly string[]): boolean => SIGNS.some(([sign, names]) => sign.test(text.trim()) && names.some((name) => words.some((word) => word.toLowerCase().replace(/\s+(?:icon|button|symbol|sign)$/, '') === name)));

interface Mask { readonly data: Float32Array; readonly width: number; readonly height: number }
interface Part { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** CSS px that the frame of a small button takes, at most, its rounded corners included. */
const THICKEST_FRAME = 5;

/** What is drawn on a button, without the frame that is drawn around it. `inset`: CSS px that were left out on each side. */
function withoutFrame(pixels: RgbaFrame, box: Box, scale: number): { readonly mask: Mask; readonly inset: number } {
  let inset = 0;
  let mask = maskOf(pixels, box, scale);
  while (inset < THICKEST_FRAME && isFramed(mask) && Math.min(box.width, box.height) - 2 * inset > 8) {
    inset += 1;
    mask = maskOf(pixels, { x: box.x + inset, y: box.y + inset, width: box.width - 2 * inset, height: box.height - 2 * inset }, scale);
  }
  return { mask, inset };
}

/** All four sides of what is drawn are lines; an icon hardly ever is a closed box up to its edge. */
function isFramed({ data, width, height }: Mask): boolean {
  const filled = (x: number, y: number): boolean => (data[y * width + x] ?? 0) > 0.2;
  // A frame may begin a pixel further in than the box.
  const near = [0, 1, 2, 3];
  const share = (length: number, at: (index: number) => boolean): number => Array.from({ length }, (_, index) => index).filter(at).length / length;
  const across = (rows: readonly number[]): boolean => rows.some((y) => share(width, (x) => filled(x, y)) > 0.75);
  const down = (columns: readonly number[]): boolean => columns.some((x) => share(height, (y) => filled(x, y)) > 0.65);
  return across(near) && across(near.map((y) => height - 1 - y)) && down(near) && down(near.map((x) => width - 1 - x));
}

/** 0 to 1 a pixel: how far it is from the ground, which is the commonest colour of the edge. */
function maskOf(pixels: RgbaFrame, box: Box, scale: number): Mask {
  const left = Math.max(0, Math.floor(box.x * scale) - 1);
  const top = Math.max(0, Math.floor(box.y * scale) - 1);
  const width = Math.max(1, Math.min(pixels.width - left, Math.ceil(box.width * scale) + 2));
  const height = Math.max(1, Math.min(pixels.height - top, Math.ceil(box.height * scale) + 2));
  const at = (x: number, y: number): readonly [number, number, number] => {
    const index = ((top + y) * pixels.width + left + x) * 4;
    return [pixels.data[index] ?? 0, pixels.data[index + 1] ?? 0, pixels.data[index + 2] ?? 0];
  };
  const counts = new Map<string, { colour: readonly [number, number, number]; count: number }>();
  for (let x = 0; x < width; x += 1) for (const y of [0, height - 1]) count(at(x, y));
  for (let y = 0; y < height; y += 1) for (const x of [0, width - 1]) count(at(x, y));
  const ground = [...counts.values()].sort((a, b) => b.count - a.count)[0]?.colour ?? [255, 255, 255];
  const data = new Float32Array(width * height);
  let most = 1;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [r, g, b] = at(x, y);
      const away = Math.abs(r - ground[0]) + Math.abs(g - ground[1]) + Math.abs(b - ground[2]);
      data[y * width + x] = away;
      most = Math.max(most, away);
    }
  }
  for (let index = 0; index < data.length; index += 1) data[index] = Math.min(1, (data[index] ?? 0) / (0.7 * most));
  return { data, width, height };

  function count(colour: readonly [number, number, number]): void {
    const key = colour.map((value) => value >> 3).join();
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { colour, count: 1 });
  }
}

/** Runs of columns with something in them, wide marks only when they are about as wide as high. */
function parts({ data, width, height }: Mask): Part[] {
  const filled = (x: number, y: number): boolean => (data[y * width + x] ?? 0) > 0.35;
  const columns = Array.from({ length: width }, (_, x) => Array.from({ length: height }, (_unused, y) => y).some((y) => filled(x, y)));
  const runs: { from: number; to: number }[] = [];
  columns.forEach((is, x) => {
    const last = runs.at(-1);
    if (is && last?.to === x) last.to = x + 1;
    else if (is) runs.push({ from: x, to: x + 1 });
  });
  // Three dots in a row are one mark; a star beside a bin are two.
  const single = runs.length < 2 || width <= 1.6 * height || runs.every(({ from, to }) => to - from < 0.45 * height) ? [{ from: runs[0]?.from ?? 0, to: runs.at(-1)?.to ?? width }] : runs;
  return single.flatMap(({ from, to }) => {
    const rows = Array.from({ length: height }, (_, y) => y).filter((y) => Array.from({ length: to - from }, (_unused, x) => x + from).some((x) => filled(x, y)));
    const [first, last] = [rows[0], rows.at(-1)];
    return first === undefined || last === undefined || to - from < 3 ? [] : [{ left: from, top: first, width: to - from, height: last - first + 1 }];
  });
}

/** The part in a square of SIDE, its shape kept, as a vector of length 1 around its mean. */
function formOf(mask: Mask, part: Part): Float32Array {
  const form = new Float32Array(SIDE * SIDE);
  const extent = Math.max(part.width, part.height);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const [fromX, toX] = [(x / SIDE) * extent - (extent - part.width) / 2, ((x + 1) / SIDE) * extent - (extent - part.width) / 2];
      const [fromY, toY] = [(y / SIDE) * extent - (extent - part.height) / 2, ((y + 1) / SIDE) * extent - (extent - part.height) / 2];
      let sum = 0;
      let count = 0;
      for (let py = Math.floor(fromY); py < Math.max(Math.floor(fromY) + 1, toY); py += 1) {
        for (let px = Math.floor(fromX); px < Math.max(Math.floor(fromX) + 1, toX); px += 1) {
          count += 1;
          if (px >= 0 && py >= 0 && px < part.width && py < part.height) sum += mask.data[(part.top + py) * mask.width + part.left + px] ?? 0;
        }
      }
      form[y * SIDE + x] = sum / Math.max(1, count);
    }
  }
  return normalised(blurred(form));
}

/** Strokes of another width, and a pixel beside, are still alike. */
function blurred(form: Float32Array): Float32Array {
  const out = new Float32Array(form.length);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      let sum = 0;
      let weight = 0;
      for (let dy = -1; dy <= 1; dy += 1) {
        for (let dx = -1; dx <= 1; dx += 1) {
          if (x + dx < 0 || y + dy < 0 || x + dx >= SIDE || y + dy >= SIDE) continue;
          const share = dx === 0 && dy === 0 ? 4 : dx === 0 || dy === 0 ? 2 : 1;
          sum += share * (form[(y + dy) * SIDE + x + dx] ?? 0);
          weight += share;
        }
      }
      out[y * SIDE + x] = sum / weight;
    }
  }
  return out;
}

function normalised(form: Float32Array): Float32Array {
  const mean = form.reduce((sum, value) => sum + value, 0) / form.length;
  const centred = form.map((value) => value - mean);
  const length = Math.hypot(...centred) || 1;
  return centred.map((value) => value / length);
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

let rendered: Promise<readonly (readonly Float32Array[])[]> | undefined;

/** The drawings as forms, rendered once a process. */
function forms(): Promise<readonly (readonly Float32Array[])[]> {
  rendered ??= Promise.all(ICON_DRAWINGS.map(({ drawings }) => Promise.all(drawings.map(render))));
  return rendered;
}

async function render(drawing: string): Promise<Float32Array> {
  const size = 72;
  const { data } = await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="-1 -1 26 26">${drawing}</svg>`)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const mask: Mask = { data: Float32Array.from({ length: size * size }, (_, index) => (data[index * 4 + 3] ?? 0) / 255), width: size, height: size };
  const xs = Array.from({ length: size }, (_, x) => x).filter((x) => Array.from({ length: size }, (_unused, y) => y).some((y) => (mask.data[y * size + x] ?? 0) > 0.35));
  const ys = Array.from({ length: size }, (_, y) => y).filter((y) => Array.from({ length: size }, (_unused, x) => x).some((x) => (mask.data[y * size + x] ?? 0) > 0.35));
  const [left = 0, top = 0] = [xs[0], ys[0]];
  return formOf(mask, { left, top, width: (xs.at(-1) ?? size - 1) - left + 1, height: (ys.at(-1) ?? size - 1) - top + 1 });
}
