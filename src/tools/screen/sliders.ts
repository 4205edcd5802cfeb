import type { Box } from '../../core/index.js';
import type { RgbaFrame } from '../../kernels/index.js';
import { around } from '../ocr/index.js';
import { bottom, centreX, centreY, holds, overlapX, overlapY, right } from './geometry.js';
import { outlineOf, type Outline } from './patch.js';
import { chroma, distance, type Ground, type Mark, type Rgb, type Segments } from './segment.js';

/** A slider, scroll bar or progress bar. Boxes are device px. */
export interface Bar {
  readonly kind: 'slider' | 'scroll-bar' | 'progress-bar';
  readonly box: Box;
  /** The knob of a slider, the thumb of a scroll bar. */
  readonly handle: Box | undefined;
  /** Position from the left or upper end, 0 to 1. */
  readonly value: number;
  readonly fill: Rgb;
  readonly confidence: number;
}

/** CSS px */
const KNOB = { least: 8, most: 32 };
const SHORTEST_TRACK = 40;
/** A knob is at least this many times as high as the track beside it. */
const KNOB_RATIO = 1.25;

export function findBars(frame: RgbaFrame, { grounds, marks }: Segments, scale: number): Bar[] {
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height };
  const drawn = marks.flatMap((mark) => sliderMark(frame, mark, scale) ?? []);
  const composed = grounds.flatMap((knob) => sliderWith(knob, grounds, marks, scale) ?? []);
  const sliders = [...drawn, ...composed.filter(({ box }) => !drawn.some((slider) => overlapX(slider.box, box) > 0 && overlapY(slider.box, box) > 0))];
  const scrollBars = grounds.flatMap((thumb) => scrollBarWith(thumb, grounds, whole, scale) ?? []);
  const progress = grounds.flatMap((done) => progressWith(done, grounds, scale) ?? []);
  return [...sliders, ...scrollBars.filter((bar) => !sliders.some((slider) => holds(slider.box, bar.box, 2 * scale))), ...progress.filter((bar) => !sliders.some((slider) => holds(slider.box, bar.box, 4 * scale)))];
}

/** Turns x and y round, so that what is written for one direction serves both. */
const turned = ({ x, y, width, height }: Box): Box => ({ x: y, y: x, width: height, height: width });

/** A knob with pieces of a thinner track left or right of it (above or below), on its middle line. */
function sliderWith(knob: Ground, grounds: readonly Ground[], marks: readonly Mark[], scale: number): Bar | undefined {
  const ratio = knob.box.width / knob.box.height;
  if (Math.min(knob.box.width, knob.box.height) < KNOB.least * scale || Math.max(knob.box.width, knob.box.height) > KNOB.most * scale || ratio < 0.4 || ratio > 2.5) return undefined;
  for (const turn of [(box: Box) => box, turned]) {
    const at = turn(knob.box);
    const onLine = (box: Box): boolean => {
      const piece = turn(box);
      return piece.height * KNOB_RATIO <= at.height && piece.width >= 2 * piece.height && Math.abs(centreY(piece) - centreY(at)) <= 2 * scale && -overlapX(piece, at) <= 5 * scale;
    };
    const tracks = [...grounds.filter((ground) => ground !== knob).map(({ box }) => box), ...marks.map(({ box }) => box)].filter(onLine);
    const box = turn(around([at, ...tracks.map(turn)]));
    const track = turn(box);
    if (tracks.length === 0 || track.width < SHORTEST_TRACK * scale || track.width < 3 * at.width) continue;
    const value = (centreX(at) - track.x - at.width / 2) / Math.max(1, track.width - at.width);
    return { kind: 'slider', box, handle: knob.box, value: Math.min(1, Math.max(0, value)), fill: knob.colour, confidence: 0.8 };
  }
  return undefined;
}

/** Knob and track drawn as one mark: a stretch of full height as long as it is high, and nothing but a thin line besides. */
function sliderMark(frame: RgbaFrame, mark: Mark, scale: number): Bar | undefined {
  for (const turn of [(box: Box) => box, turned]) {
    const at = turn(mark.box);
    if (at.height < KNOB.least * scale || at.height > KNOB.most * scale || at.width < SHORTEST_TRACK * scale || at.width < 3 * at.height) continue;
    const { rows, columns } = outlineOf(frame, mark.box, mark.ground?.colour ?? [255, 255, 255]);
    const across = turn === turned ? rows : columns;
    const lengths = across.map((line) => (line ? line[1] - line[0] + 1 : 0));
    const full = lengths.flatMap((length, i) => (length >= 0.62 * at.height ? [i] : []));
    const [first, last] = [full[0] ?? 0, full.at(-1) ?? -1];
    const knob = last - first + 1;
    if (knob < 0.4 * at.height || knob > 2 * at.height || full.length < 0.8 * knob) continue;
    const thin = lengths.filter((length, i) => (i < first - 4 * scale || i > last + 4 * scale) && length > 0 && length <= 0.6 * at.height);
    if (thin.length < 0.85 * (at.width - knob - 8 * scale) || !isStraight(across, first, last, scale)) continue;
    const value = (first + knob / 2 - at.height / 2) / Math.max(1, at.width - at.height);
    const handle = turn({ x: at.x + first, y: at.y, width: knob, height: at.height });
    return { kind: 'slider', box: mark.box, handle, value: Math.min(1, Math.max(0, value)), fill: mark.ink, confidence: 0.8 };
  }
  return undefined;
}

/** A track runs level: the outline of a roof does not. */
function isStraight(lines: Outline['rows'], first: number, last: number, scale: number): boolean {
  const middles = lines.flatMap((line, i) => (line && (i < first - 4 * scale || i > last + 4 * scale) ? [(line[0] + line[1]) / 2] : [])).sort((a, b) => a - b);
  return middles.length > 0 && (middles[Math.floor(0.9 * (middles.length - 1))] as number) - (middles[Math.floor(0.1 * middles.length)] as number) <= 3 * scale;
}

/** CSS px: across. */
const SCROLL_BAR = { least: 5, most: 20 };

/** A thumb within a long narrow track at the right or lower edge of what it scrolls. */
function scrollBarWith(thumb: Ground, grounds: readonly Ground[], frame: Box, scale: number): Bar | undefined {
  for (const turn of [(box: Box) => box, turned]) {
    const at = turn(thumb.box);
    const track = thumb.parent;
    if (!track || track.parent === undefined) continue;
    const along = turn(track.box);
    if (along.width < SCROLL_BAR.least * scale || along.width > SCROLL_BAR.most * scale || along.height < 3 * along.width || at.width < 0.4 * along.width || at.height < at.width) continue;
    const scrolled = track.parent.box;
    const [edge, farEdge] = [right(along), Math.min(right(turn(scrolled)), right(turn(frame)))];
    if (farEdge - edge > 4 * scale || grounds.filter((other) => other.parent === track && other !== thumb).length > 2) continue;
    const room = along.height - at.height;
    return { kind: 'scroll-bar', box: track.box, handle: thumb.box, value: room <= 0 ? 0 : Math.min(1, Math.max(0, (at.y - along.y) / room)), fill: thumb.colour, confidence: 0.75 };
  }
  return undefined;
}

/** CSS px: height and least length of a progress bar. */
const PROGRESS = { least: 4, most: 24, length: 60 };

/** A coloured part at the left and a plain one behind it, of one height, in one row. */
function progressWith(done: Ground, grounds: readonly Ground[], scale: number): Bar | undefined {
  const { box } = done;
  if (box.height < PROGRESS.least * scale || box.height > PROGRESS.most * scale || chroma(done.colour) < 50) return undefined;
  const sameRow = (other: Ground): boolean => Math.abs(other.box.y - box.y) <= 2 * scale && Math.abs(bottom(other.box) - bottom(box)) <= 2 * scale;
  const rest = grounds.find((other) => other !== done && chroma(other.colour) < 30 && sameRow(other) && ((Math.abs(other.box.x - right(box)) <= 2 * scale && other.parent === done.parent) || (done.parent === other && Math.abs(other.box.x - box.x) <= 3 * scale && right(other.box) > right(box))));
  if (!rest || distance(rest.colour, done.colour) < 60) return undefined;
  const whole = around([box, rest.box]);
  if (whole.width < PROGRESS.length * scale || whole.width < 3 * whole.height) return undefined;
  return { kind: 'progress-bar', box: whole, handle: undefined, value: Math.min(1, box.width / whole.width), fill: done.colour, confidence: 0.6 };
}
