import { secretPlaces, withoutSecrets } from '../../../src/agents/screenshot/operate/hidden.js';
import { Secrets } from '../../../src/agents/screenshot/safety/index.js';
import { screenOf, viewOf } from './support/sketch.js';

const secrets = new Secrets(new Map([['key', 'Kestrel-4417-Maple']]));
const view = viewOf(screenOf(
  { text: 'Access key', at: [10, 10, 80, 16] },
  { kind: 'text-input', text: 'estrel-4417-Ma', label: 'Access key', at: [10, 30, 120, 24] },
  { text: 'Your key: Kestre1-44l7-Maple', at: [10, 80, 200, 16] },
  { kind: 'button', text: 'Use Kestrel-4417-Maple', at: [10, 120, 160, 24] },
));
const FILLED = [{ x: 10, y: 30, width: 120, height: 24 }];

test('what a model is told shows no secret: not as it is, not misread, not the part that a narrow field shows', () => {
  const { screen } = withoutSecrets(view, secrets, FILLED);
  expect(screen.elements.map(({ text }) => text)).toEqual(['Access key', '(hidden)', '(hidden)', '(hidden)']);
  expect(screen.lines.map(({ text }) => text)).toEqual(['Access key', '(hidden)', '(hidden)', '(hidden)']);
  expect(JSON.stringify(screen)).not.toMatch(/4417|44l7/);
  expect(screen.elements.map(({ number }) => number)).toEqual(view.screen.elements.map(({ number }) => number));
});

test('a place that was filled in is blackened as long as its field is there', () => {
  expect(secretPlaces(view, secrets, FILLED)).toHaveLength(4);
  expect(secretPlaces(viewOf(screenOf({ kind: 'button', text: 'Next', at: [10, 30, 60, 24] })), secrets, FILLED)).toEqual([]);
});

test('without secrets nothing is taken away', () => {
  expect(withoutSecrets(view, new Secrets(), FILLED)).toBe(view);
});
