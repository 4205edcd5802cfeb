import fc from 'fast-check';
import { wholeWords } from '../../../src/models/providers/whole-words.js';

const pieces = (...texts: string[]) => texts.map((text, index) => ({ text, startMs: index * 100, endMs: index * 100 + 90, probability: 1 - index / 100 }));

test('pieces of numbers, amounts and hyphenated words become whole words with their whole time', () => {
  const text = 'Our revenue grew by 12.5% to $3.2 million, call 555-0142.';
  const words = wholeWords(text, pieces('Our', 'revenue', 'grew', 'by', '12', '.5%', 'to', '$3', '.2', 'million,', 'call', '555', '-0142.'));
  expect(words.map((word) => word.text)).toEqual(['Our', 'revenue', 'grew', 'by', '12.5%', 'to', '$3.2', 'million,', 'call', '555-0142.']);
  expect(words[4]).toEqual({ text: '12.5%', startMs: 400, endMs: 590, probability: 0.95 });
});

test('words that the text does not hold stay apart', () => {
  expect(wholeWords('one two', pieces('one', 'zwei', 'two')).map((word) => word.text)).toEqual(['one', 'zwei', 'two']);
  expect(wholeWords('', pieces('one', 'two')).map((word) => word.text)).toEqual(['one', 'two']);
});

test('whole words of any text stay as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z0-9.%$-]{1,8}$/), { maxLength: 20 }), (texts) => {
      expect(wholeWords(texts.join(' '), pieces(...texts)).map((word) => word.text)).toEqual(texts);
    }),
  );
});
