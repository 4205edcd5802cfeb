import type { Description, SubGoalOf } from '../../goal/index.js';
import { anchorsOf, contains, gapBetween, middleOf, type Candidate } from '../../ground/index.js';
import type { Done } from '../deed.js';
import { readAnswer } from '../think.js';
import { textIn } from '../verdict.js';
import { around } from '../../../../tools/ocr/index.js';
import { fieldsOn } from './fields.js';
import { find } from './find.js';
import { settleNow } from './last-look.js';
import { textBlocks } from '../text-seen.js';
import { linesOf, type View } from '../view.js';
import { candidatesFor, claimChange, claimNow, clickOn, naming, press, Unsolved, type Work } from './work.js';

/** Copies the text of a field, or of a passage, to the clipboard. */
export async function solveCopy(work: Work, part: SubGoalOf<'copy'>): Promise<void> {
  const view = await work.session.look();
  const fields = fieldsOn(view).sort((a, b) => b.box.height * b.box.width - a.box.height * a.box.width);
  const asked = candidatesFor(view, part.of, part).filter(({ element }) => element.kind === 'text-input');
  // The field that is copied from is the one with something in it.
  const source = [...asked, ...fields].find(({ box }) => textIn(box, view.screen) !== '');
  if (source) {
    await clickOn(work, source, part.words, { is: 'focus', box: source.box });
    await press(work, 'Control+A', `${part.words}: mark all of it`, { is: 'change' }, source.box);
    await press(work, 'Control+C', `${part.words}: copy it`);
    work.memory = { text: textIn(source.box, view.screen), box: source.box, copied: true };
    return;
  }
  const { candidate } = await find(work, part.of, part);
  work.memory = { text: candidate.element.text, box: candidate.box };
}

/** Marks a text with the mouse. */
export async function solveHighlight(work: Work, part: SubGoalOf<'highlight'>): Promise<void> {
  const view = await work.session.look();
  const named = part.target.texts.length > 0 ? candidatesFor(view, part.target, part)[0] : undefined;
  const lines = passage(view, part.target);
  const first = named?.box ?? lines[0]?.box;
  const last = named?.box ?? lines.at(-1)?.box;
  if (!first || !last) throw new Unsolved('There is no text to mark.');
  const done = await work.session.do({
    thought: part.words, target: named ? naming(named) : 'the text', box: first, expect: { is: 'change' },
    action: { type: 'drag', path: [{ x: Math.max(0, first.x - 1), y: first.y + first.height / 2 }, { x: last.x + last.width + 2, y: last.y + last.height / 2 }] },
  });
  claimNow(work, part.words, { is: 'marked', box: around([first, last]) }, done.view, done);
}

/** The paragraph with its number, else the longest one. */
function passage(view: View, target: Description): View['screen']['lines'] {
  const controls = view.screen.elements.filter(({ kind }) => ['button', 'select', 'checkbox', 'radio', 'tab'].includes(kind));
  const blocks = textBlocks(linesOf(view).filter((line) => !controls.some(({ box }) => contains(box, line.box, 1))));
  const ordinal = target.ordinal ?? target.relation?.of.ordinal;
  const text = (block: View['screen']['lines']): number => block.reduce((sum, line) => sum + line.text.length, 0);
  return (ordinal === undefined ? undefined : ordinal > 0 ? blocks[ordinal - 1] : blocks.at(ordinal)) ?? [...blocks].sort((a, b) => text(b) - text(a))[0] ?? [];
}

export async function solveScroll(work: Work, part: SubGoalOf<'scroll'>): Promise<void> {
  const { session } = work;
  const view = await session.look();
  const target = part.target ? candidatesFor(view, part.target, part)[0] ?? areaFor(view, part.target) : undefined;
  const box = target?.box ?? { x: 0, y: 0, width: view.screen.width, height: view.screen.height };
  const far = part.toEnd ? 20_000 : Math.round(box.height * 0.8);
  const sign = part.direction === 'down' || part.direction === 'right' ? 1 : -1;
  const level = part.direction === 'left' || part.direction === 'right';
  const scroll = (thought: string): Promise<Done> => session.do({ thought, target: target ? naming(target) : 'the page', box: target?.box, expect: { is: 'change' }, action: { type: 'scroll', at: middleOf(box), dx: level ? sign * far : 0, dy: level ? 0 : sign * far } });
  let done = await scroll(part.words);
  const moved = done.step.verdict.status === 'expected';
  // The end is where nothing moves any more.
  for (let turn = 0; part.toEnd && turn < 3 && done.step.verdict.status === 'expected'; turn += 1) done = await scroll(`${part.words}: whether it goes on`);
  claimNow(work, part.words, { is: 'scrolled', toEnd: part.toEnd, moved }, done.view, done);
}

/** A text area that was not made out as one is where the most text stands. */
function areaFor(view: View, { kind }: Description): Candidate | undefined {
  if (kind !== 'textarea' && kind !== 'input') return undefined;
  const [field] = [...fieldsOn(view)].sort((a, b) => b.box.height * b.box.width - a.box.height * a.box.width);
  if (field && field.box.height > 36) return field;
  const lines = passage(view, { words: '', texts: [], quoted: false, sides: [], all: false });
  const [element] = view.screen.elements;
  return lines.length > 0 && element ? { element, box: around(lines.map((line) => line.box)), score: 0.5, name: 'the text' } : field;
}

export async function solveKey(work: Work, part: SubGoalOf<'key'>): Promise<void> {
  const view = await work.session.look();
  await settleNow(work, view);
  let done = await press(work, part.chord, part.words, { is: 'change' }, undefined, part.times);
  const begins = part.chord === 'Enter' && done.step.verdict.status === 'no effect' ? searchButton(work, view) : undefined;
  if (begins) done = await clickOn(work, begins, `${part.words}: the key shows no effect, and there is a button for it`, { is: 'change' });
  claimChange(work, part.words, `the press on ${part.chord}`, done);
}

/** "Find us" and "Go premium" begin no search. */
const SEARCHES = /^(?:(?:search|find)(?: (?:for )?(?!us\b)\p{Ll}+)?|go|look up|ok)[!.]?$/iu;
/** CSS px between a field and a button that belongs to it, at most. */
const BESIDE = 200;

/** The button beside the field that was typed into last that begins a search. */
function searchButton({ session: { typedInto } }: Work, view: View): Candidate | undefined {
  if (typedInto === undefined) return undefined;
  const [element] = view.screen.elements.filter(({ kind, text, state, box }) => (kind === 'button' || kind === 'link') && state.disabled !== true && SEARCHES.test(text.trim()) && gapBetween(box, typedInto) < BESIDE).sort((a, b) => gapBetween(a.box, typedInto) - gapBetween(b.box, typedInto));
  return element && { element, box: element.box, score: 1, name: element.text };
}

/** Brings what is looked for into view. */
export async function solveFind(work: Work, part: SubGoalOf<'find'>): Promise<void> {
  const view = await work.session.look();
  if (anchorsOf(part.target, view.screen, view.echo).length > 0) return;
  await find(work, { ...part.target, texts: [...part.target.texts, ...(part.target.relation?.of.texts ?? [])], relation: undefined }, part).catch((thrown: unknown) => {
    // What comes after says by itself whether it is there.
    if (!(thrown instanceof Unsolved)) throw thrown;
  });
}

export async function solveAnswer(work: Work, part: SubGoalOf<'answer'>): Promise<void> {
  const view = await work.session.look();
  const read = await readAnswer(work.session, part.question, view);
  if (read === undefined) throw new Unsolved('The screen does not say.');
  work.answer = read;
  work.memory = { text: read };
  claimNow(work, part.words, { is: 'read', text: read }, view);
}
