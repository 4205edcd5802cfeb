import type { Box } from '../../core/index.js';
import { around } from '../ocr/index.js';
import { bottom, groupBy, overlapX, overlapY } from './geometry.js';
import { distance, type Mark } from './segment.js';

/** Marks that stand in a row like the letters of a line of text. Boxes are device px. */
export interface MarkLine {
  readonly box: Box;
  readonly marks: readonly Mark[];
  /** A rule runs below it, close enough to belong to it. */
  readonly underlined: boolean;
}

/** Parts of the height of the higher neighbour: letters of a word lie no further apart, and words of a line. */
const LETTER_GAP = 0.4;
const WORD_GAP = 0.9;
/** A mark that is this many times as high as a whole word beside it is an icon. */
const ICON_HEIGHT = 1.75;
/** Colours that differ by more (0 to 765) do not belong to one mark-and-word pair. */
const OTHER_COLOUR = 160;
/** CSS px */
const HIGHEST_LETTER = 72;
const THICKEST_RULE = 3;
const SHORTEST_RULE = 14;
/** Times as long as thick. */
const RULE_RATIO = 6;

/** Straight thin lines: underlines, parts of tables, carets. */
export function isRule({ box, area }: Mark, scale: number): boolean {
  const [long, thin] = [Math.max(box.width, box.height), Math.min(box.width, box.height)];
  return thin <= THICKEST_RULE * scale && long >= SHORTEST_RULE * scale && long >= RULE_RATIO * thin && area >= 0.85 * box.width * box.height;
}

/** Joins marks to lines: first letters to words, then words of like height to lines. What is too high for a letter stays out. */
export function markLines(marks: readonly Mark[], scale: number): MarkLine[] {
  const letters = marks.filter((mark) => mark.box.height <= HIGHEST_LETTER * scale && !(isRule(mark, scale) && (mark.box.width > mark.box.height || mark.box.height > 24 * scale)));
  const rules = marks.filter((mark) => isRule(mark, scale) && mark.box.width > mark.box.height);
  const words = joined(letters.map((mark) => ({ box: mark.box, marks: [mark] })), (a, b) => sameRow(a.box, b.box) && gap(a.box, b.box) <= LETTER_GAP * Math.max(a.box.height, b.box.height) && !isPicture(a, b));
  const lines = joined(words, belongTogether);
  return withDots(lines).map(({ box, marks: parts }) => ({ box, marks: parts.toSorted((a, b) => a.box.x - b.box.x), underlined: rules.some((rule) => underlines(rule.box, box)) }));
}

interface Group {
  readonly box: Box;
  readonly marks: readonly Mark[];
}

const gap = (a: Box, b: Box): number => -overlapX(a, b);

function sameRow(a: Box, b: Box): boolean {
  return overlapY(a, b) >= 0.5 * Math.min(a.height, b.height);
}

function belongTogether(a: Group, b: Group): boolean {
  const height = Math.max(a.box.height, b.box.height);
  if (!sameRow(a.box, b.box) || gap(a.box, b.box) > WORD_GAP * height || isPicture(a, b)) return false;
  const [lower, higher] = a.box.height < b.box.height ? [a, b] : [b, a];
  const single = higher.marks.length === 1 || lower.marks.length === 1;
  if (isDash(lower.box, higher.box)) return true;
  if (higher.marks.length === 1 && higher.box.height > ICON_HEIGHT * lower.box.height && higher.box.width > 0.5 * higher.box.height) return false;
  return !single || distance((a.marks[0] as Mark).ink, (b.marks[0] as Mark).ink) <= OTHER_COLOUR;
}

/** A mark much higher than its neighbour, and of another colour, is no letter of its word. */
function isPicture(a: Group, b: Group): boolean {
  const [first, second] = [a.marks[0], b.marks[0]];
  return first !== undefined && second !== undefined && Math.max(a.box.height, b.box.height) > ICON_HEIGHT * Math.min(a.box.height, b.box.height) && distance(first.ink, second.ink) > OTHER_COLOUR;
}

/** A minus sign: level with the middle of the sign beside it, flat, and not longer than that is high. */
function isDash(flat: Box, beside: Box): boolean {
  const middle = (flat.y + flat.height / 2 - beside.y) / beside.height;
  return flat.height <= 0.3 * beside.height && flat.width >= 1.5 * flat.height && flat.width <= beside.height && middle > 0.3 && middle < 0.75;
}

/** Puts dots of i and j, accents and the like into the line below or around them. */
function withDots(lines: readonly Group[]): Group[] {
  const isSmall = (group: Group, line: Group): boolean => group !== line && group.marks.length <= 2 && group.box.height < 0.45 * line.box.height;
  const hosts = new Map<Group, Group>();
  for (const group of lines) {
    const host = lines.find((line) => isSmall(group, line) && overlapX(group.box, line.box) > -0.2 * line.box.height && bottom(group.box) > line.box.y - 0.5 * line.box.height && group.box.y < bottom(line.box) + 0.15 * line.box.height);
    if (host) hosts.set(group, host);
  }
  // A dot's host may itself be no line of letters; then both stay as they are.
  const kept = lines.filter((line) => !hosts.has(line));
  return kept.map((line) => {
    const dots = [...hosts].filter(([, host]) => host === line).map(([group]) => group);
    return dots.length === 0 ? line : merge([line, ...dots]);
  }).concat([...hosts].filter(([, host]) => hosts.has(host)).map(([group]) => group));
}

/** Joins groups that fit, directly or over others. */
function joined(groups: readonly Group[], fits: (a: Group, b: Group) => boolean): Group[] {
  const sorted = groups.toSorted((a, b) => a.box.y - b.box.y);
  const parents = sorted.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parents[at] !== at) at = parents[at] = parents[parents[at] as number] as number;
    return at;
  };
  for (const [i, group] of sorted.entries()) {
    for (let j = i + 1; j < sorted.length && (sorted[j] as Group).box.y < bottom(group.box); j += 1) {
      if (fits(group, sorted[j] as Group)) parents[root(j)] = root(i);
    }
  }
  const sets = groupBy(sorted, (_, i) => root(i));
  return [...sets.values()].map(merge);
}

function merge(groups: readonly Group[]): Group {
  return { box: around(groups.map(({ box }) => box)), marks: groups.flatMap(({ marks }) => [...marks]) };
}

function underlines(rule: Box, line: Box): boolean {
  const below = rule.y - bottom(line);
  return below <= 0.35 * line.height && below >= -0.4 * line.height && overlapX(rule, line) >= 0.6 * rule.width && rule.width <= 1.15 * line.width;
}
