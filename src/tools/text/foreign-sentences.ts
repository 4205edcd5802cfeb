import { identifyLanguage, isOtherLanguage } from './language.js';
import { splitSentences } from './sentences.js';

/** Fewer letters than this are a name or a word from elsewhere. */
const LEAST_LETTERS = 24;

/** Sentences of a text that are surely in another language than `wanted` (ISO 639-1), and their share of its letters, 0 to 1. */
export async function findForeignSentences(text: string, wanted: string): Promise<{ sentences: string[]; share: number }> {
  const lettersIn = (part: string): number => (part.match(/\p{L}/gu) ?? []).length;
  const sentences: string[] = [];
  for (const sentence of splitSentences(text, wanted)) {
    if (lettersIn(sentence) >= LEAST_LETTERS && isOtherLanguage(await identifyLanguage(sentence), wanted)) sentences.push(sentence);
  }
  return { sentences, share: lettersIn(sentences.join('')) / Math.max(1, lettersIn(text)) };
}
