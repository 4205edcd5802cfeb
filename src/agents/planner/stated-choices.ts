import { literally } from '../../core/index.js';

/** What is told of the thing that is there, and what is not wanted: "mine is an mp3", "I've got an mkv", "not wav". */
const NOT_WANTED = /(?:\b(?:is|are|was|were|from|not|never|no|instead of|rather than|sent|got|rejects?|refuses?)|'s|'ve)(?: (?:me|us|in|as|only|just|an?|the)){0,3} \.?$/i;
const WANTED = /(?:\b(?:as|to|in|into|be|and|only|but|takes?|accepts?|needs?|wants?|requires?|format)(?: (?:an?|me|us)){0,2}|,|:|^)\s*\.?$/i;
const WISHES = /\b(?:need|needs|want|wants|require|requires)\b[^.;]*$/i;

/** Those of a closed set of values that the words want, in the order of the words: "mp3" of "as mp3", "not ogg but mp3" or "we need MP3". */
export function wantedValues(values: readonly string[], clause: string): string[] {
  return placed(values, clause, (before) => WISHES.test(before) || (WANTED.test(before) && !NOT_WANTED.test(before)));
}

/** Those that the words name, in their order, but for those that they only tell of or do not want. */
export function namedValues(values: readonly string[], clause: string): string[] {
  return placed(values, clause, (before) => WISHES.test(before) || !NOT_WANTED.test(before));
}

function placed(values: readonly string[], clause: string, holds: (before: string) => boolean): string[] {
  // "Jpg to png": what it is made of is there.
  const source = new RegExp(String.raw`^(?: (?:files?|pictures?|images?|photos?))? (?:to|into) (?:an? )?\.?(?:${values.map(literally).join('|')})\b`, 'i');
  return values
    .map((value) => ({ value, place: [...clause.matchAll(new RegExp(String.raw`(?<!\w\.)\b${literally(value)}\b`, 'gi'))].map(({ index }) => index).find((index) => holds(clause.slice(0, index)) && !source.test(clause.slice(index + value.length))) }))
    .flatMap(({ value, place }) => (place === undefined ? [] : [{ value, place }]))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}
