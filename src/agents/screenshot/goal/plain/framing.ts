import { baseOfGerund } from './verb-forms.js';
import { rewrittenAll, type Rewrite } from './rewrite.js';

const YOU = '(?:you|we|I|one)';
const POLITE = '(?:please|kindly|just|simply|now|first|also|then|quickly|carefully)';

/** What stands around an instruction and says who wants it, or how politely. */
const FRAMING: readonly Rewrite[] = [
  [new RegExp(`^(?:hey|hi|hello|ok(?:ay)?|so|well|right|alright|dear \\p{L}+)(?: there)?[,!]\\s+`, 'iu'), ''],
  [new RegExp(`^${POLITE},?\\s+(?=\\p{L})`, 'iu'), ''],
  [/^(?:would|do) you mind (\p{L}+ing)\b(.*?)\??$/iu, ([, gerund = '', rest = '']) => { const verb = baseOfGerund(gerund); return verb === undefined ? undefined : `${verb}${rest}`; }],
  [new RegExp(`^(?:can|could|will|would|may|might|should) ${YOU} (?:${POLITE} )*(?:be so (?:kind|good|nice) (?:as )?to )?(.+?)\\??$`, 'i'), '$1'],
  [/^(?:please )?(?:be so (?:kind|good|nice) (?:as )?to|do me (?:a|the) favou?r and|go ahead and|try to|try and|proceed to|be sure to|make sure to|remember to|do(?:n['’]t| not) forget to|take care to|see to it that you|make sure (?:that )?you|ensure that you|help me(?: to)?) /i, ''],
  [/^(?:your|the|my|our) (?:task|job|goal|mission|aim|objective|assignment|challenge)(?: here| now)? (?:is|will be)(?: now)? to /i, ''],
  [/^(?:task|goal|job|to do|todo|instruction)s?:\s+/i, ''],
  [/^(?:what )?(?:I|we)(?: would|['’]d)? (?:want|need|like|ask|wish)(?: for)?(?: from you)?(?: is)?(?: for)? you to (?:do is (?:to )?)?/i, ''],
  [/^(?:I|we)(?:['’]m| am| are|['’]re)? ?(?:(?:really|only|just|now) )*(?:want to|wanna|need to|have to|must|should|would like to|['’]d like to|would love to|['’]d love to|wish to|intend to|plan to|trying to|going to|about to|here to|ready to) (?!be\b|know\b|see if\b)/i, ''],
  [new RegExp(`^${YOU} (?:should|must|need to|have to|are to|are asked to|are supposed to|can|may|will)(?: now)? (?!not\\b|be\\b)`, 'i'), ''],
  [/^it is (?:your|my|our) (?:task|job|turn|wish) to /i, ''],
  [/^(?:let us|let['’]s|shall we) /i, ''],
];

/** What is added behind an instruction and asks for nothing more. */
const TAILS: readonly Rewrite[] = [
  // What becomes possible by it is what is done next.
  [/,? so that you can (?=(?:press|click|tap|go|open|choose|continue|log|sign|send|submit)\b)/i, ', then '],
  [/,\s+(?:would you|will you|could you|can you|ok(?:ay)?|right)\s*(?=[.!?]*$)/i, ''],
  [/[,;]?\s+(?:please|thanks?(?: you)?(?: (?:very much|a lot))?|if you (?:please|can|would|don['’]t mind)|for (?:me|us)|right (?:now|away)|at once|immediately|now)\s*(?=[.!?]*$)/i, ''],
  [/\s+(?:instead|as well|too|for good|once and for all|afterwards)\s*(?=[.!?]*$)/, ''],
  // A button may be called "Delete forever".
  [/(?<!^(?:[Cc]lick|[Pp]ress|[Tt]ap|[Cc]hoose|[Ss]elect|[Pp]ick|[Hh]it|[Tt]ype|[Ee]nter|[Ww]rite)\b[^,;]*)\s+(?:forever|permanently)\s*(?=[.!?]*$)/, ''],
  [/[,;]?\s+(?:(?:and|but) )?(?:(?:change|touch|do|press|click|choose|select|tick|alter|open) )?nothing (?:else|more)\s*(?=[.!?]*$)/i, ''],
  [/[,;]?\s+(?:(?:and|but) )?(?:leave|keep) (?:everything(?: else)?|all else|the (?:rest|others?|other \p{L}+)) (?:as (?:it|they) (?:is|are)|alone|unchanged|untouched|in place)\s*(?=[.!?]*$)/iu, ''],
  [/[,;]?\s+(?:and |but )?(?:everything else|all else|the (?:rest|others|other \p{L}+)) (?:stays?|remains?|is to stay|are to stay)(?: (?:as (?:it|they) (?:is|are)|unchanged|the same|where (?:it|they) (?:is|are)|in place))?\s*(?=[.!?]*$)/iu, ''],
  [/[,;]?\s+without (?:changing|touching) (?:anything|the rest|any(?:thing)? else|the others)(?: else)?\s*(?=[.!?]*$)/i, ''],
  [/[,;]?\s+(?:and )?that(?:['’]s| is) (?:it|all)\s*(?=[.!?]*$)/i, ''],
];

/** An instruction without what stands around it. */
export const unframed = (text: string): string => rewrittenAll(FRAMING, rewrittenAll(TAILS, text));
