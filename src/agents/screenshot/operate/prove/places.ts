import { changedRegions } from '../../../../tools/screen/index.js';
import { overlap, sameRow, textScore } from '../../ground/index.js';
import { calendarsOn, dayOf, showsDate } from '../calendar-seen.js';
import type { Claim } from '../claim.js';
import { meanColour } from '../ink.js';
import { linesOf } from '../view.js';
import type { Finding, Pictures } from './finding.js';

type Of<K extends Claim['is']> = Extract<Claim, { is: K }>;

/** Grey steps (of 255, summed over the three colours) that tell a lit star from another. */
const LIT = 60;

/** A text shows the date; or the calendar is at its month, and the day looks otherwise than before it was pressed. */
export async function provesDay({ box, date }: Of<'day'>, pictures: Pictures): Promise<Finding> {
  const { at } = pictures;
  const words = `${date.year}-${date.month}-${date.day}`;
  if (showsDate(at, date)) return { status: 'proved', reason: `The screen shows the date ${words}.` };
  const before = await pictures.before();
  const calendar = calendarsOn(at).find(({ year, month }) => year === date.year && month === date.month);
  const day = calendar ? dayOf(calendar, date.day) : undefined;
  if (!before || !day) return { status: 'unproved', reason: `The day was pressed; no picture shows ${words}.` };
  const regions = changedRegions(before.pixels, at.pixels, { deviceScaleFactor: at.frame.scale });
  const isMarked = overlap(day.box, box, 'x') > 0 && overlap(day.box, box, 'y') > 0 && regions.some((region) => overlap(region, day.box, 'x') > 0 && overlap(region, day.box, 'y') > 0);
  return isMarked ? { status: 'proved', reason: `The calendar shows ${date.year}-${date.month}, and the day ${date.day} looks otherwise since it was pressed.` } : { status: 'unproved', reason: `The day ${date.day} was pressed, and does not look otherwise.` };
}

/** The first so many are of one colour, and the rest of another. */
export function provesStars({ boxes, count }: Of<'lit'>, { at }: Pictures): Finding {
  const colours = boxes.map((box) => meanColour(at, box));
  const [first, last] = [colours[0], colours[count]];
  const apart = (a: readonly number[] | undefined, b: readonly number[] | undefined): number => (a && b ? a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) : 0);
  const even = colours.every((colour, index) => apart(colour, index < count ? first : last) < LIT / 2);
  if (even && last && apart(first, last) >= LIT) return { status: 'proved', reason: `${count} of ${boxes.length} stars look otherwise than the rest.` };
  return { status: 'unproved', reason: `Star ${count} of ${boxes.length} was pressed; how many count cannot be told from their looks.` };
}

/** The two texts follow each other in their column or row, with none of its kind between. */
export function provesBeside({ text, other, before }: Of<'beside'>, { at }: Pictures): Finding {
  const lines = linesOf(at);
  const find = (wanted: string): (typeof lines)[number] | undefined => lines.find((line) => textScore(wanted, line.text) >= 0.9);
  const [moved, fixed] = [find(text), find(other)];
  if (!moved || !fixed) return { status: 'unproved', reason: `${JSON.stringify(moved ? other : text)} cannot be read any more.` };
  const level = sameRow(moved.box, fixed.box);
  const line = lines.filter(({ box }) => (level ? sameRow(box, fixed.box) : Math.abs(box.x - fixed.box.x) < 12)).sort((a, b) => (level ? a.box.x - b.box.x : a.box.y - b.box.y));
  const [first, second] = before ? [moved, fixed] : [fixed, moved];
  const follows = line.indexOf(second) - line.indexOf(first) === 1;
  return { status: follows ? 'proved' : 'failed', reason: `${JSON.stringify(moved.text)} ${follows ? 'stands' : 'does not stand'} right ${before ? 'before' : 'after'} ${JSON.stringify(fixed.text)}.` };
}
