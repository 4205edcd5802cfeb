import { stopwordLanguage } from './language.js';

/**
 * Truth about texts, by plain patterns. None of it comes from the product: what the product's own oracles cannot see must
 * be seen here, and the other way round.
 */

/** Facts that must be in a text, by name; each is a pattern that all usual ways to write the fact match. */
export type Facts = Readonly<Record<string, RegExp>>;

/** Both orders of two things that must be named together. */
export const pair = (one: string, other: string): RegExp => new RegExp(`${one}.*${other}|${other}.*${one}`, 'i');

/** A day in either order and with or without an ending; as an ISO date, too. */
export const day = (date: number, month: string, number: string): RegExp => new RegExp(`\\b${date}(?:st|nd|rd|th)?(?: of)? ${month}|${month} ${date}(?:st|nd|rd|th)?\\b|-${number}-${String(date).padStart(2, '0')}`, 'i');

/** That the text does not tell, said of something that it tells: a "not" is not yet a "no". */
export const UNTOLD = /no information|(?:\bnot|n't) (?:say|mention|state|specify|tell)\b|(?:^|\b(?:is|it's) )not (?:stated|said|specified)/i;

/** The names of the facts that a text leaves out, worded as faults. */
export function missingFacts(text: string, facts: Facts): string[] {
  const plain = plainText(text);
  return Object.entries(facts).flatMap(([name, pattern]) => (pattern.test(plain) ? [] : [`does not say: ${name}`]));
}

/** Statements that are wrong and that a text makes all the same. */
export function wrongStatements(text: string, wrong: Facts): string[] {
  const plain = plainText(text);
  return Object.entries(wrong).flatMap(([name, pattern]) => (pattern.test(plain) ? [`says wrongly: ${name}`] : []));
}

/** Typography and Markdown brought to one form. */
export function plainText(text: string): string {
  return text.normalize('NFKC').replace(/[’‘]/g, "'").replace(/[“”„«»]/g, '"').replace(/[\u2010-\u2015]/g, '-').replace(/[*_`#]/g, '').replace(/\s+/g, ' ').trim();
}

/** The numbers of a text as digits alone: "1,250.50", "1.250,50" and "1 250.50" are all 125050, "9:30" is 9 and 30. */
export function digitGroups(text: string): string[] {
  return numbersOf(text).map(({ digits }) => digits);
}

/** The numbers of a text; `whole`: without zeros at the end of a decimal part, so that 29.50 is also 29.5. */
function numbersOf(text: string): { readonly digits: string; readonly whole: string }[] {
  const unlisted = text.replace(/^\s*\d+[.)]\s+/gm, '');
  return [...unlisted.matchAll(/(\d+(?:[.,' \u00a0\u202f]\d{3}(?!\d))*)([.,]\d+)?/g)].map(([, integer = '', decimals = '']) => ({ digits: joined(integer + decimals), whole: joined(integer + decimals.replace(/0+$/, '')) }));
}

function joined(number: string): string {
  return number.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
}

const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty'];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** Numbers that an English text writes as words, as digits: a text made of it may well write "8" for "eight". */
export function wordNumbers(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.flatMap((word) => [...(NUMBER_WORDS.includes(word) ? [String(NUMBER_WORDS.indexOf(word))] : []), ...(TENS.includes(word) ? [String(10 * (TENS.indexOf(word) + 2))] : [])]);
}

/** Numbers of a text that its source does not have; `also`: numbers that follow from the source. */
export function inventedNumbers(text: string, source: string, also: readonly string[] = []): string[] {
  const known = new Set([source, ...wordNumbers(source), ...also].flatMap(numbersOf).flatMap(({ digits, whole }) => [digits, whole]));
  // "6 pm" for "18:00" is no invention.
  for (const hour of [...known]) if (/^\d{1,2}$/.test(hour) && Number(hour) >= 13 && Number(hour) <= 23) known.add(String(Number(hour) - 12));
  return numbersOf(text).filter(({ digits, whole }) => !known.has(digits) && !known.has(whole)).map(({ digits }) => `has a number that is nowhere in the source: ${digits}`);
}

/** Times of day that a source does not have, in the way of 24 or of 12 hours: hour and minute may both be there, but apart. */
export function otherTimes(source: string): RegExp {
  const known = [...source.matchAll(/\b0?(\d{1,2}):(\d{2})\b/g)].flatMap(([, hour, minute]) => [`0?${hour}[:.]${minute}`, `${(Number(hour) + 11) % 12 + 1}[:.]${minute} ?[ap]`]);
  return new RegExp(`(?<![\\d:.,])(?!(?:${known.join('|')}))\\d{1,2}:(?!00)\\d{2}\\b`, 'i');
}

/** Words between blanks that hold a letter or digit; list marks do not count. */
export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word) && !/^\d+[.)]$/.test(word)).length;
}

/** Sentences by their end marks; abbreviations of titles and numbers are no ends. */
export function sentenceCount(text: string): number {
  const joined = text.replace(/\b(Mr|Mrs|Ms|Dr|No|St|e\.g|i\.e|a\.m|p\.m|approx|vs)\./gi, '$1').replace(/(\d)\.(\d)/g, '$1,$2');
  return joined.split(/(?<=[.!?]["')]?)\s+|\n+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}

export interface Form {
  readonly sentences?: number;
  readonly maxSentences?: number;
  readonly maxWords?: number;
  readonly bullets?: number;
  readonly numbered?: number;
  readonly language?: string;
}

/** Limits that a text breaks. */
export function brokenForm(text: string, form: Form): string[] {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const bullets = lines.filter((line) => /^[-*•]\s+\S/.test(line)).length;
  const numbered = lines.filter((line) => /^\d+[.)]\s+\S/.test(line)).length;
  const sentences = sentenceCount(text);
  const words = wordCount(text);
  return [
    ...(form.sentences !== undefined && sentences !== form.sentences ? [`has ${sentences} sentences instead of ${form.sentences}`] : []),
    ...(form.maxSentences !== undefined && sentences > form.maxSentences ? [`has ${sentences} sentences, more than ${form.maxSentences}`] : []),
    ...(form.maxWords !== undefined && words > form.maxWords ? [`has ${words} words, more than ${form.maxWords}`] : []),
    ...(form.bullets !== undefined && bullets !== form.bullets ? [`has ${bullets} bullet points instead of ${form.bullets}`] : []),
    ...(form.numbered !== undefined && numbered !== form.numbered ? [`has ${numbered} numbered items instead of ${form.numbered}`] : []),
    ...(form.language !== undefined && stopwordLanguage(text) !== form.language ? [`is in ${stopwordLanguage(text)} instead of ${form.language}`] : []),
    ...(words === 0 ? ['is empty'] : []),
  ];
}

/** "The text does not say", in the words that people and models use for it. */
const NOT_SAID = /\b(?:(?:does|do|did|is|was|are) ?(?:not|n't)|doesn't|isn't|no|cannot|can't|unable|unknown|nowhere|not)\b.{0,60}\b(?:say|said|state[sd]?|mention(?:ed|s)?|contain|specif(?:y|ied)|provide[ds]?|given?|information|tell|told|known|include[ds]?|indicate[ds]?|available|determine[d]?|found|answer|listed|shown|named)\b/i;

/** Faults of an answer to a question that the source does not answer: it must say so, and name no value of its own. */
export function notHonest(answer: string, invented: Facts = {}): string[] {
  const plain = plainText(answer);
  return [...(NOT_SAID.test(plain) ? [] : ['does not say that the source does not tell']), ...wrongStatements(plain, invented)];
}
