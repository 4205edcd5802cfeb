import type { Box } from '../../../core/index.js';
import type { Condition } from '../goal/index.js';
import { gapBetween, likeness, overlap, textScore } from '../ground/index.js';
import { textIn } from './verdict.js';
import { linesOf, type View } from './view.js';

/** A number on the screen. */
export interface Shown { readonly value: number; readonly box: Box }

/** Numbers of the screen; not those that only repeat the goal, which would always be right. */
export function numbersOn(view: Pick<View, 'screen' | 'echo'>): Shown[] {
  return linesOf(view).flatMap(({ words }) => [...words]).concat(view.screen.elements.filter(({ kind, text }) => kind === 'text-input' && text !== '').map(({ text, box }) => ({ text, box }))).flatMap(({ text, box }) => {
    const value = /^[^\d-]*(-?\d+(?:\.\d+)?)[^\d]*$/.exec(text.replace(/[−–—]/g, '-'))?.[1];
    return value === undefined ? [] : [{ value: Number(value), box }];
  });
}

/** Lengths of time as clocks show them, "3:41", in seconds. */
function clocksOn(view: Pick<View, 'screen' | 'echo'>): Shown[] {
  return linesOf(view).flatMap(({ words }) => [...words]).flatMap(({ text, box }) => {
    const [, first, second, third] = /^(\d{1,3}):(\d{2})(?::(\d{2}))?$/.exec(text.trim()) ?? [];
    return first === undefined ? [] : [{ value: third === undefined ? 60 * Number(first) + Number(second) : 3600 * Number(first) + 60 * Number(second) + Number(third), box }];
  });
}

/** The number of a control: the one in it, else the nearest one. */
export function numberOf(view: Pick<View, 'screen' | 'echo'>, box: Box): Shown | undefined {
  const inside = /^[^\d-]*(-?\d+(?:\.\d+)?)[^\d]*$/.exec(textIn(box, view.screen).replace(/[−–—]/g, '-'))?.[1];
  if (inside !== undefined) return { value: Number(inside), box };
  return numbersOn(view).sort((a, b) => gapBetween(a.box, box) - gapBetween(b.box, box))[0];
}

/** The number that a control changes, after it was pressed: where it was before, or in the control. */
export function follows(view: View, last: Shown | undefined, box: Box): Shown | undefined {
  if (last === undefined || last.box === box) return numberOf(view, box);
  return numbersOn(view).filter((shown) => overlap(shown.box, last.box, 'x') > -30 && overlap(shown.box, last.box, 'y') > 0).sort((a, b) => gapBetween(a.box, last.box) - gapBetween(b.box, last.box))[0];
}

/** The longest column, or row, of numbers; in its order. */
export function lineOfNumbers(view: Pick<View, 'screen' | 'echo'>): Shown[] {
  const clocks = clocksOn(view);
  const numbers = (clocks.length > 2 ? clocks : numbersOn(view)).filter(({ box }, index, all) => all.findIndex((other) => likeness(other.box, box) > 0.5) === index);
  const lines = numbers.flatMap((seed) => (['x', 'y'] as const).map((axis) => numbers.filter(({ box }) => overlap(box, seed.box, axis) > 0.4 * Math.min(axis === 'x' ? box.width : box.height, axis === 'x' ? seed.box.width : seed.box.height)).sort((a, b) => (axis === 'x' ? a.box.y - b.box.y : a.box.x - b.box.x))));
  return lines.sort((a, b) => b.length - a.length)[0] ?? [];
}

/** Whether a screen shows what a condition asks for; the number meant is the one in the largest letters. */
export function isMet(holds: Condition, view: Pick<View, 'screen' | 'echo'>): boolean {
  if (holds.is === 'says') return linesOf(view).some(({ text }) => textScore(holds.text, text) >= 0.9 || text.toLowerCase().includes(holds.text.toLowerCase()));
  const clock = holds.seconds === undefined ? undefined : clockOn(view);
  if (clock !== undefined && holds.seconds !== undefined) return holds.is === 'less' ? clock < holds.seconds : clock > holds.seconds;
  const value = largestShown(view);
  return value !== undefined && (holds.is === 'less' ? value < holds.value : value > holds.value);
}

/** The number in the largest letters. */
function largestShown(view: Pick<View, 'screen' | 'echo'>): number | undefined {
  return [...numbersOn(view)].sort((a, b) => b.box.height - a.box.height)[0]?.value;
}

/** Seconds that a clock in large letters shows, "1:02:03" or "00:05.3"; undefined where there is none. */
function clockOn(view: Pick<View, 'screen' | 'echo'>): number | undefined {
  const clocks = linesOf(view).flatMap(({ text, box }) => {
    const match = /^(?:(\d+)\s?[:.]\s?)?(\d{1,3})\s?:\s?(\d{2})(?:\s?[.,:]\s?(\d{1,3}))?$/.exec(text.trim());
    if (!match) return [];
    const [hours, minutes, seconds] = [match[1], match[2], match[3]].map((digits) => Number(digits ?? 0)) as [number, number, number];
    return [{ seconds: 3600 * hours + 60 * minutes + seconds + Number(`0.${match[4] ?? 0}`), box }];
  });
  return clocks.sort((a, b) => b.box.height - a.box.height)[0]?.seconds;
}
