import { findQuantities, sameQuantity } from './quantities.js';
import { splitSentences } from './sentences.js';
import { countWords } from './words.js';

/** What is written where a source does not answer a question. */
export const NOT_SAID = 'The text does not say.';

const SOURCE = '(?:text|source|document|page|notice|transcript|article|passage|invoice|bill|letter|table|report|minutes|information|context|recipe|offer|picture|recording)';
const TELLS = '(?:say|mention|state|contain|specify|provide|tell|give|include|indicate|name|list|reveal|describe|answer|disclose|explain|address|offer)s?';
const TOLD = '(?:said|mentioned|stated|specified|indicated|disclosed|revealed)';
/** These are also said of things: only with the source behind them do they speak of it. */
const FOUND = '(?:provided|given|known|available|listed|included|found|named|shown|contained|described|explained|clear|determined)';
const IN_SOURCE = `(?:in|by|from|within|on) (?:the|this|that) (?:\\w+ ){0,2}${SOURCE}`;
const ADVERB = '(?:(?:explicitly|directly|specifically|actually|clearly|even) )?';

/** Wordings that a source does not tell something, English. */
const WORDINGS: readonly RegExp[] = [
  new RegExp(`\\b(?:the|this|that) (?:\\w+ ){0,2}${SOURCE} (?:${ADVERB}(?:does not|doesn't|did not|do not|don't) ${ADVERB}${TELLS}|says nothing|gives no|has no|contains no|provides no|makes no mention)\\b`, 'i'),
  new RegExp(`\\b(?:is|are|was|were) (?:not|nowhere|never) ${ADVERB}${TOLD}\\b|\\b(?:isn't|aren't|wasn't|weren't) ${ADVERB}${TOLD}\\b`, 'i'),
  new RegExp(`\\b(?:(?:is|are|was|were|can|could|be) ?(?:not|nowhere|never)|isn't|aren't|wasn't|weren't|cannot|can't|couldn't)(?: be)? ${ADVERB}(?:${FOUND}|answered|told|inferred|concluded) ${IN_SOURCE}\\b`, 'i'),
  /\b(?:there is|there's|there was|the \w+ (?:has|gives|provides)) no (?:specific |explicit |further |such )?(?:information|mention|indication|statement|data|details?)(?=\s*(?:\.?$|(?:about|on|of|for|regarding|as to|whether|provided|given|available|in (?:the|this))\b))/i,
  new RegExp(`\\bthere (?:is|are|was|were) no (?:\\w+ ){1,6}(?:${TOLD}\\b|(?:given|provided|told)(?: \\w+){0,5} ${IN_SOURCE}\\b)`, 'i'),
  /^no (?:specific |explicit |such )?(?:information|details?|data|mention)\b/i,
  new RegExp(`^(?:it is |it's )?(?:unknown|unclear|not (?:${TOLD}|told|given|provided|known|specified))(?: ${IN_SOURCE})?\\.?$`, 'i'),
];

/** Longer texts say something else, too. */
const MOST_WORDS = 30;

/** True for an answer that says that the source does not tell, and says nothing else. `question`: what it repeats is no statement. */
export function saysNothingIsSaid(text: string, question = ''): boolean {
  const plain = text.trim().replace(/[’‘]/g, "'");
  if (countWords(plain) > MOST_WORDS || splitSentences(plain).length !== 1 || /[,;] (?:but|however|although|though|while)\b|\bbut\b/i.test(plain)) return false;
  const asked = findQuantities(question);
  if (findQuantities(plain).some((quantity) => !asked.some((other) => sameQuantity(other, quantity)))) return false;
  return WORDINGS.some((wording) => wording.test(plain));
}
