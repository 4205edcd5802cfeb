import { cannotTell, type ImageFacts } from '../image/index.js';
import { CARRIERS } from './lettering.js';
import { PICTURE } from './questions.js';

const LETTERING = '(?:text|texts|writing|lettering|words?|letters?|something written|anything written)';
const SEEN = '(?:there|written|printed|shown|visible|displayed|seen|legible|readable)';
const CAN = '(?:can (?:you|i|we|be) (?:see|seen|read|find|found)|do you (?:see|read|find))';
const CAN_READ = '(?:can (?:you|i|we|be) read|do you read)';
/** Where lettering is asked for, as the last part of a question. */
const WHERE = '(?: (?:in|on|at|of|from) (.+?))?';
const IN_PICTURE = new RegExp(`^(?:it|here|this|that|there|${PICTURE})$`);

/** What carries lettering, with nothing that tells it from others of its kind: the whole reading answers for it. */
const CARRIER = new RegExp(`^(?:(?:the|this|that|these|those) (?:${CARRIERS.source}|${LETTERING}|stop signs?))$`);
/** Questions for the lettering itself, each with what it is on. What else is asked about lettering (its colour, its language, one word of it) is another question. */
const ASKED = [
  `what (?:does|do) (.+?) (?:say|read)`,
  `what (?:does|do) (?:it|this|that|they) (?:say|read)${WHERE}`,
  `what ((?:it|this|that|the)\\b.*?) (?:says?|reads?)`,
  `what (?:is|are) (?:written|printed|readable|legible)(?: there| here)?${WHERE}`,
  `what ${CAN_READ}${WHERE}`,
  `(?:what|which) ${LETTERING}(?: (?:is|are|stands?|appears?|${CAN}))?(?: ${SEEN})?${WHERE}`,
  `(?:what|which) ${LETTERING} (?:does|do) (.+?) (?:show|contain|have|carry|display)`,
  `what (?:is|are) the ${LETTERING}${WHERE}`,
  `(?:(?:please|can|could|would|you) )*read (?:out |aloud )?(?:me )?(?:the |all |any )*${LETTERING}${WHERE}`,
].map((form) => new RegExp(`^${form}$`));
const IS_THERE = [
  `(?:is|are) there (?:any |some |an? )?${LETTERING}(?: ${SEEN})?\\b(.*)`,
  `(?:do|can) you (?:see|read) (?:any |some )?${LETTERING}\\b(.*)`,
  `does (?:it|this|that|${PICTURE}) (?:contain|have|show) (?:any |some )?${LETTERING}\\b(.*)`,
].map((form) => new RegExp(`^${form}$`));

/** "What does the sign say?", "Is there any text in it?" */
export function answerText(question: string, facts: ImageFacts): string | undefined {
  const plain = question.replace(/^(?:and |please )+/, '').replace(/^(?:(?:can|could|would) you (?:please )?)?tell me (?=what|which)/, '').replace(new RegExp(` (?:in|on|of|from) ${PICTURE}$`), '').replace(/\bwhat's\b/, 'what is');
  const isThere = matchOf(plain, IS_THERE);
  const found = isThere ?? matchOf(plain, ASKED);
  if (found === undefined) return undefined;
  if (facts.texts.length === 0) return 'No text can be read in the picture.';
  const where = found.slice(1).find((part) => part !== undefined)?.trim() ?? '';
  const isWhole = where === '' || IN_PICTURE.test(isThere ? where.replace(/^(?:in|on) /, '') : where) || (!isThere && CARRIER.test(where));
  const open = isWhole ? [] : [cannotTell(`whether all of this is what is asked for: “${where.replace(/[“”"]/g, "'")}”`)];
  return [`${isThere && open.length === 0 ? 'Yes: “' : 'It says “'}${facts.texts.map(({ text }) => text.replace(/[“”"]/g, "'")).join(' ')}”.`, ...open].join(' ');
}

function matchOf(question: string, forms: readonly RegExp[]): RegExpExecArray | undefined {
  return forms.map((form) => form.exec(question)).find((match) => match !== null) ?? undefined;
}
