import { anchorsOf, cellCandidates, gapBetween, iconCandidates, inReadingOrder, isClear, middleOf, type Candidate } from '../../ground/index.js';
import type { Description, SubGoal } from '../../goal/index.js';
import type { View } from '../view.js';
import { differenceOf, isAtWork, refusalIn } from '../prove/index.js';
import { missingName } from '../missing-name.js';
import { chooseElement } from '../think.js';
import { openers, scopeOf } from './openers.js';
import { FORWARD, nextPage } from './pager.js';
import { onwardOn } from './onward.js';
import { candidatesFor, clickOn, settleClaims, Unsolved, type Work } from './work.js';

/** So often the page is scrolled on in search of something. */
const SCROLLS = 12;
/** So many closed things are opened. */
const OPENED = 10;
/** So many parts of a form are gone through. */
const PARTS = 4;
/** So many pages of a list are turned. */
const PAGES = 15;

/**
 * What a description means on the screen. What is not seen is waited for, scrolled to, and looked for behind what can be
 * opened; where several things fit, the model chooses. Throws Unsolved when it is nowhere.
 */
export async function find(work: Work, description: Description, part: SubGoal, accept: (candidate: Candidate) => boolean = () => true): Promise<{ candidate: Candidate; view: View }> {
  const { session } = work;
  const seek = async (view: View): Promise<Candidate[]> => {
    if (!scopeIsSeen(view, part)) return [];
    const byWords = candidatesFor(view, description, part).filter(accept);
    if (byWords.length > 0) return byWords;
    const byForm = (await iconCandidates(description, view, part.within)).filter(accept);
    return byForm.length > 0 ? byForm : cellCandidates(description, view).filter(accept);
  };
  let view = await session.look();
  let found = await seek(view);
  if (found.length === 0) {
    await session.wait(400);
    view = await session.look({ again: true });
    found = await seek(view);
  }
  if (found.length === 0 && part.within) {
    view = await showScope(work, part);
    found = await seek(view);
  }
  // The row that is spoken of is there: what it lacks is behind its menu. Otherwise it may be further down.
  if (found.length === 0 && (description.ordinal ?? 0) > 1 && nextPage(view)) ({ view, found } = await nthOverPages(work, description, part, accept));
  const scope = scopeOf(part);
  const ways = scope && anchorsOf(scope, view.screen, view.echo).length > 0 ? [openTo, scrollTo, pageTo, goOnTo] : [scrollTo, openTo, pageTo, goOnTo];
  for (const way of ways) if (found.length === 0) ({ view, found } = await way(work, seek, part));
  const [first] = found;
  const own = first && !description.all && description.ordinal === undefined && description.relation === undefined ? besideTyped(work, found.filter(({ element }) => element.kind === first.element.kind && element.text === first.element.text)) : undefined;
  if (own) return { candidate: own, view };
  if (first !== undefined && (isClear(found) || description.all || isAny(description))) return { candidate: first, view };
  if (first !== undefined) {
    const rivals = found.filter(({ score }) => score >= first.score - 0.04).slice(0, 12);
    return { candidate: await chooseElement(session, part.words, view, rivals) ?? first, view };
  }
  const guess = await guessed(work, description, part, view, accept);
  if (guess) return { candidate: guess, view };
  throw new Unsolved(`Nothing on the screen is ${JSON.stringify(description.words)}.`);
}

/** Of several buttons of one name that which belongs to the field that was typed into right before: the one that is by far the nearest. */
function besideTyped({ session }: Work, rivals: readonly Candidate[]): Candidate | undefined {
  const last = session.steps.at(-1);
  const box = last?.action.type === 'type' ? session.typedInto : undefined;
  if (!box) return undefined;
  const [nearest, next] = rivals.toSorted((one, other) => gapBetween(one.box, box) - gapBetween(other.box, box));
  return nearest && next && gapBetween(nearest.box, box) < 0.5 * gapBetween(next.box, box) ? nearest : undefined;
}

/** "a blue item": any will do. */
function isAny(description: Description): boolean {
  return description.texts.length === 0 && /^(?:an?|any|some)\b/i.test(description.words);
}

function scopeIsSeen(view: View, part: SubGoal): boolean {
  return part.within === undefined || anchorsOf(part.within, view.screen, view.echo).length > 0;
}

type Seek = (view: View) => Promise<Candidate[]>;

/** Scrolls to the thing that the part speaks of, far enough that what belongs to it is seen, too. */
async function showScope(work: Work, part: SubGoal): Promise<View> {
  const scope = part.within;
  if (scope === undefined) return work.session.look();
  const seek: Seek = (seen) => Promise.resolve(anchorsOf(scope, seen.screen, seen.echo));
  const now = await work.session.look();
  const [here] = await seek(now);
  let { view, found: [anchor] } = here ? { view: now, found: [here] } : await scrollTo(work, seek);
  if (!anchor) ({ view, found: [anchor] } = await pageTo(work, seek));
  if (!anchor || anchor.box.y < 0.55 * view.screen.height) return view;
  return (await work.session.do({ thought: 'What belongs to it is below: scroll.', target: 'the page', expect: { is: 'nothing' }, action: { type: 'scroll', at: middleOf(anchor.box), dx: 0, dy: Math.round(anchor.box.y - 0.35 * view.screen.height) } })).view;
}

/** Scrolls down from where it is, then from the top, until something is found or the picture stays. */
async function scrollTo(work: Work, seek: Seek): Promise<{ view: View; found: Candidate[] }> {
  const { session } = work;
  let view = await session.look();
  if (session.still.has(view.pixels)) return { view, found: [] };
  let moved = false;
  for (const place of scrollPlaces(view)) {
    for (const direction of [1, -1] as const) {
      for (let turn = 0; turn < SCROLLS; turn += 1) {
        const { step, view: after } = await session.do({
          thought: 'What is looked for is not seen: scroll.', target: 'the page', expect: { is: 'nothing' },
          action: { type: 'scroll', at: middleOf(place), dx: 0, dy: direction * Math.max(40, Math.round(place.height * 0.6)) },
        });
        view = after;
        const found = await seek(view);
        if (found.length > 0) return { view, found };
        if (step.verdict.regions.length === 0) break;
        moved = true;
      }
    }
  }
  if (!moved) session.still.add(view.pixels);
  return { view, found: [] };
}

/** Where the wheel may turn something: over what has a scroll bar, else over the middle of the page. */
function scrollPlaces(view: View): { x: number; y: number; width: number; height: number }[] {
  const { screen } = view;
  const bars = screen.elements.filter(({ kind }) => kind === 'scroll-bar').map(({ box }) => ({ x: Math.max(0, box.x - 60), y: box.y, width: 60, height: box.height }));
  // An open list may show its bar only while it is turned.
  const lists = screen.elements.filter(({ kind, text, box }) => kind === 'text-input' && text.split('\n').length > 2 && box.height > 60).map(({ box }) => box);
  return [...bars, ...lists, { x: 0, y: screen.height * 0.1, width: screen.width, height: screen.height * 0.8 }].slice(0, 3);
}

/** Opens, one after the other, what may hide the thing: closed sections, tabs, the menu of its row. */
async function openTo(work: Work, seek: Seek, part: SubGoal): Promise<{ view: View; found: Candidate[] }> {
  const { session } = work;
  let view = await session.look();
  const tried = new Set<string>();
  for (let tries = 0; tries < OPENED; tries += 1) {
    const next = openers(view, part).find(({ key }) => !tried.has(key));
    if (!next) break;
    tried.add(next.key);
    const done = await clickOn(work, next.candidate, 'What is looked for may be behind this.', { is: 'change' });
    view = done.view;
    let found = await seek(view);
    // What opened may reach beyond the edge.
    for (let turn = 0; turn < 2 && found.length === 0 && done.step.verdict.status === 'expected' && next.candidate.box.y > 0.4 * view.screen.height; turn += 1) {
      const scrolled = await session.do({ thought: 'What opened reaches beyond the edge: scroll.', target: 'the page', expect: { is: 'nothing' }, action: { type: 'scroll', at: middleOf(next.candidate.box), dx: 0, dy: Math.round(0.3 * view.screen.height) } });
      view = scrolled.view;
      if (scrolled.step.verdict.regions.length === 0) break;
      found = await seek(view);
    }
    if (found.length > 0) return { view, found };
  }
  return { view, found: [] };
}

/** Turns the pages of what is shown in parts, forwards, until something is found or there is no next one. */
async function pageTo(work: Work, seek: Seek): Promise<{ view: View; found: Candidate[] }> {
  let view = await work.session.look();
  for (let turn = 0; turn < PAGES; turn += 1) {
    const next = nextPage(view);
    if (!next) break;
    const done = await clickOn(work, next, 'What is looked for may be on the next page.', { is: 'change' });
    view = done.view;
    const found = await seek(view);
    if (found.length > 0) return { view, found };
    if (done.step.verdict.status !== 'expected') break;
  }
  return { view, found: [] };
}

/** Goes on to where it is asked for, in forms and dialogs that come in parts; not before anything was done. */
async function goOnTo(work: Work, seek: Seek): Promise<{ view: View; found: Candidate[] }> {
  const { session } = work;
  let view = await session.look();
  for (let turn = 0; turn < PARTS && session.steps.some(({ action }) => action.type !== 'scroll'); turn += 1) {
    const onward = onwardOn(view);
    if (!onward) break;
    settleClaims(work, view);
    const done = await clickOn(work, onward, 'What is looked for may come next.', { is: 'change' });
    view = done.view;
    let found = await seek(view);
    for (let look = 0; look < 3 && found.length === 0 && isAtWork(differenceOf(done.seen, view)); look += 1) {
      await session.wait(400);
      view = await session.look({ again: true });
      found = await seek(view);
    }
    if (found.length > 0) return { view, found };
    if (done.step.verdict.status !== 'expected' || refusalIn(differenceOf(done.seen, view))) break;
  }
  return { view, found: [] };
}

/** The n-th of things that are shown in parts: as many as stand on a page count, and the rest is looked for on the next. */
async function nthOverPages(work: Work, description: Description, part: SubGoal, accept: (candidate: Candidate) => boolean): Promise<{ view: View; found: Candidate[] }> {
  let view = await work.session.look();
  let left = description.ordinal ?? 1;
  for (let turn = 0; turn < PAGES; turn += 1) {
    const next = nextPage(view);
    const likes = candidatesFor(view, { ...description, ordinal: undefined }, part).filter(accept).filter(({ element }) => !FORWARD.test(element.text.trim()) && !/^(?:\d+|<|«|‹|prev(?:ious)?)$/i.test(element.text.trim()));
    const best = likes[0]?.score ?? 0;
    const shown = likes.filter(({ score }) => score >= best - 0.15).sort(inReadingOrder);
    const chosen = shown[left - 1];
    if (chosen) return { view, found: [chosen] };
    left -= shown.length;
    if (!next || shown.length === 0) break;
    ({ view } = await clickOn(work, next, 'It is on a later page.', { is: 'change' }));
  }
  return { view, found: [] };
}

/** The nearest meaning of a label by embedding, then the model's choice among all controls. */
async function guessed(work: Work, description: Description, part: SubGoal, view: View, accept: (candidate: Candidate) => boolean): Promise<Candidate | undefined> {
  const pool = view.screen.elements
    .filter(({ kind, number }) => !view.echo.has(number) && kind !== 'panel' && kind !== 'scroll-bar')
    .map((element): Candidate => ({ element, box: element.box, score: 0, name: element.text || element.label || element.kind }))
    .filter(accept);
  const controls = pool.filter(({ element }) => element.kind !== 'text');
  const few = (controls.length > 0 ? controls : pool).slice(0, 30);
  // The name of the thing itself may be another one on the page.
  const named = description.quoted ? description.texts : [];
  return few.length === 0 || (await missingName(part.words, view, named)) !== undefined ? undefined : chooseElement(work.session, `${part.words} (${description.words})`, view, few);
}
