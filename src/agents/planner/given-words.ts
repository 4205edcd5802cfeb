import { Modality, type Given } from '../../core/index.js';
import { SUBJECTS } from './condition-reading.js';

/** What people call a thing of a kind. */
export const NOUNS: Readonly<Record<string, string>> = {
  [Modality.image]: 'picture', [Modality.audio]: 'recording', [Modality.video]: 'video', [Modality.url]: 'page', [Modality.text]: 'text', [Modality.json]: 'data',
};
const MATERIAL = /\b(?:the|this|that|these|those|my|our|your|an?|each|both|all) (?:\w+ )?(?:texts?|letters?|articles?|documents?|reports?|stor(?:y|ies)|e?-?mails?|pages?|sites?|websites?|homepages?|files?)\b/i;
const CARRIER = String.raw`(?:receipt|invoice|bill|leaflet|flyer|poster|menu|card|note|notice|letter|sign|label|ticket|timetable|schedule|form|scan|document|page|screenshot|certificate|contract|statement|chart|diagram|slide|message|error|plaque|brochure|recipe|list)s?`;
/** A thing that is made to be read, or what only stands in words. */
const WRITTEN = new RegExp(String.raw`\b(?:the|this|that|these|those|my|our|your|his|her|their|both|all|each|every|which|what) (?:[\w-]+ ){0,2}?${CARRIER}\b|\b(?:scanned|handwritten|handwriting|printed|prices?|costs?|cheaper|cheapest|expensive|phone numbers?|e-?mail address(?:es)?|(?<!\bin )totals?|amounts?|due dates?|opening hours)\b`, 'i');
/** A pronoun for what was given; "this" before a noun is none. */
const POINTER = /\b(?:(?:each|all|both|every one|one) of )?(?:(?:them|it)\b|(?:these|those|this|that)\b(?=\W*$|\s*[,.;:!?]|\s+(?:in|into|to|as|at|for|from|with|and|on|is|are|was|please|down|up|out|aloud|looks?|shows?|says?|means?)\b))/i;

/** A piece of something that the words do not name. */
const PART = /\b(?:the|this|that|a) (?:\w+ )?(?:bit|part|piece|section|passage|portion|segment)\b(?! of\b)/i;

/** The words with what each name of a file or address stands for: "is https://a.org the same as b.png" asks about a page and a picture. */
export function withKinds(clause: string, givens: readonly Given[]): string {
  return [...givens].sort((a, b) => b.name.length - a.name.length).reduce((text, { name, modality }) => {
    const noun = NOUNS[modality];
    return noun === undefined || !/[./]/.test(name) ? text : text.replaceAll(name, `the ${noun}`).replace(new RegExp(String.raw`\b(the|this|that|my|our) (?:\w+ )?the ${noun}\b`, 'gi'), `$1 ${noun}`);
  }, clause);
}

/** What the words call a picture of something that is made to be read: "leaflet" of "the leaflet I scanned". */
function carrierIn(words: string): string | undefined {
  return new RegExp(String.raw`\b(?:the|this|that|these|those|my|our|your|his|her|their) (?:[\w-]+ ){0,2}?(${CARRIER})\b`, 'i').exec(words)?.[1];
}

/** Whether the words speak of something that is made to be read, or of what only stands in words: a picture of a receipt is read, not described. */
export function namesWritten(words: string): boolean {
  return WRITTEN.test(words);
}

/**
 * Words whose pronouns stand for the one kind of thing that was given: "I need each of them as text" is said of recordings; as they are
 * where they name some material, or where things of several kinds were given.
 */
export function withGivenFor(clause: string, givens: readonly Given[], goal = clause): string {
  const [modality, ...others] = [...new Set(givens.map((given) => given.modality))];
  const noun = (modality === Modality.image ? carrierIn(goal) : undefined) ?? NOUNS[modality ?? ''];
  if (noun === undefined || others.length > 0 || MATERIAL.test(clause) || Object.values(SUBJECTS).some((name) => name.test(clause))) return clause;
  const things = givens.length > 1 && !noun.endsWith('s') ? `${noun}s` : noun;
  const part = PART.exec(clause)?.[0];
  if (part !== undefined) return clause.replace(part, `${part} of the ${things}`);
  return clause.replace(POINTER, (words) => (/ of /.test(words) ? `${words.split(' of ')[0] ?? ''} of the ${things}` : `the ${things}`));
}
