import type { Claim } from '../../../src/agents/screenshot/operate/claim.js';
import { differenceOf, isAtWork, testClaim } from '../../../src/agents/screenshot/operate/prove/index.js';
import type { View } from '../../../src/agents/screenshot/operate/view.js';
import { screenOf, viewOf, type Sketch } from './support/sketch.js';

const BUTTON = { x: 20, y: 20, width: 60, height: 20 };
const button: Sketch = { kind: 'button', text: 'Save', at: [20, 20, 60, 20] };
const named = (words: string, of?: string): Extract<Claim, { is: 'clicked' }>['target'] => ({ words, texts: ['Save'], quoted: true, sides: [], all: false, ...(of === undefined ? {} : { relation: { is: 'in' as const, of: { words: of, texts: [of], quoted: true, sides: [], all: false } } }) });
const clicked = (deed?: string, of?: string): Claim => ({ is: 'clicked', target: named('Save the note', of), box: BUTTON, name: 'button "Save"', byForm: false, ignore: [], ...(deed === undefined ? {} : { deed }) });
const see = async (claim: Claim, before: View, at: View): Promise<{ status: string; reason: string }> => testClaim(claim, { at, before: () => Promise.resolve(before), seen: () => Promise.resolve(undefined) });

/** What a painted patch elsewhere, or on the button, and these lines make of a press. */
const before = viewOf(screenOf(button, { text: 'a.txt', at: [150, 20, 60, 12] }));
const after = (patch: [number, number, number, number], ...more: Sketch[]): View => viewOf(screenOf(button, { text: 'a.txt', at: [150, 20, 60, 12] }, ...more), [{ at: patch, grey: 90 }]);
const ELSEWHERE: [number, number, number, number] = [20, 200, 80, 12];
const ON_IT: [number, number, number, number] = [22, 22, 50, 14];

describe('what a press proves', () => {
  test.each<[string, Claim, View, string]>([
    ['a press that the page reacts to is the press that was asked for', clicked(), after(ELSEWHERE), 'proved'],
    ['a page that says that it failed is believed', clicked(), after(ELSEWHERE, { text: 'Could not save: no connection.', at: ELSEWHERE }), 'failed'],
    ['a page that says what is to be done first did not do it', clicked(), after(ELSEWHERE, { text: 'Choose a seat first.', at: ELSEWHERE }), 'failed'],
    ['a page that asks for something more proves nothing', clicked(), after(ELSEWHERE, { text: 'Please choose a destination from the list.', at: ELSEWHERE }), 'unproved'],
    ['a page that says what was booked does not refuse it', clicked('book'), after(ELSEWHERE, { text: 'Your weekend is booked.', at: ELSEWHERE }), 'proved'],
    ['what goes on bears another name', clicked('start'), viewOf(screenOf({ ...button, text: 'Stop' }, { text: 'a.txt', at: [150, 20, 60, 12] }), [{ at: ON_IT, grey: 90 }]), 'proved'],
    ['a deed is not done because pixels changed', clicked('save'), after(ELSEWHERE), 'unproved'],
    ['a deed is done when the page says so', clicked('save'), after(ELSEWHERE, { text: 'The note was saved', at: ELSEWHERE }), 'proved'],
    ['what was deleted is still there', clicked('delete', 'a.txt'), after(ELSEWHERE), 'unproved'],
    ['what was deleted is gone', clicked('delete', 'a.txt'), viewOf(screenOf(button), [{ at: [150, 20, 60, 12], grey: 90 }]), 'proved'],
    ['what is marked looks otherwise', clicked('star'), after(ON_IT), 'proved'],
    ['what is marked does not look otherwise when something else does', clicked('star'), after(ELSEWHERE), 'unproved'],
    ['what opens shows more', clicked('edit'), after(ELSEWHERE, { text: 'Title', at: ELSEWHERE }), 'proved'],
  ])('%s', async (_what, claim, at, status) => {
    expect(await see(claim, before, at)).toMatchObject({ status });
  });

  test.each<[string, View, string]>([
    ['lines that came', after(ELSEWHERE, { text: 'Two likes', at: ELSEWHERE }), 'proved'],
    ['another look of what was pressed', after(ON_IT), 'proved'],
    ['pixels somewhere', after(ELSEWHERE), 'unproved'],
    ['no pixel', before, 'unproved'],
    ['words of failure', after(ON_IT, { text: 'Sorry, this is sold out.', at: ELSEWHERE }), 'failed'],
    ['words that may speak of failure', after(ON_IT, { text: 'Fields with a star are required.', at: ELSEWHERE }), 'unproved'],
  ])('after one press of several: %s', async (_what, at, status) => {
    expect(await see({ is: 'changed', by: 'the press', box: BUTTON, ignore: [] }, before, at)).toMatchObject({ status });
  });

  test('a control with another state can be read', async () => {
    const [off, on] = [false, true].map((checked) => viewOf(screenOf(button, { kind: 'checkbox', label: 'Sync', state: { checked }, at: [20, 200, 14, 14] }), checked ? [{ at: [20, 200, 14, 14], grey: 60 }] : []));
    expect(await see({ is: 'changed', by: 'the press', ignore: [] }, off as View, on as View)).toEqual({ status: 'proved', reason: 'After the press "Sync" is checked.' });
  });
});

test.each<[string, Sketch[], boolean]>([
  ['dots', [{ text: '…', at: ELSEWHERE }], true],
  ['a word that it takes a moment', [{ text: 'Checking…', at: ELSEWHERE }], true],
  ['nothing that can be read', [], true],
  ['an answer', [{ text: 'The password is not right.', at: ELSEWHERE }], false],
])('a page is at work while it shows %s', (_what, come, atWork) => {
  expect(isAtWork(differenceOf(before, after(ELSEWHERE, ...come)))).toBe(atWork);
});

test('a choice that stands in its list like a button with a cross is chosen', async () => {
  const list = viewOf(screenOf({ kind: 'panel', at: [20, 20, 220, 34] }, { kind: 'button', text: 'red ×', at: [24, 24, 50, 24] }, { kind: 'button', text: 'blue ×', at: [80, 24, 54, 24] }));
  const shows = (item: string): Promise<{ status: string }> => see({ is: 'list', box: { x: 20, y: 20, width: 220, height: 34 }, item }, list, list);
  expect([await shows('red'), await shows('blue'), await shows('green')]).toMatchObject([{ status: 'proved' }, { status: 'proved' }, { status: 'failed' }]);
});

describe('where things are', () => {
  test('so many stars are lit when the first look alike and the rest otherwise', async () => {
    const boxes = [0, 1, 2, 3, 4].map((index) => ({ x: 20 + 30 * index, y: 20, width: 20, height: 20 }));
    const lit = (count: number): View => viewOf(screenOf(), boxes.map(({ x, y, width, height }, index) => ({ at: [x, y, width, height] as [number, number, number, number], grey: index < count ? 120 : 220 })));
    expect(await see({ is: 'lit', boxes, count: 4 }, lit(0), lit(4))).toMatchObject({ status: 'proved' });
    expect(await see({ is: 'lit', boxes, count: 4 }, lit(0), lit(3))).toMatchObject({ status: 'unproved' });
  });

  test('one text stands right before another, or does not', async () => {
    const view = viewOf(screenOf({ text: 'Eggs', at: [20, 20, 40, 12] }, { text: 'Milk', at: [20, 50, 40, 12] }, { text: 'Tea', at: [20, 80, 40, 12] }));
    expect(await see({ is: 'beside', text: 'Eggs', other: 'Milk', before: true }, view, view)).toMatchObject({ status: 'proved' });
    expect(await see({ is: 'beside', text: 'Tea', other: 'Eggs', before: false }, view, view)).toMatchObject({ status: 'failed' });
  });

  test('a number counts only where the control is', async () => {
    const view = viewOf(screenOf({ text: '3', at: [300, 280, 8, 12] }, { text: '1', at: [100, 20, 8, 12] }));
    expect(await see({ is: 'number', box: { x: 90, y: 16, width: 30, height: 20 }, value: 3 }, view, view)).toMatchObject({ status: 'unproved' });
    expect(await see({ is: 'number', box: { x: 90, y: 16, width: 30, height: 20 }, value: 1 }, view, view)).toMatchObject({ status: 'proved' });
  });
});
