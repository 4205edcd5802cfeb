import { labelsAtStake } from '../../../src/agents/screenshot/operate/session.js';
import type { View } from '../../../src/agents/screenshot/operate/view.js';

const element = (kind: string, text: string, x: number): unknown => ({ kind, text, label: '', box: { x, y: 0, width: 50, height: 20 } });
const view = { screen: { elements: [element('text-input', 'Send to', 0), element('button', 'Delete all', 60), element('link', 'Home', 120)] } } as unknown as View;

test.each([
  ['a click on a point is judged by the button under it', { type: 'click', at: { x: 70, y: 10 }, button: 'left', count: 1 }, ['Delete all']],
  ['a click into a field is not judged by the name of the field', { type: 'click', at: { x: 10, y: 10 }, button: 'left', count: 1 }, []],
  ['Enter is judged by every button that it could press', { type: 'key', chord: 'Control+Enter', times: 1 }, ['Delete all']],
  ['another key presses no button', { type: 'key', chord: 'ArrowDown', times: 1 }, []],
  ['a choice is judged by its option', { type: 'select', at: { x: 0, y: 0 }, option: 'Delete account' }, ['Delete account']],
] as const)('%s', (_behaviour, action, labels) => {
  expect(labelsAtStake({ action }, view)).toEqual(labels);
});
