import type { Perception } from '../../../../tools/screen/index.js';
import type { SubGoal, SubGoalOf, Value } from '../../goal/index.js';
import { ground, textScore, overlap, sameRow, contains, type Candidate } from '../../ground/index.js';
import { linesOf, type View } from '../view.js';
import { readAnswer } from '../think.js';
import { fieldsOn } from './fields.js';
import { fill } from './fill.js';
import { sumOn } from './sums.js';
import { candidatesFor, clickOn, settleClaims, Unsolved, type Memory, type Work } from './work.js';

type Line = Perception['lines'][number];

/** Finds the value that is to be entered. Throws Unsolved where it is not on the screen. */
export async function resolveValue(work: Work, value: Value, view: View, part: SubGoal): Promise<Memory> {
  switch (value.from) {
    case 'goal': return { text: value.text };
    case 'memory': {
      if (work.memory) return work.memory;
      const read = await readAnswer(work.session, part.words, view);
      if (read === undefined) throw new Unsolved(`What is meant by ${JSON.stringify(part.words)} was not found before.`);
      return { text: read };
    }
    case 'sum': {
      const sum = sumOn(linesOf(view));
      if (sum === undefined) throw new Unsolved('No sum can be read on the screen.');
      return { text: sum };
    }
    case 'count': return { text: String(countOf(view, value.of)) };
    case 'text': return textPartOn(view, value);
    case 'label': {
      const found = beside(view, value.of, part);
      if (found) return found;
      const read = await readAnswer(work.session, part.words, view);
      if (read === undefined) throw new Unsolved(`The value of ${JSON.stringify(value.of.words)} cannot be read on the screen.`);
      return { text: read };
    }
  }
}

function countOf(view: View, of: SubGoalOf<'find'>['target']): number {
  const singular = of.texts.map((text) => text.replace(/^(.)s$/u, '$1'));
  const one = { ...of, texts: singular.slice(0, 1), ordinal: undefined, quoted: true };
  const glyph = (one.texts[0]?.length ?? 0) === 1;
  return candidatesFor(view, one).filter(({ element, score }) => score >= 0.6 && isFigure(element.kind) && (!glyph || element.text === one.texts[0])).length;
}

function isFigure(kind: Candidate['element']['kind']): boolean {
  return !['panel', 'button', 'text-input', 'scroll-bar', 'dialog', 'select'].includes(kind);
}

/** The n-th word, line or letter of a running text. */
function textPartOn(view: View, value: Extract<Value, { from: 'text' }>): Memory {
  const field = value.of?.kind === 'textarea' || value.of?.kind === 'input' ? candidatesFor(view, value.of)[0] : undefined;
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
  if (!word) throw new Unsolved('The text on the screen is not that long.');
  return { text: word.text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''), box: word.box, isWord: true };
}

function at<T>(items: readonly T[], ordinal: number): T | undefined {
  return ordinal > 0 ? items[ordinal - 1] : items[items.length + ordinal];
}

/** Lines that follow each other like those of a paragraph; the group with the most words. */
function longestText(lines: readonly Line[]): Line[] {
  const groups: Line[][] = [];
  for (const line of lines) {
    const group = groups.find((known) => {
      const last = known.at(-1);
      return last !== undefined && overlap(last.box, line.box, 'x') > 0 && line.box.y - (last.box.y + last.box.height) < last.box.height && Math.abs(last.box.height - line.box.height) < 0.6 * last.box.height;
    });
    if (group) group.push(line);
    else groups.push([line]);
  }
  return groups.sort((a, b) => words(b) - words(a))[0] ?? [];
}

const words = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + line.words.length, 0);

/** What stands in the row of a label, or below it in its column. */
function beside(view: View, label: SubGoalOf<'find'>['target'], part: SubGoal): Memory | undefined {
  const [anchor] = ground({ ...label, relation: undefined }, view.screen, { echo: view.echo, within: part.within });
  if (!anchor) return undefined;
  const others = linesOf(view).filter((line) => !contains(anchor.box, line.box, 1));
  const right = others.filter((line) => sameRow(line.box, anchor.box) && line.box.x >= anchor.box.x + anchor.box.width - 2).sort((a, b) => a.box.x - b.box.x)[0];
  const below = others.filter((line) => overlap(line.box, anchor.box, 'x') > 0 && line.box.y >= anchor.box.y + anchor.box.height - 2).sort((a, b) => a.box.y - b.box.y)[0];
  const line = right ?? below;
  return line ? { text: line.text.replace(/^[:\s]+/, ''), box: line.box } : undefined;
}

/** Works a value out and keeps it; when the goal asks for nothing more, gives the answer where the page asks for it. */
export async function solveWorkOut(work: Work, part: SubGoalOf<'work-out'>, isLast: boolean): Promise<void> {
  const view = await work.session.look();
  work.memory = await resolveValue(work, part.value, view, part);
  work.answer = work.memory.text;
  if (!isLast) return;
  settleClaims(work, view);
  const { text } = work.memory;
  const choices = view.screen.elements.filter((element) => !view.echo.has(element.number) && ['button', 'link', 'radio', 'checkbox', 'menu-item', 'tab'].includes(element.kind));
  // A nought that stands alone reads as the letter.
  const named = choices.find((element) => textScore(text, element.text || element.label) >= 0.92);
  if (named) {
    const done = await clickOn(work, { element: named, box: named.box, score: 1, name: text }, `The answer is ${text}.`, { is: 'change' });
    const { status, reason } = done.step.verdict;
    work.claims.push({ part: part.words, view, test: (screen) => recount(part, { ...view, screen }, text, status === 'expected', reason) });
    return;
  }
  // Where the page offers numbers to choose from and this is none of them, it was not read rightly.
  if (choices.filter((element) => /^\d+$/.test(element.text || element.label)).length >= 2) throw new Unsolved(`The answer ${text} is none of those that the screen offers.`);
  if (fieldsOn(view).length > 0) {
    const [field] = fieldsOn(view);
    if (field) return fill(work, part, field, { text });
  }
  work.claims.push({ part: part.words, view, test: (screen) => recount(part, { ...view, screen }, text, true, 'it was read on the screen') });
}

/** Counts again on a fresh reading. */
function recount(part: SubGoalOf<'work-out'>, view: View, text: string, acted: boolean, reason: string): { status: 'proved' | 'unproved' | 'failed'; reason: string } {
  if (!acted) return { status: 'failed', reason };
  if (part.value.from !== 'count') return { status: 'proved', reason };
  const again = String(countOf(view, part.value.of));
  return again === text ? { status: 'proved', reason: `Counted twice: ${text}.` } : { status: 'unproved', reason: `Counted ${text}, and then ${again}.` };
}
