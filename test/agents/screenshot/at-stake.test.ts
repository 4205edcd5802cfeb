import sharp from 'sharp';
import { labelsAtStake, stakeOf } from '../../../src/agents/screenshot/operate/stake.js';
import type { Action } from '../../../src/agents/screenshot/action.js';
import { screenOf, viewOf, type Sketch } from './support/sketch.js';

const click = (x: number, y: number): Action => ({ type: 'click', at: { x, y }, button: 'left', count: 1 });
const key = (chord: string): Action => ({ type: 'key', chord, times: 1 });
const page = screenOf({ kind: 'text-input', text: 'Send to', at: [0, 0, 50, 20] }, { kind: 'button', text: 'Delete all', at: [60, 0, 50, 20] }, { kind: 'link', text: 'Home', at: [120, 0, 50, 20] });

test.each([
  ['a click on a point is judged by the button under it', click(70, 10), ['Delete all']],
  ['pressing the mouse button down is judged as a click is', { type: 'mouse-down', at: { x: 70, y: 10 } }, ['Delete all']],
  ['a click into a field is not judged by the name of the field', click(10, 10), []],
  ['Enter is judged by every button that it could press', key('Control+Enter'), ['Delete all']],
  ['so is the sign of its key', key('\n'), ['Delete all']],
  ['another key presses no button', key('ArrowDown'), []],
  ['Space is judged by every button where no field is seen to have the keyboard', key('Space'), ['Delete all']],
  ['a text with a line end in it presses Enter', { type: 'type', text: 'yes\nno' }, ['Delete all']],
  ['so does one that ends with a carriage return', { type: 'type', text: 'yes\r' }, ['Delete all']],
  ['a blank that is typed first may press what has the keyboard', { type: 'type', text: ' ' }, ['Delete all']],
  ['another text presses nothing', { type: 'type', text: 'yes and no' }, []],
  ['a choice is judged by its option', { type: 'select', at: { x: 0, y: 0 }, option: 'Delete account' }, ['Delete account']],
] as const)('%s', (_behaviour, action, labels) => {
  expect(labelsAtStake({ action }, { screen: page })).toEqual(labels);
});

test('a blank in a field that has the keyboard, and the Space that ticks a box, press no other button', () => {
  const form = screenOf({ kind: 'text-input', text: '', state: { focused: true }, at: [0, 0, 100, 20] }, { kind: 'checkbox', text: '', label: 'I agree', at: [0, 40, 16, 16] }, { kind: 'button', text: 'Send', at: [0, 80, 60, 20] });
  expect(labelsAtStake({ action: key('Space') }, { screen: form })).toEqual([]);
  expect(labelsAtStake({ action: key('Space'), box: { x: 0, y: 40, width: 16, height: 16 } }, { screen: screenOf({ kind: 'checkbox', text: '', at: [0, 40, 16, 16] }, { kind: 'button', text: 'Send', at: [0, 80, 60, 20] }) })).toEqual([]);
});

/** A picture without words and what is around it. */
const unnamed: readonly (readonly [string, readonly Sketch[], string | undefined])[] = [
  ['in a button with words', [{ kind: 'icon', at: [10, 10, 16, 16] }, { kind: 'button', text: 'Delete all', at: [4, 4, 140, 28] }], 'deletes something'],
  ['in an area with words', [{ kind: 'icon', at: [10, 10, 16, 16] }, { kind: 'panel', at: [4, 4, 140, 28] }, { kind: 'text', text: 'Delete all', at: [80, 10, 60, 16] }], 'deletes something'],
  ['right beside words', [{ kind: 'icon', at: [10, 10, 16, 16] }, { kind: 'text', text: 'Pay now', at: [32, 10, 60, 16] }], 'pays money'],
  ['with the same words far away', [{ kind: 'icon', at: [10, 10, 16, 16] }, { kind: 'text', text: 'Pay now', at: [200, 10, 60, 16] }], undefined],
  ['on a large panel with such words', [{ kind: 'icon', at: [10, 10, 16, 16] }, { kind: 'panel', at: [0, 0, 390, 290] }, { kind: 'text', text: 'Pay now', at: [200, 200, 60, 16] }], undefined],
];

test.each(unnamed)('a mark without words %s', async (_where, sketches, risk) => {
  const view = viewOf(screenOf(...sketches));
  for (const deed of [{ action: click(18, 18) }, { action: click(18, 18), label: '' }]) expect((await stakeOf(deed, view))?.risk).toBe(risk);
});

test('what the goal calls a mark counts beside what lies there, and no more than that', async () => {
  const view = viewOf(screenOf({ kind: 'icon', at: [10, 10, 16, 16] }, { kind: 'button', text: 'Delete all', at: [4, 4, 140, 28] }));
  expect(await stakeOf({ action: click(18, 18), called: 'star' }, view)).toEqual({ label: 'Delete all', risk: 'deletes something', way: 'pressed' });
  expect(await stakeOf({ action: click(300, 200), called: 'bin' }, view)).toEqual({ label: 'bin', risk: 'deletes something', way: 'pressed' });
});

const DRAWINGS: readonly (readonly [string, string, string | undefined])[] = [
  ['a bin', '<path d="M4 4h5l1-2h4l1 2h5v3H4zM5.5 8h13l-1.5 14h-10z"/>', 'deletes something'],
  ['an arrow back', '<path d="M10 4v5c7 0 11 4 12 12-3-4-6-6-12-6v5L2 12z"/>', undefined],
  ['a cross', '<path d="M5 5l14 14M19 5L5 19" stroke="#000" stroke-width="2.5"/>', undefined],
];

test.each(DRAWINGS)('a drawing of %s alone says what it does', async (_name, drawing, risk) => {
  const screen = screenOf({ kind: 'icon', at: [20, 20, 24, 24] });
  const picture = sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600" viewBox="0 0 400 300"><rect width="400" height="300" fill="#fff"/><g transform="translate(20 20)">${drawing}</g></svg>`));
  const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const view = { ...viewOf(screen), pixels: { width: info.width, height: info.height, data } };
  expect((await stakeOf({ action: click(32, 32) }, view))?.risk).toBe(risk);
});

const dialog = (...lines: string[]): Sketch[] => [{ kind: 'dialog', at: [80, 60, 240, 140] }, ...lines.map((text, index): Sketch => ({ text, at: [90, 70 + 20 * index, 200, 14] }))];
const answer = (text: string, x: number): Sketch => ({ kind: 'button', text, at: [x, 160, 60, 24] });
const yes = (label: string): Parameters<typeof stakeOf>[0] => ({ action: click(120, 172), box: { x: 90, y: 160, width: 60, height: 24 }, label });

test.each<[string, Sketch[], string | undefined]>([
  ['a question in its dialog', dialog('Delete this file?', 'report.pdf'), 'deletes something ("Delete this file?")'],
  ['a question above two answers, no frame around them', dialog('Delete this file?').slice(1), 'deletes something ("Delete this file?")'],
  ['a notice', dialog('Welcome back', 'Nothing is new.'), undefined],
  ['a question elsewhere on the page', [...dialog('Language'), { text: 'Delete this file?', at: [10, 10, 120, 14] }], undefined],
  ['another act of the same dialog, on a box to tick', [...dialog('Save as?'), { kind: 'checkbox', text: '', label: 'Send me a copy', at: [90, 120, 14, 14] }, { text: 'Send me a copy', at: [110, 120, 120, 14] }], undefined],
])('"OK" is judged by the words of %s', async (_what, sketches, risk) => {
  const view = viewOf(screenOf(...sketches, answer('OK', 90), answer('Cancel', 170)));
  expect((await stakeOf(yes('OK'), view))?.risk).toBe(risk);
  expect((await stakeOf({ action: click(120, 172) }, view))?.risk).toBe(risk);
  expect((await stakeOf({ action: key('Enter') }, view))?.risk).toBe(risk);
  expect(await stakeOf({ action: click(200, 172), box: { x: 170, y: 160, width: 60, height: 24 }, label: 'Cancel' }, view)).toBeUndefined();
});

test.each(['×', 'Close'])('"OK" is judged by what is said beside it where "%s" is the other answer', async (other) => {
  const view = viewOf(screenOf(...dialog('Delete account', 'All your data will be deleted.'), answer('OK', 90), other === '×' ? { kind: 'button', text: '×', at: [300, 64, 14, 14] } : answer(other, 170)));
  expect((await stakeOf(yes('OK'), view))?.risk).toBe('deletes something ("Delete account")');
});

test('so it is where the answers stand one above the other without a frame', async () => {
  const stacked = (y: number): Sketch[] => [{ kind: 'button', text: 'OK', at: [90, 160, 60, 24] }, { kind: 'button', text: 'Cancel', at: [90, y, 60, 24] }];
  for (const y of [130, 190]) expect((await stakeOf(yes('OK'), viewOf(screenOf(...dialog('Delete this file?').slice(1), ...stacked(y)))))?.risk).toBe('deletes something ("Delete this file?")');
});

test('a drag that begins and ends on one answer is a click on it', async () => {
  const view = viewOf(screenOf(...dialog('Delete this file?'), answer('OK', 90), answer('Cancel', 170)));
  const drag = (from: number, to: number): Action => ({ type: 'drag', path: [{ x: from, y: 172 }, { x: to, y: 172 }] });
  expect((await stakeOf({ action: drag(100, 140) }, view))?.risk).toBe('deletes something ("Delete this file?")');
  expect(await stakeOf({ action: drag(180, 100) }, view)).toBeUndefined();
});

test('who has approved a press is not asked once more when it is let go of there, but elsewhere', async () => {
  const view = viewOf(screenOf({ kind: 'button', text: 'Delete', at: [90, 160, 60, 24] }, { kind: 'button', text: 'Delete', at: [200, 160, 60, 24] }));
  const stake = await stakeOf({ action: { type: 'mouse-down', at: { x: 100, y: 170 } } }, view);
  expect(stake?.risk).toBe('deletes something');
  const up = (x: number): ReturnType<typeof stakeOf> => stakeOf({ action: { type: 'mouse-up', at: { x, y: 172 } } }, view, stake && { at: { x: 100, y: 170 }, stake });
  expect(await up(110)).toBeUndefined();
  expect(await up(210)).toMatchObject({ way: 'dropped on' });
  expect(await stakeOf({ action: { type: 'mouse-up', at: { x: 110, y: 172 } } }, view)).toMatchObject({ way: 'dropped on' });
});

const dragTo = (x: number, y: number): Action => ({ type: 'drag', path: [{ x: 20, y: 20 }, { x, y }] });

test.each<[string, Sketch[], string | undefined]>([
  ['named so', [{ kind: 'panel', at: [200, 100, 120, 100] }, { text: 'Trash', at: [210, 110, 60, 14] }], 'deletes something'],
  ['named so below its mark', [{ kind: 'icon', at: [240, 130, 40, 40] }, { text: 'Papierkorb', at: [230, 174, 60, 14] }], 'deletes something'],
  ['that says what it does', [{ kind: 'button', text: 'Drop here to send', at: [200, 130, 120, 40] }], 'sends something'],
  ['that is a column of a board', [{ kind: 'panel', at: [200, 100, 120, 100] }, { text: 'Done', at: [210, 110, 60, 14] }], undefined],
  ['that is a column with a card of such a name', [{ kind: 'panel', at: [200, 100, 120, 140] }, { text: 'Done', at: [210, 110, 60, 14] }, { text: 'Pay invoices', at: [210, 180, 80, 14] }], undefined],
  ['that is a task of such a name', [{ kind: 'panel', at: [160, 130, 220, 40] }, { text: 'Take out the trash', at: [170, 140, 120, 16] }], undefined],
  ['that says to drop it there', [{ kind: 'panel', at: [200, 100, 120, 100] }, { text: 'Drop here to remove', at: [210, 110, 100, 14] }], 'deletes something'],
  ['that is a row with a button to delete it', [{ kind: 'panel', at: [160, 130, 220, 40] }, { text: 'Milk', at: [170, 140, 60, 14] }, { kind: 'button', text: 'Delete', at: [310, 138, 60, 24] }], undefined],
  ['without a name, the word elsewhere', [{ kind: 'panel', at: [200, 100, 120, 100] }, { text: 'Trash', at: [20, 260, 60, 14] }], undefined],
])('what is dropped on a place %s is judged by that', async (_what, sketches, risk) => {
  const view = viewOf(screenOf({ text: 'report.pdf', at: [10, 10, 60, 16] }, ...sketches));
  const stake = await stakeOf({ action: dragTo(260, 150), box: { x: 10, y: 10, width: 60, height: 16 } }, view);
  expect(stake?.risk).toBe(risk);
  if (stake) expect(stake.way).toBe('dropped on');
});
