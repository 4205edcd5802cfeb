import { maskConditions } from '../../../src/agents/planner/conditions.js';
import { comparisonIn } from '../../../src/agents/planner/comparisons.js';
import { reductionIn } from '../../../src/agents/planner/reduce.js';

const wordsOf = (request: string): string[] => maskConditions(request).conditions.map(({ words }) => words);

test.each([
  ["if there's a car in this photo describe it", ["there's a car in this photo"]],
  ['when the recording is longer than a minute cut it to the first minute', ['the recording is longer than a minute']],
  ['Should our text be in German, translate it.', ['our text be in German']],
  ['This mail reads as if I were angry. Make it calmer.', []],
  ['tell me if you can read it', []],
])('the conditions of %j', (request, conditions) => {
  expect(wordsOf(request)).toEqual(conditions);
});

test('"if not" speaks of the condition before', () => {
  expect(maskConditions('If there is a cat in it, crop to it, if not tell me what is there.')).toMatchObject({ text: '[if 1] crop to it, [else 1] tell me what is there.', conditions: [{ words: 'there is a cat in it' }] });
});

const sounds = [{ name: 'a.mp3', modality: 'audio' }, { name: 'b.mp3', modality: 'audio' }];
const films = [{ name: 'a.mp4', modality: 'video' }, { name: 'b.mp4', modality: 'video' }];

test('several things are compared by a pronoun, too, and recordings by what is said', () => {
  expect(comparisonIn('Do they agree?', sounds)).toEqual({ modality: 'audio', measure: 'write down what is said in each of the recordings' });
  expect(comparisonIn('I want the one with the higher resolution', films)).toEqual({ modality: 'video', measure: 'measure the resolution of each of the videos' });
  expect(comparisonIn('Do they agree?', sounds.slice(1))).toBeUndefined();
});

test('what is new among several things, and one thing out of several, need all of them', () => {
  expect(reductionIn('what has changed in the new one')).toEqual({ to: 'answer' });
  expect(reductionIn('one document out of these three')).toEqual({ to: 'one', modality: 'text' });
  expect(reductionIn('one document about bees')).toBeUndefined();
});
