import { compareWords, isMisreadOf, wordsOf } from '../../../src/tools/ocr/index.js';

test.each([
  ['the same in another order', 'Open daily\nRoom 12', 'Room 12 Open daily'],
  ['white between words overlooked', 'the markers are found', 'themarkers arefound'],
  ['words parted', 'background. Here', 'back ground Here'],
  ['accents and capitals', 'CAFÉ SOLVEIG', 'Cafe Solveig'],
  ['white between a number and its marks', 'from $ 50 to 20%, -5 and 30€', 'from $50 to 20 %, −5 and 30 €'],
  ['hyphens that are no signs', 'COVID-19, A-5, 3-4', 'COVID 19, A 5, 3–4'],
  ['letters that look the same', 'Illinois wool', 'lllinois wo0l'],
])('no difference: %s', (_, one, other) => {
  expect(compareWords(one, other)).toEqual({ lost: [], added: [] });
});

test.each([
  ['a word exchanged', 'the red door', 'the red window', ['door'], ['window']],
  ['a digit changed', 'Total 4.80', 'Total 4.90', ['4.80'], ['4.90']],
  ['a point lost', 'Total 4.80', 'Total 480', ['4.80'], ['480']],
  ['another currency', '$50 off', '€50 off', ['$50'], ['€50']],
  ['another currency of a number with a unit', '$5m', '£5m', ['$5m'], ['£5m']],
  ['a currency behind its number', '12 €', '12', ['12€'], ['12']],
  ['a sign', '-5 degrees', '5 degrees', ['-5'], ['5']],
  ['a sign with a currency', '-$5', '$5', ['-$5'], ['$5']],
  ['a percent sign', 'save 20%', 'save 20', ['20%'], ['20']],
  ['marks of other scripts', 'が', 'か', ['か\u3099'], ['か']],
  ['a word that stands there twice', 'no no', 'no', ['no'], []],
  ['a line invented', 'Open', 'Open on Sundays', [], ['on', 'sundays']],
])('a difference: %s', (_, one, other, lost, added) => {
  expect(compareWords(one, other)).toEqual({ lost, added });
});

test('words of a reading', () => {
  expect(wordsOf('Room 0815, 10:30 h')).toEqual(['room', '0815', '10:30', 'h']);
  expect(isMisreadOf('number', 'rmiber')).toBe(true);
  expect(isMisreadOf('umbrella', 'dough')).toBe(false);
});
