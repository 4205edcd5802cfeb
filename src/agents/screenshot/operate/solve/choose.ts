import type { ScreenElement } from '../../../../tools/screen/index.js';
import { COLOUR_WORDS, type Description, type SubGoalOf } from '../../goal/index.js';
import { cellCandidates, sameRow, textScore, type Candidate } from '../../ground/index.js';
import type { Claim } from '../claim.js';
import { controlAt, elementAt } from '../verdict.js';
import type { View } from '../view.js';
import { fieldsFor } from './fields.js';
import { fill } from './fill.js';
import { find } from './find.js';
import { beginningOf, listFor, shows, suggestionFor, takeFromList, takeFromOpened, takeSuggested, triggerFor } from './lists.js';
import { setNumber } from './numbers.js';
import { slideTo } from './slide.js';
import { candidatesFor, claimKept, claimLater, claimNow, clickOn, naming, press, settleClaims, Unsolved, type Work } from './work.js';

/** Ticks boxes, picks options of a list, or sets a number: whichever the screen offers for the items. */
export async function solveChoose(work: Work, part: SubGoalOf<'choose'>): Promise<void> {
  const view = await work.session.look();
  if (part.items.length === 0 && !part.every) {
    claimNow(work, part.words, { is: 'none ticked' }, view);
    return;
  }
  if (part.every) return everyBox(work, part, view);
  const one = part.whole !== undefined && isOneName(view, part, part.whole);
  const [only = ''] = part.items;
  // "25 years": the unit stands beside the number, unless there is an option of that name.
  const [, number] = /^(-?\d+(?:\.\d+)?)(?:\s?(?:%|°|\p{Sc}|\p{L}+)){0,2}$/u.exec(only) ?? [];
  if (!one && part.items.length === 1 && number !== undefined && (number === only || !isSeen(view, part, only)) && (await setNumber(work, part, Number(number)))) return;
  if (part.share !== undefined && !isSeen(view, part, only) && (await slideTo(work, part, part.share))) return;
  const called = part.others?.find((name) => !isSeen(view, part, only) && boxFor(view, only) === undefined && boxFor(view, name) !== undefined);
  if (called !== undefined) return chooseOne(work, part, called, 0);
  for (const [index, item] of (one ? [part.whole ?? ''] : part.items).entries()) await chooseOne(work, part, item, index);
  if (part.only === true) await leaveOut(work, part);
}

/** Boxes of the same column or row as those that are meant, and ticked, are none of them. */
async function leaveOut(work: Work, part: SubGoalOf<'choose'>): Promise<void> {
  const view = await work.session.look();
  const meant = part.items.flatMap((item) => boxFor(view, item) ?? []);
  const others = view.screen.elements.filter(({ kind, state, number, box }) => kind === 'checkbox' && state.checked === true && !meant.some(({ element }) => element.number === number) && meant.some((one) => Math.abs(one.box.x - box.x) < 6 || sameRow(one.box, box)));
  for (const element of others) await tick(work, { ...part, on: false }, { element, box: element.box, score: 1, name: element.label }, element.label || `box ${element.number}`);
}

const named = (item: string): Description => ({ words: item, texts: namesOf(item), quoted: true, sides: [], all: false });

/** "the Newsletter box" is called so, or only "Newsletter". */
function namesOf(item: string): string[] {
  const less = [item.replace(/(?<=^\p{Lu}.*)\s+\p{Ll}+$/u, '').replace(/\s+(?:check ?box|box|option|switch|toggle|button|tab|view|entry|row|radio)$/i, ''), item.replace(/^(?:\p{Ll}+\s+)+(?=\p{Lu}|\d)/u, '')];
  return [...new Set([item, ...less])].filter((name) => name !== '');
}

/** "Bed and Breakfast" is one option where the screen has it, or where a closed list of one choice hides them all. */
function isOneName(view: View, part: SubGoalOf<'choose'>, whole: string): boolean {
  const isThere = (name: string): boolean => boxFor(view, name) !== undefined || candidatesFor(view, { ...named(name), texts: [name] }, part).some(({ score }) => score >= 0.9);
  return isThere(whole) || (part.items.length > 1 && !part.items.some(isThere) && listFor(view, part.from) !== undefined);
}

async function chooseOne(work: Work, part: SubGoalOf<'choose'>, item: string, index: number): Promise<void> {
  const view = await work.session.look();
  const suggested = await ofSuggestions(work, part, item);
  if (suggested) {
    await clickOn(work, suggested, `${part.words}: ${item}`, { is: 'change' });
    return;
  }
  // "lunch on Monday" is neither all of Monday nor all of lunch, where the two meet in a box.
  const [cell] = cellCandidates({ texts: [item] }, view);
  if (cell?.element.kind === 'checkbox' || cell?.element.kind === 'radio') return tick(work, part, cell, item);
  const box = boxFor(view, item);
  if (box) return tick(work, part, box, item);
  const list = listFor(view, part.from);
  if (list) return pickFromList(work, part, list, item);
  if (!isSeen(view, part, item) && (await behindATrigger(work, part, view, item))) return;
  await pressNamed(work, part, item, index);
}

/** Right after a field was typed into, what the goal calls a list or suggestions is what came below it. */
async function ofSuggestions(work: Work, { from }: SubGoalOf<'choose'>, item: string): Promise<Candidate | undefined> {
  const { typedInto, previous, steps } = work.session;
  if (!from || !/\b(?:suggest|propos|result|list|option|menu)/i.test(from.words) || typedInto === undefined || previous === undefined || steps.at(-1)?.action.type !== 'type') return undefined;
  const field = elementAt(typedInto, (await work.session.look()).screen);
  const found = field && (await suggestionFor(work, { element: field, box: typedInto, score: 1, name: field.label }, item, previous));
  if (found) {
    // The field shows what is taken, and no longer what was typed.
    const typed = work.open.findLastIndex(({ claim }) => claim.is === 'shows' && claim.box.x === typedInto.x && claim.box.y === typedInto.y);
    if (typed >= 0) work.open.splice(typed, 1);
    claimLater(work, `${item}: taken from what is suggested`, { is: 'fits', box: typedInto, starts: beginningOf(item), ends: '' });
  }
  return found || undefined;
}

function isSeen(view: View, part: SubGoalOf<'choose'>, item: string): boolean {
  return candidatesFor(view, named(item), part).some(({ element }) => element.kind !== 'text-input') || colourOf(view, part, item) !== undefined;
}

/** A list of the page's own make is opened first; a field that only names what is chosen is filled in. */
async function behindATrigger(work: Work, part: SubGoalOf<'choose'>, view: View, item: string): Promise<boolean> {
  const trigger = triggerFor(view, part.from);
  if (!trigger) return false;
  if (trigger.element.kind === 'text-input' && part.from && fieldsFor(view, part.from, part).some(({ element }) => element.number === trigger.element.number) && part.items.length === 1) {
    settleClaims(work, view);
    const opened = await clickOn(work, trigger, `${part.words}: look what it offers`, { is: 'nothing' });
    if (isSeen(opened.view, part, item)) return false;
    const isList = opened.step.verdict.regions.some((region) => region.y > trigger.box.y + trigger.box.height + 4);
    if (isList) {
      await takeFromOpened(work, `${part.words}: ${item}`, trigger, item, { closed: view, opened });
      claimLater(work, `${part.words}: ${item}`, { is: 'list', box: trigger.box, item });
    } else {
      await fill(work, part, trigger, { text: beginningOf(item) });
      await takeSuggested(work, `${part.words}: ${item}`, trigger, item, opened.view);
    }
    return true;
  }
  settleClaims(work, view);
  if (part.items.length === 1) {
    await takeFromList(work, `${part.words}: ${item}`, trigger, item);
    claimLater(work, `${part.words}: ${item}`, { is: 'list', box: trigger.box, item });
    return true;
  }
  // Several choices: what opened stays open, and each is pressed there.
  await clickOn(work, trigger, `${part.words}: open the list`, { is: 'nothing' });
  return false;
}

async function pressNamed(work: Work, part: SubGoalOf<'choose'>, item: string, index: number): Promise<void> {
  const { session } = work;
  const colour = colourOf(await session.look(), part, item);
  const target = colour ? colour.description : named(item);
  const { candidate, view: found } = colour ? { candidate: colour.candidate, view: await session.look() } : await find(work, target, part, ({ element }) => element.kind !== 'text-input' || isOpenList(element));
  const control = boxFor(found, item);
  if (control) return tick(work, part, control, item);
  settleClaims(work, found);
  // A list takes several rows at once when Control is held down.
  const done = await clickOn(work, candidate, `${part.words}: ${item}`, { is: 'change' }, { keys: index > 0 && part.from?.kind === 'select' && candidate.element.within !== undefined ? ['Control'] : undefined });
  const claim: Claim = part.on || done.step.verdict.status !== 'expected' ? { is: 'clicked', target, within: part.within, box: candidate.box, name: naming(candidate), byForm: candidate.byForm === true, ignore: [...session.volatile] } : { is: 'open', reason: `${naming(candidate)} was pressed; whether it is off now cannot be seen.` };
  claimNow(work, `${part.words}: ${item}`, claim, done.view, done);
}

/** An open list in a frame looks like a field of several lines: each holds a word or three. */
const isOpenList = ({ text, box }: ScreenElement): boolean => text.includes('\n') && box.height > 60 && text.split('\n').every((line) => line.trim().split(/\s+/).length <= 3 && !/[.!?]$/.test(line.trim()));

/** "the colour green", where nothing bears that name: a swatch of the colour. */
function colourOf(view: View, part: SubGoalOf<'choose'>, item: string): { readonly candidate: Candidate; readonly description: Description } | undefined {
  const word = item.toLowerCase().replace(/^colou?r\s+|\s+colou?r$/g, '');
  const colour = COLOUR_WORDS.find((name) => name === word);
  if (colour === undefined || candidatesFor(view, named(item), part).length > 0) return undefined;
  const description: Description = { words: item, texts: [], quoted: false, colour, kind: 'shape', sides: [], all: false };
  const [candidate] = candidatesFor(view, description, part).filter(({ element }) => element.kind !== 'text');
  return candidate ? { candidate, description } : undefined;
}

/** The check box, switch or radio button that an item names: by its label, or by all words of the item in it. */
function boxFor(view: View, item: string): Candidate | undefined {
  const boxes = view.screen.elements.filter(({ kind }) => kind === 'checkbox' || kind === 'radio');
  const scoreOf = (name: string, label: string): number => Math.max(textScore(name, label), holdsWords(label, name) ? 0.78 : 0);
  const scored = boxes.map((element) => ({ element, score: Math.max(...namesOf(item).flatMap((name, rank) => [element.label, element.text].map((label) => scoreOf(name, label) - 0.02 * rank))) })).sort((a, b) => b.score - a.score);
  const [best] = scored;
  return best && best.score >= 0.72 ? { element: best.element, box: best.element.box, score: best.score, name: best.element.label || best.element.text } : undefined;
}

/** "the terms" is short for "I accept the terms". */
function holdsWords(label: string, name: string): boolean {
  const [has, wanted] = [label, name].map((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && word !== 'the')) as [string[], string[]];
  return wanted.length > 0 && wanted.every((word) => has.includes(word)) && has.length <= wanted.length + 4;
}

async function tick(work: Work, part: SubGoalOf<'choose'>, candidate: Candidate, item: string): Promise<void> {
  const words = `${part.words}: ${item}`;
  if (candidate.element.state.checked !== part.on) {
    const expect = { is: 'state', box: candidate.box, checked: part.on, alone: true } as const;
    let done = await clickOn(work, candidate, words, expect);
    if (done.step.verdict.status === 'no effect') done = await press(work, 'Space', 'The click showed no effect: tick it by the keyboard.', expect, candidate.box);
    claimKept(work, words, done);
  }
  claimLater(work, words, { is: 'ticked', box: candidate.box, item, checked: part.on });
}

/** From the top: a box that ticks the others with it stands for all of them, and is none of them. */
async function everyBox(work: Work, part: SubGoalOf<'choose'>, view: View): Promise<void> {
  const boxesOn = (one: View): View['screen']['elements'] => one.screen.elements.filter(({ kind }) => kind === 'checkbox' || kind === 'radio');
  const boxes = boxesOn(view);
  if (boxes.length === 0) throw new Unsolved('There is nothing on the screen that can be ticked.');
  const spared = (part.except ?? []).map((item) => boxFor(view, item) ?? unnamedBox(item));
  const masters = new Set<number>();
  const stateOf = (now: View, { box }: ScreenElement): boolean | undefined => controlAt(box, now.screen)?.state.checked;
  for (const element of boxes) {
    const now = await work.session.look();
    const wanted = spared.some((one) => one.element.number === element.number) ? !part.on : part.on;
    if (stateOf(now, element) === wanted) continue;
    const { view: then } = await clickOn(work, { element, box: element.box, score: 1, name: element.label }, `${part.words}: ${element.label || `box ${element.number}`}`, { is: 'nothing' });
    const others = boxes.filter((other) => other !== element && stateOf(now, other) !== undefined && stateOf(now, other) !== stateOf(then, other));
    if (others.length > 1) masters.add(element.number);
  }
  const now = await work.session.look();
  for (const element of boxes) {
    if (masters.has(element.number) || isHead(element, boxes, now)) continue;
    const wanted = spared.some((one) => one.element.number === element.number) ? !part.on : part.on;
    await tick(work, { ...part, on: wanted }, { element: { ...element, state: { ...element.state, checked: stateOf(await work.session.look(), element) } }, box: element.box, score: 1, name: element.label }, element.label || `box ${element.number}`);
  }
}

/** The box at the head of a column of boxes shows what is so of all of them, and may be half ticked. */
function isHead({ box, label }: ScreenElement, boxes: readonly ScreenElement[], now: View): boolean {
  const column = boxes.filter((other) => Math.abs(other.box.x - box.x) < 4);
  return column.length > 2 && column.every((other) => other.box.y >= box.y) && (/^(?:all|select all|everything|name)?$/i.test(label) || controlAt(box, now.screen) === undefined);
}

function unnamedBox(item: string): never {
  throw new Unsolved(`No box is called ${JSON.stringify(item)}, which was to be left out.`);
}

/** Picks an option of a closed list. */
async function pickFromList(work: Work, part: SubGoalOf<'choose'>, list: Candidate, item: string): Promise<void> {
  const words = `${part.words}: ${item}`;
  if (!shows(await work.session.look(), list, item)) await takeFromList(work, words, list, item);
  claimLater(work, words, { is: 'list', box: list.box, item });
}
