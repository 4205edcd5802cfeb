import { distance } from 'fastest-levenshtein';

/** How two readings of one picture differ in their words. */
export interface WordDifference {
  /** Words of the first that the second lacks. */
  readonly lost: readonly string[];
  /** Words of the second that the first lacks. */
  readonly added: readonly string[];
}

/** What is said for a picture in which nothing can be read; never an empty text, which could be mistaken for a fault. */
export const NO_TEXT = '(no text found)';

/** A sign and a currency before a number; a hyphen behind a letter or digit is none. */
const BEFORE = String.raw`(?:(?<![\p{L}\p{N}\p{M}])[+±-])?(?:\p{Sc} ?[+±-]?)?(?=\p{N})`;
const NUMBER = String.raw`\p{N}+(?:[.,:/-]\p{N}+)*(?![\p{L}\p{N}])`;
const BEHIND = String.raw`(?: ?[%‰]| ?\p{Sc}(?! ?\p{N}))?`;
const WORD = new RegExp(String.raw`(?:${BEFORE})?(?:${NUMBER}${BEHIND}|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)`, 'gu');

/**
 * The words of a reading in a comparable form: lower case, Latin letters without accents, no marks, numbers with their points and colons, sign, currency and per cent. What looks
 * the same in many fonts is the same: l and i, and the digits 0 and 1 among letters.
 */
export function wordsOf(text: string): string[] {
  return wordsRead(text).map(comparable);
}

/** A word in its comparable form, as one of these readings has it. */
export function asRead(word: string, readings: readonly string[]): string {
  return readings.flatMap(wordsRead).find((read) => comparable(read) === word) ?? word;
}

function wordsRead(text: string): string[] {
  const plain = text.normalize('NFKC').replace(/[‐‑‒–—−]/gu, '-').replace(/[^\S\n]+/gu, ' ');
  return [...plain.matchAll(WORD)].map(([word]) => word);
}

function comparable(word: string): string {
  const plain = word.normalize('NFKD').replace(/(?<=\p{Script=Latin}\p{M}*)\p{M}/gu, '').toLowerCase().replace(/ß/g, 'ss').replace(/ /g, '');
  return /\p{L}/u.test(plain) ? plain.replace(/(?<=\p{L}{2})0|0(?=\p{L}{2})|(?<=\p{L})0(?=\p{L})/gu, 'o').replace(/(?<=\p{L})1(?=\p{L})|l/gu, 'i') : plain;
}

/**
 * Compares readings word by word, wherever the words stand: two looks at one picture may put its parts into another order. White between words is soon
 * overlooked, so that words which are joined or parted in one of them are the same.
 */
export function compareWords(one: string, other: string): WordDifference {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  const [lost, added] = [withoutEqual(left, right), withoutEqual(right, left)];
  const [joinedLost, joinedAdded] = [runsOf(left, lost), runsOf(right, added)];
  return { lost: unmatched(joinedLost, joinedAdded), added: unmatched(joinedAdded, joinedLost) };
}

/** Places of the words that have no equal one left in the other reading. */
function withoutEqual(words: readonly string[], others: readonly string[]): number[] {
  const left = new Map<string, number>();
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1);
  return words.flatMap((word, at) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0 ? [] : [at];
  });
}

/** Words that stand side by side, as one. */
function runsOf(words: readonly string[], places: readonly number[]): string[][] {
  const runs: string[][] = [];
  places.forEach((place, index) => {
    const word = words[place] ?? '';
    if (index > 0 && places[index - 1] === place - 1) runs.at(-1)?.push(word);
    else runs.push([word]);
  });
  return runs;
}

function unmatched(runs: readonly string[][], others: readonly string[][]): string[] {
  const written = others.map((run) => run.join(''));
  return runs.filter((run) => !written.includes(run.join(''))).flatMap((run) => run.filter((word) => !(word.length > 2 && written.some((text) => text.length > word.length && text.includes(word) && isJoin(text, run)))));
}

/** Whether a longer run of the other reading holds all words of this one in a row, with what it joins them to. */
function isJoin(text: string, run: readonly string[]): boolean {
  return text.includes(run.join(''));
}

/** Whether one word may be the other misread: most of its letters are the same. */
export function isMisreadOf(word: string, other: string): boolean {
  return distance(word, other) <= 0.5 * Math.max(word.length, other.length);
}
