import { expect, test } from '@jest/globals';
import { meantOf } from '../../../src/agents/planner/meant.js';
import type { Given } from '../../../src/core/index.js';

const left = (name: string, modality: string): Given => ({ name, modality, earlier: true });
const EARLIER = [left('dog.jpg', 'image'), left('describe_image.text', 'text'), left('grey.image', 'image'), left('shorten.text', 'text'), left('speak.audio', 'audio')];

test.each([
  ['make it shorter and say it again', ['grey.image', 'shorten.text', 'speak.audio']],
  ['shorter, please', ['grey.image', 'shorten.text', 'speak.audio']],
  ['How many people are in the picture?', ['grey.image']],
  ['What is in the original picture?', ['dog.jpg']],
  ['Compare these pictures', ['dog.jpg', 'describe_image.text', 'grey.image', 'shorten.text', 'speak.audio']],
  ['Transcribe the recording', ['speak.audio']],
  ['Sum the description up', ['describe_image.text']],
  ['Translate describe_image.text', ['describe_image.text']],
  ['Write a limerick about autumn', []],
  ['Make a picture of a house that is red', []],
  ['What is the capital of France?', []],
])('%s', (goal, names) => {
  expect(meantOf(goal, EARLIER).map(({ name }) => name)).toEqual(names);
});

test('what came with the request is always meant, and "it" is then that and not something earlier', () => {
  const own: Given = { name: 'cat.jpg', modality: 'image' };
  expect(meantOf('Describe it', [...EARLIER, own])).toEqual([own]);
  expect(meantOf('Write a limerick', [own])).toEqual([own]);
  expect(meantOf('Compare it with the previous picture', [...EARLIER, own]).map(({ name }) => name)).toContain('grey.image');
  expect(meantOf('Compare it with dog.jpg', [...EARLIER, own]).map(({ name }) => name)).toEqual(['dog.jpg', 'cat.jpg']);
});
