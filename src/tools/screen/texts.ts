import type { Box } from '../../core/index.js';
import type { RgbaFrame } from '../../kernels/index.js';
import { around } from '../ocr/index.js';
import type { ReadLine } from './draft.js';
import { cut, groupBy, grownBy, overlapY, right } from './geometry.js';
import { readBoxes, type Readings, type ReadOptions } from './read.js';
import type { Ground, Mark, Rgb } from './segment.js';
import { isRule, markLines, type MarkLine } from './text-marks.js';

/** What the marks on a frame turned out to be. */
export interface Texts {
  readonly lines: readonly ReadLine[];
  /** Lines of marks that are no text. */
  readonly unread: readonly MarkLine[];
  readonly readings: Readings;
}

/** Readings below are no text; single characters need more, as icons often look like one, but less where they are as high as the lines of text. */
const SURE = 0.55;
const SURE_SINGLE = { alone: 0.7, among: 0.35 };
/** Room around a line, in parts of its height: below and above, left and right. */
const ROOM = { y: 0.2, x: 0.3 };
const FOREIGN = /\p{Script=Han}/u;
const MOST_ICONS = 4;
/** CSS px */
const SMALLEST_ICON = 7;
/** CSS px: what is lower holds no text that can be read. */
const LOWEST = 3.5;

/** Reads the marks of a frame as lines of text. Marks on one ground only are joined; `beside` are boxes that hold no letters. */
export async function readTexts(frame: RgbaFrame, marks: readonly Mark[], beside: readonly Box[], scale: number, options: ReadOptions): Promise<Texts> {
  const groups = groupBy(marks, ({ ground }) => ground);
  const rules = marks.filter((mark) => isRule(mark, scale) && mark.box.width > mark.box.height);
  const found = [...groups].flatMap(([ground, own]) => markLines(own, scale).map((line) => ({ line, ground })));
  const legible = found.filter(({ line }) => line.box.height >= LOWEST * scale || line.marks.length > 1);
  const boxes = legible.map(({ line, ground }) => roomAround(line.box, ground, beside, frame));
  const { lines: read, readings } = await readBoxes(frame, boxes, options);
  const heightsOf = (length: number, sure: number): number[] => legible.flatMap(({ line }, i) => ((read[i]?.text.length ?? 0) >= length && (read[i]?.confidence ?? 0) > sure ? [line.box.height] : [])).sort((a, b) => a - b);
  // A keypad has no words: there its clear signs say how high the others are.
  const usual = [heightsOf(3, SURE), heightsOf(1, SURE_SINGLE.alone)].map((heights) => heights[heights.length >> 1]).find((height) => height !== undefined) ?? 0;
  const isLatin = read.filter(({ text }) => /\p{Script=Latin}{3}/u.test(text)).length >= read.filter(({ text }) => FOREIGN.test(text)).length;
  const lines: ReadLine[] = [];
  const unread: MarkLine[] = found.filter((entry) => !legible.includes(entry)).map(({ line }) => line);
  for (const [i, { line, ground }] of legible.entries()) {
    const reading = read[i];
    const single = Math.abs(line.box.height - usual) <= 0.35 * usual ? SURE_SINGLE.among : SURE_SINGLE.alone;
    if (!reading || reading.text === '' || reading.confidence < (reading.text.length === 1 ? single : SURE)) {
      unread.push(line);
      continue;
    }
    if (isRowOfIcons(line, reading.text, isLatin, scale)) {
      unread.push(...line.marks.map((mark) => ({ box: mark.box, marks: [mark], underlined: false })));
      continue;
    }
    const dots = line.marks.length >= 3 && areDots(line.marks);
    const text = dots ? '•'.repeat(line.marks.length) : reading.text;
    lines.push({ text, box: line.box, confidence: reading.confidence, words: wordsOf(line, dots ? [{ text, box: line.box }] : reading.words, rules), ink: inkOf(line.marks), ground: ground?.id });
  }
  return { lines, unread, readings };
}

/** Recognition wants some room, but nothing that is not on the same ground. */
function roomAround(box: Box, ground: Ground | undefined, beside: readonly Box[], frame: RgbaFrame): Box {
  const wanted = cut(grownBy(box, Math.ceil(ROOM.x * box.height), Math.ceil(ROOM.y * box.height)), ground?.box ?? { x: 0, y: 0, width: frame.width, height: frame.height });
  let [left, end] = [wanted.x, right(wanted)];
  for (const other of beside) {
    if (overlapY(other, box) <= 0) continue;
    if (right(other) <= box.x) left = Math.max(left, right(other));
    if (other.x >= right(box)) end = Math.min(end, other.x);
  }
  return { ...wanted, x: left, width: end - left };
}

/** Words with exact boxes: the widest gaps between the marks part as many words as were read. */
function wordsOf(line: MarkLine, words: readonly { text: string; box: Box }[], rules: readonly Mark[]): ReadLine['words'] {
  const groups = splitMarks(line.marks, words.length) ?? words.map(({ box }) => line.marks.filter((mark) => mark.box.x + mark.box.width / 2 >= box.x && mark.box.x + mark.box.width / 2 < right(box)));
  // What runs on beyond the line parts rows and underlines nothing.
  const own = rules.filter(({ box }) => box.x >= line.box.x - 0.5 * line.box.height && right(box) <= right(line.box) + 0.5 * line.box.height);
  return words.map(({ text, box }, i) => {
    const marks = groups[i] ?? [];
    const place = marks.length === 0 ? box : around(marks.map((mark) => mark.box));
    return { text, box: place, ink: inkOf(marks.length === 0 ? line.marks : marks), underlined: own.some((rule) => isUnder(rule.box, place)) };
  });
}

/** A few marks as high as icons, read as signs of a script that the page is not written in. */
function isRowOfIcons({ marks }: MarkLine, text: string, isLatin: boolean, scale: number): boolean {
  return isLatin && FOREIGN.test(text) && !/[\p{Script=Latin}\p{N}]/u.test(text) && marks.length <= MOST_ICONS && marks.every(({ box }) => Math.max(box.width, box.height) >= SMALLEST_ICON * scale);
}

/** Discs of one size, as secrets are shown. */
function areDots(marks: readonly Mark[]): boolean {
  const [first] = marks as [Mark, ...Mark[]];
  return marks.every(({ box, area }) => Math.abs(box.width - first.box.width) <= 1 && Math.abs(box.height - first.box.height) <= 1 && Math.abs(box.width - box.height) <= 1 && area >= 0.7 * box.width * box.height);
}

function splitMarks(marks: readonly Mark[], count: number): Mark[][] | undefined {
  let reach = -Infinity;
  const gaps = marks.map((mark) => {
    const gap = mark.box.x - reach;
    reach = Math.max(reach, right(mark.box));
    return gap;
  });
  const widest = gaps.slice(1).map((gap, i) => ({ gap, at: i + 1 })).sort((a, b) => b.gap - a.gap).slice(0, count - 1);
  if (widest.length < count - 1 || widest.some(({ gap }) => gap <= 0)) return undefined;
  const starts = new Set(widest.map(({ at }) => at));
  const groups: Mark[][] = [];
  for (const [i, mark] of marks.entries()) {
    if (i === 0 || starts.has(i)) groups.push([]);
    groups.at(-1)?.push(mark);
  }
  return groups;
}

function inkOf(marks: readonly Mark[]): Rgb {
  const total = marks.reduce((sum, { area }) => sum + area, 0);
  const mean = (channel: 0 | 1 | 2): number => marks.reduce((sum, { ink, area }) => sum + ink[channel] * area, 0) / Math.max(1, total);
  return [mean(0), mean(1), mean(2)];
}

function isUnder(rule: Box, word: Box): boolean {
  const below = rule.y - (word.y + word.height);
  const shared = Math.min(right(rule), right(word)) - Math.max(rule.x, word.x);
  return below <= 0.35 * word.height && below >= -0.45 * word.height && shared >= 0.6 * word.width;
}
