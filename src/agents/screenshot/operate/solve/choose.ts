import type { ScreenElement } from '../../../../tools/screen/index.js';
import type { Description, SubGoalOf } from '../../goal/index.js';
import { inReadingOrder, textScore, type Candidate } from '../../ground/index.js';
import type { View } from '../view.js';
import { listText } from '../prove/index.js';
import { find } from './find.js';
import { setNumber } from './numbers.js';
import { candidatesFor, claimLater, claimNow, clickOn, naming, press, Unsolved, type Work } from './work.js';

/** Ticks boxes, picks options of a list, or sets a number: whichever the screen offers for the items. */
export async function solveChoose(work: Work, part: SubGoalOf<'choose'>): Promise<void> {
  const { session } = work;
  const view = await session.look();
  if (part.items.length === 0 && !part.every) {
    claimNow(work, part.words, { is: 'none ticked' }, view);
    return;
  }
  if (part.every) return everyBox(work, part, view);
  const [only = ''] = part.items;
  if (part.items.length === 1 && /^-?\d+(?:\.\d+)?$/.test(only) && (await setNumber(work, part, Number(only)))) return;
  const one = part.whole !== undefined && isOneName(view, part, part.whole);
  for (const [index, item] of (one ? [part.whole ?? ''] : part.items).entries()) await chooseOne(work, part, item, index);
}

/** "Bed and Breakfast" is one option where the screen has it, or where a closed list of one choice hides them all. */
function isOneName(view: View, part: SubGoalOf<'choose'>, whole: string): boolean {
  const named = (name: string): boolean => boxFor(view, name) !== undefined || candidatesFor(view, { words: name, texts: [name], quoted: true, sides: [], all: false }, part).some(({ score }) => score >= 0.9);
  return named(whole) || (!part.items.some(named) && listFor(view, part.from) !== undefined);
}

async function chooseOne(work: Work, part: SubGoalOf<'choose'>, item: string, index: number): Promise<void> {
  const { session } = work;
  const view = await session.look();
  const box = boxFor(view, item);
  if (box) return tick(work, part, box, item);
  const list = listFor(view, part.from);
  if (list) return pickFromList(work, part, list, item);
  const named: Description = { words: item, texts: [item], quoted: true, sides: [], all: false };
  const { candidate, view: found } = await find(work, named, part, ({ element }) => element.kind !== 'text-input');
  const control = boxFor(found, item);
  if (control) return tick(work, part, control, item);
  // A list takes several rows at once when Control is held down.
  const done = await clickOn(work, candidate, `${part.words}: ${item}`, { is: 'change' }, { keys: index > 0 && part.from?.kind === 'select' ? ['Control'] : undefined });
  claimNow(work, `${part.words}: ${item}`, { is: 'clicked', target: named, within: part.within, box: candidate.box, name: naming(candidate), byForm: candidate.byForm === true, ignore: [...session.volatile] }, done.view, done);
}

/** The check box or radio button that an item names. */
function boxFor(view: View, item: string): Candidate | undefined {
  const boxes = view.screen.elements.filter(({ kind }) => kind === 'checkbox' || kind === 'radio');
  const scored = boxes.map((element) => ({ element, score: Math.max(textScore(item, element.label), textScore(item, element.text)) })).sort((a, b) => b.score - a.score);
  const [best] = scored;
  return best && best.score >= 0.72 ? { element: best.element, box: best.element.box, score: best.score, name: best.element.label || best.element.text } : undefined;
}

async function tick(work: Work, part: SubGoalOf<'choose'>, candidate: Candidate, item: string): Promise<void> {
  const words = `${part.words}: ${item}`;
  if (candidate.element.state.checked !== part.on) {
    const done = await clickOn(work, candidate, words, { is: 'state', box: candidate.box, checked: part.on });
    if (done.step.verdict.status === 'no effect') await press(work, 'Space', 'The click showed no effect: tick it by the keyboard.', { is: 'state', box: candidate.box, checked: part.on }, candidate.box);
  }
  claimLater(work, words, { is: 'ticked', box: candidate.box, item, checked: part.on });
}

async function everyBox(work: Work, part: SubGoalOf<'choose'>, view: View): Promise<void> {
  const boxes = view.screen.elements.filter(({ kind }) => kind === 'checkbox' || kind === 'radio');
  if (boxes.length === 0) throw new Unsolved('There is nothing on the screen that can be ticked.');
  for (const element of boxes) await tick(work, part, { element, box: element.box, score: 1, name: element.label }, element.label || `box ${element.number}`);
}

/** The closed list to choose from: the one that is named, else the only one. */
function listFor(view: View, from: Description | undefined): Candidate | undefined {
  const description: Description = from === undefined ? { words: 'the list', texts: [], quoted: false, kind: 'select', sides: [], all: false } : { ...from, kind: 'select' };
  const lists = candidatesFor(view, description).filter(({ element }) => isClosedList(element)).sort(inReadingOrder);
  if (lists.length > 0) return lists[0];
  if (from === undefined) return undefined;
  const [unnamed] = candidatesFor(view, { ...description, texts: [] }).filter(({ element }) => isClosedList(element));
  if (unnamed || from.kind !== 'select') return unnamed;
  // A text that runs under the arrow hides it: what the goal calls a list is one.
  return candidatesFor(view, { ...description, kind: 'input', texts: [] }).filter(({ element }) => element.kind === 'text-input' && element.text !== '' && element.box.height < 60)[0];
}

function isClosedList({ kind, box }: ScreenElement): boolean {
  return kind === 'select' && box.height < 60;
}

/** The list of a native control does not show in pictures: its options are chosen by typing their names. */
async function pickFromList(work: Work, part: SubGoalOf<'choose'>, list: Candidate, item: string): Promise<void> {
  const words = `${part.words}: ${item}`;
  const shows = (view: View): boolean => textScore(item, listText(list.box, view)) >= 0.8;
  if (!shows(await work.session.look())) {
    const opened = await clickOn(work, list, `${words}: open the list`, { is: 'nothing' });
    const option = candidatesFor(opened.view, { words: item, texts: [item], quoted: true, sides: [], all: false }).find(({ element, score }) => score >= 0.85 && element.box.y > list.box.y + list.box.height * 0.6 && opened.step.verdict.regions.length > 0);
    if (option) await clickOn(work, option, words, { is: 'change' });
    else {
      await work.session.do({ thought: `${words}: type its name`, action: { type: 'type', text: item }, target: list.name, box: list.box, expect: { is: 'nothing' } });
      await press(work, 'Enter', `${words}: take it`, { is: 'text', box: list.box, text: item }, list.box);
    }
  }
  claimLater(work, words, { is: 'list', box: list.box, item });
}
