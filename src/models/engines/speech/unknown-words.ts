import { askEspeak, createPronouncer, loadLexicon, loadPronouncer, type Pronouncer } from './pronounce/index.js';

/**
 * The pronouncer for a text in spoken form: lexicon and word parts, and for the words that those lack an installed espeak-ng
 * (a program of its own), else our letter-to-sound rules.
 */
export async function pronouncerFor(text: string): Promise<Pronouncer> {
  const pronouncer = await loadPronouncer();
  const words = new Set((text.match(/\p{L}[\p{L}']*/gu) ?? []).map((word) => word.toLowerCase()).filter((word) => /^[a-z]{2,}$/.test(word) && !pronouncer.knows(word)));
  const guesses = await askEspeak(Array.from(words));
  return guesses.size === 0 ? pronouncer : createPronouncer(await loadLexicon(), guesses);
}
