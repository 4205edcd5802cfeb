import { isVowel, type Phoneme, type Pronunciation, type Vowel } from './phoneme.js';

const CONSONANT: Readonly<Record<string, string>> = {
  B: 'b', CH: 'tʃ', D: 'd', DH: 'ð', F: 'f', G: 'ɡ', HH: 'h', JH: 'dʒ', K: 'k', L: 'l', M: 'm', N: 'n', NG: 'ŋ', P: 'p', R: 'ɹ', S: 's', SH: 'ʃ', T: 't',
  TH: 'θ', V: 'v', W: 'w', Y: 'j', Z: 'z', ZH: 'ʒ',
};
const VOWEL: Readonly<Record<Vowel, string>> = {
  AA: 'ɑː', AE: 'æ', AH: 'ʌ', AO: 'ɔː', AW: 'aʊ', AY: 'aɪ', EH: 'ɛ', ER: 'ɜː', EY: 'eɪ', IH: 'ɪ', IY: 'iː', OW: 'oʊ', OY: 'ɔɪ', UH: 'ʊ', UW: 'uː',
};
const STRESS_MARK = ['', 'ˈ', 'ˌ'] as const;

/**
 * A word in the IPA that espeak-ng writes for American English and Piper's English voices were trained on. Stress marks
 * stand right before the vowel. `weak`: no stress marks at all.
 */
export function espeakSymbols(sounds: Pronunciation, weak = false): string {
  return sounds.map((phoneme, index) => (isVowel(phoneme) ? vowel(phoneme.symbol, phoneme.stress, sounds, index, weak) : consonant(phoneme, sounds, index))).join('');
}

function vowel(symbol: Vowel, stress: 0 | 1 | 2, sounds: Pronunciation, index: number, weak: boolean): string {
  const next = sounds[index + 1];
  const mark = weak ? '' : STRESS_MARK[stress];
  if (symbol === 'ER') return `${mark}${stress === 0 ? 'ɚ' : 'ɜː'}${isVowel(next) ? 'ɹ' : ''}`;
  if (stress !== 0) return mark + VOWEL[symbol];
  if (symbol === 'AH') return index === 0 ? 'ɐ' : 'ə';
  if (symbol === 'IY') return weak ? 'iː' : 'i';
  if (symbol === 'IH' && index === sounds.length - 2 && index > 0 && (next?.symbol === 'Z' || next?.symbol === 'D')) return 'ᵻ';
  return VOWEL[symbol];
}

function consonant(phoneme: Phoneme, sounds: Pronunciation, index: number): string {
  if (phoneme.symbol === 'T' && isFlapped(sounds, index)) return 'ɾ';
  return CONSONANT[phoneme.symbol] ?? '';
}

/** American /t/ between a vowel (or vowel and r) and an unstressed vowel of the same word. */
export function isFlapped(sounds: Pronunciation, index: number): boolean {
  const before = sounds[index - 1];
  const after = sounds[index + 1];
  if (!isVowel(after) || after.stress !== 0) return false;
  if (after.symbol === 'AH' && sounds[index + 2]?.symbol === 'N') return false;
  return isVowel(before) || (before?.symbol === 'R' && isVowel(sounds[index - 2]));
}
