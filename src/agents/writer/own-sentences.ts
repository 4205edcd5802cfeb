import type { ToolContext } from '../../core/index.js';
import { contentStems, countWords, describeShape, findQuantities, identifyLanguage, splitSentences } from '../../tools/text/index.js';
import { groundText, type Embed } from '../../tools/text/grounding/index.js';
import type { Limits } from './limits.js';

/** A sentence of a source, and how much it stands for the whole. */
interface OwnSentence {
  readonly text: string;
  readonly index: number;
  readonly worth: number;
}

/** The first sentences of a text mostly say what it is about; each later one is worth this much less. */
const LATER = 0.02;
/** "It is made of wood": what the sentence is about stands in the one before. */
const LEANS = 0.15;
const LEANING = /^(?:it|they|he|she|this|that|these|those|its|their|his|her|either|or|and|but|then|half|both|there|such|one)\b/i;
/** Limits this small are those of a headline, which a heading of the text keeps to. */
const HEADLINE_WORDS = 15;
/** A sentence with a number, a date or a price says more than one without. */
const STATES = 0.05;
/** Sentences that are more alike than this say the same (cosine). */
const SAME = 0.85;

/** Headings and greetings are no sentences: they do not end as one. */
function isSentence(text: string): boolean {
  return /[.!?:…]["'”’)\]]*$/u.test(text) && !/:$/.test(text) && countWords(text) >= 4;
}

/** The embedded embedding model knows English only. */
export async function embedderFor(text: string, { models, signal }: Pick<ToolContext, 'models' | 'signal'>): Promise<Embed | undefined> {
  const { code, reliable } = await identifyLanguage(text);
  if ((reliable && code !== 'en') || !models.has('embed')) return undefined;
  return (texts) => models.embed(texts, { signal });
}

/**
 * The sentences of a text that together say most of it within the limits, in the order of the text: by likeness to the
 * whole, early ones and ones with numbers first, none that says what another says. Where no sentence is short enough, its headings.
 */
export async function chooseOwnSentences(source: string, limits: Limits, embed: Embed | undefined, without: readonly string[] = []): Promise<string[]> {
  const all = splitSentences(source);
  const proper = all.filter(isSentence);
  const fits = (text: string): boolean => limits.words === undefined || countWords(text) <= limits.words;
  const pool = (proper.some(fits) && (limits.words ?? Infinity) > HEADLINE_WORDS ? proper : all).filter((text) => fits(text) && !without.includes(text));
  const vectors = embed === undefined || pool.length === 0 ? undefined : await embed([...pool, ...without]);
  const ranked = pool.map((text, index): OwnSentence => ({ text, index, worth: likeness(vectors?.slice(0, pool.length), index) - LATER * index + (findQuantities(text).length > 0 ? STATES : 0) - (LEANING.test(text) ? LEANS : 0) })).sort((a, b) => b.worth - a.worth);
  const wanted = limits.items ?? limits.sentences ?? (limits.words === undefined ? 3 : Infinity);
  const taken: OwnSentence[] = [];
  let words = 0;
  for (const sentence of ranked) {
    if (taken.length >= wanted) break;
    // Words that are left over are no reason to say what hardly matters.
    if (limits.words !== undefined && taken.length > 0 && LEANING.test(sentence.text)) continue;
    if (limits.words !== undefined && words + countWords(sentence.text) > limits.words) continue;
    const others = [...taken.map(({ index }) => index), ...without.map((_, index) => pool.length + index)];
    if (vectors && others.some((other) => cosine(vectors[sentence.index], vectors[other]) > SAME)) continue;
    taken.push(sentence);
    words += countWords(sentence.text);
  }
  return taken.sort((a, b) => a.index - b.index).map(({ text }) => text);
}

/** Mean likeness to all sentences; alike for all where meaning cannot be compared. */
function likeness(vectors: readonly (readonly number[])[] | undefined, index: number): number {
  if (!vectors) return 0;
  return vectors.reduce((sum, vector) => sum + cosine(vectors[index], vector), 0) / vectors.length;
}

function cosine(one: readonly number[] = [], other: readonly number[] = []): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

/**
 * Holds a text to its source: each sentence that the source does not carry is replaced by the sentence of the source that is
 * nearest to it; what repeats is left out; too many are cut, and missing ones filled up from the source.
 */
export async function holdToSource(text: string, source: string, limits: Limits, embed: Embed | undefined): Promise<string> {
  const { code, reliable } = await identifyLanguage(source);
  const shape = describeShape(text);
  const items = [...shape.bullets, ...shape.numbered];
  const grounded = await groundText(items.length > 0 ? items.map((item) => (/[.!?]$/.test(item) ? item : `${item}.`)).join('\n') : text, [source], { language: reliable ? code : 'en', embed });
  const held: string[] = [];
  for (const { text: own, faults } of grounded) {
    const sentence = faults.length === 0 ? own : await nearestSentence(own, source, embed);
    if (sentence !== undefined && !held.includes(sentence)) held.push(sentence);
  }
  return shapeSentences(await toLength(held, source, limits, embed), limits);
}

/** The sentence of a source that shares most words and meaning with a text. */
async function nearestSentence(text: string, source: string, embed: Embed | undefined): Promise<string | undefined> {
  const all = splitSentences(source);
  const [nearest] = await nearestTo(text, all.some(isSentence) ? all.filter(isSentence) : all, embed, 1);
  return nearest;
}

/** Those of some sentences that share most words and meaning with a text, nearest first. */
export async function nearestTo(text: string, sentences: readonly string[], embed: Embed | undefined, most: number): Promise<string[]> {
  const stems = new Set(contentStems(text));
  const vectors = embed && sentences.length > 0 ? await embed([text, ...sentences]) : undefined;
  const fits = sentences.map((sentence, index) => {
    const own = new Set(contentStems(sentence));
    const shared = [...stems].filter((stem) => own.has(stem)).length;
    return { sentence, fit: shared / Math.max(1, stems.size) + (vectors ? cosine(vectors[0], vectors[index + 1]) : 0) };
  });
  return fits.sort((a, b) => b.fit - a.fit).slice(0, most).map(({ sentence }) => sentence);
}

async function toLength(sentences: readonly string[], source: string, limits: Limits, embed: Embed | undefined): Promise<string[]> {
  const wanted = limits.items ?? limits.sentences;
  const kept = wanted === undefined ? [...sentences] : sentences.slice(0, wanted);
  while (limits.words !== undefined && kept.length > 0 && countWords(kept.join(' ')) > limits.words) kept.pop();
  const missing = wanted === undefined ? Number(kept.length === 0) : wanted - kept.length;
  if (missing <= 0) return kept;
  const room = limits.words === undefined ? undefined : limits.words - countWords(kept.join(' '));
  return [...kept, ...(await chooseOwnSentences(source, { sentences: missing, words: room }, embed, kept))];
}

/** Sentences in the form that is asked for. */
export function shapeSentences(sentences: readonly string[], { format }: Limits): string {
  const plain = sentences.map((sentence) => sentence.replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+/, ''));
  if (format === 'bullets') return plain.map((sentence) => `- ${sentence}`).join('\n');
  if (format === 'numbered') return plain.map((sentence, index) => `${index + 1}. ${sentence}`).join('\n');
  return plain.join(' ');
}
