import { findProperNames } from './names.js';
import { findQuantities } from './quantities.js';

/** Kinds of answer that a question can ask for by its wording; other questions ask for a statement. */
export const ANSWER_KINDS = ['telephone', 'amount', 'date', 'person'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** Wordings of questions, English. */
const ASKED: Readonly<Record<AnswerKind, RegExp>> = {
  telephone: /\b(?:tele)?phone number\b|\bfax number\b/i,
  amount: /\bhow (?:many|much|old|far|high|tall|wide|deep|heavy|large|big|fast|often)\b|\bhow long\b(?!ing)|\b(?:from|at|by|until|up to|to) what age\b|\bwhat (?:do|does|did|will|would) .{1,80}\b(?:costs?|pay|weigh|measure)\b|\bwhat (?:is|are|was|were) (?:the )?(?:\w+ ){0,2}(?:price|cost|amount|sum|total|fee|age|weight|width|height|depth|percentage|speed|temperature|salary|rent)s?\b|\b(?:what|which) (?:share|percentage|proportion)\b/i,
  date: /^\W*(?:(?:and|so|then|but|please tell me|tell me)\W+)?(?:(?:by|since|until|till|from|on|at|in) )?(?:when|what (?:date|day|time|year|month)|which (?:date|day|year|month))\b/i,
  person: /^\W*(?:who\b|whose\b|(?:by|from|to|with) whom\b|what (?:is|was) the name\b|what (?:is|was) .{1,60}\b(?:called|named)\b)/i,
};

/** What a question asks for; of several kinds the first. */
export function answerKindOf(question: string): AnswerKind | undefined {
  return ANSWER_KINDS.find((kind) => ASKED[kind].test(question));
}

/** A stretch of a text. */
export interface Span {
  readonly text: string;
  readonly index: number;
}

const MONTH = '(?:January|February|March|April|May|June|July|August|September|October|November|December)';
const DAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?';
const TIME_NAME = new RegExp(`^(?:${MONTH}|${DAY})$`);
export const CLOCK = String.raw`(?:\d{1,2}:\d{2}(?: ?[ap]\.?m\b\.?)?|\d{1,2}(?:\.\d{2})? ?(?:[ap]\.?m\b\.?|o'clock)|noon|midday|midnight)`;
const DATE = String.raw`(?:(?:${DAY},? )?\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? \d{4})?|(?:${DAY},? )?${MONTH} \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?(?! ?%)|${MONTH}(?: \d{4})?|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:first|second|third|last) ${DAY} of (?:each|every|the) month|${DAY}(?: (?:morning|afternoon|evening|night))?|(?:spring|summer|autumn|winter)\b|(?:1[5-9]|20)\d\d)`;
const COUNT = '(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half an?|first|second|third|fourth|fifth|sixth|seventh|last)';
/** A time told from some event: "after four weeks", "from the third day". */
const RELATIVE = `(?:after|within|until|from|on|in) (?:the )?${COUNT} (?:minute|hour|day|week|month|year)s?`;
const WHEN = new RegExp(String.raw`\b(?:${DATE}(?:,? at ${CLOCK})?|${CLOCK}|${RELATIVE})(?: (?:to|until|and) (?:${DATE}|${CLOCK}))?`, 'g');
const TELEPHONE = /(?<![\p{L}\d.,:/-]|\p{L}\d+ |\bNo\.? )\+?\(?\d[\d ()/-]{4,}\d(?![\d.,:]*\d)/gu;
/** Other long numbers are telephone numbers where the words before say so. */
const CALLING = /(?:tele|phone|\bcall|\bfax|\breach|\bring\b|\bdial|helpline|hotline)/i;
/** What stands for an amount without being one. */
const AMOUNT_WORD = /\b(?:(?:pays? |travels? |is |are |get (?:it|them) )?(?:free(?: of charge)?|nothing|half)|none|unlimited|twice|once)\b/gi;

/** Stretches of a text that can be an answer of a kind, in order, each wording once. */
export function spansOfKind(text: string, kind: AnswerKind): Span[] {
  const found: Record<AnswerKind, () => Span[]> = {
    telephone: () => matches(text, TELEPHONE).filter(({ text: number, index }) => /^[+(0]/.test(number) || CALLING.test(text.slice(Math.max(0, index - 60), index))),
    date: () => matches(text, WHEN),
    person: () => findProperNames(text).filter(({ words }) => !words.every((word) => TIME_NAME.test(word))).map((name) => ({ text: name.text, index: name.index })),
    amount: () => [...amounts(text), ...matches(text, AMOUNT_WORD)],
  };
  const seen = new Set<string>();
  return found[kind]().sort((a, b) => a.index - b.index).filter((span) => !seen.has(span.text.toLowerCase()) && seen.add(span.text.toLowerCase()));
}

/** Words that are the unit of a number, or what it counts. */
const UNIT = /^[ -](?:percent|per cent|people|children|men|women|kWh|kWp?|MW|k?g|mg|t|k?m|[cm]m|m[lL]|[lL]|EUR|USD|GBP|(?:(?:thousand|million|billion|square|cubic) )?(?:percent|(?!is |was |has |as |this )\p{L}[\p{L}-]*s))\b(?!-)/u;

function matches(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map((match) => ({ text: match[0], index: match.index }));
}

/** Numbers and percentages with the word or sign of their unit. */
function amounts(text: string): Span[] {
  return findQuantities(text).filter(({ kind, text: written, index }) => (kind === 'number' || kind === 'percent') && !partOfCode(text, index, written)).map(({ text: written, index }) => {
    const from = /[€$£]\s?$/.exec(text.slice(0, index))?.[0].length ?? 0;
    const behind = text.slice(index + written.length);
    const unit = /^\s?(?:%|€|\$|°C?)/.exec(behind)?.[0] ?? UNIT.exec(behind)?.[0] ?? '';
    return { text: text.slice(index - from, index + written.length + unit.length).trim(), index: index - from };
  });
}

/** Numbers inside codes, dates and clock times are no amounts. */
function partOfCode(text: string, index: number, written: string): boolean {
  const [before, after] = [text.slice(Math.max(0, index - 12), index), text.slice(index + written.length, index + written.length + 14)];
  return /[\p{L}\d][-/:.]$|\p{Lu}$|\b(?:No\.?|number) $/u.test(before) || /^[-/:]\d|^\.\d{1,2}\.\d|^(?:st|nd|rd|th)?(?: of)? (?:January|February|March|April|May|June|July|August|September|October|November|December)\b/.test(after) || new RegExp(`${MONTH} $`).test(before);
}

/** Whether a text ends in a question mark, quotation marks and brackets apart. */
export function endsAsQuestion(text: string): boolean {
  return /\?["'”’)\]]*\s*$/.test(text);
}

const ASKING_WORD = /(?:^|[.?!,;:]\s*|\b(?:and|or)\s+)(?:(?:and|by|for|to|in|at|on|from|of)\s+)?(?:who|what|when|where|why|which|how)\b/gi;

/** Whether a text asks for more than one thing: "What does the bus cost, and what does the train?", "When and where ...?" English. */
export function asksSeveral(question: string): boolean {
  return (question.match(ASKING_WORD) ?? []).length > 1;
}
