import { stemmer } from 'stemmer';
import { eng } from 'stopword';

/** Letters that words of one root have in common: "summary" and "summarize", "description" and "describe". */
const ROOT_LENGTH = 6;
const STOP_WORDS: ReadonlySet<string> = new Set(eng);

/** Stems of the words that carry meaning, in order; file names, addresses and marks are left out. */
export function stems(text: string): string[] {
  const plain = text.toLowerCase().replace(/\[text \d+\]|\S+:\/\/\S+|\S+\.[a-z]\w{1,4}\b/g, ' ');
  return (plain.match(/\p{L}[\p{L}\p{N}]*/gu) ?? []).filter((word) => !STOP_WORDS.has(word)).map((word) => stemmer(word).slice(0, ROOT_LENGTH));
}
