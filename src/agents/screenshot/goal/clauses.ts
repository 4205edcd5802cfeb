import { inPlainWords, valuesSpelledOut, withReferents } from './plain/index.js';
import { VERBS } from './vocabulary.js';

/** "check-out" begins with no verb. */
const VERB = `(?:${[...VERBS].sort((a, b) => b.length - a.length).map((verb) => verb.replace('-', '[- ]?')).join('|')})(?!-)`;
/** "then finally please click": what may stand before the verb of an instruction. */
const LEAD = '(?:(?:and|then|next|after that|afterwards|finally|also|please|now|when done|once done|to|you (?:should|must|need to)),?\\s+)*';
const JOINT = new RegExp(`(?:\\s*[,;]\\s*|\\s+)(?:and\\s+then|and|then|before|after which)\\s+(?=${LEAD}${VERB}\\b)|\\s*[,;]\\s*so\\s+(?=${LEAD}${VERB}\\b)|\\s*[,;]\\s*(?:but\\s+|and\\s+)?(?=(?:do not|don['’]t|never)\\s)|\\s*[,;]\\s*(?=${LEAD}${VERB}\\b)|\\s+(?=(?:hit|press|click)\\s+(?:on\\s+)?(?:the\\s+)?["']?(?:submit|ok|done)\\b)`, 'gi');
const OPENING = new RegExp(`^${LEAD}`, 'i');
/** "Save and Publish": two words with capital letters are one name, also where the second is a verb. */
const TITLE = /(?<=\s)(\p{Lu}\p{Ll}+) and (?=\p{Lu}\p{Ll}+(?:[.,;:!?]|$))/gu;
const JOINED = '⟪and⟫';

/** "… when done" says when, and "please" how. */
const AFTERTHOUGHT = /,?\s+(?:(?:when|once|after|as soon as)\s+(?:you(?:'re| are| have)?\s+)?(?:done|finished|ready|complete[d]?|it is done|you finish)|afterwards|please|to (?:finish|continue|proceed|complete))$/i;

/** That there are keys for it: which ones, the page says. */
const BY_KEYS = /\s*[,;:(–-]?\s*(?:there (?:is|are) (?:a |the )?(?:keys?|shortcuts?|hotkeys?)(?: for (?:it|this|that))?|(?:with|by|using|via) (?:its |the |a )?(?:keyboard(?: shortcut)?|shortcut|hotkey))\)?$/i;
const STARTS = new RegExp(`^${LEAD}${VERB}\\b`, 'i');

/** A piece of a goal that gives one instruction (or asks one question). */
export interface Clause {
  /** Without what joins it to the one before. */
  readonly text: string;
  /** "For the user ⟦0⟧, ...": where the instruction holds. */
  readonly scope?: string | undefined;
  /** Which sentence it stands in, from 0. */
  readonly sentence: number;
  /** It ends in a colon, and an instruction follows: it says what is to come of that. */
  readonly announces: boolean;
}

/** Cuts a goal, its quotations set aside, into its instructions. */
export function clausesOf(goal: string): Clause[] {
  const said = valuesSpelledOut(goal).split(/(?<=[.!?:])\s+(?=\S)|\n+/).filter((sentence) => /[\p{L}\p{N}⟦]/u.test(sentence));
  const sentences = withReferents(said, (sentence) => STARTS.test(sentence)).map(inPlainWords);
  return sentences.flatMap((whole, sentence) => {
    const { scope, rest } = scopeOf(whole);
    const announces = whole.endsWith(':') && STARTS.test(sentences[sentence + 1] ?? '');
    return rest.replace(TITLE, `$1 ${JOINED} `).split(JOINT).flatMap(carriedOn).map((piece) => ({ text: piece.replaceAll(JOINED, 'and').trim().replace(OPENING, '').replace(/[.!]+$/, '').replace(AFTERTHOUGHT, '').replace(BY_KEYS, '').trim(), scope, sentence, announces })).filter(({ text }) => text !== '');
  });
}

/** "Click A, then B", "go to A, then to B": a verb of pressing holds for what follows as well. */
function carriedOn(piece: string): string[] {
  const [, verb = ''] = new RegExp(`^${LEAD}(click(?: on)?|press|tap|open|(?:go|navigate) to)\\b`, 'i').exec(piece.trim()) ?? [];
  if (verb === '') return [piece];
  const [first = '', ...more] = piece.split(/(?:\s*,\s*|\s+)(?:and\s+)?then\s+(?:to\s+)?(?=\S+(?:\s+\S+){0,5}$)/i);
  return [first, ...more].flatMap((part, index) => (/^(?:go|navigate)/i.test(verb) ? part.split(/,\s*(?=(?:⟦\d+⟧|\p{Lu}[\p{L}\d-]*)(?:$|,))/u) : [part]).map((rest, at) => (index + at === 0 ? rest : `${verb} ${rest}`)));
}

const AREA = '(?:menu(?: bar)?|dialog|window|form|section|sidebar|toolbar|header|footer|panel|list|table)';
const COMMA_SCOPE = new RegExp(`^(?:for|in|inside|within|on|under|from|at|among|next to)\\s+([^,]+),\\s*(?=${LEAD}${VERB}\\b)`, 'i');
/** "In the menu ⟦0⟧ open ⟦1⟧". */
const AREA_SCOPE = new RegExp(`^(?:in|inside|within|on|under|from)\\s+(the\\s+(?:[\\p{L}-]+\\s+|⟦\\d+⟧\\s+){0,2}?${AREA}(?:\\s+⟦\\d+⟧)?)\\s+(?=${VERB}\\b)`, 'iu');

/** Only a leading phrase that is followed by an instruction is one: "In the dialog, press OK". */
function scopeOf(sentence: string): { scope?: string; rest: string } {
  const match = COMMA_SCOPE.exec(sentence) ?? AREA_SCOPE.exec(sentence);
  return match ? { scope: match[1] ?? '', rest: sentence.slice(match[0].length) } : { rest: sentence };
}

/** The verb that opens an instruction, and what follows it. */
export function verbOf(clause: string): { readonly verb: string; readonly rest: string } | undefined {
  const match = new RegExp(`^(${VERB})\\b\\s*`, 'i').exec(clause);
  if (!match) return undefined;
  return { verb: (match[1] ?? '').toLowerCase().replace(/\s/g, '-').replace(/^(double|right)click$/, '$1-click'), rest: clause.slice(match[0].length).trim() };
}
