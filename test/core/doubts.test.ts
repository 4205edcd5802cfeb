import { doubtsIn } from '../../src/core/index.js';

const verdict = (oracle: string, status: 'pass' | 'fail' | 'inconclusive', settles?: string[]) => ({ oracle, status, ...(settles ? { settles } : {}) });

test('a pass settles what the oracles that it names left open, and nothing that they condemned', () => {
  expect(doubtsIn([verdict('by_words', 'inconclusive'), verdict('by_meaning', 'pass', ['by_words'])])).toEqual([]);
  expect(doubtsIn([verdict('by_words', 'fail'), verdict('by_meaning', 'pass', ['by_words'])]).map(({ oracle }) => oracle)).toEqual(['by_words']);
});

test('what is left open and settled by none is a doubt', () => {
  expect(doubtsIn([verdict('by_words', 'inconclusive'), verdict('other', 'inconclusive'), verdict('by_meaning', 'pass', ['by_words'])]).map(({ oracle }) => oracle)).toEqual(['other']);
  expect(doubtsIn([verdict('by_words', 'inconclusive'), verdict('by_meaning', 'inconclusive', ['by_words'])])).toHaveLength(2);
});
