import type { Token } from 'node-llama-cpp';

/** A token of one or more candidates, below the tokens that come before it. */
export interface TrieNode {
  readonly token: Token;
  /** 0 for the root, which stands for the common prefix. */
  readonly depth: number;
  readonly children: Map<Token, TrieNode>;
  /** Natural log of the probability of this token after those before it; filled in by the walk. */
  logProbability: number;
}

/** The candidates as a trie: what several of them share is one path. */
export function buildTrie(candidates: readonly (readonly Token[])[]): TrieNode {
  const root: TrieNode = { token: -1 as Token, depth: 0, children: new Map(), logProbability: 0 };
  for (const candidate of candidates) {
    let node = root;
    for (const token of candidate) {
      const next = node.children.get(token) ?? { token, depth: node.depth + 1, children: new Map<Token, TrieNode>(), logProbability: 0 };
      node.children.set(token, next);
      node = next;
    }
  }
  return root;
}

/** The chain of nodes from `node` down to the first that branches or whose only child is a leaf: they need one evaluation. */
export function runsOf(node: TrieNode): TrieNode[] {
  const run = [node];
  for (let current = node; current.children.size === 1; ) {
    const [child] = current.children.values();
    if (!child || child.children.size === 0) break;
    run.push(child);
    current = child;
  }
  return run;
}

/** Number of leading elements that are equal. */
export function commonPrefixLength(left: readonly Token[], right: readonly Token[]): number {
  let length = 0;
  while (length < left.length && length < right.length && left[length] === right[length]) length += 1;
  return length;
}
