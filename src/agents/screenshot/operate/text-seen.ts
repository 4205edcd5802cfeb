import type { Box } from '../../../core/index.js';
import type { Perception } from '../../../tools/screen/index.js';
import type { Description, Value } from '../goal/index.js';
import { contains, ground, overlap, sameRow, textScore, type Candidate } from '../ground/index.js';
import { linesOf, type View } from './view.js';

type Line = Perception['lines'][number];
type Seen = Pick<View, 'screen' | 'echo'>;

/** A piece of the text on the screen, and where it stands. */
export interface TextPart {
  readonly text: string;
  readonly box?: Box | undefined;
  readonly isWord?: boolean;
}

/** How many things on the screen fit a description. */
export function countOf(view: Seen, of: Description): number {
  const singular = of.texts.map((text) => text.replace(/^(.)s$/u, '$1'));
  const one = { ...of, texts: singular.slice(0, 1), ordinal: undefined, quoted: true };
  const glyph = (one.texts[0]?.length ?? 0) === 1;
  return ground(one, view.screen, { echo: view.echo }).filter(({ element, score }) => score >= 0.6 && isFigure(element.kind) && (!glyph || element.text === one.texts[0])).length;
}

function isFigure(kind: Candidate['element']['kind']): boolean {
  return !['panel', 'button', 'text-input', 'scroll-bar', 'dialog', 'select'].includes(kind);
}

/** The n-th word, line or letter of a running text. */
export function textPartOn(view: Seen, value: Extract<Value, { from: 'text' }>): TextPart | undefined {
  const field = value.of?.kind === 'textarea' || value.of?.kind === 'input' ? ground(value.of, view.screen, { echo: view.echo })[0] : undefined;
  const controls = view.screen.elements.filter(({ kind }) => ['button', 'text-input', 'select', 'checkbox', 'radio'].includes(kind));
  const lines = field ? view.screen.lines.filter((line) => contains(field.box, line.box, 2)) : linesOf(view).filter((line) => !controls.some(({ box }) => contains(box, line.box, 1)));
  const running = field ? lines : longestText(lines);
  const words = running.flatMap((line) => line.words);
  if (value.unit === 'line') {
    const line = at(running, value.ordinal);
    if (line) return { text: line.text, box: line.box };
  }
  if (value.unit === 'letter') {
    const letter = at(Array.from(new Intl.Segmenter().segment(running.map(({ text }) => text).join('').replace(/\s/g, '')), ({ segment }) => segment), value.ordinal);
    if (letter !== undefined) return { text: letter };
  }
  const word = value.unit === 'word' ? at(words, value.ordinal) : undefined;
  if (!word) return undefined;
  return { text: word.text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''), box: word.box, isWord: true };
}

function at<T>(items: readonly T[], ordinal: number): T | undefined {
  return ordinal > 0 ? items[ordinal - 1] : items[items.length + ordinal];
}

/** The group with the most words. */
function longestText(lines: readonly Line[]): Line[] {
  return textBlocks(lines).sort((a, b) => words(b) - words(a))[0] ?? [];
}

/** Lines that follow each other like those of a paragraph, in reading order. */
export function textBlocks(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = [];
  for (const line of lines) {
    const group = groups.find((known) => {
      const last = known.at(-1);
      return last !== undefined && overlap(last.box, line.box, 'x') > 0 && line.box.y - (last.box.y + last.box.height) < last.box.height && Math.abs(last.box.height - line.box.height) < 0.6 * last.box.height;
    });
    if (group) group.push(line);
    else groups.push([line]);
  }
  return groups;
}

const words = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + line.words.length, 0);

/** What stands in the row of a label, or below it in its column. `aside`: fields, whose own names are no such label. */
export function beside(view: Seen, label: Description, within: Description | undefined, aside: readonly Box[] = [], property?: string): TextPart | undefined {
  const named = (box: Box): boolean => aside.some((field) => overlap(field, box, 'x') > 0 && overlap(field, box, 'y') > 0 || (sameRow(field, box) && field.x >= box.x + box.width && field.x - (box.x + box.width) < 80));
  const anchor = ground({ ...label, relation: undefined }, view.screen, { echo: view.echo, within }).find(({ box, element }) => element.kind !== 'text-input' && !named(box));
  if (!anchor) return undefined;
  const told = property === undefined ? undefined : propertyOf(view, anchor.box, property);
  if (told) return told;
  const others = linesOf(view).filter((line) => !contains(anchor.box, line.box, 1));
  const right = others.filter((line) => sameRow(line.box, anchor.box) && line.box.x >= anchor.box.x + anchor.box.width - 2).sort((a, b) => a.box.x - b.box.x)[0];
  const below = others.filter((line) => overlap(line.box, anchor.box, 'x') > 0 && line.box.y >= anchor.box.y + anchor.box.height - 2).sort((a, b) => a.box.y - b.box.y)[0];
  const line = right ?? below;
  return line ? { text: line.text.replace(/^[:\s]+/, ''), box: line.box } : undefined;
}

/** What a table or a card tells of a thing: below the heading of that name in its row, else beside that name nearest to it. */
function propertyOf(view: Seen, thing: Box, property: string): TextPart | undefined {
  const lines = linesOf(view);
  const names = lines.filter(({ text }) => textScore(property, text.replace(/[:*▲▼↑↓⇅\s]+$/u, '')) >= 0.85);
  const row = lines.filter(({ box }) => sameRow(box, thing));
  for (const head of names.filter(({ box }) => box.y + box.height <= thing.y + 2)) {
    const cell = row.filter(({ box }) => overlap(box, head.box, 'x') > 0 && overlap(box, thing, 'x') <= 0).sort((a, b) => overlap(b.box, head.box, 'x') - overlap(a.box, head.box, 'x'))[0];
    if (cell) return { text: cell.text, box: cell.box };
  }
  const [name] = names.filter(({ box }) => box.y > thing.y && box.y - thing.y < 12 * thing.height).sort((a, b) => a.box.y - b.box.y);
  const value = name && lines.filter((line) => line !== name && sameRow(line.box, name.box) && line.box.x >= name.box.x + name.box.width - 2).sort((a, b) => a.box.x - b.box.x)[0];
  return value && { text: value.text, box: value.box };
}

/** The text that a page shows to be typed: the lines that are neither the goal nor the words of a control; of several the largest. */
export function shownText(view: Seen): TextPart | undefined {
  const controls = view.screen.elements.filter(({ kind }) => ['button', 'text-input', 'select', 'checkbox', 'radio', 'link', 'tab'].includes(kind));
  const lines = linesOf(view).filter((line) => !controls.some(({ box }) => contains(box, line.box, 1)));
  const tallest = Math.max(0, ...lines.map(({ box }) => box.height));
  const shown = lines.filter(({ box }) => box.height >= 0.7 * tallest);
  return shown.length === 0 ? undefined : { text: shown.map(({ text }) => text).join(' ') };
}
