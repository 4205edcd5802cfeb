import type { Box } from '../../../core/index.js';
import type { Perception } from '../../../tools/screen/index.js';
import { measuresIn } from '../goal/index.js';
import { middleOf, overlap, sameRow, textScore } from '../ground/index.js';
import { linesOf, type View } from './view.js';

type Line = Perception['lines'][number];
type Seen = Pick<View, 'screen' | 'echo'>;

/** The name of a heading without the mark for its order. */
export const headingText = (text: string): string => text.replace(/[\s▲▼△▽↑↓⇅↕:*]+$|\s[AVvYy]$/u, '').replace(/\s*\([^)]*\)$/, '').trim();

/** The heading of a column, its names likeliest first: a short text that has others beside it and a column below it. */
export function headingOn(view: Seen, names: readonly string[]): Line | undefined {
  const lines = linesOf(view).filter(({ text }) => text.length <= 32);
  return names.flatMap((name) => lines.filter(({ text }) => textScore(name, headingText(text)) >= 0.85)).find((head) => lines.some((other) => other !== head && sameRow(other.box, head.box)) && columnBelow(view, head.box).length >= 2);
}

/** The texts of a column, downwards: below its heading, and nearer to it than to the headings beside it. */
export function columnBelow(view: Seen, head: Box): string[] {
  const lines = linesOf(view);
  const beside = lines.filter(({ box }) => box !== head && sameRow(box, head)).map(({ box }) => box);
  const away = (one: Box, other: Box): number => Math.max(0, -overlap(one, other, 'x'));
  const own = ({ box }: Line): boolean => (overlap(box, head, 'x') > 0 || away(box, head) < 60) && beside.every((other) => away(box, head) < away(box, other) || (away(box, head) === away(box, other) && Math.abs(middleOf(box).x - middleOf(head).x) <= Math.abs(middleOf(box).x - middleOf(other).x)));
  return lines.filter((line) => line.box.y > head.y + 0.5 * head.height && own(line)).sort((a, b) => a.box.y - b.box.y).map(({ text }) => text);
}

/** In which order texts stand, by the quantities that they state, else by their letters; undefined where they stand in none, or are all the same. */
export function orderOf(texts: readonly string[]): 'up' | 'down' | undefined {
  const values = texts.map((text) => measuresIn(text)[0]);
  const kind = values.find((value) => value !== undefined)?.kind;
  const told = values.flatMap((value) => (value !== undefined && value.kind === kind ? [value.value] : []));
  const steps = told.length >= 0.8 * texts.length ? told.slice(1).map((value, index) => value - (told[index] ?? 0)) : texts.slice(1).map((text, index) => text.localeCompare(texts[index] ?? '', 'en', { numeric: true, sensitivity: 'base' }));
  if (steps.length === 0 || steps.every((step) => step === 0)) return undefined;
  return steps.every((step) => step >= 0) ? 'up' : steps.every((step) => step <= 0) ? 'down' : undefined;
}
