import { beginsWithVerb, LEADS } from './clause-kinds.js';
import { AT_MOST, MOST, withDigits } from './limit-grammar.js';
import { languageNamesIn, statedLimits } from './stated-limits.js';
import { stems } from './words.js';

const LENGTH = String.raw`\d+(?:[.,]\d+)? (?:(?:short|long|simple|plain|main|key|bullet) )?(?:sentences?|words?|lines?|paragraphs?|points?|bullets?|items|seconds?|secs?|minutes?)`;
const LENGTHS = new RegExp(String.raw`,? ?(?:\b(?:and|but) )?(?:\b(?:it|this|that) (?:must|should|may|can|is|has to|needs to)(?:n't| not)?(?: be)? )?(?:(?:\b(?:in|with|of|using|to|for|within|exactly|about|only|just|not) ){0,2}(?:${MOST} )?)${LENGTH}(?: or \d+)?(?: long| each)?(?:${AT_MOST})?`, 'gi');

/** What a clause asks for, without how long the result is to be: "write a toast" of "write a toast in three sentences". `undefined` where it says nothing of that, or nothing else. */
export function withoutLengths(clause: string): string | undefined {
  const { sentences, words, items, seconds } = statedLimits(clause);
  return sentences ?? words ?? items ?? seconds ? leftOf(withDigits(clause).replace(LENGTHS, ''), 1) : undefined;
}

/** What a clause asks for, without the language that the result is to have: "an outline of this report" of "an outline of this report in Norwegian". */
export function withoutLanguage(clause: string): string | undefined {
  if (statedLimits(clause).language === undefined) return undefined;
  const named = languageNamesIn(clause).map((name) => String.raw`,? ?\b(?:in|into|to) (?:(?:simple|plain|formal|easy|good|proper) )?${name}\b|\b${name} (?=\w)`);
  return leftOf(clause.replace(new RegExp(named.join('|'), 'gi'), ''), 2);
}

/** Verbs that ask for nothing but the file: "save it as mp3". */
const SAVES = /^(?:convert|save|export|make|turn|give|send|need|want|get|have|change|store|put|return|encode)\b/i;

/**
 * What a clause asks for, without the file that the result is to be: "say hello" of "say hello as an mp3 file"; as it is where that is all
 * that it asks. `formats`: of which files.
 */
export function withoutFile(clause: string, formats: readonly string[]): string {
  const work = clause.replace(LEADS, '');
  if (formats.length === 0 || SAVES.test(work) || !beginsWithVerb(work)) return clause;
  const rest = clause.replace(new RegExp(String.raw`,? ?\b(?:as|in|into|to) (?:an? )?\.?(?:${formats.join('|')})(?:[- ](?:file|format|recording|video))?(?=\W|$)`, 'gi'), '');
  return stems(rest).length > 0 || /\[text \d+\]/.test(rest) ? rest.trim() : clause;
}

/** Where at least so many words that mean something are left. */
function leftOf(text: string, least: number): string | undefined {
  const left = text.replace(/\s{2,}/g, ' ').trim();
  return stems(left).length < least ? undefined : left;
}
