import { isVowel, parseArpabet, unstressed, type Phoneme, type Pronunciation } from './phoneme.js';

/** Words that carry no stress within a phrase. */
const WEAK = new Set(
  ('a an the and or but nor as at by for from in into of on to with than that if it its is am are was were be been has had have he she we you they i ' +
    'me him her us them my your his our their can could would will shall should do does so').split(' '),
);

/** Weak forms whose vowel differs from the dictionary's first form. */
const WEAK_FORMS: Readonly<Record<string, string>> = { a: 'AH0', an: 'AE0 N', of: 'AH1 V', was: 'W AH1 Z', from: 'F R AH1 M', i: 'AY0' };

/**
 * How a short grammatical word sounds inside a phrase, given the sound that follows; `undefined` for full words.
 * `next` is `undefined` at the end of a phrase, where such words keep their full form.
 */
export function weakForm(word: string, full: Pronunciation, next: Phoneme | undefined): Pronunciation | undefined {
  if (word === 'the') return parseArpabet(isVowel(next) ? 'DH IY0' : 'DH AH0');
  if (!WEAK.has(word)) return undefined;
  if (next === undefined) return word in WEAK_FORMS ? undefined : full;
  if (word === 'to') return parseArpabet(isVowel(next) ? 'T UH0' : 'T AH0');
  const form = WEAK_FORMS[word];
  if (form === undefined) return unstressed(full);
  // AH1 marks the open-mid vowel of "of" and "was", which stays although the word has no stress.
  return parseArpabet(form);
}

export function isWeak(word: string): boolean {
  return word === 'the' || WEAK.has(word);
}
