import { beyondFacts } from '../../src/oracles/beyond-facts.js';
import type { ImageFacts } from '../../src/tools/image/index.js';

const box = { x: 0, y: 0, width: 10, height: 10 };
const photo: ImageFacts = { width: 100, height: 100, relations: [], missing: [], texts: [], colours: [{ name: 'blue', share: 0.5 }], objects: [{ label: 'person', score: 0.8, box, place: 'on the left', colours: ['red'] }], counts: [{ label: 'person', count: 1 }] };
const menu: ImageFacts = { ...photo, objects: [], counts: [], texts: [{ text: 'Plum tart 3.20', kind: 'paragraph', place: 'at the top', box }] };

test.each([
  ['What does the plum tart cost?', 'The plum tart costs 3.20.', menu],
  ['What does the plum tart cost?', '3.20', menu],
  ['Who is there?', 'There is 1 person on the left.', photo],
])('%s %s: carried', (question, answer, facts) => {
  expect(beyondFacts(answer, question, facts)).toEqual([]);
});

test.each([
  ['an act', 'What is the person doing?', 'The person is sleeping.', photo],
  ['an act that the question names', 'Is the man standing at the door?', 'The man is standing at the door.', photo],
  ['a bare yes', 'Is the man smiling?', 'Yes.', photo],
  ['a yes to what is not known, with what is', 'Is the man smiling?', 'Yes, the man is on the left.', photo],
  ['a number that nobody read', 'How many wheels does it have?', '4', photo],
  ['another number', 'What does the plum tart cost?', 'The plum tart costs 4.80.', menu],
  ['another place', 'Where is the person?', 'The person is on the right.', photo],
])('%s: left open', (_, question, answer, facts) => {
  expect(beyondFacts(answer, question, facts)).not.toEqual([]);
});
