import { ADDED_WORDS } from './added-words.js';
import { parseArpabet, type Pronunciation } from './phoneme.js';

/** Whole-word pronunciations: the CMU Pronouncing Dictionary with our own additions and corrections. */
export interface Lexicon {
  /** `word` in lower case. `variant` counts from 1, as the dictionary does. */
  find(word: string, variant?: number): Pronunciation | undefined;
  has(word: string): boolean;
}

let loading: Promise<Lexicon> | undefined;

/** Loads the dictionary (135,000 words, about 0.2 s) once per process. */
export function loadLexicon(): Promise<Lexicon> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Lexicon> {
  const { dictionary } = await import('cmu-pronouncing-dictionary');
  const words = new Map(Object.entries(dictionary));
  for (const [word, arpabet] of Object.entries(ADDED_WORDS)) words.set(word, arpabet);
  return {
    find(word, variant = 1) {
      const arpabet = words.get(variant === 1 ? word : `${word}(${variant})`);
      return arpabet === undefined ? undefined : parseArpabet(arpabet);
    },
    has: (word) => words.has(word),
  };
}
