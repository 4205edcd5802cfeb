import { MONTHS, sameMoment, type DateParts } from '../goal/index.js';
import { sameRow } from '../ground/index.js';
import type { Box } from '../../../core/index.js';
import { linesOf, type View } from './view.js';

/** A calendar shows at least so many days. */
const DAYS = 20;

export interface Day { readonly text: string; readonly box: Box }

/** A month of days with its name. */
export interface Calendar {
  readonly year: number;
  readonly month: number;
  readonly days: readonly Day[];
  /** Where its name stands. */
  readonly head: Box;
}

type Seen = Pick<View, 'screen' | 'echo'>;

const HEAD = /(?<![A-Za-z])([A-Za-z]{3})[a-z]*\.?,?\s*[<>‹›«»]?\s*(\d{4})(?!\d)/g;

/** The first month of days with its name above, where one is shown. */
export function calendarOn(view: Seen): Calendar | undefined {
  return calendarsOn(view)[0];
}

/** All months that are shown, each with its own days: some calendars show two of them side by side. */
export function calendarsOn(view: Seen): Calendar[] {
  // "4 guests" is no row of days.
  const days = linesOf(view).filter(({ text }) => !/\p{L}{3}/u.test(text)).flatMap(({ words }) => words).filter(({ text }) => /^(?:0?[1-9]|[12]\d|3[01])$/.test(text));
  if (days.length < DAYS) return [];
  const top = Math.min(...days.map(({ box }) => box.y));
  const heads = linesOf(view).filter(({ box }) => box.y < top).sort((a, b) => b.box.y - a.box.y);
  for (const line of heads) {
    const row = heads.filter((other) => sameRow(other.box, line.box)).sort((a, b) => a.box.x - b.box.x);
    const found = [...row.map(({ text }) => text).join(' ').matchAll(HEAD)].flatMap((match): Omit<Calendar, 'days'>[] => {
      const name = (match[1] ?? '').toLowerCase();
      const month = MONTHS.indexOf(name) + 1;
      const head = row.find(({ text }) => text.toLowerCase().includes(name) && (row.length === 1 || text.includes(match[2] ?? '')))?.box ?? row.find(({ text }) => text.toLowerCase().includes(name))?.box ?? line.box;
      return month > 0 ? [{ year: Number(match[2]), month, head }] : [];
    });
    if (found.length > 0) return parted(found, days);
  }
  return [];
}

/** Each day belongs to the month whose name stands nearest above it. */
function parted(months: readonly Omit<Calendar, 'days'>[], days: readonly Day[]): Calendar[] {
  const middle = ({ x, width }: Box): number => x + width / 2;
  // Names that were read as one line do not tell whose the days are.
  const apart = new Set(months.map(({ head }) => head)).size === months.length ? months : months.slice(0, 1);
  const nearest = (day: Day): Omit<Calendar, 'days'> | undefined => apart.toSorted((a, b) => Math.abs(middle(a.head) - middle(day.box)) - Math.abs(middle(b.head) - middle(day.box)))[0];
  return apart.map((month) => ({ ...month, days: days.filter((day) => nearest(day) === month) }));
}

/** Days of the months before and after stand at the beginning and the end, with the same numbers. */
export function dayOf({ days }: Calendar, day: number): Day | undefined {
  const ordered = [...days].sort((a, b) => (sameRow(a.box, b.box) ? a.box.x - b.box.x : a.box.y - b.box.y));
  const first = ordered.findIndex(({ text }) => Number(text) === 1);
  return ordered.slice(Math.max(0, first)).find(({ text }) => Number(text) === day);
}

/** Whether a line of the screen holds a date, however it is written. */
export function showsDate(view: Seen, date: DateParts): boolean {
  const wanted = `${date.year}-${date.month}-${date.day}`;
  return linesOf(view).some(({ text }) => [...text.matchAll(/\d{1,2}\/\d{1,2}\/\d{4}|\d{4}-\d{1,2}-\d{1,2}|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Za-z]{3,9}\.?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?\d{4}/g)].some(([found]) => sameMoment(found, wanted)));
}
