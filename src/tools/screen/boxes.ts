import type { Box } from '../../core/index.js';
import { around } from '../ocr/index.js';
import type { Draft, ReadLine } from './draft.js';
import { bottom, centreX, centreY, holds, right } from './geometry.js';
import type { Panel } from './panels.js';
import type { Direction, Figure } from './patch.js';
import type { Shape } from './schema.js';
import { chroma, distance, lightness, type Rgb } from './segment.js';

/** What lies directly in a panel. Boxes are device px. */
export interface PanelContent {
  readonly lines: readonly ReadLine[];
  /** Panels, toggles and bars in it. */
  readonly controls: readonly Box[];
  /** Marks that are no text, and where those that are arrows point. */
  readonly icons: readonly { readonly box: Box; readonly direction: Direction | undefined; readonly ink: Rgb }[];
  /** The figure of its own outline. */
  readonly figure: Figure;
  /** A thin upright stroke that stands alone: a caret. */
  readonly caret: boolean;
  /** Short flat strokes. */
  readonly dashes: number;
  /** It has a grip to make it larger. */
  readonly resizable: boolean;
}

/** CSS px */
const FIELD = { least: 14, most: 64, width: 36 };
const BUTTON = { least: 10, most: 90 };
/** Text whose margins left and right differ by less than this part of the free room is centred. */
const CENTRED = 0.3;
/** Contrast of a placeholder to its ground, in parts of the strongest that there could be. */
const PALE = 0.72;
/** CSS px: an arrow of a closed list. */
const ARROW = { least: 4, most: 16 };
/** CSS px: figures without a name are icons when they are no larger. */
const LARGEST_ICON = 48;
/** What fields for dates and times show while they are empty. */
const FORMAT = /^(?:[dmyhs]{1,4}|-{2,})(?:\s*[/.:,-]\s*(?:[dmyhs]{1,4}|-{2,}))+(?:\s*(?:am|pm|-{2,}))?$/i;
/** A focus ring is at least this wide, CSS px, or this colourful. */
const RING = { width: 1.6, chroma: 80 };

/** Decides what a panel is, by its size, border, fill and content; undefined where it only holds other things together. */
export function classifyPanel(panel: Panel, content: PanelContent, scale: number): Draft | undefined {
  const [width, height] = [panel.box.width / scale, panel.box.height / scale];
  const { controls } = content;
  const { lines, icons } = withoutLead(content, panel);
  if (controls.length > 0 && !isSpinner(panel.box, controls, scale)) return undefined;
  const figure = content.figure;
  if (content.resizable) {
    const [first] = lines;
    return { kind: 'text-input', box: panel.box, text: lines.map((line) => line.text).join('\n'), state: { filled: first !== undefined && !isPale(first.ink, panel.ground.colour), ...focusedState(panel, content.caret, scale) }, fill: panel.ground.colour, ink: first?.ink, confidence: 0.9 };
  }
  if (lines.length === 0 && icons.length === 0) return emptyPanel(panel, content, width, height, scale);
  if (figure === 'other' || figure === 'triangle') return undefined;
  const text = lines.map((line) => line.text).join(lines.length > 1 && lines.every((line) => Math.abs(centreY(line.box) - centreY((lines[0] as ReadLine).box)) < line.box.height / 2) ? ' ' : '\n');
  const arrow = icons.find(({ box, direction }) => isListArrow(box, direction, panel.box, scale));
  const base = { box: panel.box, text, fill: panel.ground.colour, ink: lines[0]?.ink ?? icons[0]?.ink, ...(lines.length > 0 ? { inner: around(lines.map(({ box }) => box)) } : {}) };
  if (lines.length === 0 && icons.length > 0) {
    if (arrow && width >= 1.8 * height) return { ...base, kind: 'select', state: { filled: false }, confidence: 0.6 };
    // A field for a time shows dashes where its digits will be; an empty one may have an icon at its end.
    const isEmpty = content.dashes >= 2 || icons.every(({ box }) => right(panel.box) - right(box) <= 20 * scale);
    if (panel.border && isEmpty && width >= 2.5 * height && height >= FIELD.least && height <= FIELD.most) return { ...base, kind: 'text-input', text: content.dashes >= 2 ? '--:-- --' : '', state: { filled: false, ...focusedState(panel, content.caret, scale) }, confidence: 0.6 };
    if (icons.length <= 2 && width <= 1.6 * height && Math.max(width, height) <= 60) return { ...base, kind: 'button', text: arrowText(icons[0]?.direction), state: {}, shape: shapeOf(figure, panel.box), confidence: 0.65 };
    return undefined;
  }
  const centred = isCentred(panel.box, around(lines.map(({ box }) => box)));
  const first = lines[0] as ReadLine;
  if (lines.length === 1 && arrow && width >= FIELD.width && height >= FIELD.least && height <= FIELD.most && centreX(first.box) < arrow.box.x) {
    return { ...base, kind: 'select', state: { filled: true, ...disabledState(first.ink, panel.ground.colour) }, confidence: 0.85 };
  }
  if (looksLikeField(panel, lines, centred, width, height)) {
    const empty = isPale(first.ink, panel.ground.colour) || FORMAT.test(text);
    return { ...base, kind: 'text-input', state: { filled: !empty, ...focusedState(panel, content.caret, scale) }, confidence: panel.border ? 0.8 : 0.6 };
  }
  const tight = (panel.box.height - around(lines.map(({ box }) => box)).height) / scale < 2 && !panel.border;
  if (lines.length <= 2 && height >= BUTTON.least && height <= BUTTON.most && !tight && (centred || (icons.length > 0 && icons.length <= 2 && lines.length === 1 && width < 260))) {
    return { ...base, kind: 'button', state: disabledState(first.ink, panel.ground.colour), confidence: centred ? 0.85 : 0.6 };
  }
  return undefined;
}

/** The icon at the beginning of a field often reads as a letter: it stands alone, with more room behind it than words have. */
function withoutLead({ lines, icons }: PanelContent, panel: Panel): Pick<PanelContent, 'lines' | 'icons'> {
  const [lead, text, more] = lines.toSorted((a, b) => a.box.x - b.box.x);
  if (!lead || !text || more || lead.text.length !== 1 || text.text.length < 2 || Math.abs(centreY(lead.box) - centreY(text.box)) > 0.4 * text.box.height) return { lines, icons };
  if (text.box.x - right(lead.box) < 0.5 * text.box.height || lead.box.x - panel.box.x > 1.2 * panel.box.height) return { lines, icons };
  return { lines: [text], icons: [...icons, { box: lead.box, direction: undefined, ink: lead.ink }] };
}

/** No text and no icon in it: an empty field, a shape, or nothing of its own. */
function emptyPanel(panel: Panel, content: PanelContent, width: number, height: number, scale: number): Draft | undefined {
  const { figure } = content;
  const base = { box: panel.box, text: '', fill: panel.ground.colour };
  const plain = chroma(panel.ground.colour) < 40;
  if (figure === 'rectangle' && plain && width >= FIELD.width && height >= FIELD.least && width >= 1.4 * height && (panel.border || (height >= 24 && height <= FIELD.most && width >= 90))) {
    const coloured = panel.border !== undefined && chroma(panel.border.ink) > 150 && height > FIELD.most;
    if (!coloured && (height <= FIELD.most || (panel.border && height <= 240 && content.controls.length === 0 && panel.parent === undefined))) {
      return { ...base, kind: 'text-input', state: { filled: false, ...focusedState(panel, content.caret, scale) }, confidence: panel.border ? 0.8 : 0.5 };
    }
  }
  const colour = panel.border && distance(panel.ground.colour, panel.ground.parent?.colour ?? panel.ground.colour) <= 12 ? panel.border.ink : panel.ground.colour;
  const standsOut = panel.border !== undefined || chroma(colour) > 40 || distance(colour, panel.ground.parent?.colour ?? colour) > 60;
  if (!standsOut || Math.max(width, height) > 260 || Math.min(width, height) < 5) return undefined;
  if (figure === 'other' && Math.max(width, height) < LARGEST_ICON) return { ...base, fill: colour, kind: 'icon', state: {}, confidence: 0.5 };
  return { ...base, fill: colour, kind: 'shape', state: {}, shape: shapeOf(figure, panel.box), confidence: figure === 'other' ? 0.5 : 0.75 };
}

/** Buttons at the right end of a field that step its number up and down. */
function isSpinner(box: Box, controls: readonly Box[], scale: number): boolean {
  return controls.length <= 2 && controls.every((control) => right(box) - right(control) <= 6 * scale && control.width <= 24 * scale && control.width < 0.5 * box.width);
}

function isListArrow(mark: Box, direction: Direction | undefined, box: Box, scale: number): boolean {
  return direction === 'down' && mark.width >= ARROW.least * scale && mark.width <= ARROW.most * scale && right(box) - right(mark) <= 18 * scale && Math.abs(centreY(mark) - centreY(box)) <= 0.25 * box.height;
}

function isCentred(box: Box, text: Box): boolean {
  const [left, rest] = [text.x - box.x, right(box) - right(text)];
  const [above, below] = [text.y - box.y, bottom(box) - bottom(text)];
  const free = box.width - text.width;
  return Math.abs(left - rest) <= Math.max(4, CENTRED * free) && Math.abs(above - below) <= Math.max(6, 0.5 * (box.height - text.height));
}

/** Fields are bordered or sunk, no darker than what is around them on a light page, and their text begins at the left. */
function looksLikeField(panel: Panel, lines: readonly ReadLine[], centred: boolean, width: number, height: number): boolean {
  if (width < FIELD.width || height < FIELD.least || width < 1.3 * height) return false;
  const text = around(lines.map(({ box }) => box));
  const [left, rest] = [text.x - panel.box.x, right(panel.box) - right(text)];
  if (height > FIELD.most && !(panel.border && lines.length > 1 && lines.every((line) => distance(line.ink, (lines[0] as ReadLine).ink) < 60) && height <= 240)) return false;
  if (lines.length > 1 && height <= FIELD.most) return false;
  const [inside, outside] = [panel.ground.colour, panel.ground.parent?.colour ?? panel.ground.colour];
  // On a dark page a prompt stands on what is lighter, too.
  const prompts = lines.every(({ ink }) => isPale(ink, inside));
  const sunk = distance(inside, outside) <= 12 || (lightness(outside) > 128 ? lightness(inside) >= 235 : lightness(inside) < lightness(outside) + (prompts && !centred ? 60 : 12));
  if (!panel.border && !(sunk && distance(inside, outside) > 12)) return false;
  if (!sunk || chroma(inside) > 60) return false;
  // Text that fills its box says nothing of where it begins; buttons have more room beside it than that.
  return !centred || (left <= 8 * (panel.box.height / height) && rest > 1.8 * left);
}

/** Whether letters have so little contrast that they are a placeholder. */
export function isPale(ink: Rgb, ground: Rgb): boolean {
  const strongest = lightness(ground) > 128 ? lightness(ground) : 255 - lightness(ground);
  return chroma(ink) - Math.min(50, chroma(ground)) < 50 && Math.abs(lightness(ink) - lightness(ground)) < PALE * strongest;
}

/** Whether letters have so little contrast that what they name cannot be used. */
function disabledState(ink: Rgb, ground: Rgb): { disabled?: boolean } {
  const strongest = lightness(ground) > 128 ? lightness(ground) : 255 - lightness(ground);
  const disabled = chroma(ink) < 40 && Math.abs(lightness(ink) - lightness(ground)) < 0.5 * strongest;
  return disabled ? { disabled } : {};
}

function focusedState({ border, ground }: Panel, caret: boolean, scale: number): { focused?: boolean } {
  if (caret) return { focused: true };
  if (!border) return {};
  const contrast = distance(border.ink, ground.colour);
  return { focused: (border.width / scale >= RING.width && contrast > 560) || (chroma(border.ink) > RING.chroma && border.width / scale >= RING.width) };
}

export function shapeOf(figure: Figure, { width, height }: Box): Shape {
  const even = Math.abs(width - height) <= 0.08 * Math.max(width, height) + 1;
  if (figure === 'rectangle') return even ? 'square' : 'rectangle';
  if (figure === 'ellipse') return even ? 'circle' : 'ellipse';
  return figure === 'triangle' ? 'triangle' : 'other';
}

const ARROWS = { up: '▲', down: '▼', left: '◀', right: '▶' } as const;

/** How an arrow is written; empty for anything else. */
export function arrowText(direction: Direction | undefined): string {
  return direction === undefined ? '' : ARROWS[direction];
}

/** Whether a box lies in a panel, to the pixel. */
export const liesIn = (box: Box, panel: Panel): boolean => holds(panel.box, box, 1);
