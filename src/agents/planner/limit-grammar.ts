import { findNumberWords } from '../../tools/text/index.js';

/** Least and most of a quantity; either may be open. */
export interface Range {
  readonly minimum?: number;
  readonly maximum?: number;
}

export const NUMBER = String.raw`(\d+(?:[.,]\d+)?)`;
const DENIED = String.raw`(?:\b(?:not|no|never|nor)|n't)`;
/** "At most", and a denial of more: "it should not go on for more than". */
export const MOST = String.raw`(?:at (?:the )?most|no more than|less than|fewer than|shorter than|under|below|within|up to|max(?:imum)?(?: of)?|a maximum of|limit(?:ed)? (?:it )?to|keep it (?:to|under|below)|${DENIED} (?:\w+ ){0,4}(?:more|longer) than|${DENIED} (?:\w+ ){0,3}exceed)`;
export const LEAST = String.raw`(?<!${DENIED} (?:\w+ ){0,4})(?:at (?:the )?least|more than|over|longer than|a minimum of|min(?:imum)?(?: of)?)|(?:no|not) (?:less|fewer) than`;
/** What is said behind a quantity: "ninety words at most". */
export const AT_MOST = String.raw`(?:,? (?:at (?:the )?most|max(?:imum)?|tops|or (?:less|fewer|shorter)))\b`;
export const SECOND = String.raw`(?:seconds?|secs?|s)\b`;
export const MINUTE = String.raw`(?:minutes?|mins?)\b`;

const PARTS: Readonly<Record<string, number>> = { third: 3, quarter: 4, fifth: 5, tenth: 10 };

/** "three" → "3"; "three quarters of" → "0.75 of"; "a sentence" and "one-sentence" count as one. */
export function withDigits(clause: string): string {
  let text = '';
  let at = 0;
  for (const word of findNumberWords(clause)) {
    if (word.ordinal) continue;
    text += clause.slice(at, word.index) + String(word.value);
    at = word.index + word.text.length;
  }
  return (text + clause.slice(at))
    .replace(/\b(?:an?|one|1) (minute|second) and (?:a|1) half\b/gi, (_, unit: string) => (/^m/i.test(unit) ? '90 seconds' : '1.5 seconds'))
    .replace(/\b(?:half a|a half|half) (minute|second)\b/gi, (_, unit: string) => (/^m/i.test(unit) ? '30 seconds' : '0.5 seconds'))
    .replace(/\b(\d+) (quarter|third|fifth|tenth)s?(?= of\b)/gi, (_, count: string, part: string) => String(Math.round((Number(count) / (PARTS[part.toLowerCase()] ?? 1)) * 100) / 100))
    .replace(/\b(?:an?|one|a single) (?=(?:short |simple |single )?(?:sentence|minute|paragraph)\b)/gi, '1 ')
    .replace(/(\d) per ?cent\b/gi, '$1%')
    .replace(/(\d)-(?=[a-z])/gi, '$1 ');
}

/** The number that the pattern finds first. */
export function first(text: string, pattern: string): number | undefined {
  const found = new RegExp(pattern, 'i').exec(text)?.[1];
  return found === undefined ? undefined : Number(found.replace(',', '.'));
}

/** Without the keys that hold nothing. */
export function compact<T extends Record<string, unknown>>(record: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
