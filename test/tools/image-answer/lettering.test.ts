import sharp from 'sharp';
import { ScriptedModels } from '../../../src/models/index.js';
import type { ImageFacts } from '../../../src/tools/image/index.js';
import { answerFromFacts, CLOSE, withLettering } from '../../../src/tools/image-answer/index.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const at = temporaryFolder();
const person = (x: number, width: number, place: string): ImageFacts['objects'][number] => ({ label: 'person', score: 0.8, box: { x, y: 0, width, height: 90 }, place, colours: [] });
const text = (words: string, x: number): ImageFacts['texts'][number] => ({ text: words, kind: 'paragraph', place: 'in the centre', box: { x, y: 40, width: 10, height: 8 } });
const players: ImageFacts = {
  width: 300, height: 100, relations: [], missing: [], colours: [], counts: [{ label: 'person', count: 3 }],
  objects: [person(0, 80, 'on the left'), person(60, 120, 'on the left'), person(170, 100, 'on the right')], texts: [text('12', 30), text('No 7', 175)],
};

test.each([
  ['What number is on the person on the right?', 'On the person on the right it says “7”.'],
  ['What does it say on the person on the right?', 'On the person on the right it says “No 7”.'],
  ['What number is on the shirt of the person on the left?', 'On the person on the left it says “12”. I cannot tell whether this stands on the “shirt”.'],
  ['What number is on the player on the left?', 'On the person on the left it says “12”. I cannot tell whether it is what is called “player”: the detector sees people.'],
  ['What number is on the shirt of the player in the middle?', 'I cannot tell that: no number can be read on the person in the middle.'],
  ['What is written on the bus?', 'Found no bus.'],
  ['What is written on the caps?', 'It says “12 No 7” in the picture. I cannot tell whether this stands on what is called “caps”: the detector does not know it.'],
  ['What does the sign say?', 'It says “12 No 7”.'],
  ['What is written on the page?', 'It says “12 No 7”.'],
])('%s', (question, answer) => {
  expect(answerFromFacts(question, players)).toBe(answer);
});

test('of several things none is chosen where the question does not say which', () => {
  expect(answerFromFacts('What number is on the person?', players)).toBe('It says “12 No 7” in the picture. I cannot tell which person is meant, nor what it says there.');
});

test('the largest is meant only where one is clearly larger', () => {
  const dogs = (width: number): ImageFacts => ({ ...players, objects: [{ ...person(0, 50, 'on the left'), label: 'dog' }, { ...person(100, width, 'on the right'), label: 'dog' }], texts: [text('REX', 110)] });
  expect(answerFromFacts('What is written on the largest dog?', dogs(100))).toBe('On the dog on the right it says “REX”.');
  expect(answerFromFacts('What is written on the largest dog?', dogs(55))).toMatch(/I cannot tell which dog is meant/);
});

test('lettering on a thing is read anew in its enlarged cut-out', async () => {
  await sharp({ create: { width: 300, height: 100, channels: 3, background: '#ddd' } }).png().toFile(at('players.png'));
  const models = new ScriptedModels([{ ocr: { width: 400, height: 360, lines: [{ text: '77', box: { x: 20, y: 160, width: 40, height: 32 }, confidence: 0.9, words: [] }] } }]);
  const watch = { models, signal: new AbortController().signal, scratch: at() };
  const close = await withLettering(at('players.png'), 'What number is on the person on the right?', players, CLOSE, watch);
  models.finish();
  expect(close.texts.map(({ text: words }) => words)).toEqual(['12', '77']);
  expect(close.texts[1]?.box).toEqual({ x: 175, y: 40, width: 10, height: 8 });
  expect(await withLettering(at('players.png'), 'How many people are there?', players, CLOSE, watch)).toBe(players);
});
