import { cellCandidates, ground } from '../../../src/agents/screenshot/ground/index.js';
import { optionsNamed } from '../../../src/agents/screenshot/operate/options-named.js';
import { calendarOn } from '../../../src/agents/screenshot/operate/calendar-seen.js';
import { turner } from '../../../src/agents/screenshot/operate/solve/calendar.js';
import { totalOn } from '../../../src/agents/screenshot/operate/totals.js';
import { screenOf, viewOf, type Sketch } from './support/sketch.js';

const thing = (text: string): Parameters<typeof ground>[0] => ({ words: text, texts: [text], quoted: false, sides: [], all: false });

test('a place of a plan is found by a day in three letters and a time or a thing, and never in the corner', () => {
  const cells = [0, 1].flatMap((row) => [0, 1, 2].map((column): Sketch => ({ kind: 'panel', at: [60 + 50 * column, 40 + 30 * row, 48, 28] })));
  const view = viewOf(screenOf({ text: 'Mon Tue Wed', at: [60, 12, 150, 12] }, { text: '9:00', at: [10, 48, 26, 10] }, { text: '10:00', at: [10, 78, 30, 10] }, { kind: 'panel', at: [8, 8, 48, 24] }, ...cells));
  expect(cellCandidates({ texts: ['Tuesday, 10:00'] }, view)[0]?.box).toMatchObject({ x: 110, y: 70 });
  expect(cellCandidates({ texts: ['Wednesday, 9:00 am'] }, view)[0]?.box).toMatchObject({ x: 160, y: 40 });
  expect(cellCandidates({ texts: ['Sunday, 9:00'] }, view)).toEqual([]);
});

describe('what an order asks for is chosen where the page has choices for it', () => {
  const view = viewOf(screenOf({ kind: 'radio', label: 'Small', at: [10, 10, 12, 12] }, { kind: 'radio', label: 'Large', at: [80, 10, 12, 12] }, { kind: 'select', label: 'Icing', text: 'White', at: [60, 40, 90, 22] }, { kind: 'checkbox', label: 'Nuts', at: [10, 80, 12, 12] }, { kind: 'checkbox', label: 'Cherries', at: [80, 80, 12, 12] }, { text: 'Your cake', at: [10, 120, 80, 12] }, { kind: 'button', text: 'Order', at: [10, 150, 60, 22] }));
  const chosen = (words: string): unknown => optionsNamed(view, words, 'order')?.choices.map(({ items, from }) => [...items, ...(from ? [from.words] : [])]);

  test.each([
    ['Order a small cake with dark icing and cherries', [['Small'], ['Cherries'], ['dark', 'Icing']]],
    ['Order a large cake without nuts', [['Large']]],
    ['Order a sheep', undefined],
  ])('%s', (words, items) => {
    expect(chosen(words)).toEqual(items);
  });

  test('what the page does not speak of is told', () => {
    expect(optionsNamed(view, 'Order a small cake with cherries and candles', 'order')?.missing).toEqual(['candles']);
    expect(optionsNamed(view, 'Cancel a small cake', 'cancel')).toBeUndefined();
  });

  test('whatever stands beside a list', () => {
    const odd = viewOf(screenOf({ kind: 'select', label: 'Size (cm', text: '10', at: [60, 40, 90, 22] }, { kind: 'select', label: '***:', text: '10', at: [60, 80, 90, 22] }, { kind: 'button', text: 'Order', at: [10, 150, 60, 22] }));
    expect(optionsNamed(odd, 'Order a cake (large) with 20 size (cm', 'order')?.choices).toMatchObject([{ items: ['20'] }]);
  });
});

test('an arrow that is drawn into the band of the month is found by its ink', () => {
  const days = Array.from({ length: 28 }, (_, day): Sketch => ({ text: String(day + 1), at: [20 + 24 * (day % 7), 60 + 20 * Math.floor(day / 7), 12, 10] }));
  const view = viewOf(screenOf({ kind: 'panel', at: [10, 20, 190, 20] }, { text: 'June 2026', at: [70, 24, 60, 12] }, ...days), [{ at: [14, 26, 6, 8], grey: 0 }, { at: [188, 26, 6, 8], grey: 0 }]);
  const calendar = calendarOn(view);
  const middle = (on: boolean): number | undefined => { const box = calendar && turner(view, calendar, on)?.box; return box && box.x + box.width / 2; };
  // The press goes to the arrow itself, not beside it.
  expect(Math.abs((middle(true) ?? 0) - 191)).toBeLessThan(6);
  expect(Math.abs((middle(false) ?? 0) - 17)).toBeLessThan(6);
});

test('a card whose words run over two lines is one thing', () => {
  const screen = screenOf({ kind: 'panel', at: [10, 10, 100, 46] }, { text: 'Water the', at: [18, 18, 68, 12] }, { text: 'plants', at: [18, 34, 42, 12] });
  expect(ground(thing('Water the plants'), screen)[0]?.box).toMatchObject({ width: 100, height: 46 });
});

test('every thing of a name is added up where several are meant', () => {
  const rows = [['Tea', '2.10'], ['Plum cake', '3.40'], ['Soup', '5.20'], ['Lemon cake', '2.90']].flatMap(([name = '', price = ''], row): Sketch[] => [{ text: name, at: [10, 20 + 24 * row, 70, 12] }, { text: price, at: [150, 20 + 24 * row, 30, 12] }]);
  expect(totalOn(viewOf(screenOf(...rows)), [thing('tea'), { ...thing('cake'), all: true }])).toBe('8.40');
  const of = (words: string): Parameters<typeof ground>[0] => ({ ...thing(words.replace(/^\S+ |s$/g, '')), words, all: true });
  expect(totalOn(viewOf(screenOf(...rows)), [of('two cakes'), of('three teas')])).toBe('12.60');
  expect(totalOn(viewOf(screenOf(...rows)), [of('five cakes'), of('three teas')])).toBeUndefined();
});
