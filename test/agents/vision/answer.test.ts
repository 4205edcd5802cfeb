import { answerFromFacts } from '../../../src/agents/vision/index.js';
import type { ImageFacts } from '../../../src/tools/image/index.js';

const box = { x: 0, y: 0, width: 10, height: 10 };
const facts: ImageFacts = { width: 100, height: 100, relations: [], missing: [], objects: [1, 2].map(() => ({ label: 'dog', score: 0.8, box, place: 'on the left', colours: ['brown'] })), counts: [{ label: 'dog', count: 2 }], texts: [{ text: 'Keep out', kind: 'paragraph', place: 'at the top', box }], colours: [] };

test.each([
  ['How many dogs are there?', 'There are 2 dogs in the picture: on the left, on the left.'],
  ['Is there a cat?', 'No, I found no cat.'],
  ['How many cats are there?', 'Found no cats in the picture.'],
  ['Where is the dog?', 'The dog is on the left.'],
  ['What colour is the dog?', 'The dog looks brown.'],
  ['What does the sign say?', 'It says “Keep out”.'],
  ['How many unicorns are there?', 'I cannot tell: the detector does not know "unicorns".'],
])('%s', (question, answer) => {
  expect(answerFromFacts(question, facts)).toBe(answer);
});

test('what the facts cannot answer is left open', () => {
  expect(answerFromFacts('Who owns the dog?', facts)).toBeUndefined();
});
