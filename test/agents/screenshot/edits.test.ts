import { headingOn, headingText, orderOf } from '../../../src/agents/screenshot/operate/column-seen.js';
import { testClaim } from '../../../src/agents/screenshot/operate/prove/index.js';
import { screenOf, viewOf, type Sketch } from './support/sketch.js';

const none = { before: () => Promise.resolve(undefined), seen: () => Promise.resolve(undefined) };
const box = { x: 10, y: 10, width: 300, height: 60 };

const field = (text: string): ReturnType<typeof viewOf> => viewOf(screenOf({ kind: 'text-input', text, at: [10, 10, 300, 60] }));
const proof = async (text: string): Promise<string> => (await testClaim({ is: 'edited', box, was: 'The shop is not open on Mondays.', text: 'The shop is open on Mondays.' }, { at: field(text), ...none })).status;

test('a text that was changed is proved word by word, and one that was not is no success', async () => {
  await expect(proof('The shop is open on Mondays.')).resolves.toBe('proved');
  await expect(proof('The shop is not open on Mondays.')).resolves.toBe('failed');
  await expect(proof('The shop isopen on Mondays.')).resolves.toBe('failed');
  await expect(proof('The shop is open on Mandays.')).resolves.toBe('unproved');
  await expect(proof('')).resolves.toBe('failed');
});

test.each([
  [['3 km', '12 km', '140 km'], 'up'], [['€ 99.00', '€ 12.50', '€ 3.20'], 'down'], [['2 May 2026', '14 Jun 2026', '1 Jan 2027'], 'up'], [['Zoe', 'bob', 'Anna'], 'down'], [['204', '118', '97', '62', '33'], 'down'],
  [['5', '1', '9'], undefined], [['4', '4', '4'], undefined], [[], undefined],
] as const)('the order of %j is %s', (texts, order) => {
  expect(orderOf(texts)).toBe(order);
});

test('the mark of its order and a unit are no part of the name of a heading', () => {
  expect(['Depth (m) ▲', 'Price ↓', 'Name', 'Date:'].map(headingText)).toEqual(['Depth', 'Price', 'Name', 'Date']);
});

test('the column below a heading is held to the order that was asked for', async () => {
  const table = (depths: readonly string[]): Sketch[] => [{ text: 'Lake', at: [10, 10, 40, 12] }, { text: 'Depth (m)', at: [150, 10, 60, 12] }, ...depths.flatMap((depth, row): Sketch[] => [{ text: `Lake ${row}`, at: [10, 40 + 24 * row, 50, 12] }, { text: depth, at: [160, 40 + 24 * row, 20, 12] }])];
  const sorted = async (depths: readonly string[], descending?: boolean): Promise<string> => (await testClaim({ is: 'sorted', names: ['depth'], descending }, { at: viewOf(screenOf(...table(depths))), ...none })).status;
  expect(headingOn(viewOf(screenOf(...table(['1', '2']))), ['depth'])?.text).toBe('Depth (m)');
  await expect(sorted(['90', '31', '7'], true)).resolves.toBe('proved');
  await expect(sorted(['90', '31', '7'])).resolves.toBe('proved');
  await expect(sorted(['90', '31', '7'], false)).resolves.toBe('failed');
  await expect(sorted(['31', '90', '7'], true)).resolves.toBe('unproved');
});
