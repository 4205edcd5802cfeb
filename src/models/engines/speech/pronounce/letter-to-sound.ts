import { LETTER_RULES } from './letter-rules.js';
import { demoted, isVowel, parseArpabet, type Phoneme, type Pronunciation } from './phoneme.js';

/** For each letter: a chain of context letters → the phonemes that the letter stands for there, joined by dots. */
export type LetterRules = Map<string, Map<string, string>>;

/** Places of the context letters relative to the letter, most telling first. */
const CONTEXT = [1, -1, 2, -2, 3, -3, 4, -4] as const;

/** Learned endings that draw the main stress to themselves, longest first: long words with them are rare in lexicons. */
const STRESSED_ENDINGS: readonly (readonly [string, string])[] = [
  ['ologically', 'AH0 L AA1 JH IH0 K L IY0'], ['ological', 'AH0 L AA1 JH IH0 K AH0 L'], ['ologists', 'AA1 L AH0 JH IH0 S T S'], ['ologist', 'AA1 L AH0 JH IH0 S T'], ['ologies', 'AA1 L AH0 JH IY0 Z'], ['ology', 'AA1 L AH0 JH IY0'],
  ['ographers', 'AA1 G R AH0 F ER0 Z'], ['ographer', 'AA1 G R AH0 F ER0'], ['ographic', 'AH0 G R AE1 F IH0 K'], ['ography', 'AA1 G R AH0 F IY0'], ['ectomy', 'EH1 K T AH0 M IY0'], ['oscopy', 'AA1 S K AH0 P IY0'], ['ometer', 'AA1 M AH0 T ER0'],
  ['ocracy', 'AA1 K R AH0 S IY0'], ['ations', 'EY1 SH AH0 N Z'], ['ation', 'EY1 SH AH0 N'], ['icity', 'IH1 S AH0 T IY0'], ['itis', 'AY1 T AH0 S'], ['osis', 'OW1 S AH0 S'],
];

let rules: LetterRules | undefined;

/** The sound of a word that no lexicon knows. `word`: a-z and apostrophes; anything else is skipped. */
export function letterToSound(word: string): Pronunciation {
  rules ??= new Map(Object.entries(LETTER_RULES).map(([letter, text]) => [letter, new Map(text.split(' ').map((rule) => rule.split('=') as [string, string]))]));
  const letters = word.replace(/[^a-z]/g, '');
  const ending = STRESSED_ENDINGS.find(([spelling]) => letters.endsWith(spelling) && letters.length > spelling.length + 2);
  if (ending === undefined) return applyLetterRules(letters, rules);
  const [spelling, sound] = ending;
  return [...demoted(applyLetterRules(letters.slice(0, -spelling.length), rules)), ...parseArpabet(sound)];
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
