import { MONTHS, type DateParts } from '../../goal/index.js';
import { contains, gapBetween, overlap, sameRow, type Candidate } from '../../ground/index.js';
import { calendarOn, calendarsOn, dayOf, type Calendar } from '../calendar-seen.js';
import { inkIn } from '../ink.js';
import type { View } from '../view.js';
import { takeFromList } from './lists.js';
import { clickOn, claimNow, type Work } from './work.js';

/** So many months are turned over. */
const MOST = 60;

/** Turns to the month and presses the day. False where no calendar is shown, or where it cannot be turned. */
export async function pickDate(work: Work, words: string, wanted: DateParts): Promise<boolean> {
  let turned = 0;
  for (let turn = 0; turn < MOST; turn += 1) {
    const view = await work.session.look();
    const calendar = calendarOn(view);
    if (!calendar) return false;
    const shown = calendarsOn(view).find(({ year, month }) => year === wanted.year && month === wanted.month);
    if (shown) return pressDay(work, words, shown, wanted);
    const months = (wanted.year - calendar.year) * 12 + wanted.month - calendar.month;
    if (turn < 4 && (await byLists(work, words, view, calendar, wanted))) continue;
    const [ends, all] = [months > 0, calendarsOn(view)];
    const arrow = turner(view, { ...calendar, head: (ends ? all.at(-1) : all[0])?.head ?? calendar.head }, ends);
    // A calendar that goes away from the month is not understood.
    if (!arrow || (turned !== 0 && Math.abs(months) >= Math.abs(turned))) return false;
    turned = months;
    const { step } = await clickOn(work, arrow, `${words}: ${months > 0 ? 'on' : 'back'} by a month, ${Math.abs(months)} to go`, { is: 'change' });
    if (step.verdict.status === 'no effect') return false;
  }
  return false;
}

async function pressDay(work: Work, words: string, calendar: Calendar, wanted: DateParts): Promise<boolean> {
  const day = dayOf(calendar, wanted.day);
  if (!day) return false;
  const { x, y, width, height } = day.box;
  const done = await work.session.do({ thought: `${words}: the day`, target: `the day ${wanted.day}`, box: day.box, expect: { is: 'change' }, action: { type: 'click', at: { x: x + width / 2, y: y + height / 2 }, button: 'left', count: 1 } });
  if (done.step.verdict.status === 'no effect') return false;
  claimNow(work, words, { is: 'day', box: day.box, date: wanted }, done.view, done);
  return true;
}

/** Chooses year or month from a list of its own; whether it took is seen by the calendar. False where there is no such list. */
async function byLists(work: Work, words: string, view: View, { head, month, year }: Calendar, wanted: DateParts): Promise<boolean> {
  const lists = view.screen.elements.filter(({ kind, box }) => (kind === 'select' || kind === 'text-input') && sameRow(box, head)).map((element): Candidate => ({ element, box: element.box, score: 1, name: element.text }));
  const ofYear = lists.find(({ element }) => /\b\d{4}\b/.test(element.text));
  const ofMonth = lists.find(({ element }) => MONTHS.includes(element.text.trim().slice(0, 3).toLowerCase()));
  const [list, item] = ofYear && wanted.year !== year ? [ofYear, String(wanted.year)] : [wanted.month === month ? undefined : ofMonth, MONTH_NAMES[wanted.month - 1] ?? ''];
  if (!list) return false;
  await takeFromList(work, words, list, item);
  return true;
}

const MONTH_NAMES = Array.from({ length: 12 }, (_, month) => new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2000, month, 1))));

const BACK = /^(?:prev(?:ious)?|back|<|<<|‹|«|◀|←|❮)$/i;
const ON = /^(?:next|forward|>|>>|›|»|▶|→|❯)$/i;

/** CSS px² of ink that make a mark. */
const A_MARK = 4;

/** A mark in the band that the name of the month stands in, beside the name: no element of its own, as it lies in one with it. */
function drawnInBand(view: View, head: Calendar['head'], on: boolean): View['screen']['elements'][number] | undefined {
  const band = view.screen.elements.find(({ box, kind }) => kind !== 'dialog' && contains(box, head, 2) && box.height < 3 * head.height && box.width > head.width + 24);
  if (!band) return undefined;
  const name = view.screen.lines.flatMap(({ words }) => words).filter(({ box, text }) => /[\p{L}\d]/u.test(text) && overlap(box, head, 'y') > 0 && contains(band.box, box, 2)).map(({ box }) => box);
  const [left, right] = [Math.min(...name.map(({ x }) => x)), Math.max(...name.map(({ x, width }) => x + width))];
  const side = on ? { ...band.box, x: right + 2, width: band.box.x + band.box.width - right - 2 } : { ...band.box, width: left - band.box.x - 2 };
  // From the name outwards: what turns by a year stands further away. The piece with the most ink has the mark in its middle.
  const pieces = Array.from({ length: Math.max(0, Math.ceil(side.width / STEP)) }, (_, index) => ({ ...side, x: on ? side.x + index * STEP : side.x + side.width - index * STEP - WIDE, width: WIDE }));
  const first = pieces.findIndex((piece) => inkIn(view, piece) >= A_MARK);
  const box = first < 0 ? undefined : pieces.slice(first, first + 3).toSorted((one, other) => inkIn(view, other) - inkIn(view, one))[0];
  return box && { ...band, box, text: '' };
}
/** CSS px from one piece that is looked at to the next, and its width with the edges that are left out. */
const STEP = 8;
const WIDE = 20;

/** The control that turns on or back: by its name, else what stands at that side of the name of the month. */
export function turner(view: View, { head, days }: Calendar, on: boolean): Candidate | undefined {
  const top = Math.min(...days.map(({ box }) => box.y));
  const near = view.screen.elements.filter(({ number, box, kind }) => !view.echo.has(number) && kind !== 'panel' && box.y + box.height / 2 < top + 4 && gapBetween(box, head) < 260 && box.width < 90);
  const named = near.find(({ text }) => (on ? ON : BACK).test(text.trim()));
  const middle = head.x + head.width / 2;
  const beside = near.filter((element) => element.text.length <= 1 && overlap(element.box, head, 'y') > 0 && (on ? element.box.x > middle : element.box.x + element.box.width < middle)).sort((a, b) => gapBetween(b.box, head) - gapBetween(a.box, head))[0];
  const found = named ?? beside ?? drawnInBand(view, head, on);
  return found ? { element: found, box: found.box, score: 1, name: found.text || (on ? 'next month' : 'previous month') } : undefined;
}
