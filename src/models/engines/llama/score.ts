import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { progressed } from '../activity.js';
import { clientSignal, usageOf } from './chat.js';
import type { LlamaRuntime } from './runtime.js';
import { buildTrie, commonPrefixLength, runsOf, type TrieNode } from './trie.js';
import { ScoreBody } from './wire.js';

/**
 * Below the first token of a candidate, probabilities are taken over this many likeliest tokens: handing over the whole
 * vocabulary costs 60 ms a token, and what is left out weighs less than the difference between candidates. A
 * candidate's token outside of them is looked up in the whole vocabulary after all.
 */
const TOP_TOKENS = 4096;
/** Stands for "so improbable that it underflows"; JSON has no -Infinity. */
const FLOOR = Math.log(1e-38);

/** `POST /v1/score`: the natural-log probability of each candidate as the assistant's reply after the prefix. */
export function scoreRoute(runtime: LlamaRuntime) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const body = ScoreBody.parse(request.body);
    return score(runtime, body, clientSignal(reply));
  };
}

/** The common part is evaluated once; then each branch of the candidates' token trie is evaluated and erased again. */
export async function score(runtime: LlamaRuntime, body: ScoreBody, signal: AbortSignal): Promise<Record<string, unknown>> {
  const { conversation, prefix } = runtime.promptTokens(body.messages, body.prefix);
  // Prefix and candidate are tokenised together, because a token may reach over the border between them.
  const replies = body.candidates.map((candidate) => runtime.model.tokenize(body.prefix + candidate, false, 'trimLeadingSpace'));
  const shared = Math.min(prefix.length, ...replies.map((tokens) => commonPrefixLength(tokens, prefix)));
  const tails = replies.map((tokens) => tokens.slice(shared));
  const base = [...conversation, ...prefix.slice(0, shared)];
  // Refuses candidates that would not fit.
  const longest = Math.max(...tails.map((tail) => tail.length));
  runtime.promptTokens(body.messages, body.prefix + (body.candidates.find((_, index) => tails[index]?.length === longest) ?? ''));

  return runtime.withSequence(base, signal, async (sequence, cached) => {
    const trie = buildTrie(tails);
    await walk(sequence, trie, base.slice(-1), signal);
    return {
      model: runtime.modelId,
      log_probabilities: tails.map((tail) => sumAlong(trie, tail)),
      token_counts: tails.map((tail) => tail.length),
      usage: usageOf({ promptTokens: base.length, cachedTokens: cached, completionTokens: 0 }),
    };
  });
}

/**
 * Evaluates `entry` (the tokens that lead to `node`), stores the log probabilities of the node's children, and goes down.
 * Chains without a branch are evaluated in one batch.
 */
async function walk(sequence: LlamaContextSequence, node: TrieNode, entry: readonly Token[], signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  progressed();
  const start = sequence.nextTokenIndex;
  const run = runsOf(node);
  const isRoot = node.depth === 0;
  if (!(await readRun(sequence, run, entry, isRoot ? 0 : TOP_TOKENS))) {
    await eraseFrom(sequence, start);
    await readRun(sequence, run, entry, 0);
  }
  const end = sequence.nextTokenIndex;
  for (const child of run.at(-1)?.children.values() ?? []) {
    if (child.children.size === 0) continue;
    await walk(sequence, child, [child.token], signal);
    await eraseFrom(sequence, end);
  }
}

/** Evaluates a chain of nodes and reads the probabilities of their children; false when one is not among the `topK` (0: all). */
async function readRun(sequence: LlamaContextSequence, run: readonly TrieNode[], entry: readonly Token[], topK: number): Promise<boolean> {
  const tokens = [...entry, ...run.slice(1).map((node) => node.token)];
  const skipped = entry.length - 1;
  const options = { temperature: 1, topK, topP: 1, minP: 0 };
  const results = await sequence.controlledEvaluate(tokens.map((token, index) => (index < skipped ? token : [token, { generateNext: { probabilities: true, options } }])));
  for (const [index, node] of run.entries()) {
    const probabilities = results[skipped + index]?.next.probabilities;
    if (!probabilities) throw new Error('The engine gave no token probabilities.');
    for (const child of node.children.values()) {
      const probability = probabilities.get(child.token);
      if (probability === undefined && topK > 0) return false;
      child.logProbability = probability === undefined || probability <= 0 ? FLOOR : Math.log(probability);
    }
  }
  return true;
}

async function eraseFrom(sequence: LlamaContextSequence, start: number): Promise<void> {
  if (sequence.nextTokenIndex > start) await sequence.eraseContextTokenRanges([{ start, end: sequence.nextTokenIndex }]);
}

function sumAlong(trie: TrieNode, tail: readonly Token[]): number {
  let node: TrieNode | undefined = trie;
  let sum = 0;
  for (const token of tail) {
    node = node.children.get(token);
    if (!node) throw new Error('A candidate is not in the trie.');
    sum += node.logProbability;
  }
  return sum;
}
