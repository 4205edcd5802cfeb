import { isVowel, loadPronouncer, type Phoneme, type Pronouncer, type Pronunciation } from '../../models/engines/speech/pronounce/index.js';

/** Compares words by how they sound. */
export interface SoundComparison {
  /** 0: sounds the same; 1: nothing in common. Stress does not count. Either may be several words. */
  distance(first: string, second: string): number;
  /** False when the word is in no lexicon, as invented spellings of names are. */
  isKnown(word: string): boolean;
}

/** Pairs that listeners and recognisers confuse most; a change within a class costs half. */
const CLASSES = ['PB', 'TD', 'KG', 'FV', 'SZ', 'TH DH', 'SH ZH CH JH', 'M N NG', 'L R', 'W Y'];
const classOf = new Map(CLASSES.flatMap((members, index) => (members.includes(' ') ? members.split(' ') : Array.from(members)).map((symbol) => [symbol, index] as const)));

/** Loads the lexicon once (about 0.2 s). */
export async function loadSoundComparison(): Promise<SoundComparison> {
  const pronouncer = await loadPronouncer();
  return {
    distance: (first, second) => phonemeDistance(soundsOf(first, pronouncer), soundsOf(second, pronouncer)),
    isKnown: (word) => pronouncer.knows(word),
  };
}

function soundsOf(text: string, pronouncer: Pronouncer): Pronunciation {
  return text.split(' ').flatMap((word) => (/\d/.test(word) ? [] : pronouncer.word(word)));
}

function substitution(first: Phoneme, second: Phoneme): number {
  if (first.symbol === second.symbol) return 0;
  if (isVowel(first) && isVowel(second)) return first.stress === 0 && second.stress === 0 ? 0.2 : 0.5;
  if (isVowel(first) || isVowel(second)) return 1;
  const known = classOf.get(first.symbol);
  return known !== undefined && known === classOf.get(second.symbol) ? 0.5 : 1;
}

/** Weighted edit distance over the longer length (Wagner and Fischer, 1974). */
function phonemeDistance(first: Pronunciation, second: Pronunciation): number {
  if (first.length === 0 || second.length === 0) return first.length === second.length ? 0 : 1;
  let row = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (const [i, one] of first.entries()) {
    const next = [i + 1];
    for (const [j, other] of second.entries()) {
      next.push(Math.min((row[j] ?? 0) + substitution(one, other), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return (row[second.length] ?? 0) / Math.max(first.length, second.length);
}
