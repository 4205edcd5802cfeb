import { calendarsOn, dayOf } from '../../../src/agents/screenshot/operate/calendar-seen.js';
import { isMet, lineOfNumbers } from '../../../src/agents/screenshot/operate/numbers-seen.js';
import { turner } from '../../../src/agents/screenshot/operate/solve/calendar.js';
import { crossingOn } from '../../../src/agents/screenshot/operate/solve/crossing.js';
import { keyFor } from '../../../src/agents/screenshot/operate/solve/legend.js';
import { confirmingOn, onwardOn } from '../../../src/agents/screenshot/operate/solve/onward.js';
import { beside } from '../../../src/agents/screenshot/operate/text-seen.js';
import { totalOn } from '../../../src/agents/screenshot/operate/totals.js';
import { cellCandidates } from '../../../src/agents/screenshot/ground/index.js';
import { screenOf, viewOf, type Sketch } from './support/sketch.js';

const named = (text: string): Parameters<typeof beside>[1] => ({ words: text, texts: [text], quoted: false, sides: [], all: false });

test('of two months side by side each has its own days', () => {
  const month = (x: number, name: string, first: number): Sketch[] => [
    { text: name, at: [x + 40, 10, 60, 12] },
    ...Array.from({ length: 28 }, (_, day): Sketch => ({ text: String(day + 1), at: [x + 24 * ((day + first) % 7), 40 + 24 * Math.floor((day + first) / 7), 12, 10] })),
  ];
  const months = calendarsOn(viewOf(screenOf(...month(0, 'June 2026', 0), ...month(200, 'July 2026', 2))));
  expect(months.map(({ year, month: number }) => [year, number])).toEqual([[2026, 6], [2026, 7]]);
  expect(months.map((one) => dayOf(one, 12)?.box.x)).toEqual([96, 200 + 24 * 6]);
});

test('a place of a plan is where its row and its column meet', () => {
  const seats = ['A', 'B'].flatMap((row, y): Sketch[] => [{ text: row, at: [10, 52 + 40 * y, 10, 12] }, ...[1, 2, 3].map((_, x): Sketch => ({ kind: 'shape', at: [40 + 40 * x, 44 + 40 * y, 28, 28] }))]);
  const view = viewOf(screenOf(...['1', '2', '3'].map((text, x): Sketch => ({ text, at: [50 + 40 * x, 10, 8, 12] })), ...seats));
  expect(cellCandidates({ texts: ['seat B3', 'B3'] }, view).map(({ box }) => [box.x, box.y])).toEqual([[120, 84]]);
  expect(cellCandidates({ texts: ['C1'] }, view)).toEqual([]);
});

test('a key is read in the legend beside its word, and in no other text', () => {
  const words: Sketch[] = ['J', 'next', 'E', 'archive', 'D', 'delete'].map((text, index) => ({ text, at: [20 + 60 * index, 280, 40, 12] }));
  const view = viewOf(screenOf(...words, { text: 'A archive', at: [20, 20, 60, 12] }));
  const at = (index: number, name: string): string | undefined => keyFor(view, { box: view.screen.elements[index]?.box ?? { x: 0, y: 0, width: 0, height: 0 }, name });
  expect([at(3, 'archive'), at(5, 'delete'), at(6, 'archive')]).toEqual(['E', 'D', undefined]);
});

test.each([['00:04.9', false], ['00:05.2', true], ['0:01:00', true], ['12', true]])('a clock that shows %s is past five seconds: %s', (text, met) => {
  expect(isMet({ is: 'more', value: 5, seconds: 5 }, viewOf(screenOf({ text, at: [20, 20, 120, 40] }, { text: '3', at: [20, 90, 8, 12] })))).toBe(met);
});

test('a question that came with a press is answered by its own verb, and only where one can say no as well', () => {
  const before = viewOf(screenOf({ kind: 'button', text: 'Delete', at: [20, 20, 60, 20] }));
  const ask = (...texts: string[]): string | undefined => confirmingOn('delete', before, viewOf(screenOf({ kind: 'button', text: 'Delete', at: [20, 20, 60, 20] }, { text: 'Delete the album?', at: [80, 100, 120, 12] }, ...texts.map((text, index): Sketch => ({ kind: 'button', text, at: [80 + 90 * index, 140, 80, 20] })))))?.name;
  expect(ask('Cancel', 'Delete album')).toBe('Delete album');
  expect(ask('Cancel', 'Empty the album')).toBe('Empty the album');
  expect(ask('No', 'Yes')).toBe('Yes');
  expect(ask('Yes')).toBeUndefined();
  expect(ask('Cancel', 'Share')).toBeUndefined();
});

test('what leads on is a button of that name that does nothing to the world', () => {
  expect(onwardOn(viewOf(screenOf({ kind: 'button', text: 'Next', at: [20, 20, 60, 20] })))?.name).toBe('Next');
  expect(onwardOn(viewOf(screenOf({ kind: 'button', text: 'Pay and continue', at: [20, 20, 60, 20] }, { text: 'Next', at: [20, 60, 40, 12] })))).toBeUndefined();
});

test('the name of the field that is filled in is no label of what it asks for', () => {
  const view = viewOf(screenOf({ text: 'Code', at: [20, 20, 40, 12] }, { text: 'KX-7', at: [20, 36, 40, 12] }, { text: 'Code', at: [20, 200, 40, 12] }, { kind: 'text-input', at: [80, 196, 90, 20] }));
  const [, , , field] = view.screen.elements;
  expect(beside(view, named('Code'), undefined, [field?.box ?? { x: 0, y: 0, width: 0, height: 0 }])?.text).toBe('KX-7');
});

test('amounts below a heading are added up without the row of their sum, and those beside names as they are written', () => {
  const rows = [['Tent pegs', '12.50'], ['Rope', '7'], ['Lamp', '30.25'], ['Total', '99']];
  const view = viewOf(screenOf({ text: 'Thing', at: [20, 20, 60, 12] }, { text: 'Price', at: [160, 20, 40, 12] }, ...rows.flatMap(([name = '', price = ''], index): Sketch[] => [{ text: name, at: [20, 50 + 30 * index, 60, 12] }, { text: price, at: [160, 50 + 30 * index, 40, 12] }])));
  expect(totalOn(view, [named('prices')])).toBe('49.75');
  expect(totalOn(view, [named('Rope'), named('Lamp')])).toBe('37.25');
  expect(totalOn(view, [named('weights')])).toBeUndefined();
  expect(totalOn(view, [named('Rope'), named('Mug')])).toBeUndefined();
});

test('in a week a day and an hour meet where the hour begins, whatever an appointment says of itself', () => {
  const days = ['Mon 9', 'Tue 10', 'Thu 12'].map((text, index): Sketch => ({ text, at: [80 + 100 * index, 10, 40, 12] }));
  const hours = ['9:00', '10:00', '11:00', '12:00'].map((text, index): Sketch => ({ text, at: [10, 34 + 50 * index, 30, 12] }));
  const view = viewOf(screenOf(...days, ...hours, { text: '11:00', at: [180, 60, 30, 10] }));
  expect(crossingOn(view, 'Thursday', '11')).toEqual({ x: 300, y: 140 });
  expect(crossingOn(view, 'Tue', '9:00')).toEqual({ x: 200, y: 40 });
  expect(crossingOn(view, 'Friday', '11')).toBeUndefined();
});

test('lengths of time stand in order as seconds', () => {
  const view = viewOf(screenOf(...['2:15', '2:58', '10:02'].map((text, index): Sketch => ({ text, at: [300, 20 + 40 * index, 30, 12] })), { text: '1', at: [20, 200, 8, 12] }));
  expect(lineOfNumbers(view).map(({ value }) => value)).toEqual([135, 178, 602]);
});

test('what is asked of a thing is read below the heading of that name, and beside it where each has one', () => {
  const rows = [['Ben', 'Paris', '31'], ['Ana', 'Rome', '29']];
  const table = viewOf(screenOf(...['Name', 'Town', 'Age'].map((text, x): Sketch => ({ text, at: [20 + 100 * x, 20, 50, 12] })), ...rows.flatMap((row, y) => row.map((text, x): Sketch => ({ text, at: [20 + 100 * x, 60 + 30 * y, 40, 12] })))));
  expect(beside(table, named('Ana'), undefined, [], 'town')?.text).toBe('Rome');
  expect(beside(table, named('Ben'), undefined, [], 'age')?.text).toBe('31');
  const card = viewOf(screenOf({ text: 'Ana', at: [20, 20, 40, 14] }, { text: 'Town:', at: [20, 50, 40, 12] }, { text: 'Rome', at: [90, 50, 40, 12] }, { text: 'Age:', at: [20, 70, 40, 12] }, { text: '29', at: [90, 70, 20, 12] }));
  expect(beside(card, named('Ana'), undefined, [], 'age')?.text).toBe('29');
});

test('a calendar is turned by what stands at the name of its month, and not by the letter of a day', () => {
  const head: Sketch[] = [{ kind: 'icon', at: [20, 20, 14, 14] }, { text: 'April 2025', at: [100, 20, 100, 16] }, { kind: 'icon', at: [260, 20, 14, 14] }, ...['S', 'M', 'T', 'W', 'T', 'F', 'S'].map((text, x): Sketch => ({ text, at: [24 + 40 * x, 42, 8, 10] }))];
  const days = Array.from({ length: 30 }, (_, day): Sketch => ({ text: String(day + 1), at: [20 + 40 * ((day + 2) % 7), 60 + 24 * Math.floor((day + 2) / 7), 14, 10] }));
  const view = viewOf(screenOf(...head, ...days));
  const [calendar] = calendarsOn(view);
  expect(calendar && [turner(view, calendar, true)?.box.x, turner(view, calendar, false)?.box.x]).toEqual([260, 20]);
});
