import { languageNamesIn } from './stated-limits.js';

const CARRY = String.raw`(?:translate|say|pronounce|announce|speak|call out|whisper|recite)`;
/** Where the words to be carried end: at the language, the hearer or the manner. */
const END = String.raw`(?=\s+(?:in|into|to|for|out loud|aloud|loudly|slowly|clearly|please|pls)\b[^,]*(?:,\s*(?:out loud|aloud|please|pls))?\W*$|[\s,]+(?:out loud|aloud|please|pls)\W*$|\W*$)`;
const FORMS: readonly string[] = [
  String.raw`\bhow (?:do|does|would|can|could|should) (?:you|i|we|one|people|they) (?:say|write|call|pronounce)\s+(\S.*?)${END}`,
  String.raw`\b(?:what is|what's|whats)\s+(\S.*?)\s+in LANGUAGE\b`,
  String.raw`\bLANGUAGE (?:word|words|phrase|expression|term|name)s? for\s+(\S.*?)${END}`,
  String.raw`\b${CARRY}\s+(?:(?:out loud|aloud)[,:]?\s+)?(\S.*?)${END}`,
];
/** What stands for a text that is somewhere else. */
const POINTS = /^(?:(?:it|this|that|them|these|those|him|her|something|everything|all|both|each|aloud|out|in|into|to|for)\b|(?:(?:the|a|an|my|our|your|his|their|its)\s+)?(?:\w+\s+){0,2}(?:text|letter|article|document|report|story|poem|note|mail|e-?mail|message|page|site|summary|result|answer|version|words|sentence|description|transcript)s?\b)/i;

/**
 * Words that a request wants carried over as they are and does not put in quotes: "good evening" of "translate good evening into Czech" or "How do you say
 * good evening in Czech?", and what follows a colon. `undefined` where it holds none: then the text is one that is somewhere else.
 */
export function carriedWords(clause: string): string | undefined {
  const after = /:\s+(\S.{2,})$/.exec(clause)?.[1];
  if (after !== undefined) return after;
  const languages = languageNamesIn(clause);
  for (const form of FORMS) {
    if (form.includes('LANGUAGE') && languages.length === 0) continue;
    const words = new RegExp(form.replaceAll('LANGUAGE', `(?:${languages.join('|')})`), 'i').exec(clause)?.[1]?.trim();
    if (words !== undefined && words !== '' && !POINTS.test(words)) return words;
  }
  return undefined;
}
