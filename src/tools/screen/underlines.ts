import type { Box } from '../../core/index.js';
import { around } from '../ocr/index.js';
import { isPale } from './boxes.js';
import type { Draft, ReadLine } from './draft.js';
import { areaOf, bottom, grownBy, overlapX, overlapY, right } from './geometry.js';
import { lightness, type Mark, type Rgb, type Segments } from './segment.js';
import { isRule } from './text-marks.js';

/** CSS px: a field with a line below it instead of a frame. */
const FIELD = { narrowest: 36, height: 30, highestText: 26 };
/** Part of the frame that such a line runs over at most, where no prompt stands on it: longer ones part things. */
const WIDEST = 0.62;
/** CSS px: how far above its line a text stands, and how far from the line's end it begins or ends. */
const ABOVE = 16;
const INSET = 8;
/** CSS px: the name of an empty field stands no higher. */
const NAME = 46;
/** Contrast to the ground, in parts of the strongest that there could be: of a line to write on, and of any that is seen. */
const STRONG = 0.28;
const FAINT = 0.1;
/** So many lines of one length below one another, each with a text, part the entries of a list. */
const LIST = 4;

/** Fields that have a line below them and no frame, as style libraries draw them. Boxes are device px; `taken` are other controls. */
export function underlinedFields({ marks, grounds }: Segments, lines: readonly ReadLine[], taken: readonly Box[], frameWidth: number, scale: number): Draft[] {
  const rules = marks.filter((mark) => isRule(mark, scale) && mark.box.width >= FIELD.narrowest * scale && mark.box.width > mark.box.height);
  const edges = grounds.flatMap(({ box }) => [box.y, bottom(box)].map((y) => ({ y, x: box.x, end: right(box) })));
  const found = rules.flatMap((rule): { draft: Draft; pale: boolean }[] => {
    const ground = rule.ground?.colour ?? [255, 255, 255];
    const contrast = contrastOf(rule.ink, ground);
    const field: Box = { x: rule.box.x, y: rule.box.y - FIELD.height * scale, width: rule.box.width, height: FIELD.height * scale + rule.box.height };
    // What lies on an edge, or crosses other lines, belongs to a frame or a table.
    if (contrast < FAINT || edges.some(({ y, x, end }) => Math.abs(y - rule.box.y) <= 3 * scale && x > 2 && Math.min(end, right(rule.box)) - Math.max(x, rule.box.x) > 0.5 * rule.box.width)) return [];
    if (taken.some((other) => areaOf(other) < 4 * areaOf(field) && overlapX(other, rule.box) > 0 && overlapY(other, field) > 0)) return [];
    const on = lines.flatMap((whole) => onRule(whole, rule.box)).filter(({ box }) => bottom(box) <= rule.box.y + scale && rule.box.y - bottom(box) <= ABOVE * scale);
    const draft = (text: string, filled: boolean, ink?: Rgb): Draft => ({ kind: 'text-input', box: field, text, state: { filled }, fill: ground, ...(ink ? { ink } : {}), confidence: 0.55 });
    const [line] = on;
    if (!line) {
      const named = lines.some(({ box }) => Math.abs(box.x - rule.box.x) <= INSET * scale && bottom(box) <= rule.box.y && rule.box.y - bottom(box) <= NAME * scale);
      return named && contrast >= STRONG && rule.box.width <= WIDEST * frameWidth ? [{ draft: draft('', false), pale: true }] : [];
    }
    const fits = on.length === 1 && line.box.height <= FIELD.highestText * scale && line.box.width <= rule.box.width + 2 && (Math.abs(line.box.x - rule.box.x) <= INSET * scale || Math.abs(right(line.box) - right(rule.box)) <= INSET * scale);
    const isLink = Math.abs(line.box.width - rule.box.width) <= 6 * scale && rule.box.y - bottom(line.box) <= 4 * scale;
    if (!fits || isLink) return [];
    const pale = isPale(line.ink, ground);
    if (pale) return [{ draft: draft(line.text, false, line.ink), pale }];
    // A word beside it in its row is another tab or another column.
    const beside = lines.some((other) => overlapX(other.box, line.box) <= 0 && overlapY(other.box, line.box) > 0.5 * line.box.height && overlapX(other.box, grownBy(rule.box, 40 * scale, 0)) > 0 && rules.some((one) => one !== rule && Math.abs(one.box.y - rule.box.y) <= 2 * scale && overlapX(one.box, other.box) > 0));
    return contrast >= STRONG && rule.box.width <= WIDEST * frameWidth && !beside ? [{ draft: draft(line.text, true, line.ink), pale }] : [];
  });
  return found.filter(({ draft: { box }, pale }) => pale || found.filter((other) => !other.pale && Math.abs(other.draft.box.x - box.x) <= 2 && Math.abs(other.draft.box.width - box.width) <= 2).length < LIST).map(({ draft }) => draft);
}

/** The words of a line that stand over a rule: a unit may follow behind its end. */
function onRule(line: ReadLine, rule: Box): Pick<ReadLine, 'text' | 'box' | 'ink'>[] {
  const words = line.words.filter(({ box }) => overlapX(box, rule) > 0.5 * box.width);
  const [first] = words;
  return first === undefined ? [] : [words.length === line.words.length ? line : { text: words.map(({ text }) => text).join(' '), box: around(words.map(({ box }) => box)), ink: first.ink }];
}

function contrastOf(ink: Mark['ink'], ground: Rgb): number {
  const strongest = lightness(ground) > 128 ? lightness(ground) : 255 - lightness(ground);
  const apart = Math.max(...ink.map((channel, index) => Math.abs(channel - (ground[index] as number))));
  return apart / strongest;
}
