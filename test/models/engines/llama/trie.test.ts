import type { Token } from 'node-llama-cpp';
import { buildTrie, commonPrefixLength, runsOf } from '../../../../src/models/engines/llama/trie.js';

const tokens = (...values: number[]): Token[] => values as Token[];

test('what candidates share is one path, and a chain is evaluated in one run', () => {
  const trie = buildTrie([tokens(1, 2, 3, 4), tokens(1, 2, 3, 5), tokens(9)]);
  expect([...trie.children.keys()]).toEqual([1, 9]);
  expect(runsOf(trie)).toHaveLength(1);
  expect(runsOf(trie.children.get(1 as Token)!).map((node) => node.token)).toEqual([1, 2, 3]);
});

test('the last token of a chain is not evaluated: its probability comes from the one before', () => {
  expect(runsOf(buildTrie([tokens(1, 2, 3)])).map((node) => node.token)).toEqual([-1, 1, 2]);
});

test('a candidate that is the beginning of another keeps its place', () => {
  const trie = buildTrie([tokens(1), tokens(1, 2)]);
  expect(trie.children.get(1 as Token)?.children.size).toBe(1);
  expect(commonPrefixLength(tokens(1, 2, 3), tokens(1, 2, 4))).toBe(2);
});
