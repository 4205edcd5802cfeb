import { z } from 'zod';
import { lettersOf } from './grounding/source.js';
import { findQuantities, sameQuantity } from './quantities.js';
import { endsAsQuestion } from './question-kinds.js';
import { contentStems } from './stems.js';

/** What a reader of a text gives: the words of the text that answer a question, and the answer. */
export const Reading = z.object({ quote: z.string(), answer: z.string() });
export type Reading = z.infer<typeof Reading>;

/** Share of the content words of the shorter of two answers that they must have in common to say the same. */
const SAME_WORDS = 0.5;
/** Yes and no are carried by what a quotation means, not by its words. */
const POLAR = /^\s*(yes|no)\s*(?:[,.!:;–—-]|$)/i;

/** Whether a quotation stands in its text, letter by letter. */
export function isQuoted({ quote }: Pick<Reading, 'quote'>, source: string): boolean {
  const words = lettersOf(quote);
  return words !== '' && lettersOf(source).includes(words);
}

/** The quotation stands in the text, and what is answered stands in the quotation. A question that the text itself asks answers nothing. */
export function isCarried(reading: Reading, source: string): boolean {
  if (!isQuoted(reading, source) || endsAsQuestion(reading.quote)) return false;
  const stated = findQuantities(reading.answer);
  const held = findQuantities(reading.quote);
  if (stated.length > 0) return stated.every((quantity) => held.some((other) => sameQuantity(quantity, other)));
  return POLAR.test(reading.answer) || shared(contentStems(reading.answer, 'en'), new Set(contentStems(reading.quote, 'en'))) >= SAME_WORDS;
}

/**
 * Whether two answers to a question say the same: by their quantities, all of the one that has fewer, else by their words without those
 * of the question; of two that the question offers, by which they name. `undefined` where nothing is left to compare, and for yes and no.
 */
export function saySame(one: string, other: string, question: string): boolean | undefined {
  const [left, right] = [POLAR.exec(one)?.[1], POLAR.exec(other)?.[1]];
  if (left !== undefined || right !== undefined) return left !== undefined && right !== undefined && left.toLowerCase() !== right.toLowerCase() ? false : undefined;
  const [mine, theirs] = [findQuantities(one), findQuantities(other)];
  if (mine.length > 0 && theirs.length > 0) {
    const [fewer, more] = mine.length <= theirs.length ? [mine, theirs] : [theirs, mine];
    return fewer.every((quantity) => more.some((known) => sameQuantity(quantity, known)));
  }
  const [choice, otherChoice] = [chosenIn(one, question), chosenIn(other, question)];
  if (choice !== undefined && otherChoice !== undefined) return choice === otherChoice;
  const asked = new Set(contentStems(question, 'en'));
  const [own = [], found = []] = [one, other].map((text) => contentStems(text, 'en').filter((stem) => !asked.has(stem)));
  if (own.length === 0 || found.length === 0) return undefined;
  return Math.max(shared(found, new Set(own)), shared(own, new Set(found))) >= SAME_WORDS;
}

/** Letters of a question's end in which a choice is looked for. */
const LONGEST_CHOICE = 200;

/** Which of the two that a question ends with ("the red one or the blue one?") an answer names; `undefined` where it names both or none. */
function chosenIn(answer: string, question: string): 'first' | 'second' | undefined {
  const [, first, second] = /(?:^|[,:]|\p{L})\s+([^,:]+?),?\s+or\s+([^,:]+?)\?\s*$/iu.exec(question.slice(-LONGEST_CHOICE).replace(/\s+/g, ' ')) ?? [];
  if (first === undefined || second === undefined) return undefined;
  const length = second.split(/\s+/).length;
  const [one, other] = [first.split(/\s+/).slice(-length).join(' '), second].map((text) => contentStems(text, 'en'));
  const said = new Set(contentStems(answer, 'en'));
  const names = (option: readonly string[] = []): boolean => option.length > 0 && option.every((stem) => said.has(stem));
  if (names(one) && names(other)) {
    // "the Clock or the Small Clock": who names the longer one has named the shorter one with it.
    const isWithin = (part: readonly string[] = [], whole: readonly string[] = []): boolean => part.length < whole.length && part.every((stem) => whole.includes(stem));
    return isWithin(one, other) ? 'second' : isWithin(other, one) ? 'first' : undefined;
  }
  return names(one) ? 'first' : names(other) ? 'second' : undefined;
}

/** Share of `wanted` that is in `held`; 1 for nothing wanted. */
function shared(wanted: readonly string[], held: ReadonlySet<string>): number {
  return wanted.length === 0 ? 1 : wanted.filter((stem) => held.has(stem)).length / wanted.length;
}
