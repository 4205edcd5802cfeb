import { missingName } from '../../../src/agents/screenshot/operate/missing-name.js';
import { screenOf, viewOf } from './support/sketch.js';

const view = viewOf(screenOf(
  { at: [10, 10, 200, 16], text: 'Bus to Lyon, Sat 12' },
  { at: [10, 40, 200, 16], text: 'Eva Lindqv1st, eva@birch.io' },
  { at: [10, 70, 80, 20], kind: 'button', text: 'Book' },
));

test.each([
  ['Book the bus to Lyon on Saturday', undefined],
  ['Book the bus to Nice on Saturday', 'Nice'],
  ['Write to Eva Lindqvist', undefined],
  ['Block the user eva@birch.io', undefined],
  ['Block the user tom@birch.io', 'tom@birch.io'],
  ['Book the bus of Maria', 'Maria'],
  ['Book the bus of May', undefined],
  ['Nice seats first', undefined],
  ['Buche den Bus nach Nizza am Samstag', undefined],
])('of %j the screen lacks %j', async (task, missing) => {
  expect(await missingName(task, view)).toBe(missing);
});

test('what is typed need not stand on the screen', async () => {
  expect(await missingName('Order it for Rita Sole', view, ['Rita Sole'])).toBeUndefined();
});
