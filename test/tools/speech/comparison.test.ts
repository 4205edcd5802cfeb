import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TranscribeReply, TranscriptSegment } from '../../../src/core/index.js';
import { decisiveDifferences, loadSoundComparison, normalizeForComparison, spansOf, spokenSegments, timed, wordErrorRate, type Hearing, type SoundComparison } from '../../../src/tools/speech/index.js';

let sounds: SoundComparison;
beforeAll(async () => {
  sounds = await loadSoundComparison();
});

describe('comparison form', () => {
  it.each([
    ['March 15, 2024', 'march fifteenth twenty twenty-four'],
    ['It costs $5.50.', 'it costs five dollars and fifty cents'],
    ['two thousand twenty four', '2024'],
    ['in 1905', 'in nineteen oh five'],
    ['1,500', 'fifteen hundred'],
    ['555-1234', 'five five five one two three four'],
    ['at 3.45 pm', 'at three forty-five P.M.'],
    ["I don't know, it's OK.", 'i do not know it is okay'],
    ['The colour of the theatre was grey.', 'the color of the theater was gray'],
    ['They organised and travelled.', 'they organized and traveled'],
    ['the FBI', 'the f b i'],
    ['Dr. Smith vs. Mr. Jones', 'doctor smith versus mister jones'],
    ['one hundred and five', '105'],
    ['3.14', 'three point one four'],
    ['per cent', 'percent'],
  ])('%j equals %j', (first, second) => {
    expect(normalizeForComparison(first)).toEqual(normalizeForComparison(second));
  });

  it.each([['fifteen', 'fifty'], ['2024', '2025'], ['$5.50', '$5.15'], ['can', "can't"], ['12.5%', '$12.5']])('%j differs from %j', (first, second) => {
    expect(normalizeForComparison(first)).not.toEqual(normalizeForComparison(second));
  });
});

describe('word error rate', () => {
  it('counts and places substitutions, deletions and insertions', () => {
    const { rate, differences } = wordErrorRate('the cat sat on the mat', 'the dog sat the blue mat');
    expect(differences.map(({ kind, expected, heard, expectedIndex, heardIndex }) => [kind, expected, heard, expectedIndex, heardIndex])).toEqual([
      ['substitution', 'cat', 'dog', 1, 1],
      ['deletion', 'on', '', 3, 3],
      ['insertion', '', 'blue', 5, 4],
    ]);
    expect(rate).toBeCloseTo(3 / 6);
  });

  it('takes no offence at compounds, homophones and spellings of names', () => {
    expect(wordErrorRate('an ice cream by the river bank', 'an icecream by the riverbank', sounds).rate).toBe(0);
    expect(wordErrorRate('their two sons', 'there too suns', sounds).differences.map(({ expected }) => expected)).toEqual(['2']);
    expect(wordErrorRate('We met Katherine Schmidt today', 'We met Catherine Schmitt today', sounds).rate).toBe(0);
  });

  it('does not take a different word for the same', () => {
    for (const [one, other] of [['bottle', 'table'], ['Paris', 'London'], ['Monday', 'Sunday'], ['left', 'right'], ['closed', 'open']] as const) {
      expect(wordErrorRate(`They saw ${one} again`, `They saw ${other} again`, sounds).differences).toHaveLength(1);
    }
  });

  it('is 0 for equal texts, symmetric in size, and at most 1 plus what was added', () => {
    const word = fc.constantFrom('red', 'house', 'seven', 'tree', 'not', 'blue', 'Anna');
    fc.assert(fc.property(fc.array(word, { maxLength: 12 }), fc.array(word, { maxLength: 12 }), (one, other) => {
      const forth = wordErrorRate(one.join(' , '), other.join(' , '));
      const back = wordErrorRate(other.join(' , '), one.join(' , '));
      return wordErrorRate(one.join(' , '), one.join(' , ')).rate === 0 && forth.differences.length === back.differences.length;
    }));
  });

  it('handles an empty side', () => {
    expect(wordErrorRate('', '').rate).toBe(0);
    expect(wordErrorRate('one word', '').rate).toBe(1);
    expect(wordErrorRate('', 'something').rate).toBe(1);
  });
});

const segment = (text: string, more: Partial<TranscriptSegment> = {}): TranscriptSegment => ({ text, startMs: 0, endMs: 1000, noSpeechProbability: 0.01, meanLogProbability: -0.2, words: [], ...more });
const reply = (segments: TranscriptSegment[]): TranscribeReply => ({ text: '', language: 'en', durationMs: 1000, segments, model: 'm' });

describe('segments that hold speech', () => {
  it('drops what a recogniser invents over silence and music', () => {
    const kept = spokenSegments(reply([
      segment('Hello there.'),
      segment('Thank you.', { noSpeechProbability: 0.9, meanLogProbability: -1.2 }),
      segment('Blah', { meanLogProbability: -2 }),
      segment('[Music]'),
      segment('...'),
      segment('you', { words: [{ text: 'you', startMs: 0, endMs: 1, probability: 0.1 }] }),
    ]));
    expect(kept.map(({ text }) => text)).toEqual(['Hello there.']);
  });

  it('cuts a recogniser short that runs in a circle', () => {
    expect(spokenSegments(reply(Array.from({ length: 10 }, () => segment('And so on.'))))).toHaveLength(2);
  });
});

const heard = (expected: string, transcript: string): Hearing => {
  const words = transcript.split(' ').map((text, index) => ({ text, startMs: index * 100, endMs: index * 100 + 90, probability: 1 }));
  return { model: 'm', language: 'en', transcript, result: wordErrorRate(expected, transcript, sounds), durationMs: words.length * 100, segments: [], words, spans: spansOf(words) };
};
const decisive = (expected: string, first: string, second: string): string[] => decisiveDifferences(timed(heard(expected, first)), heard(expected, second).result.differences, sounds).map(({ expected: word }) => word);

describe('decisive differences', () => {
  it('finds the time of a wrong word', () => {
    expect(timed(heard('we saw a bottle here', 'we saw a table here'))).toMatchObject([{ expected: 'bottle', heard: 'table', startMs: 300, endMs: 390 }]);
  });

  it.each([
    ['another word', 'the east wing is closed until June', 'the west kitchen is closed until June', ['wing']],
    ['a changed number', 'it costs fifteen dollars today', 'it costs fifty dollars today', ['15']],
    ['a lost negation', 'you must not open it', 'you must open it', ['not']],
    ['a lost phrase', 'we go home and then we eat dinner', 'we go home', ['and', 'then', 'we', 'eat', 'dinner']],
  ])('takes %s seriously', (_, expected, said, words) => {
    expect(decisive(expected, said, said)).toEqual(expect.arrayContaining(words));
  });

  it('forgives small and similar-sounding words', () => {
    expect(decisive('she walked in the park', 'she walked and a park', 'she walked and a park')).toEqual([]);
    expect(decisive('the quick fox', 'the quit fox', 'the quit fox')).toEqual([]);
  });
});
