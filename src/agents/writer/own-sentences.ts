import type { ToolContext } from '../../core/index.js';
import { cosine, countWords, identifyLanguage, isSentence, LEANING, nearestTo, splitSentences, weighPassages, type Passage } from '../../tools/text/index.js';
import type { Embed } from '../../tools/text/grounding/index.js';
import type { Limits } from './limits.js';

/** Limits this small are those of a headline, which a heading of the text keeps to. */
const HEADLINE_WORDS = 15;
/** Sentences that are more alike than this say the same (cosine). */
const SAME = 0.85;

/** The embedded embedding model knows English only. */
export async function embedderFor(text: string, { models, signal }: Pick<ToolContext, 'models' | 'signal'>): Promise<Embed | undefined> {
  const { code, reliable } = await identifyLanguage(text);
  if ((reliable && code !== 'en') || !models.has('embed')) return undefined;
  // The same sentences are weighed, compared and looked up: each is embedded once.
  const known = new Map<string, readonly number[]>();
  return async (texts) => {
    const fresh = [...new Set(texts)].filter((one) => !known.has(one));
    const vectors = fresh.length === 0 ? [] : await models.embed(fresh, { signal });
    fresh.forEach((one, index) => known.set(one, vectors[index] ?? []));
    return texts.map((one) => known.get(one) ?? []);
  };
}

/**
 * The sentences of a text that together say most of it within the limits, in the order of the text: those that weigh most first, none
 * that says what another, or one of `without`, says. Where no sentence is short enough, its headings. `focus`: what was asked for.
 */
export async function chooseOwnSentences(source: string, limits: Limits, embed: Embed | undefined, { without = [], focus }: { readonly without?: readonly string[]; readonly focus?: string | undefined } = {}): Promise<string[]> {
  const all = await weighPassages(source, { embed, focus });
  const proper = all.filter(({ kind }) => kind === 'sentence');
  const fits = ({ text }: Passage): boolean => limits.words === undefined || countWords(text) <= limits.words;
  const pool = (proper.some(fits) && (limits.words ?? Infinity) > HEADLINE_WORDS ? proper : all.filter(({ kind }) => kind !== 'courtesy')).filter((passage) => fits(passage) && !without.includes(passage.text));
  const vectors = embed === undefined || pool.length === 0 ? undefined : await embed([...pool.map(({ text }) => text), ...without]);
  const wanted = limits.items ?? limits.sentences ?? (limits.words === undefined ? 3 : Infinity);
  const taken: { readonly passage: Passage; readonly at: number }[] = [];
  let words = 0;
  for (const { passage, at } of pool.map((one, index) => ({ passage: one, at: index })).sort((a, b) => b.passage.weight - a.passage.weight)) {
    if (taken.length >= wanted) break;
    // Words that are left over are no reason to say what hardly matters.
    if (limits.words !== undefined && taken.length > 0 && LEANING.test(passage.text)) continue;
    if (limits.words !== undefined && words + countWords(passage.text) > limits.words) continue;
    const others = [...taken.map((one) => one.at), ...without.map((_, index) => pool.length + index)];
    if (vectors && others.some((other) => cosine(vectors[at], vectors[other]) > SAME)) continue;
    taken.push({ passage, at });
    words += countWords(passage.text);
  }
  return taken.map(({ passage }) => passage).sort((a, b) => a.index - b.index).map(({ text }) => text);
}

/** The sentence of a source that shares most words and meaning with a text. */
export async function nearestSentence(text: string, source: string, embed: Embed | undefined): Promise<string | undefined> {
  const all = splitSentences(source);
  const [nearest] = await nearestTo(text, all.some(isSentence) ? all.filter(isSentence) : all, embed, 1);
  return nearest;
}

/** Sentences in the form that is asked for. */
export function shapeSentences(sentences: readonly string[], { format }: Limits): string {
  const plain = sentences.map((sentence) => sentence.replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+/, ''));
  if (format === 'bullets') return plain.map((sentence) => `- ${sentence}`).join('\n');
  if (format === 'numbered') return plain.map((sentence, index) => `${index + 1}. ${sentence}`).join('\n');
  return plain.join(' ');
}
