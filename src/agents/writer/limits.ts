import { z } from 'zod';
import { counted } from '../../core/index.js';
import { countWords, CUT, describeShape, parseJsonText, splitSentences, weighPassages } from '../../tools/text/index.js';

export const TextFormat = z.enum(['paragraph', 'bullets', 'numbered', 'table', 'json']);
export type TextFormat = z.infer<typeof TextFormat>;

/** What a text to be written must keep to; absent: no limit. */
export interface Limits {
  /** Exactly so many sentences (bullets and numbered items in lists). */
  readonly sentences?: number | undefined;
  /** At most so many words. */
  readonly words?: number | undefined;
  readonly format?: TextFormat | undefined;
  /** Number of list items. */
  readonly items?: number | undefined;
}

/** Limits in words, for a prompt. */
export function describeLimits({ sentences, words, format, items }: Limits): string {
  const said: string[] = [];
  const count = items ?? (format === 'bullets' || format === 'numbered' ? sentences : undefined);
  if (format === 'bullets') said.push(`Write ${count === undefined ? 'a list of bullet points' : `exactly ${count} bullet ${count === 1 ? 'point' : 'points'}`}, one a line, each starting with "- ".`);
  else if (format === 'numbered') said.push(`Write a numbered list${count === undefined ? '' : ` of exactly ${counted(count, 'item')}`}, one a line, starting with "1. ".`);
  else if (format === 'table') said.push('Write a Markdown table with a head row, and nothing else.');
  else if (format === 'json') said.push('Write JSON and nothing else.');
  else if (sentences !== undefined) said.push(sentences === 1 ? 'Write exactly one sentence.' : `Write exactly ${sentences} sentences.`);
  if (words !== undefined) said.push(wordLimit(words, said.length === 0));
  return said.join(' ');
}

/** Words of a sentence that a small model takes for a short one. */
const SHORT_SENTENCE = 18;

/** Models count sentences better than words: a limit in words comes with the number of sentences that keep to it. */
function wordLimit(words: number, free: boolean): string {
  const sentences = Math.floor(words / SHORT_SENTENCE);
  const hint = !free || sentences > 12 ? '' : sentences === 0 ? ': a few words only' : `: ${sentences === 1 ? 'one short sentence' : `at most ${sentences} short sentences`}`;
  return `Use at most ${counted(words, 'word')}${hint}.`;
}

/** Tokens that a text within the limits can need, with room to spare; undefined when nothing limits it. */
export function tokensFor({ sentences, words, items }: Limits): number | undefined {
  if (words !== undefined) return Math.ceil(words * 2.5) + 60;
  const lines = items ?? sentences;
  return lines === undefined ? undefined : 80 + lines * 70;
}

/** What is wrong with a text, in words that its author can act on; empty when it keeps to the limits. */
export function findExcess(text: string, limits: Limits): string[] {
  const problems: string[] = [];
  const shape = describeShape(text);
  const list = limits.format === 'bullets' ? shape.bullets : limits.format === 'numbered' ? shape.numbered : undefined;
  const wanted = limits.items ?? (list === undefined ? undefined : limits.sentences);
  if (text.trim() === '') problems.push('Your answer was empty.');
  if (list?.length === 0) problems.push(`Your answer was not a ${limits.format === 'bullets' ? 'list of bullet points' : 'numbered list'}.`);
  else if (list !== undefined && wanted !== undefined && list.length !== wanted) problems.push(`Your answer had ${counted(list.length, 'item')}; write exactly ${wanted}.`);
  if (limits.format === 'table' && shape.tableRows.length === 0) problems.push('Your answer was not a Markdown table.');
  if (limits.format === 'json' && parseJsonText(text) === undefined) problems.push('Your answer was not valid JSON.');
  if (list === undefined && limits.format !== 'table' && limits.format !== 'json' && limits.sentences !== undefined) {
    const count = splitSentences(text).length;
    if (count !== limits.sentences) problems.push(`Your answer had ${counted(count, 'sentence')}; write exactly ${limits.sentences}.`);
  }
  const words = countWords(text);
  if (limits.words !== undefined && words > limits.words) problems.push(`Your answer had ${counted(words, 'word')}. ${wordLimit(limits.words, list === undefined && limits.sentences === undefined)}`);
  return problems;
}

/**
 * Brings a text inside its limits by leaving out the sentences or items that weigh least in it, or by adding list marks; never cuts
 * inside a sentence. Where something was left out stands `CUT`, for the reader and the verifier. What cannot be mended this way stays
 * as it is.
 */
export async function trimToLimits(text: string, limits: Limits): Promise<string> {
  const shape = describeShape(text);
  if (limits.format === 'bullets' || limits.format === 'numbered') {
    const found = [...shape.bullets, ...shape.numbered];
    const items = found.length > 0 ? found : shape.otherLines.length > 1 ? shape.otherLines : splitSentences(text);
    const kept = await weightiest(items, (left) => left.length <= (limits.items ?? limits.sentences ?? Infinity) && isWithin(left, limits.words));
    const lines = kept.length < items.length ? [...kept.slice(0, -1), `${kept.at(-1) ?? ''} ${CUT}`] : kept;
    return lines.map((item, index) => (limits.format === 'bullets' ? `- ${item}` : `${index + 1}. ${item}`)).join('\n');
  }
  if (limits.format === 'table' || limits.format === 'json') return text;
  const sentences = splitSentences(text);
  if (sentences.length <= (limits.sentences ?? Infinity) && isWithin([text], limits.words)) return text;
  const kept = await weightiest(sentences, (left) => left.length <= (limits.sentences ?? Infinity) && isWithin(left, limits.words));
  if (kept.length === sentences.length) return text;
  return sentences.flatMap((sentence, index) => (kept.includes(sentence) ? [sentence] : index > 0 && !kept.includes(sentences[index - 1] ?? '') ? [] : [CUT])).join(' ');
}

function isWithin(parts: readonly string[], words: number | undefined): boolean {
  return words === undefined || countWords(parts.join(' ')) <= words;
}

/** Parts of a text without those that weigh least in it, until the rest suits; at least one. */
async function weightiest(parts: readonly string[], suits: (left: readonly string[]) => boolean): Promise<readonly string[]> {
  const passages = await weighPassages(parts.join('\n'));
  const weightOf = (part: string): number => Math.max(0, ...passages.filter(({ text }) => part.includes(text)).map(({ weight }) => weight));
  const leastFirst = parts.map((part, index) => ({ part, index, weight: weightOf(part) })).sort((a, b) => a.weight - b.weight || b.index - a.index);
  let left = parts;
  for (const { part } of leastFirst) {
    if (left.length <= 1 || suits(left)) break;
    left = left.filter((one) => one !== part);
  }
  return left;
}
