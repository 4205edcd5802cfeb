import fc from 'fast-check';
import { countCharacters, countWords, splitParagraphs, splitSentences } from '../../../src/tools/text/index.js';

describe('splitSentences', () => {
  const cases: [string, string[]][] = [
    ['', []],
    ['   \n\n ', []],
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    ['Dr. Smith met J. R. Tolkien at 5 p.m. They talked.', ['Dr. Smith met J. R. Tolkien at 5 p.m.', 'They talked.']],
    ['It opens at 9 a.m. on Mondays.', ['It opens at 9 a.m. on Mondays.']],
    ['Use the lift in house D. Deliveries go to house C.', ['Use the lift in house D.', 'Deliveries go to house C.']],
    ['They bathe in the lake. 40 trees were felled there.', ['They bathe in the lake.', '40 trees were felled there.']],
    ['It weighs approx. 40 kilos, see no. 7 and fig. 3.', ['It weighs approx. 40 kilos, see no. 7 and fig. 3.']],
    ['Prices rose 3.5 percent, e.g. for bread.', ['Prices rose 3.5 percent, e.g. for bread.']],
    ['1. First\n2. Second', ['1. First', '2. Second']],
    ['- a\n- b', ['- a', '- b']],
    ['A sentence that is wrapped hard over\ntwo lines.', ['A sentence that is wrapped hard over two lines.']],
    ['due date: 6 May\nnumber of guests: 48\n', ['due date: 6 May', 'number of guests: 48']],
    ['| Potting soil in bags of forty litres each | 60 | 5.20 |\n| Hoses | 12 | 27.40 |', ['| Potting soil in bags of forty litres each | 60 | 5.20 |', '| Hoses | 12 | 27.40 |']],
    ['The rule for all who come here later is simple:\nwait.', ['The rule for all who come here later is simple: wait.']],
    ['你好。再见！', ['你好。', '再见！']],
    ['مرحبا. كيف حالك؟', ['مرحبا.', 'كيف حالك؟']],
    ['Great 😀! Really?', ['Great 😀!', 'Really?']],
  ];
  test.each(cases)('%j', (text, sentences) => {
    expect(splitSentences(text)).toEqual(sentences);
  });

  test('loses no letter and no digit of any text', () => {
    const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => letters(splitSentences(text).join(' ')) === letters(text)));
  });

  test('a megabyte without a full stop is one sentence, in under two seconds', () => {
    const started = performance.now();
    expect(splitSentences('word '.repeat(200_000))).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('counts', () => {
  test.each([['state-of-the-art don\'t', 2], ['你好世界', 2], ['', 0], ['— … !', 0], ['a  b\n\tc', 3], ['😀 😀', 0]])('%j has %i words', (text, words) => {
    expect(countWords(text)).toBe(words);
  });
  test('a family emoji and an accent are one character each', () => {
    expect(countCharacters('👨‍👩‍👧é ')).toBe(2);
  });
  test('paragraphs are blocks between blank lines', () => {
    expect(splitParagraphs('a\nb\n\n\n c \n')).toEqual(['a\nb', 'c']);
  });
});

test('the rows of a table are sentences of their own', () => {
  expect(splitSentences('Boat hire\nBoat\tEuros an hour\nRowing boat\t12.00\ncanoe\t9.00\nOpen daily.')).toEqual(['Boat hire', 'Boat\tEuros an hour', 'Rowing boat\t12.00', 'canoe\t9.00', 'Open daily.']);
});
