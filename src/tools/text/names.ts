import { isStopWord } from './stems.js';

export interface ProperName {
  /** As written, all words of the name. */
  readonly text: string;
  readonly words: readonly string[];
  readonly index: number;
}

/** Capitalised words that are no names by themselves. */
const NOT_NAMES = new Set('i i\'m i\'ve i\'ll i\'d ok am pm a.m p.m tv pdf html http https www url gps wifi wi-fi id faq etc mr mrs ms dr prof sir madam st no'.split(' '));
const PARTICLE = /^(of|the|de|la|le|du|des|von|van|der|den|da|di|del|al|bin|ibn|and|&)$/;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}’'&-]*/gu;

interface Word {
  readonly text: string;
  readonly index: number;
  /** First word of a sentence, a line or a quotation, where capitals say nothing. */
  readonly first: boolean;
}

function wordsOf(text: string): Word[] {
  let end = 0;
  return [...text.matchAll(WORD)].map((match, position) => {
    const gap = text.slice(end, match.index);
    end = match.index + match[0].length;
    return { text: match[0], index: match.index, first: position === 0 || /[.!?:…\n\r•"“”«»*#|]/.test(gap) };
  });
}

/**
 * Proper names by capitals: runs of capitalised words inside a sentence, joined over particles ("Bank of England").
 * A sentence's first word counts when a capitalised word follows it or when it has inner capitals or digits. Not usable for languages that
 * capitalise all nouns, or for scripts without case (none is found).
 */
export function findProperNames(text: string, language = 'en'): ProperName[] {
  const words = wordsOf(text);
  const names: ProperName[] = [];
  for (let start = 0; start < words.length; start += 1) {
    const head = words[start];
    if (!head || !isCapital(head.text, language)) continue;
    let end = start;
    for (let next = start + 1; next < words.length; next += 1) {
      const word = words[next];
      const previous = words[next - 1];
      if (!word || !previous || !/^[\s.]*$/.test(text.slice(previous.index + previous.text.length, word.index)) || (word.first && !/^\p{Lu}$|^(dr|mr|mrs|ms|st|prof)$/iu.test(previous.text))) break;
      if (isCapital(word.text, language)) end = next;
      else if (!PARTICLE.test(word.text) || word.text === 'and') break;
    }
    const run = words.slice(start, end + 1);
    const text0 = text.slice(head.index, (run.at(-1)?.index ?? 0) + (run.at(-1)?.text.length ?? 0));
    const certain = run.length > 1 || !head.first || /^.\S*[\p{Lu}\d]/u.test(head.text);
    if (certain) names.push({ text: text0, words: run.map((word) => word.text).filter((word) => !PARTICLE.test(word)), index: head.index });
    start = end;
  }
  return names;
}

function isCapital(word: string, language: string): boolean {
  return /^\p{Lu}/u.test(word) && !NOT_NAMES.has(word.toLowerCase()) && !isStopWord(word, language);
}

/** Phrases in quotation marks of at least two words, or one word with a capital. */
export function findQuotedPhrases(text: string): string[] {
  return [...text.matchAll(/[“"«„]([^“”"«»„\n]{2,200})[”"»“]/gu)].map((match) => (match[1] ?? '').trim().replace(/[.,;!?]$/, '')).filter((phrase) => phrase !== '');
}

/** Web and mail addresses, without the punctuation that follows them. A run of letters is tried from its start only: tried from each letter, a long run without one takes the square of its length. */
export function findAddresses(text: string): string[] {
  return [...text.matchAll(/(?:https?:\/\/|www\.)[^\s<>"')\]]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|eu|de|fr|uk|example|test)\b(?:\/[^\s<>"')\]]*)?/giu)].map((match) => match[0].replace(/[.,;:!?]+$/, ''));
}
