import { calendarsOn, dayOf } from '../../../src/agents/screenshot/operate/calendar-seen.js';
import { isMet } from '../../../src/agents/screenshot/operate/numbers-seen.js';
import { keyFor } from '../../../src/agents/screenshot/operate/solve/legend.js';
import { confirmingOn, onwardOn } from '../../../src/agents/screenshot/operate/solve/onward.js';
import { beside } from '../../../src/agents/screenshot/operate/text-seen.js';
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
