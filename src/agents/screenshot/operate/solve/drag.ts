import type { Box } from '../../../../core/index.js';
import type { Description, SubGoalOf } from '../../goal/index.js';
import { area, contains, inReadingOrder, likeness, middleOf, overlap, sameRow, type Candidate } from '../../ground/index.js';
import { lineOfNumbers, type Shown } from '../numbers-seen.js';
import type { Done } from '../deed.js';
import type { View } from '../view.js';
import { crossingOn } from './crossing.js';
import { find } from './find.js';
import { candidatesFor, claimUntold, claimNow, naming, settleClaims, Unsolved, type Work } from './work.js';

/** So many things of one kind are dragged, one after the other. */
const MOST = 12;

/** Drags a thing, or all of its kind, onto another, in a direction, or to a place among its like. */
export async function solveDrag(work: Work, part: SubGoalOf<'drag'>): Promise<void> {
  if (part.to.at === 'position') return toPosition(work, part, part.to.position);
  if (part.to.at === 'beside') return toNeighbour(work, part, part.to);
  if (part.to.at === 'crossing') return toCrossing(work, part, part.to);
  if (part.to.at === 'side') return aside(work, part, part.to.direction);
  const { thing } = part.to;
  if (!part.target.all) return onto(work, part, (await find(work, part.target, part)).candidate, thing);
  const first = (await find(work, part.target, part)).view;
  const target = targetOf(first, thing, undefined);
  const outside = candidatesFor(first, part.target, part).filter(({ box }) => target === undefined || !contains(target.box, box, 0));
  for (let turn = 0; turn < Math.min(MOST, outside.length); turn += 1) {
    const view = await work.session.look();
    const to = targetOf(view, thing, undefined);
    const next = candidatesFor(view, part.target, part).find(({ box }) => to === undefined || (!contains(to.box, box, 0) && likeness(to.box, box) < 0.9));
    if (!next) return;
    await onto(work, part, next, thing);
  }
}

function targetOf(view: View, thing: Description, dragged: Candidate | undefined): Candidate | undefined {
  const found = candidatesFor(view, thing).filter(({ element }) => element.number !== dragged?.element.number);
  // What something is put into is the larger one of what fits as well.
  const best = found[0]?.score ?? 0;
  return found.filter(({ score }) => score >= best - 0.1).sort((a, b) => area(b.box) - area(a.box))[0];
}

async function onto(work: Work, part: SubGoalOf<'drag'>, candidate: Candidate, thing: Description): Promise<void> {
  const view = await work.session.look();
  const to = targetOf(view, thing, candidate) ?? (await find(work, thing, part, ({ element }) => element.number !== candidate.element.number)).candidate;
  settleClaims(work, await work.session.look());
  const done = await drag(work, part.words, candidate, middleOf(to.box), naming(to));
  claimNow(work, part.words, { is: 'moved', target: part.target, within: part.within, box: candidate.box, to: to.box, name: naming(candidate) }, done.view, done);
}

async function aside(work: Work, part: SubGoalOf<'drag'>, direction: 'up' | 'down' | 'left' | 'right'): Promise<void> {
  const { candidate, view } = await find(work, part.target, part);
  settleClaims(work, view);
  const { x, y } = middleOf(candidate.box);
  const [width, height] = [view.screen.width, view.screen.height];
  const reach = Math.max(30, Math.min(120, 0.3 * Math.min(width, height)));
  const to = direction === 'up' ? { x, y: Math.max(4, y - reach) } : direction === 'down' ? { x, y: Math.min(height - 4, y + reach) } : direction === 'left' ? { x: Math.max(4, x - reach), y } : { x: Math.min(width - 4, x + reach), y };
  const done = await drag(work, part.words, candidate, to, direction);
  claimNow(work, part.words, { is: 'moved', target: part.target, within: part.within, box: candidate.box, to: { ...candidate.box, x: to.x - candidate.box.width / 2, y: to.y - candidate.box.height / 2 }, name: naming(candidate) }, done.view, done);
}

/** So that it begins where a row begins, in the middle of a column. */
async function toCrossing(work: Work, part: SubGoalOf<'drag'>, { column, row }: { readonly column: string; readonly row: string }): Promise<void> {
  const { candidate, view } = await find(work, part.target, part);
  const place = crossingOn(view, column, row);
  if (!place) throw new Unsolved(`Where ${column} and ${row} meet cannot be seen.`);
  settleClaims(work, view);
  const outer = view.screen.elements.filter(({ kind, box }) => kind !== 'dialog' && box.height < 0.4 * view.screen.height && box.width < 0.4 * view.screen.width && contains(box, candidate.box, 1)).sort((a, b) => area(b.box) - area(a.box))[0]?.box ?? candidate.box;
  const by = { x: place.x - middleOf(outer).x, y: place.y - outer.y };
  const from = middleOf(candidate.box);
  const done = await drag(work, part.words, candidate, { x: from.x + by.x, y: from.y + by.y }, `${column} at ${row}`);
  claimNow(work, part.words, { is: 'moved', target: part.target, within: part.within, box: candidate.box, to: { ...candidate.box, x: candidate.box.x + by.x, y: candidate.box.y + by.y }, name: naming(candidate) }, done.view, done);
}

/** A row or column of like things, the one in question among them; the place is where the n-th of them is. */
async function toPosition(work: Work, part: SubGoalOf<'drag'>, position: number): Promise<void> {
  const { candidate, view } = await find(work, part.target, part);
  settleClaims(work, view);
  const like = view.screen.elements.filter((element) => !view.echo.has(element.number) && element.kind === candidate.element.kind && Math.abs(element.box.height - candidate.element.box.height) < 0.5 * candidate.element.box.height)
    .map((element): Candidate => ({ element, box: element.box, score: 1, name: element.text })).sort(inReadingOrder);
  const column = inLine(like, candidate);
  const place = position > 0 ? column[position - 1] : column.at(position);
  if (!place) throw new Unsolved(`There is no place ${position} among ${like.length} things like ${naming(candidate)}.`);
  if (place.element.number === candidate.element.number) return;
  const done = await drag(work, part.words, candidate, beyond(candidate.box, place.box), `place ${position}`);
  claimNow(work, part.words, { is: 'moved', target: part.target, within: part.within, box: candidate.box, to: place.box, name: naming(candidate) }, done.view, done);
}

/** Of like things those that stand in one column with a thing, or in one row, whichever are more. */
function inLine(like: readonly Candidate[], { box }: Candidate): Candidate[] {
  const column = like.filter((one) => overlap(one.box, box, 'x') > 0.3 * Math.min(one.box.width, box.width));
  const row = like.filter((one) => overlap(one.box, box, 'y') > 0.3 * Math.min(one.box.height, box.height));
  const line = column.length >= row.length ? column : row;
  return line.length > 1 ? line : [...like];
}

/** Right before or after another thing: let go on that half of it. */
async function toNeighbour(work: Work, part: SubGoalOf<'drag'>, { thing, before }: { readonly thing: Description; readonly before: boolean }): Promise<void> {
  const { candidate } = await find(work, part.target, part);
  const { candidate: other, view } = await find(work, thing, part, ({ element }) => element.number !== candidate.element.number);
  settleClaims(work, view);
  const { x, y, width, height } = other.box;
  // In a row beside it; in a column, or in another one, above it or below it.
  const column = overlap(candidate.box, other.box, 'x') > 0;
  const level = !column && sameRow(candidate.box, other.box) && view.screen.elements.filter(({ kind, box }) => kind === other.element.kind && sameRow(box, other.box)).length > view.screen.elements.filter(({ kind, box }) => kind === other.element.kind && overlap(box, other.box, 'x') > 0.5 * box.width).length;
  const share = before ? 0.2 : 0.8;
  const done = await drag(work, part.words, candidate, level ? { x: x + share * width, y: y + height / 2 } : { x: column ? middleOf(candidate.box).x : middleOf(other.box).x, y: y + share * height }, `${before ? 'before' : 'after'} ${naming(other)}`);
  claimNow(work, part.words, { is: 'beside', text: candidate.element.text, other: other.element.text, before }, done.view, done);
}

/** A little past the middle of a place, seen from where the drag begins: what lies there gives way. */
function beyond(from: Box, place: Box): { x: number; y: number } {
  const [a, b] = [middleOf(from), middleOf(place)];
  return { x: b.x + Math.sign(Math.round((b.x - a.x) / 4)) * place.width * 0.2, y: b.y + Math.sign(Math.round((b.y - a.y) / 4)) * place.height * 0.3 };
}

function drag(work: Work, thought: string, candidate: Candidate, to: { x: number; y: number }, where: string): Promise<Done> {
  const from = middleOf(candidate.box);
  // Over a way point, so that what waits for a first small movement takes notice.
  return work.session.do({ thought, target: `${naming(candidate)} to ${where}`, box: candidate.box, expect: { is: 'change' }, action: { type: 'drag', path: [from, { x: from.x + (to.x - from.x) * 0.1, y: from.y + (to.y - from.y) * 0.1 }, to, to] } });
}

/** Puts a column or row of numbers in order: the one that belongs to the first wrong place is dragged there. */
export async function solveSort(work: Work, part: SubGoalOf<'sort'>): Promise<void> {
  const { session } = work;
  for (let turn = 0; turn < MOST; turn += 1) {
    const view = await session.look();
    const line = lineOfNumbers(view);
    if (line.length < 2) throw new Unsolved('There is no row of numbers to be put in order.');
    const wanted = [...line].sort((a, b) => (part.descending ? b.value - a.value : a.value - b.value));
    const wrong = line.findIndex(({ value }, index) => value !== wanted[index]?.value);
    if (wrong < 0) {
      claimNow(work, part.words, { is: 'ordered', descending: part.descending }, view);
      return;
    }
    const [place, moved] = [line[wrong] as Shown, wanted[wrong] as Shown];
    const done = await session.do({ thought: `${part.words}: ${moved.value} belongs before ${place.value}`, target: String(moved.value), box: moved.box, expect: { is: 'change' }, action: { type: 'drag', path: [middleOf(moved.box), { x: middleOf(moved.box).x, y: middleOf(moved.box).y - 4 }, beyond(moved.box, place.box), beyond(moved.box, place.box)] } });
    if (done.step.verdict.status === 'no effect') throw new Unsolved('The numbers do not move when they are dragged.');
  }
  throw new Unsolved('The numbers are not in order after many drags.');
}

/** Presses at one thing and lets go at another: what it leaves is a line. */
export async function solveDraw(work: Work, part: SubGoalOf<'draw'>): Promise<void> {
  const { candidate: from } = await find(work, part.from, part);
  const { candidate: to, view } = await find(work, part.to, part, ({ element }) => element.number !== from.element.number);
  settleClaims(work, view);
  const done = await drag(work, part.words, from, middleOf(to.box), naming(to));
  claimUntold(work, part.words, `a line was drawn from ${naming(from)} to ${naming(to)}`, done);
}

/** A field is made larger or smaller at its lower right corner. */
export async function solveResize(work: Work, part: SubGoalOf<'resize'>): Promise<void> {
  const { candidate, view } = await find(work, part.target, part);
  settleClaims(work, view);
  const { x, y, width, height } = candidate.box;
  const corner = { x: x + width - 4, y: y + height - 4 };
  const by = (part.larger ? 1 : -1) * Math.max(8, Math.min(30, part.larger ? 30 : 0.5 * height));
  const to = part.across ? { x: corner.x + by, y: corner.y } : { x: corner.x, y: corner.y + by };
  const done = await work.session.do({ thought: part.words, target: `the corner of ${naming(candidate)}`, box: candidate.box, expect: { is: 'change' }, action: { type: 'drag', path: [corner, { x: (corner.x + to.x) / 2, y: (corner.y + to.y) / 2 }, to] } });
  claimNow(work, part.words, { is: 'resized', box: candidate.box, larger: part.larger, across: part.across }, done.view, done);
}
