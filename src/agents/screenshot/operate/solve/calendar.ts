import type { ScreenElement } from '../../../../tools/screen/index.js';
import { gapBetween, overlap, sameRow, type Candidate } from '../../ground/index.js';
import { linesOf, type View } from '../view.js';
import { MONTHS, type DateParts } from './dates.js';
import { clickOn, type Work } from './work.js';

/** So many months are turned over. */
const MOST = 60;
/** A calendar shows at least so many days. */
const DAYS = 20;

interface Day { readonly text: string; readonly box: ScreenElement['box'] }

interface Calendar {
  readonly year: number;
  readonly month: number;
  readonly days: readonly Day[];
  readonly head: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** A month of days with its name above, where one is shown. */
export function calendarOn(view: View): Calendar | undefined {
  const days = linesOf(view).flatMap(({ words }) => words).filter(({ text }) => /^(?:[12]?\d|3[01])$/.test(text) && text !== '0');
  if (days.length < DAYS) return undefined;
  const top = Math.min(...days.map(({ box }) => box.y));
  const heads = linesOf(view).filter(({ box }) => box.y < top).sort((a, b) => b.box.y - a.box.y);
  for (const line of heads) {
    const row = heads.filter((other) => sameRow(other.box, line.box)).sort((a, b) => a.box.x - b.box.x);
    const match = /\b([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})\b/.exec(row.map(({ text }) => text).join(' '));
    const month = match ? MONTHS.indexOf((match[1] ?? '').toLowerCase()) + 1 : 0;
    if (match && month > 0) return { year: Number(match[2]), month, days, head: (row.find(({ text }) => text.toLowerCase().includes((match[1] ?? '').toLowerCase())) ?? line).box };
  }
  return undefined;
}

/** Turns to the month and presses the day. False where no calendar is shown, or where it cannot be turned. */
export async function pickDate(work: Work, words: string, wanted: DateParts): Promise<boolean> {
  for (let turn = 0; turn < MOST; turn += 1) {
    const view = await work.session.look();
    const calendar = calendarOn(view);
    if (!calendar) return false;
    const months = (wanted.year - calendar.year) * 12 + wanted.month - calendar.month;
    if (months === 0) {
      const day = dayOf(calendar, wanted.day);
      if (!day) return false;
      const { x, y, width, height } = day.box;
      await work.session.do({ thought: `${words}: the day`, target: `the day ${wanted.day}`, box: day.box, expect: { is: 'change' }, action: { type: 'click', at: { x: x + width / 2, y: y + height / 2 }, button: 'left', count: 1 } });
      return true;
    }
    const arrow = turner(view, calendar, months > 0);
    if (!arrow) return false;
    const { step } = await clickOn(work, arrow, `${words}: ${months > 0 ? 'on' : 'back'} by a month, ${Math.abs(months)} to go`, { is: 'change' });
    if (step.verdict.status === 'no effect') return false;
  }
  return false;
}

/** Days of the months before and after stand at the beginning and the end, with the same numbers. */
function dayOf({ days }: Calendar, day: number): Day | undefined {
  const ordered = [...days].sort((a, b) => (sameRow(a.box, b.box) ? a.box.x - b.box.x : a.box.y - b.box.y));
  const first = ordered.findIndex(({ text }) => text === '1');
  return ordered.slice(Math.max(0, first)).find(({ text }) => text === String(day));
}

const BACK = /^(?:prev(?:ious)?|back|<|<<|‹|«|◀|←)$/i;
const ON = /^(?:next|forward|>|>>|›|»|▶|→)$/i;

/** The control that turns on or back: by its name, else what stands at that side of the name of the month. */
function turner(view: View, { head, days }: Calendar, on: boolean): Candidate | undefined {
  const top = Math.min(...days.map(({ box }) => box.y));
  const near = view.screen.elements.filter(({ number, box, kind }) => !view.echo.has(number) && kind !== 'panel' && box.y + box.height / 2 < top + 4 && gapBetween(box, head) < 260 && box.width < 90);
  const named = near.find(({ text }) => (on ? ON : BACK).test(text.trim()));
  const middle = head.x + head.width / 2;
  const beside = near.filter((element) => element.text.length <= 1 && overlap(element.box, head, 'y') > -10 && (on ? element.box.x > middle : element.box.x + element.box.width < middle)).sort((a, b) => gapBetween(b.box, head) - gapBetween(a.box, head))[0];
  const found = named ?? beside;
  return found ? { element: found, box: found.box, score: 1, name: found.text || (on ? 'next month' : 'previous month') } : undefined;
}
