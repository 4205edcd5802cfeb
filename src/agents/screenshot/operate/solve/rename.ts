import type { Box } from '../../../../core/index.js';
import type { Description, SubGoalOf } from '../../goal/index.js';
import { iconCandidates, likeness, overlap, sameRow, textScore, type Candidate } from '../../ground/index.js';
import { textIn } from '../verdict.js';
import { linesOf, type View } from '../view.js';
import { fieldsOn } from './fields.js';
import { find } from './find.js';
import { candidatesFor, claimNow, clickOn, press, settleClaims, Unsolved, type Work } from './work.js';

const RENAME: Description = { words: 'rename', texts: ['rename', 'edit name', 'change name', 'edit', 'rename…', 'rename...'], quoted: true, sides: [], all: false };
/** What takes a new name in a dialog. */
const TAKES = /^(?:rename|save|ok(?:ay)?|apply|done|change|confirm)$/i;

type Way = (work: Work, words: string, thing: Candidate) => Promise<Candidate | undefined>;

/** Gives a thing another name, by whichever way the page has: a control in its row, its menu, a double click, the key for it. */
export async function solveRename(work: Work, part: SubGoalOf<'rename'>): Promise<void> {
  const { session } = work;
  const { candidate: thing, view } = await find(work, part.target, part);
  settleClaims(work, view);
  for (const way of [byOwnControl, byMenu, byDoubleClick, byKey]) {
    const field = await way(work, part.words, thing);
    if (!field) continue;
    await press(work, 'Control+A', `${part.words}: mark the old name`);
    await session.do({ thought: part.words, action: { type: 'type', text: part.to }, target: field.name, box: field.box, expect: { is: 'text', box: field.box, text: part.to } });
    const typed = await session.look();
    const taker = typed.screen.elements.find(({ kind, text, box }) => kind === 'button' && TAKES.test(text.trim()) && Math.abs(box.y - field.box.y) < 200);
    const done = taker ? await clickOn(work, { element: taker, box: taker.box, score: 1, name: taker.text }, `${part.words}: take it`, { is: 'change' }) : await press(work, 'Enter', `${part.words}: take it`, { is: 'nothing' });
    const isOld = linesOf(done.view).some(({ text }) => text === thing.name);
    claimNow(work, part.words, isOld ? { is: 'open', reason: `${JSON.stringify(thing.name)} is still to be read on the page.` } : { is: 'read', text: part.to }, done.view, done);
    return;
  }
  throw new Unsolved(`The page offers no way to rename ${JSON.stringify(thing.name)}.`);
}

/** The field that came for the new name: where the old one stood, or with the old one in it. A small one there may not look like a field. */
function fieldFor(thing: Candidate, before: View, now: View, changed: readonly Box[] = []): Candidate | undefined {
  const come = fieldsOn(now).filter(({ box, element }) => element.kind === 'text-input' && !fieldsOn(before).some((was) => likeness(was.box, box) > 0.5));
  return come.find(({ box }) => textIn(box, now.screen).includes(thing.name)) ?? come.find(({ box }) => overlap(box, thing.box, 'x') > 0 && overlap(box, thing.box, 'y') > 0) ?? (come.length === 1 ? come[0] : undefined) ?? inPlace(thing, now, changed);
}

const inPlace = (thing: Candidate, now: View, changed: readonly Box[]): Candidate | undefined => (changed.some((box) => overlap(box, thing.box, 'x') > 0 && overlap(box, thing.box, 'y') > 0) && linesOf(now).some(({ text, box }) => textScore(thing.name, text) >= 0.8 && overlap(box, thing.box, 'x') > 0 && Math.abs(box.y - thing.box.y) < 12) ? { ...thing, box: { x: thing.box.x - 6, y: thing.box.y - 4, width: thing.box.width + 12, height: thing.box.height + 10 } } : undefined);

const byOwnControl: Way = async (work, words, thing) => {
  const view = await work.session.look();
  const named = candidatesFor(view, RENAME);
  const drawn = named.length > 0 ? named : await iconCandidates({ ...RENAME, texts: ['pencil', 'edit'] }, view);
  const control = drawn.find(({ box }) => sameRow(box, thing.box) && box.x > thing.box.x);
  if (!control) return undefined;
  return fieldFor(thing, view, (await clickOn(work, control, `${words}: what stands beside it may do that`, { is: 'change' })).view);
};

const byMenu: Way = async (work, words, thing) => {
  const view = await work.session.look();
  const opened = await clickOn(work, thing, `${words}: its menu may do that`, { is: 'nothing' }, { button: 'right' });
  const entry = candidatesFor(opened.view, RENAME).find(({ element }) => !view.screen.elements.some(({ text, box }) => text === element.text && likeness(box, element.box) > 0.5));
  if (!entry) {
    await press(work, 'Escape', 'Close what was opened.');
    return undefined;
  }
  const done = await clickOn(work, entry, words, { is: 'change' });
  return fieldFor(thing, opened.view, done.view, done.step.verdict.regions);
};

const byDoubleClick: Way = async (work, words, thing) => {
  const view = await work.session.look();
  return fieldFor(thing, view, (await clickOn(work, thing, `${words}: a name can often be changed by a double click`, { is: 'nothing' }, { count: 2 })).view);
};

const byKey: Way = async (work, words, thing) => {
  const view = await work.session.look();
  await clickOn(work, thing, `${words}: select it`, { is: 'nothing' });
  return fieldFor(thing, view, (await press(work, 'F2', `${words}: the key for it`)).view);
};
