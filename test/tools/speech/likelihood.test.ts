import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TranscriptSegment } from '../../../src/core/index.js';
import { ScriptedModels } from '../../../src/models/index.js';
import { doubtfulPlaces, likelierBy, loadSoundComparison, spansOf, timed, toldApart, wordErrorRate, type DoubtfulPlace, type Hearing, type SoundComparison } from '../../../src/tools/speech/index.js';

let sounds: SoundComparison;
beforeAll(async () => {
  sounds = await loadSoundComparison();
});

/** One segment a text, 10 s each. */
function heard(expected: string, ...texts: readonly string[]): Hearing {
  const segments = texts.map((text, at): TranscriptSegment => {
    const words = text.split(' ').map((word, index) => ({ text: word, startMs: at * 10_000 + index * 100, endMs: at * 10_000 + index * 100 + 90, probability: 1 }));
    return { text, startMs: at * 10_000 + 1000, endMs: at * 10_000 + 9000, noSpeechProbability: 0, meanLogProbability: -0.1, words };
  });
  const words = segments.flatMap((segment) => segment.words);
  const transcript = texts.join(' ');
  return { model: 'm', language: 'en', transcript, result: wordErrorRate(expected, transcript, sounds), durationMs: texts.length * 10_000, segments, words, spans: spansOf(words) };
}

function places(expected: string, ...texts: readonly string[]): DoubtfulPlace[] {
  const hearing = heard(expected, ...texts);
  return doubtfulPlaces(hearing, expected, timed(hearing));
}

describe('the places where a hearing differs', () => {
  it.each([
    ['a word', 'We saw a bottle, here.', 'We saw a table, here.', 'We saw a bottle, here.'],
    ['a missing word', 'You must not open it.', 'You must open it.', 'You must not open it.'],
    ['words in a row', 'We walked on the ring road today.', 'We walked on the bridge today.', 'We walked on the ring road today.'],
    ['a number in words', 'It costs seventy-eight euros.', 'It costs 18 euros.', 'It costs seventy-eight euros.'],
    ['a number behind others', 'From 25 July on it costs 78 euros.', 'From the 25th of July on it costs 18 euros.', 'From the 25th of July on it costs 78 euros.'],
    ['a number with its unit', 'It grew by 12.5% this year.', 'It grew by 17.5% this year.', 'It grew by 12.5% this year.'],
    ['a number before a unit in words', 'It grew by 12.5% this year.', 'It grew by 17.5 percent this year.', 'It grew by 12.5 percent this year.'],
    ['the last word', 'The gate is open.', 'The gate is closed.', 'The gate is open.'],
  ])('are written out as they should be said: %s', (_, expected, said, written) => {
    expect(places(expected, said).flatMap((place) => place.expected)).toContain(written);
    expect(places(expected, said)[0]?.heard).toContain(said);
  });

  it('are written in digits, too, as recognisers write', () => {
    expect(places('It costs seventy-eight euros.', 'It costs 18 euros.')[0]?.expected).toEqual(['It costs seventy-eight euros.', 'It costs 78 euros.']);
  });

  it('leave out words that were only added, and a text that is another one', () => {
    expect(places('The bill has been paid.', 'The bill has not been paid.')).toEqual([]);
    expect(places('', 'Hello there')).toEqual([]);
    expect(places('Life to him seemed hollow and existence but a burden because nobody ever came.', 'hello')).toEqual([]);
  });

  it('of a long recording are looked at in the half minute around them', () => {
    const [place, ...rest] = places('One cat. Two dogs. Three birds. Four cows.', 'One cat.', 'Two dogs.', 'Three bats.', 'Four cows.');
    expect(rest).toEqual([]);
    expect(place).toMatchObject({ expected: ['One cat. Two dogs. Three birds.'], window: { startMs: 500, endMs: 29_500 } });
    const last = places('One cat. Two dogs. Three birds. Four cows.', 'One cat.', 'Two dogs.', 'Three birds.', 'Four goats.')[0];
    expect(last).toMatchObject({ expected: ['Four cows.'], window: { startMs: 30_500, endMs: 39_500 } });
  });
});

describe('one recogniser weighs a place', () => {
  /** What it finds of the heard text and of the expected one, on the recording and in silence. */
  const weighed = async (expected: string, said: string, heardNats: readonly [number, number], expectedNats: readonly [number, number]): Promise<number[] | undefined> => {
    const isHeard = (text: string): boolean => text === said;
    const models = new ScriptedModels([{ scoreSpeech: ({ texts }) => ({ logProbabilities: texts.map((text) => (isHeard(text) ? heardNats : expectedNats)[0]), priorLogProbabilities: texts.map((text) => (isHeard(text) ? heardNats : expectedNats)[1]) }) }]);
    return likelierBy(places(expected, said), { models, path: 'x.wav', language: 'en', model: 'm', signal: new AbortController().signal });
  };

  it('and takes off what a rare word has against it before anything is heard', async () => {
    expect(await weighed('we met Brimfield here', 'we met trouble here', [-5, -20], [-24, -36])).toEqual([3]);
    expect(await weighed('it is open here', 'it is closed here', [-5, -20], [-20, -18])).toEqual([15]);
  });

  it('but not where words are missing and nothing was heard, nor of numbers', async () => {
    expect(await weighed('it is not open here', 'it is open here', [-5, -20], [-18, -26])).toEqual([13]);
    expect(await weighed('there are 157 here', 'there are 158 here', [-5, -20], [-12, -27])).toEqual([7]);
  });
});

describe('heard and expected words are told apart', () => {
  const judged = (expected: string, said: string, ...likelier: readonly number[]): { said: number; unlikely: number } => {
    const hearing = heard(expected, said);
    const differences = timed(hearing);
    const { said: doubts, unlikely } = toldApart(differences, doubtfulPlaces(hearing, expected, differences), likelier.map((nats) => [nats]));
    return { said: doubts.length, unlikely: unlikely.length };
  };

  it.each([
    ['as likely as not', 'a field of beets', 'a field of weeds', [0.5, 3], 'said'],
    ['unlikely for one recogniser only', 'a field of beets', 'a field of weeds', [1, 20], 'said'],
    ['unlikely for both', 'it is open today', 'it is closed today', [15, 14], 'unlikely'],
    ['a number that is as likely', 'there are 78 here', 'there are 18 here', [0.2, 5], 'said'],
    ['a number that is less likely', 'there are 157 here', 'there are 158 here', [5, 6], 'unlikely'],
    ['a missing negation that is less likely', 'you must not open it', 'you must open it', [6, 7], 'unlikely'],
    ['not likely for the only one that listened', 'it is open today', 'it is closed today', [14], 'unlikely'],
  ] as const)('%s', (_, expected, said, likelier, status) => {
    expect(judged(expected, said, ...likelier)).toMatchObject({ [status]: 1 });
  });

  it('puts up with more where more words in a row were misheard', () => {
    expect(judged('there were a king here', 'they are working here', 9)).toMatchObject({ unlikely: 0 });
    expect(judged('the door is open here', 'the door is closed here', 9)).toMatchObject({ said: 0, unlikely: 1 });
  });

  it('never counts a negation that was added as unsaid', () => {
    expect(judged('the bill is closed', 'the bill is not close', 0).said).toBe(1);
    expect(judged('the bill is paid', 'the bill is not paid', -5)).toEqual({ said: 0, unlikely: 0 });
    expect(judged('he wants a card', 'he wants a cart with the weather of tomorrow', 0).said).toBe(1);
  });

  it('takes one word that was misheard as two for one', () => {
    expect(judged('prudence indeed will dictate', 'prudence in need will dictate', 2)).toEqual({ said: 2, unlikely: 0 });
  });
});
