import { spokenForm } from '../../models/engines/speech/spoken-form/index.js';
import { joinNumbers } from './number-tokens.js';
import { oneSpelling, uncontracted } from './spelling.js';

/** A word in the form in which two texts are compared. */
export interface ComparisonWord {
  /** Lower case letters, or digits for a number. */
  readonly text: string;
  /** Written with a capital inside a sentence: people spell such words in many ways. */
  readonly name: boolean;
}

/**
 * A text as the words that a listener would hear: numbers as digits, contractions written out, initialisms joined, one
 * spelling for British and American forms, no case, no punctuation. Two texts that sound the same give the same words.
 */
export function normalizeForComparison(text: string): string[] {
  return comparisonWords(text).map((word) => word.text);
}

/** Capitals that have one spelling: "Sunday" is no way of writing "Monday". */
const DAYS_AND_MONTHS = new Set('monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december'.split(' '));

/** Like `normalizeForComparison`, with a mark on names. */
export function comparisonWords(text: string): ComparisonWord[] {
  const spoken = spokenForm(withoutSlips(text)).normalize('NFKD').replace(/\p{M}/gu, '').replace(/\bper cent\b/gi, 'percent');
  const names = new Set([...spoken.matchAll(/(?<=[\p{L},;:'")] )\p{Lu}\p{Ll}+/gu)].map(([name]) => name.toLowerCase()).filter((name) => !DAYS_AND_MONTHS.has(name)));
  const parts = spoken.replace(/[-–—]/g, ' ').match(/[\p{L}]+(?:'[\p{L}]+)*/gu) ?? [];
  const words = parts.flatMap((part) => uncontracted(part.toLowerCase()));
  return joinNumbers(joinLetters(words))
    .flatMap((word) => oneSpelling(word).split(' '))
    .filter((word) => word !== '')
    .map((word) => ({ text: word, name: names.has(word) }));
}

/** Ways of writing that recognisers slip into: "2020-24" for twenty twenty-four, "$12.5%" for twelve point five percent. */
function withoutSlips(text: string): string {
  return text.replace(/\b2020-(\d\d)\b(?!-)/g, '20$1').replace(/\$(?=\d[\d.,]*\s?%)/g, '');
}

/** "f b i" → "fbi"; a lone "a" or "i" stays a word. */
function joinLetters(words: readonly string[]): string[] {
  const result: string[] = [];
  let letters = '';
  const flush = (): void => {
    if (letters !== '') result.push(letters);
    letters = '';
  };
  words.forEach((word, index) => {
    const next = words[index + 1] ?? '';
    const single = /^[a-z]s?$/.test(word);
    if (single && !(letters === '' && /^[ai]$/.test(word) && !(word === 'a' ? /^m$|^i$/.test(next) : /^[b-hj-z]$/.test(next)))) letters += word;
    else {
      flush();
      result.push(word);
    }
  });
  flush();
  return result;
}
