import { isCourtesy } from './courtesy.js';
import { findQuantities } from './quantities.js';
import { isRow, splitSentences } from './sentences.js';
import { contentStems } from './stems.js';
import { countWords } from './words.js';
import type { Embed } from './grounding/ground.js';

/** sentence: states something; heading: a line that is no sentence (a title, a list item, a cell, an address); courtesy: greets, thanks or signs. */
export type PassageKind = 'sentence' | 'heading' | 'courtesy';

/** A sentence or line of a text, and how much it stands for the whole. */
export interface Passage {
  readonly text: string;
  readonly index: number;
  readonly kind: PassageKind;
  /** It stands in the first line of a text that has more, and is no sentence. */
  readonly isTitle: boolean;
  /** It asks, orders, forbids, warns or sets a day: what a reader must not miss. */
  readonly isStressed: boolean;
  /** About 0 to 2; courtesies have 0. */
  readonly weight: number;
}

/** The parts of the weight. The first sentences of most texts say what they are about; a title names it; orders, requests and deadlines are what a reader must not miss. */
const WEIGHTS = { central: 0.4, centralByWords: 0.15, first: 0.45, title: 0.25, stressed: 0.3, stated: 0.1, focus: 0.3, leaning: 0.3, heading: 0.3 };
/** The first sentence counts in full, each later one this much less. */
const LATER = 0.15;

const MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december';
const STRESSED = new RegExp(String.raw`\b(?:must|please|do not|don't|never|not allowed|not permitted|forbidden|prohibited|no later than|at the latest|deadline|you (?:have|need) to|would like|i want|we want|i ask|we ask|i expect|we expect|i demand|we demand|request|important|warning|danger|recall(?:s|ed)?|cancel(?:s|led|ed)?|at once|immediately|as soon as|decided|agreed|decision|muss|müssen|bitte|verboten|doit|doivent|veuillez|interdit|debe|deben|por favor|prohibido)\b|\b(?:by|until|before|from) (?:the )?(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${MONTHS})|(?:${MONTHS}) \d|(?:next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)`, 'i');
/** "It is made of wood": what the sentence is about stands in the one before. */
export const LEANING = /^(?:it|they|he|she|this|that|these|those|its|their|his|her|either|or|and|but|then|half|both|there|such|one)\b/i;

/** Headings and greetings are no sentences: they do not end as one. */
export function isSentence(text: string): boolean {
  return /[.!?:…。！？؟۔।]["'”’)\]]*$/u.test(text) && !/:$/.test(text) && countWords(text) >= 4;
}

function kindOf(text: string): PassageKind {
  if (isCourtesy(text)) return 'courtesy';
  return isSentence(text) && !isRow(text) ? 'sentence' : 'heading';
}

/**
 * The sentences of a text with what each of them is worth: likeness to the whole (by meaning where `embed` compares it, else by words),
 * place, title, what is stressed or stated in numbers, and likeness to what is asked for (`focus`).
 */
export async function weighPassages(source: string, { embed, focus = '' }: { readonly embed?: Embed | undefined; readonly focus?: string | undefined } = {}): Promise<Passage[]> {
  const texts = splitSentences(source);
  const kinds = texts.map(kindOf);
  const stems = texts.map((text) => new Set(contentStems(text)));
  const central = spread(embed && texts.length > 1 ? await likenessByMeaning(texts, embed) : likenessByWords(stems));
  const title = kinds[0] === 'heading' && texts.length > 2 ? stems[0] ?? new Set<string>() : new Set<string>();
  const focused = new Set(contentStems(focus).filter((stem) => stems.some((own) => own.has(stem))));
  let sentences = 0;
  return texts.map((text, index): Passage => {
    const [kind, own] = [kinds[index] ?? 'heading', stems[index] ?? new Set<string>()];
    const isTitle = index === 0 && title.size > 0;
    if (kind === 'courtesy') return { text, index, kind, isTitle, isStressed: false, weight: 0 };
    const isStressed = STRESSED.test(text);
    const place = kind === 'sentence' ? Math.max(0, 1 - LATER * sentences++) : 0;
    const weight = (embed ? WEIGHTS.central : WEIGHTS.centralByWords) * (central[index] ?? 0) + WEIGHTS.first * place + WEIGHTS.title * share(title, own) + (isStressed ? WEIGHTS.stressed : 0)
      + (findQuantities(text).length > 0 ? WEIGHTS.stated : 0) + WEIGHTS.focus * share(focused, own) - (LEANING.test(text) ? WEIGHTS.leaning : 0) - (kind === 'heading' ? WEIGHTS.heading : 0);
    return { text, index, kind, isTitle, isStressed, weight: Math.max(0, weight) };
  });
}

/** Share of `wanted` that is in `held`; 0 for nothing wanted. */
function share(wanted: ReadonlySet<string>, held: ReadonlySet<string>): number {
  return wanted.size === 0 ? 0 : [...wanted].filter((stem) => held.has(stem)).length / wanted.size;
}

async function likenessByMeaning(texts: readonly string[], embed: Embed): Promise<number[]> {
  const vectors = await embed(texts);
  // The mean of the cosines is the cosine with the mean: no pairs of sentences are compared.
  const mean = (vectors[0] ?? []).map((_, at) => vectors.reduce((sum, vector) => sum + (vector[at] ?? 0), 0) / vectors.length);
  return vectors.map((own) => cosine(own, mean));
}

/** Mean share of the words of each text that another one has. */
function likenessByWords(all: readonly ReadonlySet<string>[]): number[] {
  const holders = new Map<string, number>();
  for (const own of all) for (const stem of own) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  return all.map((own) => (own.size === 0 ? 0 : [...own].reduce((sum, stem) => sum + (holders.get(stem) ?? 1) - 1, 0) / own.size / Math.max(1, all.length - 1)));
}

/** Brought to 0 (the least) to 1 (the most). */
function spread(values: readonly number[]): number[] {
  const least = values.reduce((one, other) => Math.min(one, other), Infinity);
  const most = values.reduce((one, other) => Math.max(one, other), -Infinity);
  return values.map((value) => (most > least ? (value - least) / (most - least) : 0.5));
}

/** Of two unit vectors. */
export function cosine(one: readonly number[] = [], other: readonly number[] = []): number {
  // Plans compare some dozens of wordings with thousands of phrases: a plain loop is ten times as fast as a reduce.
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
