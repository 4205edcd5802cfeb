import { findProperNames } from '../names.js';
import { findQuantities, type Quantity } from '../quantities.js';
import { splitSentences } from '../sentences.js';
import { contentStems, stemOf } from '../stems.js';
import { normalizeText, splitWords } from '../words.js';
import { unitStemsOf } from './unit-words.js';

/** A clause or a sentence with what it states. */
export interface Unit {
  readonly text: string;
  readonly sentence: number;
  readonly stems: ReadonlySet<string>;
  readonly quantities: readonly Quantity[];
  /** Words of proper names, in lower case. */
  readonly names: ReadonlySet<string>;
}

/** A text that others are compared with, taken apart once. */
export interface Source {
  readonly sentences: readonly Unit[];
  readonly clauses: readonly Unit[];
  /** By stem: clauses that have it. */
  readonly holders: ReadonlyMap<string, number>;
  readonly quantities: readonly Quantity[];
  /** Every word in lower case, with its stem. */
  readonly words: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
  /** Normalised, letters and digits only. */
  readonly letters: string;
  readonly language: string;
}

const CLAUSE_BREAK = /\s*[;:]\s+|\s+[–—]\s+|,\s+(?=(?:and|but|while|whereas|although|because|which|who|so|then|yet|or|with|aber|sondern|mais|pero|sino)\b)|(?<!\beven)\s+(?=(?:but|while|whereas|although|because|when|if|once)\s(?!(?:\d|\p{Lu})))|,\s+(?=\p{Lu}?\p{L}+\s+(?:\p{L}+\s+)?(?:is|are|was|were|has|have|will|can|must|costs?|pays?)\b)/u;

/** Parts of a sentence that can be true or false by themselves. Parts with fewer than two content words stay with their neighbour. */
export function splitClauses(sentence: string, language: string): string[] {
  const parts = sentence.split(CLAUSE_BREAK).flatMap((part) => splitPairs(part, language));
  const clauses: string[] = [];
  for (const part of parts) {
    const previous = clauses.at(-1);
    const light = (text: string): boolean => statementsIn(text, language) < 2;
    if (previous !== undefined && (light(part) || light(previous))) clauses[clauses.length - 1] = `${previous}, ${part}`;
    else clauses.push(part);
  }
  return clauses;
}

/** Words with content and quantities of a text; the unit of a quantity is part of it. */
function statementsIn(text: string, language: string): number {
  const quantities = findQuantities(text);
  const units = new Set(quantities.flatMap((quantity) => [...unitStemsOf(text, quantity, language)]));
  return contentStems(text, language).filter((stem) => !units.has(stem)).length + quantities.length;
}

/** "Adults pay 12 and children 5": both sides of "and" or a comma state a quantity of their own. */
function splitPairs(part: string, language: string): string[] {
  const sides = part.split(/\s+and\s+|,\s+/);
  const own = sides.every((side) => findQuantities(side).length > 0 && contentStems(side.replace(/\b(january|february|march|april|may|june|july|august|september|october|november|december)\b/gi, ''), language).length > 0);
  if (sides.length > 1 && own) return sides;
  const subjects = part.split(/\s+and\s+(?=(?:the|a|an|his|her|their|its)\s|\p{Lu})/u);
  return subjects.length > 1 && subjects.every((side) => contentStems(side, language).length >= 2) ? subjects : [part];
}

export function unitOf(text: string, sentence: number, language: string): Unit {
  // German writes all nouns with a capital: there only two in a row are a name.
  const found = findProperNames(text, language).filter((name) => language !== 'de' || name.words.length > 1);
  const names = new Set(found.flatMap(({ words }) => words.map((word) => normalizeText(word).replace(/'?s$/, ''))));
  return { text, sentence, stems: new Set(contentStems(text, language)), quantities: findQuantities(text), names };
}

/** Takes texts apart into sentences and clauses. Built once for each check. */
export function readSource(texts: readonly string[], language = 'en'): Source {
  const whole = texts.join('\n\n');
  const sentences = splitSentences(whole, language).map((text, index) => unitOf(text, index, language));
  const clauses = sentences.flatMap((sentence) => splitClauses(sentence.text, language).map((text) => unitOf(text, sentence.sentence, language)));
  const holders = new Map<string, number>();
  for (const { stems } of clauses) for (const stem of stems) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const words = new Set(splitWords(normalizeText(whole), language).flatMap((word) => [word, word.replace(/'s$/, ''), ...word.split(/['-]/)]));
  return {
    sentences, clauses, holders, words, language,
    quantities: findQuantities(whole),
    stems: new Set([...words].map((word) => stemOf(word, language))),
    letters: lettersOf(whole),
  };
}

/** Letters and digits alone, blanks collapsed: what a quotation must share with its source. */
export function lettersOf(text: string): string {
  return normalizeText(text).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
