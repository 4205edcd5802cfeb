import type { Description } from '../../goal/index.js';
import type { ScreenElement } from '../../../../tools/screen/index.js';
import { contains, inReadingOrder, likeness, overlap, sameRow, textScore, type Candidate } from '../../ground/index.js';
import { isCutOff, listText } from '../prove/index.js';
import { linesOf, type View } from '../view.js';
import type { Done } from '../deed.js';
import { fieldsOn, labelBeside } from './fields.js';
import { candidatesFor, claimLater, clickOn, press, Unsolved, type Work } from './work.js';

/** CSS px: a closed list is no higher, an entry of an open one neither. */
const LINE = 60;

/** The closed list to choose from: the one that is named, else the only one. */
export function listFor(view: View, from: Description | undefined): Candidate | undefined {
  const description: Description = from === undefined ? { words: 'the list', texts: [], quoted: false, kind: 'select', sides: [], all: false } : { ...from, kind: 'select' };
  const lists = candidatesFor(view, description).filter(({ element }) => isClosedList(element)).sort(inReadingOrder);
  if (lists.length > 0) return lists[0];
  if (from === undefined) return undefined;
  const unnamed = candidatesFor(view, { ...description, texts: [] }).filter(({ element }) => isClosedList(element));
  if (unnamed.length > 0 && (from.kind === 'select' || unnamed.length === 1)) return unnamed[0];
  if (from.kind !== 'select') return undefined;
  // A text that runs under the arrow hides it: what the goal calls a list is one, by its name; without one, where there is no other field.
  const boxes = fieldsOn(view).filter(({ element }) => element.text !== '' && element.box.height < LINE);
  const named = candidatesFor(view, { ...from, kind: 'input' }).filter(({ element }) => boxes.some((one) => one.element.number === element.number));
  return named[0] ?? (boxes.length === 1 ? boxes[0] : undefined);
}

function isClosedList({ kind, box }: ScreenElement): boolean {
  return kind === 'select' && box.height < LINE;
}

const OPENS: ReadonlySet<string> = new Set(['select', 'text-input', 'button', 'panel', 'shape', 'menu-item', 'text']);
const PROMPT = /^(?:select|choose|pick|any|all|please)\b/i;

/** What opens a list of the page's own make: it bears the name, stands beside it, or asks to choose. */
export function triggerFor(view: View, from: Description | undefined): Candidate | undefined {
  const closed = view.screen.elements.filter(({ number, kind, box }) => !view.echo.has(number) && OPENS.has(kind) && box.height < LINE && box.width >= 40).map((element): Candidate => ({ element, box: element.box, score: 0, name: element.text || element.label }));
  const frames = closed.filter(({ element }) => element.kind !== 'text');
  const names = from?.texts ?? [];
  const says = (text: string): boolean => names.some((name) => textScore(name, text.replace(/[:*▾▼⌄∨v]\s*$/u, '').replace(/^(?:your|my|the|choose|select|enter|pick)\s+(?:your |a |an |the )?/i, '').trim()) >= 0.75);
  const [named] = frames.filter((one) => says(one.element.label) || says(labelBeside(one, view)));
  return named ?? closed.find(({ element }) => says(element.text)) ?? frames.find(({ element }) => PROMPT.test(element.text)) ?? closed.find(({ element }) => PROMPT.test(element.text));
}

/** Takes an option of a list: of one that opens in the picture by pressing it, of a native one, which no picture shows, by typing its name. */
export async function takeFromList(work: Work, words: string, list: Candidate, item: string): Promise<boolean> {
  const closed = await work.session.look();
  const opened = await clickOn(work, list, `${words}: open the list`, { is: 'nothing' });
  return takeFromOpened(work, words, list, item, { closed, opened });
}

/** The same where the list was opened already. */
export async function takeFromOpened(work: Work, words: string, list: Candidate, item: string, { closed, opened }: { readonly closed: View; readonly opened: Done }): Promise<boolean> {
  const option = opened.step.verdict.regions.length > 0 ? optionBelow(opened.view, list, item) : undefined;
  if (option) {
    const done = await clickOn(work, option, words, { is: 'change' });
    if (!keepsItsValue(list, item, closed, done.view)) return done.step.verdict.status === 'expected';
    // What the browser itself draws over the page may be in the picture, and takes no click.
    await clickOn(work, list, `${words}: open the list for the keyboard`, { is: 'nothing' });
  }
  const search = option ? undefined : searchField(closed, opened.view, list);
  if (search) await clickOn(work, search, `${words}: search for it`, { is: 'focus', box: search.box });
  await work.session.do({ thought: `${words}: type its name`, action: { type: 'type', text: item }, target: list.name, box: list.box, expect: { is: 'nothing' } });
  const typed = await work.session.look();
  // A list with a field for searching shows what is left of it; a field that makes suggestions wants one to be taken.
  const left = search ? optionBelow(typed, search, item) : optionBelow(typed, list, item);
  const hasCome = left !== undefined && isNew(left, opened.view);
  if (left && (hasCome || !shows(typed, list, item))) return (await clickOn(work, left, words, { is: 'change' })).step.verdict.status === 'expected';
  const { view } = await press(work, 'Enter', `${words}: take it`, { is: 'text', box: list.box, text: item }, list.box);
  if (shows(view, list, item) || list.element.kind !== 'select') return shows(view, list, item);
  // Names are found by their beginnings as they are written: with a capital letter, mostly.
  const capital = item.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  if (capital !== item) {
    await clickOn(work, list, `${words}: open the list once more`, { is: 'nothing' });
    await work.session.do({ thought: `${words}: type its name with a capital letter`, action: { type: 'type', text: capital }, target: list.name, box: list.box, expect: { is: 'nothing' } });
    const again = await press(work, 'Enter', `${words}: take it`, { is: 'text', box: list.box, text: item }, list.box);
    if (shows(again.view, list, item)) return true;
  }
  return (await walkList(work, words, list, (_text, now) => shows(now, list, item))) !== undefined;
}

/** Whether a list that shows what is chosen in it shows the same as before, though something else was pressed in it. */
function keepsItsValue(list: Candidate, item: string, before: View, after: View): boolean {
  const shown = listText(list.box, before);
  return FIELDS.has(list.element.kind) && shown !== '' && !PROMPT.test(shown) && listText(list.box, after) === shown && !shows(after, list, item);
}

/** Kinds as which a closed native list is seen. */
const FIELDS: ReadonlySet<string> = new Set(['select', 'text-input']);

/** So many entries of a native list are looked at. */
const ENTRIES = 14;

/** A native list, which no picture shows open, is gone through by the keyboard until it shows what is meant; what it shows then, undefined where it never does. */
export async function walkList(work: Work, words: string, list: Candidate, isMeant: (text: string, view: View) => boolean): Promise<string | undefined> {
  await press(work, 'Escape', `${words}: close the list`, { is: 'nothing' }, list.box);
  let { view } = await press(work, 'Home', `${words}: its first entry`, { is: 'nothing' }, list.box);
  const seen = new Set<string>();
  for (let turn = 0; turn < ENTRIES; turn += 1) {
    const text = listText(list.box, view);
    if (isMeant(text, view)) return text;
    if (seen.has(text)) return undefined;
    seen.add(text);
    ({ view } = await press(work, 'ArrowDown', `${words}: its next entry`, { is: 'nothing' }, list.box));
  }
  return undefined;
}

const isNew = ({ element }: Candidate, before: View): boolean => !before.screen.elements.some(({ text, box }) => text === element.text && likeness(box, element.box) > 0.5);

/** Takes what a field suggests for what was typed into it; what comes of it is seen in the field. Nothing where it suggests nothing of that name. */
export async function takeSuggested(work: Work, words: string, field: Candidate, item: string, before: View): Promise<void> {
  const suggested = await suggestionFor(work, field, item, before);
  if (!suggested) {
    // What the goal calls a suggestion counts only when it was taken.
    if (/\bsuggest/i.test(words)) throw new Unsolved(`The field suggests nothing called ${JSON.stringify(item)}.`);
    return;
  }
  await clickOn(work, suggested, `${words}: take what is suggested`, { is: 'change' });
  // What is taken may be shown with more than its name: "Rome (Italy)".
  const typed = work.open.findLastIndex(({ claim }) => claim.is === 'shows' && claim.box === field.box);
  if (typed >= 0) work.open.splice(typed, 1);
  claimLater(work, words, { is: 'fits', box: field.box, starts: beginningOf(item), ends: '' });
}

/** ms in which suggestions come, and so many looks at them. */
const SUGGESTS_MS = 350;
const LOOKS = 2;

/** What a field suggests for what was typed into it; undefined where nothing of that name came. */
export async function suggestionFor({ session }: Work, field: Candidate, item: string, before: View): Promise<Candidate | undefined> {
  for (let turn = 0; ; turn += 1) {
    const suggested = optionBelow(await session.look({ again: turn > 0 }), field, item);
    if (suggested && isNew(suggested, before)) return suggested;
    if (turn >= LOOKS) return undefined;
    await session.wait(SUGGESTS_MS);
  }
}

/** Whether a closed list shows an option, or as much of it as fits. */
export function shows(view: View, list: Candidate, item: string): boolean {
  const shown = listText(list.box, view);
  return textScore(item, shown) >= 0.8 || isCutOff(item, shown);
}

/** A field that came with the list. */
function searchField(closed: View, opened: View, list: Candidate): Candidate | undefined {
  const was = fieldsOn(closed);
  return fieldsOn(opened).find(({ element, box }) => element.state.filled !== true && box.y > list.box.y + list.box.height * 0.6 && !was.some((other) => likeness(other.box, box) > 0.5));
}

function optionBelow(view: View, list: Candidate, item: string): Candidate | undefined {
  return rowBelow(view, list, item) ?? candidatesFor(view, { words: item, texts: [item], quoted: true, sides: [], all: false }).find(({ box, score }) => score >= 0.85 && box.y > list.box.y + list.box.height * 0.6);
}

/** A row of what opened that holds all words of an item of several: "Rome, Italy" is shown as "Rome" with "Italy" beside it. */
function rowBelow(view: View, { box: field }: Candidate, item: string): Candidate | undefined {
  const wanted = wordsOf(item);
  if (wanted.length < 2) return undefined;
  const below = linesOf(view).filter(({ box }) => box.y > field.y + 0.6 * field.height && overlap(box, field, 'x') > 0);
  const line = below.find(({ box }) => {
    const has = below.filter((other) => sameRow(other.box, box)).flatMap(({ text }) => wordsOf(text));
    return wanted.every((word) => has.includes(word)) && has.length <= wanted.length + 2;
  });
  const element = line && view.screen.elements.find(({ box }) => contains(box, line.box, 2) && box.height < LINE);
  return line && element && { element, box: line.box, score: 0.9, name: line.text };
}

/** "in" and "of" tie a name together and stand on no list. */
const wordsOf = (text: string): string[] => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !/^(?:in|of|the|and)$/.test(word));

/** What is typed of a name so that a field suggests all of it: "Rome" of "Rome, Italy". */
export const beginningOf = (item: string): string => item.split(/,| in (?=\p{Lu})| \(/u)[0]?.trim() ?? item;
