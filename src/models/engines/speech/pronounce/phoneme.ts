/** The 39 phonemes of American English as the CMU Pronouncing Dictionary writes them (ARPAbet). */
export const VOWELS = ['AA', 'AE', 'AH', 'AO', 'AW', 'AY', 'EH', 'ER', 'EY', 'IH', 'IY', 'OW', 'OY', 'UH', 'UW'] as const;
export const CONSONANTS = [
  'B', 'CH', 'D', 'DH', 'F', 'G', 'HH', 'JH', 'K', 'L', 'M', 'N', 'NG', 'P', 'R', 'S', 'SH', 'T', 'TH', 'V', 'W', 'Y', 'Z', 'ZH',
] as const;
export type Vowel = (typeof VOWELS)[number];
export type Consonant = (typeof CONSONANTS)[number];

/** 0 unstressed, 1 primary, 2 secondary. */
export type Stress = 0 | 1 | 2;

/** A vowel with its stress, or a consonant. */
export type Phoneme = { readonly symbol: Vowel; readonly stress: Stress } | { readonly symbol: Consonant; readonly stress?: undefined };

export type Pronunciation = readonly Phoneme[];

const vowels: ReadonlySet<string> = new Set(VOWELS);
const consonants: ReadonlySet<string> = new Set(CONSONANTS);

/** Reads ARPAbet such as `W AO1 T ER0`. Throws RangeError on a symbol outside the table. */
export function parseArpabet(text: string): Pronunciation {
  return text.trim().split(/\s+/).map((part): Phoneme => {
    const symbol = part.replace(/\d$/, '');
    if (vowels.has(symbol)) return { symbol: symbol as Vowel, stress: Number(/\d$/.exec(part)?.[0] ?? 0) as Stress };
    if (consonants.has(symbol)) return { symbol: symbol as Consonant };
    throw new RangeError(`${part} is no ARPAbet phoneme.`);
  });
}

export function formatArpabet(pronunciation: Pronunciation): string {
  return pronunciation.map((phoneme) => `${phoneme.symbol}${phoneme.stress ?? ''}`).join(' ');
}

export function isVowel(phoneme: Phoneme | undefined): phoneme is Phoneme & { readonly symbol: Vowel; readonly stress: Stress } {
  return phoneme?.stress !== undefined;
}

/** The same sounds with every stress taken away, as function words have within a phrase. */
export function unstressed(pronunciation: Pronunciation): Pronunciation {
  return pronunciation.map((phoneme): Phoneme => (isVowel(phoneme) ? { symbol: phoneme.symbol, stress: 0 } : phoneme));
}

/** The same sounds with primary stress made secondary, as the second half of a compound has. */
export function demoted(pronunciation: Pronunciation): Pronunciation {
  return pronunciation.map((phoneme): Phoneme => (phoneme.stress === 1 ? { symbol: phoneme.symbol, stress: 2 } : phoneme));
}
