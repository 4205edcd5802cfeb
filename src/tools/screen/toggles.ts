import type { Box } from '../../core/index.js';
import type { RgbaFrame } from '../../kernels/index.js';
import { centreX, centreY, overlapX, overlapY } from './geometry.js';
import { figureOf, fillOf, outlineOf } from './patch.js';
import { chroma, distance, type Ground, type Mark, type Rgb, type Segments } from './segment.js';

/** A check box, radio button or switch. */
export interface Toggle {
  readonly kind: 'checkbox' | 'radio';
  /** Device px */
  readonly box: Box;
  readonly checked: boolean;
  readonly fill: Rgb;
  readonly confidence: number;
}

/** CSS px */
const SMALLEST = 9;
const LARGEST = 24;
/** A check box is a square; what is wider is a button with a sign. */
const SQUARE = 1.12;
/** CSS px: what stands inside begins this far from the outline. */
const INSET = 2.5;
/** Part of the inside that a tick or cross covers at least. */
const TICK = 0.045;
/** Letters of a word stand nearer than this part of their height. */
const LETTER_GAP = 0.2;

/** Finds toggles among small marks and grounds, by their outlines and what is in them. */
export function findToggles(frame: RgbaFrame, { grounds, marks }: Segments, scale: number): Toggle[] {
  const bordered = new Set(grounds.map(({ edge }) => edge));
  const candidates: { box: Box; around: Ground | undefined }[] = [
    ...marks.filter((mark) => fitsSize(mark.box, scale) && standsAlone(mark, marks)).map((mark) => ({ box: mark.box, around: mark.ground })),
    ...grounds.filter((ground) => fitsSize(ground.box, scale) && !(ground.edge && fitsSize(ground.edge.box, scale) && bordered.has(ground.edge))).map((ground) => ({ box: ground.box, around: ground.parent })),
  ];
  const small = candidates.flatMap(({ box, around }) => toggleAt(frame, box, around, scale) ?? []);
  return [...small, ...grounds.flatMap((ground) => switchAt(ground, grounds, scale) ?? [])];
}

function fitsSize({ width, height }: Box, scale: number): boolean {
  return Math.min(width, height) >= SMALLEST * scale && Math.max(width, height) <= LARGEST * scale && Math.max(width, height) <= 1.25 * Math.min(width, height);
}

/** No letter: nothing of like height stands right beside it. */
function standsAlone(mark: Mark, marks: readonly Mark[]): boolean {
  return !marks.some((other) => {
    if (other === mark || other.ground !== mark.ground || other.box.height > 2 * mark.box.height || other.box.height < 0.4 * mark.box.height) return false;
    return overlapY(other.box, mark.box) > 0.5 * Math.min(other.box.height, mark.box.height) && overlapX(other.box, mark.box) > -LETTER_GAP * mark.box.height;
  });
}

function toggleAt(frame: RgbaFrame, box: Box, around: Ground | undefined, scale: number): Toggle | undefined {
  const outside = around?.colour ?? [255, 255, 255];
  const figure = figureOf(outlineOf(frame, box, outside));
  if (figure !== 'rectangle' && figure !== 'ellipse') return undefined;
  // A ring that is higher than wide is a letter.
  if (figure === 'ellipse') return box.height > 1.1 * box.width ? undefined : radioAt(frame, box, outside, scale);
  return Math.max(box.width, box.height) > SQUARE * Math.min(box.width, box.height) + 1 ? undefined : checkboxAt(frame, box, outside, scale);
}

function radioAt(frame: RgbaFrame, box: Box, outside: Rgb, scale: number): Toggle | undefined {
  const [x0, y0, radius] = [centreX(box) - 0.5, centreY(box) - 0.5, Math.min(box.width, box.height) / 2];
  const between = (least: number, most: number) => (x: number, y: number): boolean => {
    const r = Math.hypot(x - x0, y - y0) / radius;
    return r >= least && r <= most;
  };
  const rim = fillOf(frame, box, between(0.8, 0.95));
  const ring = fillOf(frame, box, between(0.58, 0.72));
  const centre = fillOf(frame, box, between(0, 0.28));
  const hasDot = distance(centre.colour, ring.colour) > 90;
  // A plain disc is a shape, a ring with something in it besides a dot is an icon.
  if (!hasDot && distance(rim.colour, ring.colour) < 40) return undefined;
  if (centre.otherShare > 0.35 || (!hasDot && ring.otherShare > 0.35) || radius * 2 < SMALLEST * scale) return undefined;
  if (!hasDot && distance(ring.colour, outside) > 90 && chroma(ring.colour) > 90) return undefined;
  return { kind: 'radio', box, checked: hasDot, fill: hasDot ? centre.colour : ring.colour, confidence: 0.85 };
}

function checkboxAt(frame: RgbaFrame, box: Box, outside: Rgb, scale: number): Toggle | undefined {
  const inset = INSET * scale;
  const isInside = (x: number, y: number): boolean => x >= box.x + inset && x < box.x + box.width - inset && y >= box.y + inset && y < box.y + box.height - inset;
  const rim = fillOf(frame, box, (x, y) => Math.min(x - box.x, y - box.y, box.x + box.width - 1 - x, box.y + box.height - 1 - y) < Math.max(1, scale) && Math.min(x - box.x, box.x + box.width - 1 - x) + Math.min(y - box.y, box.y + box.height - 1 - y) > 2 * scale);
  const inside = fillOf(frame, box, isInside, 100);
  const ticked = inside.otherShare >= TICK;
  // An even square is a shape or a swatch.
  if (!ticked && distance(rim.colour, inside.colour) < 30) return undefined;
  if (!ticked && chroma(inside.colour) > 90 && distance(inside.colour, outside) > 120) return undefined;
  // A tick lies on the fill all around it or on a light inside; a picture has more than that.
  if (rim.otherShare > 0.4 || inside.otherShare > 0.6) return undefined;
  return { kind: 'checkbox', box, checked: ticked, fill: inside.colour, confidence: 0.85 };
}

/** CSS px: height of a switch, and its width in heights. */
const SWITCH_HEIGHT = { least: 12, most: 36 };
const SWITCH_RATIO = { least: 1.4, most: 2.7 };

/** A pill with a round knob at one of its ends; checked is a knob at the right. */
function switchAt(track: Ground, grounds: readonly Ground[], scale: number): Toggle | undefined {
  const { box } = track;
  const ratio = box.width / box.height;
  if (box.height < SWITCH_HEIGHT.least * scale || box.height > SWITCH_HEIGHT.most * scale || ratio < SWITCH_RATIO.least || ratio > SWITCH_RATIO.most) return undefined;
  const knob = grounds.find((ground) => ground.parent === track && ground.box.width <= 1.1 * box.height && ground.box.height >= 0.5 * box.height && Math.abs(ground.box.width - ground.box.height) <= 0.2 * ground.box.height && Math.abs(centreY(ground.box) - centreY(box)) <= 0.12 * box.height);
  if (!knob || distance(knob.colour, track.colour) < 40) return undefined;
  const shift = (centreX(knob.box) - centreX(box)) / box.width;
  if (Math.abs(shift) < 0.1) return undefined;
  return { kind: 'checkbox', box: track.edge && track.edge.box.width <= box.width + 6 * scale ? track.edge.box : box, checked: shift > 0, fill: track.colour, confidence: 0.8 };
}
