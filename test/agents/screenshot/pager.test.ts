import { nextPage } from '../../../src/agents/screenshot/operate/solve/pager.js';
import { stepperFor } from '../../../src/agents/screenshot/operate/solve/steppers.js';
import { screenOf, viewOf, type Sketch } from './support/sketch.js';

const row = (y: number, ...texts: string[]): Sketch[] => texts.map((text, index) => ({ kind: 'link', text, at: [20 + 30 * index, y, 16, 14] }));
const list: Sketch[] = [20, 50, 80].map((y) => ({ kind: 'link', text: `Result ${y}`, at: [20, y, 90, 14] }));

test.each<[string, Sketch[], boolean]>([
  ['beside page numbers', [...list, ...row(120, '1', '2', '3', '>')], true],
  ['beside "Page 1 of 3"', [...list, { text: 'Page 1 of 3', at: [20, 120, 80, 14] }, { kind: 'button', text: 'Next', at: [120, 118, 50, 18] }], true],
  ['beside its opposite', [...list, ...row(120, '<', '>'), { text: 'Imprint', at: [20, 250, 60, 12] }], true],
  ['at the end of a list', [...list, ...row(120, '>')], true],
  ['a word at the end of a list of links', [...list, { kind: 'link', text: 'Next', at: [20, 120, 40, 14] }], true],
  ['between the words of a path', [{ kind: 'link', text: 'Home', at: [20, 20, 40, 14] }, { text: '>', at: [66, 20, 8, 14] }, { kind: 'link', text: 'Shop', at: [80, 20, 40, 14] }], false],
  ['a button of a form', [{ kind: 'text-input', text: '', at: [20, 20, 120, 20] }, { kind: 'button', text: 'Back', at: [20, 60, 50, 20] }, { kind: 'button', text: 'Next', at: [80, 60, 50, 20] }], false],
  ['a button below one paragraph', [{ text: 'A lamp for the desk.', at: [20, 20, 120, 14] }, { kind: 'button', text: 'Next', at: [20, 60, 50, 20] }], false],
  ['as a small blue mark below the text', [...list, { kind: 'icon', at: [300, 120, 14, 14], colourName: 'blue' }], true],
  ['one of the marks that each row has', [20, 50, 80].map((y): Sketch => ({ kind: 'icon', at: [300, y, 14, 14], colourName: 'blue' })), false],
  ['in the middle of a page', [{ text: '>', at: [20, 20, 8, 14] }, ...list.map((one, index): Sketch => ({ ...one, at: [20, 60 + 30 * index, 90, 14] }))], false],
])('a mark leads on by its place: %s', (_place, sketches, leadsOn) => {
  expect(nextPage(viewOf(screenOf(...sketches))) !== undefined).toBe(leadsOn);
});

const stepper = (y: number, name: string): Sketch[] => [{ text: name, at: [20, y, 60, 12] }, { kind: 'button', text: '−', at: [150, y - 4, 24, 24] }, { text: '1', at: [190, y, 8, 12] }, { kind: 'button', text: '+', at: [214, y - 4, 24, 24] }];

test('of several steppers the one in the row of the name is meant, and a minus too thin to be read is known by its size', async () => {
  const guests = viewOf(screenOf(...stepper(20, 'Adults'), ...stepper(60, 'Children').map((one): Sketch => (one.text === '−' ? { ...one, kind: 'shape', text: '' } : one))));
  const meant = (text: string): Promise<number | undefined> => stepperFor(guests, { words: text, texts: [text], quoted: false, sides: [], all: false }).then((found) => found?.less.box.y);
  expect(await meant('Adults')).toBe(16);
  expect(await meant('Children')).toBe(56);
  expect(await stepperFor(guests, undefined)).toBeUndefined();
});
