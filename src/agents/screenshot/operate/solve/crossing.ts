import { middleOf } from '../../ground/index.js';
import { timeIn } from '../../goal/index.js';
import { linesOf, type View } from '../view.js';

/** Minutes of a time of day that may be said in hours alone. */
const minutesOf = (text: string): number | undefined => {
  const [, hour = '', minutes, half = ''] = /^(\d{1,2})(:\d{2})?\s?([ap]m)?$/i.exec(text.trim()) ?? [];
  return hour === '' ? undefined : timeIn(`${hour}${minutes ?? ':00'}${half}`);
};

/** Where the column of a day and the row of a time meet: the middle of the one, the beginning of the other. CSS px; undefined where one is not seen. */
export function crossingOn(view: View, column: string, row: string): { readonly x: number; readonly y: number } | undefined {
  const lines = linesOf(view);
  const wanted = minutesOf(row);
  const short = column.slice(0, 3).toLowerCase();
  const heads = lines.filter(({ text }) => text.length <= column.length + 6 && text.trim().toLowerCase().startsWith(short));
  const times = lines.filter(({ text }) => minutesOf(text) !== undefined).toSorted((a, b) => a.box.x - b.box.x);
  const [first] = times;
  // The hours stand below each other at an edge; what an appointment says of itself is no hour of the day.
  const rows = times.filter(({ box }) => first !== undefined && Math.abs(box.x + box.width - (first.box.x + first.box.width)) < 14);
  const [head] = heads.filter(({ box }) => rows.every((one) => box.y < one.box.y + one.box.height));
  const at = rows.find(({ text }) => minutesOf(text) === wanted);
  if (head === undefined || at === undefined || wanted === undefined || rows.length < 3) return undefined;
  return { x: middleOf(head.box).x, y: middleOf(at.box).y };
}
