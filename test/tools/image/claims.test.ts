import { objectMentions, similarityWithin, ungroundedImageClaims, type ImageFacts } from '../../../src/tools/image/index.js';

const box = { x: 0, y: 0, width: 10, height: 10 };
const facts: ImageFacts = {
  width: 100, height: 100, relations: [], missing: [],
  objects: [{ label: 'dog', score: 0.8, box, place: 'on the left', colours: ['brown'] }, ...[1, 2].map(() => ({ label: 'person', score: 0.7, box, place: 'on the right', colours: ['blue' as const] }))],
  counts: [{ label: 'dog', count: 1 }, { label: 'person', count: 2 }],
  texts: [{ text: 'Mind the step', kind: 'paragraph', place: 'at the top', box }],
  colours: [{ name: 'green', share: 0.6 }],
};
const claims = (text: string) => ungroundedImageClaims(text, facts).map(({ kind, claim }) => `${kind}: ${claim}`);

test('what the facts carry passes, by other names too', () => {
  expect(claims('A brown puppy is on the left, and two people are on the right. A sign says "Mind the step". Mostly green.')).toEqual([]);
  expect(claims('There is an animal and there are no cats.')).toEqual([]);
});

test.each([
  ['A cat sits on the left.', 'object: cat'],
  ['There are three people.', 'count: 3 people'],
  ['There is no dog.', 'absence: no dog'],
  ['The sign says "Free beer today".', 'text: Free beer today'],
  ['The dog is purple.', 'colour: purple'],
  ['A vehicle is parked behind the dog.', 'object: vehicle'],
])('%s is not carried', (text, expected) => {
  expect(claims(text)).toContain(expected);
});

test('what a text says of a plant or table is no claim about the kinds that the detector knows', () => {
  expect(claims('A dog lies under a table beside a plant.')).toEqual([]);
  expect(objectMentions('mark the plants and both ladies', { asked: true }).map(({ word, labels }) => [word, labels[0]])).toEqual([['plants', 'potted plant'], ['ladies', 'person']]);
});

test('counts and negations of things are understood; the colour orange is no fruit', () => {
  expect(objectMentions('Two dogs, 3 cars, a bike and no cats near an orange wall').map(({ labels, count, negated }) => [labels[0], count, negated])).toEqual([['dog', 2, false], ['car', 3, false], ['bicycle', 1, false], ['cat', undefined, true]]);
});

test('text is compared without accents, spaces and case', () => {
  expect(similarityWithin('Réservé aux abonnés', 'xx Reserve aux abonnes yy')).toBe(1);
  expect(similarityWithin('closed today', 'open every day')).toBeLessThan(0.6);
});

test('a colour before a thing must be one of that thing', () => {
  const grey = facts.objects[0]!;
  const wrong = (['red', 'green', 'pink'] as const).find((name) => !grey.colours.includes(name))!;
  const picture: ImageFacts = { ...facts, colours: [{ name: wrong, share: 0.5 }] };
  const said = (text: string) => ungroundedImageClaims(text, picture).map(({ claim }) => claim);
  expect(said(`A ${wrong} ${grey.label} is there.`)).toContain(`${wrong} ${grey.label}`);
  expect(said(`There is a ${grey.label}. The main colour is ${wrong}.`)).toEqual([]);
  for (const colour of grey.colours) expect(said(`A ${colour} ${grey.label} is there.`)).toEqual([]);
});
