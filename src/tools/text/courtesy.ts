import { findQuantities } from './quantities.js';
import { countWords } from './words.js';

const GREETING = /^(?:dear\b|hi\b|hello\b|hey\b|good (?:morning|afternoon|evening)\b|to whom it may\b|sehr geehrte|liebe[rs]?\b|cher|chère|madame,|monsieur,|estimad[oa]s?\b)/iu;
const CLOSING = /^(?:yours (?:faithfully|sincerely|truly)\b|(?:with )?(?:kind|best|warm) (?:regards|wishes)\b|regards\b|sincerely\b|best,|love,|mit freundlichen\b|cordialement|un saludo|saludos|atentamente)/iu;
/** "Thanks to the new dam" gives a reason. */
const THANKS = /^(?:many thanks\b|thank you (?:for|very|in advance)\b|thanks\b(?! to (?!all|every|those|you\b))|vielen dank\b)/iu;
/** What is regretted is told where a statement follows: "we regret to inform you that". */
const REGRET = /^we (?:are sorry|apologi[sz]e|regret|ask for your (?:patience|understanding))\b(?! (?:to (?:inform|tell|say|announce|report|let)|that (?!this|it\b|these)))/iu;
const HOPE = /^(?:we|i) look forward\b/iu;
/** Begins a statement behind a formula. */
const STATEMENT = /^(?:(?:and|but|so)\s+)?(?:which|who|we|i|you|he|she|it|they|there|the|this|that|please|an?)\b/iu;
const ENDS = /[.!?:…。！？؟۔।]["'”’)\]]*$/u;

/** Whether a line greets, thanks, regrets or signs, and says nothing besides: "Hi Anna, the meeting is off." tells something. */
export function isCourtesy(text: string): boolean {
  const plain = text.trim();
  const [formula = '', ...rest] = plain.split(/(?<=[,;:!–—])\s+|\s+[-–—]\s+/);
  const said = rest.join(' ');
  if (GREETING.test(plain)) return !ENDS.test(plain) || (countWords(said) < 4 && (said !== '' || countWords(formula) <= 6));
  if (CLOSING.test(plain)) return !(ENDS.test(plain) && (STATEMENT.test(said) || findQuantities(said).length > 0));
  if (THANKS.test(plain) || REGRET.test(plain)) return !(countWords(said) >= 4 && (STATEMENT.test(said) || findQuantities(said).length > 0));
  return HOPE.test(plain) && findQuantities(plain).length === 0;
}
