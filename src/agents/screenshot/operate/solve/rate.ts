import type { SubGoalOf } from '../../goal/index.js';
import { iconCandidates, overlap, sameRow, type Candidate } from '../../ground/index.js';
import type { View } from '../view.js';
import { find } from './find.js';
import { claimNow, clickOn, settleClaims, Unsolved, type Work } from './work.js';

const STAR = /^[★☆✩✭⭐*]+$/u;

/** Presses the n-th of a row of stars. */
export async function solveRate(work: Work, part: SubGoalOf<'rate'>): Promise<void> {
  const view = await work.session.look();
  const stars = await rowOfStars(view, part.value) ?? await afterSearch(work, part);
  const star = stars?.[part.value - 1];
  if (!stars || !star) throw new Unsolved('There is no row of stars on the screen that is long enough.');
  settleClaims(work, view);
  const done = await clickOn(work, { ...star, name: `star ${part.value}` }, part.words, { is: 'change' });
  claimNow(work, part.words, { is: 'lit', boxes: stars.map(({ box }) => box), count: part.value }, done.view, done);
}

async function afterSearch(work: Work, part: SubGoalOf<'rate'>): Promise<Candidate[] | undefined> {
  const { view } = await find(work, { words: 'a star', texts: ['star'], quoted: false, kind: 'icon', sides: [], all: true }, part);
  return rowOfStars(view, part.value);
}

/** Marks of the form of a star, of one size and side by side, in their order. */
async function rowOfStars(view: View, least: number): Promise<Candidate[] | undefined> {
  const formed = await iconCandidates({ words: 'star', texts: ['star'], quoted: false, sides: [], all: true }, view);
  const read = view.screen.lines.filter(({ text }) => STAR.test(text.replace(/\s/g, ''))).flatMap(({ text, box }) => glyphs(text.replace(/\s/g, '').length, box, view));
  const pool = [...formed, ...read.filter(({ box }) => !formed.some((one) => overlap(one.box, box, 'x') > 2 && overlap(one.box, box, 'y') > 2))];
  const rows = pool.map((seed) => pool.filter(({ box }) => sameRow(box, seed.box) && Math.abs(box.height - seed.box.height) < 0.3 * seed.box.height).sort((a, b) => a.box.x - b.box.x));
  return rows.filter((row) => row.length >= Math.max(2, least)).sort((a, b) => b.length - a.length)[0];
}

/** A line of stars that was read as text, cut into its stars. */
function glyphs(count: number, box: View['screen']['lines'][number]['box'], { screen }: View): Candidate[] {
  const [element] = screen.elements.filter((one) => overlap(one.box, box, 'x') > 0.8 * box.width && overlap(one.box, box, 'y') > 0.8 * box.height && one.kind !== 'panel');
  return element === undefined ? [] : Array.from({ length: count }, (_, index) => ({ element, box: { x: box.x + (index * box.width) / count, y: box.y, width: box.width / count, height: box.height }, score: 1, name: 'star' }));
}
