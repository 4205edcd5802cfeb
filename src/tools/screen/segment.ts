import type { Box } from '../../core/index.js';
import { colourComponents, componentBox, maskComponents, strideOf, type Components, type RgbaFrame } from '../../kernels/index.js';
import { areaOf, holds } from './geometry.js';

/** Channels, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** An even area on which other things can stand: the page, a panel, the inside of a control, a filled shape. Boxes are device px. */
export interface Ground {
  readonly id: number;
  readonly box: Box;
  readonly colour: Rgb;
  /** 0 to 1: how much of its box its outline encloses; 1 for a rectangle, 0.79 for an ellipse, 0.5 for a triangle. */
  readonly fullness: number;
  /** 0 to 1: how much of what its outline encloses has its colour. */
  readonly evenness: number;
  /** Device px: side of the largest square that fits in. */
  readonly thickness: number;
  /** The ground around it, or above it where it parts one. */
  readonly parent: Ground | undefined;
  /** The mark that touches it from above, where one does: its border. */
  readonly edge: Mark | undefined;
}

/** Connected pixels that are no ground: a letter, a border, a rule, an icon, a part of a photo. */
export interface Mark {
  readonly id: number;
  readonly box: Box;
  /** Its pixels, with what they enclose of small areas. */
  readonly area: number;
  /** Mean of the pixels that stand out most from its ground. */
  readonly ink: Rgb;
  /** Device px: width of its strokes. */
  readonly thickness: number;
  /** What it stands on. */
  readonly ground: Ground | undefined;
}

export interface Segments {
  readonly grounds: readonly Ground[];
  readonly marks: readonly Mark[];
  /** Of the areas of one colour, and of the marks. */
  readonly areas: Components;
  readonly strokes: Components;
}

/** Channel values of neighbouring pixels in one area differ by no more: gradients hold together, borders part. */
const TOLERANCE = 3;
/** CSS px: strokes of letters are thinner; what is thicker than the second is ground whatever its outline. */
const THINNEST_GROUND = 5;
const SURELY_GROUND = 14;
/** CSS px: an icon leaves less room around it in its button, which is this large at least; letters fill less of their box. */
const THINNEST_MARGIN = 3;
const SMALLEST_BUTTON = 12;
const BUTTON_FULLNESS = 0.9;
const BUTTON_EVENNESS = 0.72;
/** Between the two, grounds are told from thick letters by an outline that fills its box and holds little else. */
const GROUND_FULLNESS = 0.7;
const GROUND_EVENNESS = 0.62;

/** Parts a frame into even grounds and the marks on them. */
export function segment(frame: RgbaFrame, scale: number): Segments {
  const areas = colourComponents(frame, TOLERANCE);
  const outlines = new Map<number, { fullness: number; evenness: number }>();
  for (let i = 0; i < areas.count; i += 1) {
    const thickness = (areas.thickness[i] as number) / scale;
    if (thickness < THINNEST_MARGIN) continue;
    const outline = outlineOf(areas, i);
    if (thickness < THINNEST_GROUND && !holdsIcon(componentBox(areas, i), outline, scale)) continue;
    if (thickness >= SURELY_GROUND || (outline.fullness >= GROUND_FULLNESS && outline.evenness >= GROUND_EVENNESS)) outlines.set(i, outline);
  }
  const isGround = new Uint8Array(areas.count);
  for (const i of outlines.keys()) isGround[i] = 1;
  const mask = new Uint8Array(areas.labels.length);
  for (let at = 0; at < mask.length; at += 1) mask[at] = isGround[areas.labels[at] as number] === 0 ? 1 : 0;
  const strokes = maskComponents(mask, frame.width, frame.height);

  const grounds = new Map<number, Ground>();
  const marks: (Mark | undefined)[] = new Array<Mark | undefined>(strokes.count).fill(undefined);
  const markOf = (id: number): Mark => (marks[id] ??= { id, ...describeMark(frame, strokes, id, groundAbove(strokes, id)) });
  /** Grounds and marks that lie around another one begin above it and are known already. */
  function groundAbove(of: Components, id: number): { ground: Ground | undefined; edge: Mark | undefined } {
    const first = (of.firstRun[id] as number) * 3;
    const [y, x] = [of.runs[first] as number, of.runs[first + 1] as number];
    if (y === 0) return { ground: undefined, edge: undefined };
    const at = (y - 1) * frame.width + x;
    const stroke = strokes.labels[at] as number;
    if (stroke < 0) return { ground: grounds.get(areas.labels[at] as number), edge: undefined };
    const edge = markOf(stroke);
    return { ground: edge.ground, edge };
  }
  for (const [i, outline] of outlines) {
    const box = componentBox(areas, i);
    const above = groundAbove(areas, i);
    // Lines that run together, as those of tabs and of the strip they stand in, part one ground into nested ones.
    let parent = (above.edge && smallest([...grounds.values()].filter((ground) => ground.edge === above.edge && holds(ground.box, box)))) ?? above.ground;
    while (parent && !holds(parent.box, box)) parent = parent.parent;
    // A strip from edge to edge parts the ground that it lies on: the part above it stands for both.
    parent ??= above.ground;
    grounds.set(i, { id: i, box, colour: meanColour(frame, areas, i), ...outline, thickness: areas.thickness[i] as number, parent, edge: above.edge });
  }
  return { grounds: [...grounds.values()], marks: Array.from({ length: strokes.count }, (_, id) => markOf(id)), areas, strokes };
}

function smallest(grounds: readonly Ground[]): Ground | undefined {
  return grounds.toSorted((a, b) => areaOf(a.box) - areaOf(b.box))[0];
}

function holdsIcon({ width, height }: Box, { fullness, evenness }: { fullness: number; evenness: number }, scale: number): boolean {
  return Math.min(width, height) >= SMALLEST_BUTTON * scale && fullness >= BUTTON_FULLNESS && evenness >= BUTTON_EVENNESS;
}

function outlineOf(components: Components, index: number): { fullness: number; evenness: number } {
  const { width, height } = componentBox(components, index);
  let enclosed = 0;
  let [row, left, right] = [-1, 0, 0];
  for (let run = components.firstRun[index] as number; run < (components.firstRun[index + 1] as number); run += 1) {
    const [y, from, to] = [components.runs[run * 3] as number, components.runs[run * 3 + 1] as number, components.runs[run * 3 + 2] as number];
    if (y === row) right = to;
    else {
      enclosed += right - left;
      [row, left, right] = [y, from, to];
    }
  }
  enclosed += right - left;
  return { fullness: enclosed / (width * height), evenness: (components.areas[index] as number) / enclosed };
}

function meanColour(frame: RgbaFrame, components: Components, index: number): Rgb {
  const stride = strideOf(frame);
  const sums = [0, 0, 0];
  let total = 0;
  for (let run = components.firstRun[index] as number; run < (components.firstRun[index + 1] as number); run += 1) {
    const [y, from, to] = [components.runs[run * 3] as number, components.runs[run * 3 + 1] as number, components.runs[run * 3 + 2] as number];
    const at = y * stride + ((from + to) >> 1) * 4;
    for (let channel = 0; channel < 3; channel += 1) sums[channel] = (sums[channel] as number) + (frame.data[at + channel] as number) * (to - from);
    total += to - from;
  }
  return [(sums[0] as number) / total, (sums[1] as number) / total, (sums[2] as number) / total];
}

/** Part of the strongest contrast from which on a pixel belongs to the core of a stroke. */
const CORE = 0.75;

function describeMark(frame: RgbaFrame, strokes: Components, id: number, { ground }: { ground: Ground | undefined }): Omit<Mark, 'id'> {
  const stride = strideOf(frame);
  const base = ground?.colour ?? [255, 255, 255];
  const size = strokes.areas[id] as number;
  const [contrasts, pixels] = [new Uint16Array(size), new Uint32Array(size)];
  let next = 0;
  let strongest = 0;
  for (let run = strokes.firstRun[id] as number; run < (strokes.firstRun[id + 1] as number); run += 1) {
    const [y, from, to] = [strokes.runs[run * 3] as number, strokes.runs[run * 3 + 1] as number, strokes.runs[run * 3 + 2] as number];
    for (let x = from; x < to; x += 1) {
      const at = y * stride + x * 4;
      const contrast = Math.abs((frame.data[at] as number) - base[0]) + Math.abs((frame.data[at + 1] as number) - base[1]) + Math.abs((frame.data[at + 2] as number) - base[2]);
      pixels[next] = at;
      contrasts[next] = contrast;
      next += 1;
      if (contrast > strongest) strongest = contrast;
    }
  }
  const least = Math.floor(CORE * strongest);
  const sums = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < size; i += 1) {
    if ((contrasts[i] as number) < least) continue;
    const at = pixels[i] as number;
    count += 1;
    for (let channel = 0; channel < 3; channel += 1) sums[channel] = (sums[channel] as number) + (frame.data[at + channel] as number);
  }
  const ink: Rgb = [(sums[0] as number) / count, (sums[1] as number) / count, (sums[2] as number) / count];
  return { box: componentBox(strokes, id), area: size, ink, thickness: strokes.thickness[id] as number, ground };
}

/** Distance of two colours, 0 to 765. */
export const distance = (a: Rgb, b: Rgb): number => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);

/** 0 (grey) to 255 (pure colour). */
export const chroma = (colour: Rgb): number => Math.max(...colour) - Math.min(...colour);

/** 0 (black) to 255 (white). */
export const lightness = ([red, green, blue]: Rgb): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
