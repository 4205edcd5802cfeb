import { isFlapped } from './espeak-symbols.js';
import { isVowel, type Pronunciation, type Vowel } from './phoneme.js';

const CONSONANT: Readonly<Record<string, string>> = {
  B: 'b', CH: 'ʧ', D: 'd', DH: 'ð', F: 'f', G: 'ɡ', HH: 'h', JH: 'ʤ', K: 'k', L: 'l', M: 'm', N: 'n', NG: 'ŋ', P: 'p', R: 'ɹ', S: 's', SH: 'ʃ', T: 't',
  TH: 'θ', V: 'v', W: 'w', Y: 'j', Z: 'z', ZH: 'ʒ',
};
const VOWEL: Readonly<Record<Vowel, string>> = {
  AA: 'ɑ', AE: 'æ', AH: 'ʌ', AO: 'ɔ', AW: 'W', AY: 'I', EH: 'ɛ', ER: 'ɜɹ', EY: 'A', IH: 'ɪ', IY: 'i', OW: 'O', OY: 'Y', UH: 'ʊ', UW: 'u',
};
const STRESS_MARK = ['', 'ˈ', 'ˌ'] as const;
/** After these a following unstressed /əl/ or /ən/ is a syllabic consonant. */
const BEFORE_SYLLABIC = new Set(['T', 'D', 'S', 'Z', 'SH', 'ZH', 'CH', 'JH', 'P', 'B', 'K', 'G', 'F', 'V', 'TH', 'N']);

/**
 * A word in the American English phoneme set of Kokoro-82M v1.0, as its grapheme-to-phoneme library misaki documents it
 * (EN_PHONES.md): one letter a diphthong (A I O W Y), no length marks, flapped t as T.
 */
export function kokoroSymbols(sounds: Pronunciation, weak = false): string {
  return sounds
    .map((phoneme, index) => {
      if (!isVowel(phoneme)) return phoneme.symbol === 'T' && isFlapped(sounds, index) ? 'T' : (CONSONANT[phoneme.symbol] ?? '');
      const mark = weak ? '' : STRESS_MARK[phoneme.stress];
      return mark + (phoneme.stress === 0 ? unstressedVowel(phoneme.symbol, sounds, index) : VOWEL[phoneme.symbol]);
    })
    .join('');
}

function unstressedVowel(symbol: Vowel, sounds: Pronunciation, index: number): string {
  const next = sounds[index + 1];
  const last = index === sounds.length - 2;
  if (symbol === 'ER') return 'əɹ';
  if (symbol === 'IH' && last && index > 0 && (next?.symbol === 'Z' || next?.symbol === 'D')) return 'ᵻ';
  if (symbol !== 'AH') return VOWEL[symbol];
  const before = sounds[index - 1]?.symbol ?? '';
  const syllabic = BEFORE_SYLLABIC.has(before) && (next?.symbol === 'L' || next?.symbol === 'N') && !isVowel(sounds[index + 2]);
  return syllabic ? 'ᵊ' : 'ə';
}
