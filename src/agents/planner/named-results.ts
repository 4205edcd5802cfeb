import { isMedia, Modality, type Given, type ToolSpec } from '../../core/index.js';
import { LEADS } from './clause-kinds.js';

/** What comes out of work is called by, for each kind of thing; "the summary" is one that is wanted. */
const WORKED: Readonly<Record<string, string>> = {
  [Modality.text]: 'transcripts?|transcription|summary|summaries|translations?|descriptions?|captions?|comparison|overview',
  [Modality.image]: 'screenshots?|thumbnails?',
  [Modality.audio]: 'voice-?overs?',
};
/** The same of words that may as well stand for what was given: "a picture" is wanted, "the picture" is there. */
const MADE: Readonly<Record<string, string>> = {
  [Modality.text]: 'tables?|lists?',
  [Modality.image]: 'stills?|pictures?|images?',
  [Modality.audio]: 'recording|reading|mp3|wav',
  [Modality.video]: 'slideshow',
};
/** Of which kind these are the words around them say, or nobody. */
const OF_ANY_KIND = 'versions?|copy|copies|gif|subtitles';

const any = (nouns: Readonly<Record<string, string>>): string => Object.values(nouns).join('|');
/** Nouns for what is worked out, which "the" may stand before. */
export const WORKED_NOUN = String.raw`(?:${any(WORKED)}|subtitles)`;
/** Nouns for whatever can be wanted. */
export const RESULT_NOUN = String.raw`(?:${any(WORKED)}|${any(MADE)}|${OF_ANY_KIND})`;

const HANDED = String.raw`(?:(?:give|get|send|show|make|create|produce|provide|need|want|have)\b(?: (?:me|us|her|him|them))? )?`;
/** Where a noun ends what is wanted: "a screenshot of the page", not "a screenshot description". */
const ENDED = String.raw`(?=\W*$|[,.;:]|\s+(?:of|from|in|for|with|as|at|that|which|to|about|on|and|where|by|please|pls|plz|too|also|either|out)\b)`;
const article = String.raw`(?:an?|one|some|its|their|two|three|\d+)`;
const KINDS: readonly (readonly [string, RegExp])[] = [Modality.text, Modality.image, Modality.audio, Modality.video].map((kind) => {
  const worked = WORKED[kind] === undefined ? '' : String.raw`(?:(?:the|${article}) )?(?:[\w-]+ ){0,3}?(?:${WORKED[kind]})`;
  const made = MADE[kind] === undefined ? '' : String.raw`(?:${article} )(?:[\w-]+ ){0,2}?(?:${MADE[kind]})`;
  return [kind, new RegExp(String.raw`^${HANDED}(?:${[worked, made].filter((form) => form !== '').join('|')})\b${ENDED}`, 'i')] as const;
});
/** A version that differs in what only the eye sees. */
const SEEN = new RegExp(String.raw`^${HANDED}(?:the |${article} )(?:much |very |really )?(?:small|smaller|tiny|little|mini|large|larger|big|bigger|cropped|rotated|mirrored|grey|gray|black-and-white) (?:version|copy|one)s?\b${ENDED}`, 'i');

/** Whether the words call their result a text: "a summary of it". */
export function callsResultText(clause: string): boolean {
  return KINDS.some(([kind, named]) => kind === Modality.text && named.test(clause.replace(LEADS, '')));
}

/** "Every ten seconds a still." */
const HOW_OFTEN = /^(?:every|each) (?:[\w.]+ )?(?:seconds?|secs?|minutes?|mins?),? /i;

/** The kinds of thing of which the words call their result one ("a thumbnail of it"); `undefined` where they do not say. */
function kindsWanted(clause: string, givens: readonly Given[]): readonly string[] | undefined {
  const work = clause.replace(LEADS, '').replace(HOW_OFTEN, '');
  const kind = KINDS.find(([, named]) => named.test(work))?.[0];
  if (kind !== undefined) return kind === Modality.text ? [kind, Modality.json] : [kind];
  return SEEN.test(work) && givens.length > 0 && givens.every(({ modality }) => isMedia(modality)) ? [Modality.image, Modality.video] : undefined;
}

/** Whether the words call their result something that the tool does not make. */
export function makesOtherKind(tool: ToolSpec, clause: string, givens: readonly Given[]): boolean {
  const wanted = kindsWanted(clause, givens);
  return wanted !== undefined && !tool.outputs.some(({ modality }) => modality === Modality.any || wanted.includes(modality));
}
