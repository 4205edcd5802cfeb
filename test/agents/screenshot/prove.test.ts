import sharp from 'sharp';
import type { Claim } from '../../../src/agents/screenshot/operate/claim.js';
import { caretAt } from '../../../src/agents/screenshot/operate/ink.js';
import { isCutOff, testClaim, type Pictures } from '../../../src/agents/screenshot/operate/prove/index.js';
import type { View } from '../../../src/agents/screenshot/operate/view.js';
import { decodeFrame, type Perception, type ScreenElement } from '../../../src/tools/screen/index.js';

const FIELD = { x: 10, y: 10, width: 120, height: 24 };

/** A field (CSS px, scale 2) with strokes in it: x, and height of each. */
async function picture(strokes: readonly (readonly [x: number, height: number])[], reads: string, more: Partial<ScreenElement> = {}): Promise<View> {
  const marks = strokes.map(([x, height]) => `<rect x="${x}" y="${28 - height}" width="1.5" height="${height}" fill="#000"/>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="100" viewBox="0 0 160 50"><rect width="160" height="50" fill="#fff"/>${marks}</svg>`;
  const png = await sharp(Buffer.from(svg)).png().toBuffer();
  const element: ScreenElement = { number: 1, box: FIELD, kind: 'text-input', text: reads, label: '', state: {}, colour: { hex: '#ffffff', name: 'white' }, confidence: 1, ...more };
  const line = { text: reads, box: { ...FIELD, x: 14, width: 80 }, confidence: 1, words: [] };
  const screen = { width: 160, height: 50, deviceScaleFactor: 2, elements: [element], lines: reads === '' ? [] : [line] } as unknown as Perception;
  return { frame: { png, width: 320, height: 100, scale: 2, url: '' }, pixels: await decodeFrame(png), screen, echo: new Set() };
}

const none = (): Promise<undefined> => Promise.resolve(undefined);
const see = async (claim: Claim, at: View, before?: View): Promise<string> => (await testClaim(claim, { at, before: () => Promise.resolve(before), seen: none } satisfies Pictures)).status;

const LETTERS = [[16, 8], [22, 9], [28, 8]] as const;

test('an upright stroke behind the letters is a caret when it is higher than they, and a letter when it is not', async () => {
  expect(caretAt(await picture([...LETTERS, [34, 13]], ''), FIELD)).toEqual({ start: false, end: true });
  expect(caretAt(await picture([...LETTERS, [34, 9]], ''), FIELD)).toEqual({ start: false, end: false });
});

test('a field that reads "Adal" shows "Ada" only where the l is a caret', async () => {
  const claim: Claim = { is: 'shows', box: FIELD, text: 'Ada', hidden: false };
  expect(await see(claim, await picture([...LETTERS, [34, 13]], 'Adal'))).toBe('proved');
  expect(await see(claim, await picture([...LETTERS, [34, 9]], 'Adal'))).toBe('unproved');
  expect(await see(claim, await picture([], ''))).toBe('failed');
});

test.each([
  ['a pointer that nothing reacts to', { is: 'pointed at', target: named('Ada'), box: FIELD, name: 'the field' }, 'unproved'],
  ['a press after which no pixel changed', { is: 'clicked', target: named('Ada'), box: FIELD, name: 'the field', byForm: false, ignore: [] }, 'failed'],
  ['a focus that no picture shows', { is: 'focused', target: named('Ada'), box: FIELD, name: 'the field' }, 'unproved'],
  ['a text that was not marked', { is: 'marked', box: FIELD }, 'failed'],
  ['a drag that moved nothing', { is: 'moved', target: named('Ada'), box: FIELD, to: { ...FIELD, x: 60 }, name: 'the field' }, 'failed'],
  ['an end that was never moved to', { is: 'scrolled', toEnd: true, moved: false }, 'unproved'],
  ['an answer that does not stand there', { is: 'read', text: 'Byron' }, 'unproved'],
  ['an answer that stands there', { is: 'read', text: 'ada' }, 'proved'],
] as const)('%s', async (_what, claim, status) => {
  const view = await picture(LETTERS, 'Ada');
  expect(await see(claim as unknown as Claim, view, view)).toBe(status);
});

test('a press proves its part when the page changed and a fresh reading finds the same thing for the words', async () => {
  const [before, after] = [await picture(LETTERS, 'Ada'), await picture([...LETTERS, [100, 9]], 'Ada')];
  const claim = (words: string): Claim => ({ is: 'clicked', target: named(words), box: FIELD, name: 'the field', byForm: false, ignore: [] });
  expect(await see(claim('Ada'), after, before)).toBe('proved');
  expect(await see(claim('Something else'), after, before)).toBe('unproved');
});

test.each([['Betty', 'Bet', true], ['Congo', 'Cong 10', true], ['Betty', 'Be', false], ['Betty', 'Bert', false], ['Bennett', 'Benny', false], ['Heard Island and McDonald', 'Heard Island and Me', true]])('of %s a narrow list shows %s: %s', (item, shown, is) => {
  expect(isCutOff(item, shown)).toBe(is);
});

function named(words: string): { words: string; texts: string[]; quoted: boolean; sides: never[]; all: boolean } {
  return { words, texts: [words], quoted: true, sides: [], all: false };
}
