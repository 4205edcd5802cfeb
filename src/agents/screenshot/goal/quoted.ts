import { DATE_IN_WORDS, datesApart } from './dates.js';

/** A text whose quoted passages and dates stand aside, so that commas, full stops and verbs inside them mean nothing. */
export interface Quoted {
  /** The text with `⟦0⟧`, `⟦1⟧`... for the quotations. */
  readonly text: string;
  readonly passages: readonly string[];
}

/** Double, typographic and single quotation marks; an apostrophe inside a word opens nothing. */
const QUOTATION = /"((?:[^"\\]|\\.)*)"|“([^”]*)”|„([^“”]*)[“”]|«\s*([^»]*?)\s*»|(?<![\p{L}\p{N}])'((?:[^'\\]|\\.|(?<=\p{L})'(?=\p{L}))+)'(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])‘([^’]+)’/gu;

/** Takes the quotations out. Backslashes before a quotation mark are dropped. */
export function setQuotesAside(text: string): Quoted {
  const passages: string[] = [];
  const aside = (passage: string): string => {
    passages.push(passage);
    return `⟦${passages.length - 1}⟧`;
  };
  const plain = text.replace(QUOTATION, (_whole, ...groups: (string | undefined)[]) => aside((groups.slice(0, 6).find((group) => typeof group === 'string') ?? '').replace(/\\(["'])/g, '$1')));
  return { text: datesApart(plain).replace(DATE_IN_WORDS, aside), passages };
}

const PLACEHOLDER = /⟦(\d+)⟧/g;

/** Puts the quotations back, without their marks. */
export function withQuotes(text: string, passages: readonly string[]): string {
  return text.replace(PLACEHOLDER, (_whole, index: string) => passages[Number(index)] ?? '');
}

/** The quotations that a piece of the text refers to, in order. */
export function quotesIn(text: string, passages: readonly string[]): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, index]) => passages[Number(index)] ?? '');
}
