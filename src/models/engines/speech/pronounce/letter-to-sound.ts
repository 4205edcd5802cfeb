import { LETTER_RULES } from './letter-rules.js';
import { isVowel, parseArpabet, type Phoneme, type Pronunciation } from './phoneme.js';

/** For each letter: a chain of context letters → the phonemes that the letter stands for there, joined by dots. */
export type LetterRules = Map<string, Map<string, string>>;

/** Places of the context letters relative to the letter, most telling first. */
const CONTEXT = [1, -1, 2, -2, 3, -3, 4, -4] as const;

let rules: LetterRules | undefined;

/** The sound of a word that no lexicon knows. `word`: a-z and apostrophes; anything else is skipped. */
export function letterToSound(word: string): Pronunciation {
  rules ??= new Map(Object.entries(LETTER_RULES).map(([letter, text]) => [letter, new Map(text.split(' ').map((rule) => rule.split('=') as [string, string]))]));
  return applyLetterRules(word.replace(/[^a-z]/g, ''), rules);
}

/** Letters around `index` in the order of CONTEXT; `#` is outside the word. */
export function contextOf(word: string, index: number): string {
  return CONTEXT.map((offset) => word[index + offset] ?? '#').join('');
}

/** Reads a word by the given rules: at each letter the rule with the longest chain that fits. */
export function applyLetterRules(word: string, table: LetterRules): Pronunciation {
  const sounds = Array.from(word).flatMap((letter, index): Pronunciation => {
    const own = table.get(letter);
    const context = contextOf(word, index);
    for (let length = context.length; own && length >= 0; length -= 1) {
      const found = own.get(context.slice(0, length));
      if (found !== undefined) return found === '' ? [] : parseArpabet(found.replaceAll('.', ' '));
    }
    return [];
  });
  return stressed(sounds);
}

/** Letters are read one by one, so a word may end up with no main stress or with several: the first stays, else a full vowel gets it. */
function stressed(sounds: Pronunciation): Pronunciation {
  const vowels = sounds.flatMap((phoneme, index) => (isVowel(phoneme) ? [index] : []));
  const primary = vowels.find((index) => sounds[index]?.stress === 1);
  const chosen =
    primary ?? vowels.find((index) => sounds[index]?.stress === 2) ?? vowels.find((index) => !['AH', 'IH', 'ER'].includes(sounds[index]?.symbol ?? 'AH')) ?? vowels[0];
  return sounds.map((phoneme, index): Phoneme => {
    if (!isVowel(phoneme)) return phoneme;
    if (index === chosen) return { symbol: phoneme.symbol, stress: 1 };
    return phoneme.stress === 1 ? { symbol: phoneme.symbol, stress: 2 } : phoneme;
  });
}
