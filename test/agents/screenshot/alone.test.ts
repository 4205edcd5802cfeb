import { judge, wordsOf, type Expectation } from '../../../src/agents/screenshot/operate/verdict.js';
import type { Perception } from '../../../src/tools/screen/index.js';
import { screenOf, type Sketch } from './support/sketch.js';

type At = [number, number, number, number];
const FIRST: At = [20, 20, 14, 14];
const SECOND: At = [20, 60, 14, 14];
const boxOf = ([x, y, width, height]: At): { x: number; y: number; width: number; height: number } => ({ x, y, width, height });
const box = (label: string, at: At, checked: boolean, more: Partial<Sketch> = {}): Sketch => ({ kind: 'checkbox', label, state: { checked }, at, ...more });
const ticked = (checked = true): Expectation => ({ is: 'state', box: boxOf(FIRST), checked, alone: true });
const REGIONS = [boxOf([16, 16, 24, 24]), boxOf([16, 56, 24, 24])];

const after = (expect: Expectation, before: Perception, now: Perception, regions = REGIONS): { status: string; reason: string } => judge(expect, regions, before, now, boxOf(FIRST));

describe('nothing else may change when a control is set', () => {
  test('a tick that unticks another box is not what was expected, and says which', () => {
    const verdict = judge(ticked(), REGIONS, screenOf(box('Gift wrap', FIRST, false), box('Express', SECOND, true)), screenOf(box('Gift wrap', FIRST, true), box('Express', SECOND, false)), boxOf(FIRST));
    expect(verdict).toMatchObject({ status: 'unexpected', reason: 'it is ticked, but "Express" lost its tick', beside: [{ name: 'Express', was: true, box: boxOf(SECOND) }] });
    expect(wordsOf(ticked())).toBe('it is ticked, and nothing else that was set changes');
  });

  test('a box that moved down is known by its name', () => {
    const now = screenOf(box('Gift wrap', FIRST, true), box('Message', [20, 60, 14, 14], false), box('Express', [20, 120, 14, 14], false));
    expect(after(ticked(), screenOf(box('Gift wrap', FIRST, false), box('Express', SECOND, true)), now, [boxOf([0, 16, 400, 200])]).reason).toContain('"Express" lost its tick');
  });

  test('where a text is typed, no other field may lose its own', () => {
    const field = (text: string, label: string, at: At): Sketch => ({ kind: 'text-input', text, label, state: { filled: text !== '' }, at });
    const [name, city]: At[] = [[20, 20, 120, 24], [20, 60, 120, 24]];
    const typed: Expectation = { is: 'text', box: boxOf(name as At), text: 'Ada', alone: true };
    const before = screenOf(field('', 'Name', name as At), field('Vienna', 'City', city as At));
    expect(after(typed, before, screenOf(field('Ada', 'Name', name as At), field('', 'City', city as At)))).toMatchObject({ status: 'unexpected', reason: expect.stringContaining('"City" lost its text') });
    expect(after(typed, before, screenOf(field('Ada', 'Name', name as At), field('Vienna, AT', 'City', city as At))).status).toBe('expected');
  });

  const none: Expectation = ticked(false);
  test.each<[string, Expectation, Sketch[], Sketch[], ...{ x: number; y: number; width: number; height: number }[][]]>([
    ['a radio button gives way to another', ticked(), [box('Post', FIRST, false, { kind: 'radio' }), box('Courier', SECOND, true, { kind: 'radio' })], [box('Post', FIRST, true, { kind: 'radio' }), box('Courier', SECOND, false, { kind: 'radio' })]],
    ['a box for all ticks its rows', ticked(), [box('All', FIRST, false), box('One', SECOND, false)], [box('All', FIRST, true), box('One', SECOND, true)]],
    ['and unticks them', none, [box('All', FIRST, true), box('One', SECOND, true)], [box('All', FIRST, false), box('One', SECOND, false)]],
    ['the last row ticks the box for all', ticked(), [box('One', FIRST, false), box('All', SECOND, false)], [box('One', FIRST, true), box('All', SECOND, true)]],
    ['what does not apply any more is greyed out', ticked(), [box('Pick up', FIRST, false), box('Express', SECOND, true)], [box('Pick up', FIRST, true), box('Express', SECOND, false, { state: { checked: false, disabled: true } })]],
    ['a page fills in what it computes', ticked(), [box('Gift wrap', FIRST, false), { kind: 'text-input', label: 'Total', text: '', state: { filled: false }, at: SECOND }], [box('Gift wrap', FIRST, true), { kind: 'text-input', label: 'Total', text: '12', state: { filled: true }, at: SECOND }]],
    ['a clock goes on and a message comes', ticked(), [box('Sync', FIRST, false), { text: '10:59', at: SECOND }], [box('Sync', FIRST, true), { text: '11:00', at: SECOND }, { text: 'Saved', at: [20, 100, 40, 12] }]],
    ['a box is read otherwise where no pixel changed', ticked(), [box('Gift wrap', FIRST, false), box('Express', SECOND, true)], [box('Gift wrap', FIRST, true), box('Express', SECOND, false)], [boxOf([16, 16, 24, 24])]],
    ['the page moved, and another box without a name stands there', ticked(), [box('Gift wrap', FIRST, false), box('', SECOND, true)], [box('Gift wrap', FIRST, true), box('', SECOND, false)], [boxOf([0, 0, 400, 300])]],
  ])('%s, and that is no fault', (_what, expect_, before, now, ...[regions = REGIONS]) => {
    expect(after(expect_, screenOf(...before), screenOf(...now), regions).status).toBe('expected');
  });
});

describe('dialogs', () => {
  const dialog = (...words: string[]): Sketch[] => [{ kind: 'dialog', at: [100, 60, 200, 120] }, ...words.map((text, index): Sketch => ({ text, at: [110, 70 + 20 * index, 100, 12] })), { kind: 'button', text: '×', at: [280, 64, 14, 14] }];
  const opens: Expectation = { is: 'dialog', open: true };
  const closes: Expectation = { is: 'dialog', open: false };
  const cross = boxOf([280, 64, 14, 14]);
  const seen = (expect_: Expectation, before: Sketch[], now: Sketch[], regions = [boxOf([96, 56, 208, 128])]): string => judge(expect_, regions, screenOf(...before), screenOf(...now), cross).status;

  test('one that opens is told from a page that merely changed', () => {
    expect(seen(opens, [], dialog('Settings'))).toBe('expected');
    expect(seen(opens, [], [{ text: 'Settings', at: [110, 70, 100, 12] }])).toBe('unexpected');
    expect(seen(opens, dialog('Settings'), dialog('Settings'))).toBe('unexpected');
    expect(seen(opens, [], [], [])).toBe('no effect');
  });

  test('one that was to close is gone, or is another one at the same place', () => {
    expect(seen(closes, dialog('Settings', 'Language'), [])).toBe('expected');
    expect(seen(closes, dialog('Settings', 'Language'), dialog('Settings', 'Language'))).toBe('unexpected');
    expect(seen(closes, dialog('Settings', 'Language'), dialog('Leave without saving?'))).toBe('expected');
    // Where none was seen none can have closed.
    expect(seen(closes, [{ text: 'Settings', at: [110, 70, 100, 12] }], [])).toBe('unexpected');
  });

  test('a click that brings one up says so', () => {
    expect(judge({ is: 'change' }, [boxOf([96, 56, 208, 128])], screenOf(), screenOf(...dialog('Settings')), cross)).toMatchObject({ status: 'expected', reason: 'a dialog opened' });
  });
});
