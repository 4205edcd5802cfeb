import { answerKindOf, CLOCK, spansOfKind } from './question-kinds.js';
import { isStopWord, stemOf } from './stems.js';

const LENGTH = String.raw`(?:[cmk]?m|metres?|meters?|kilomet(?:re|er)s?|centimet(?:re|er)s?|millimet(?:re|er)s?|miles?|feet|foot|yards?|inch(?:es)?)`;
const TIME_SPAN = '(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|nights?)';
const MONEY = String.raw`(?:[€$£]|euros?|cents?|dollars?|pounds?|francs?|EUR|USD|GBP)`;

/** What an amount or a time must hold to measure what a question asks for: a width in metres, a price in money, a time of day. The first that fits a question counts. */
const MEASURED: readonly { readonly asked: RegExp; readonly amount: RegExp }[] = [
  { asked: /\b(?:at |by |until |from )?what time\b/i, amount: new RegExp(`\\b${CLOCK}`, 'i') },
  { asked: /\b(?:what|which) year\b/i, amount: /\b\d{4}\b/ },
  { asked: /\bhow (?:wide|high|tall|deep|far)\b|\bwhat (?:is|are|was|were) the (?:width|height|depth|length|distance)\b/i, amount: new RegExp(`\\d ?${LENGTH}\\b|^\\d[\\d.,]*$`, 'i') },
  { asked: /\bhow heavy\b|\bweigh\b|\bweight\b/i, amount: /\d ?(?:[mk]?g|t|grams?|kilos?|kilograms?|tonnes?|tons?|pounds?|ounces?)\b|^\d[\d.,]*$/i },
  { asked: /\bhow old\b|\bwhat age\b/i, amount: /\d (?:years?|months?|weeks?|days?)\b|^\d{1,3}$/i },
  { asked: /\bhow long\b/i, amount: new RegExp(`\\b(?:${TIME_SPAN}|${LENGTH})\\b|^\\d[\\d.,]*$`, 'i') },
  { asked: /\bhow fast\b|\bspeed\b/i, amount: /km|miles|knots?|metres|per |an hour|^\d[\d.,]*$/i },
  { asked: /\b(?:what|which) (?:share|percentage|proportion)\b/i, amount: /%|per ?cent|half|third|quarter/i },
  { asked: /\b(?:costs?|prices?|fees?|rent|salary|wages?)\b|\b(?:how much|what) (?:do|does|did|will|would|must|money)\b.{0,80}\b(?:pay|get back|ask|charge|earn|receive)\b/i, amount: new RegExp(`${MONEY}|\\d[.,]\\d\\d$|free|nothing|half|none`, 'i') },
];

/** Whether an amount or a time can measure what a question asks for. */
export function measuresWhatIsAsked(amount: string, question: string): boolean {
  const measured = MEASURED.find(({ asked }) => asked.test(question));
  if (measured) return measured.amount.test(amount);
  // "How many hours": what is counted behind the number must not be something else.
  const counted = countedIn(question);
  return counted.length === 0 || counted.includes(stemOf(lastWord(amount))) || !MEASURE_UNIT.test(amount);
}

const MEASURE_UNIT = new RegExp(`[€$£] ?\\d|\\d ?(?:%|per ?cent|${MONEY}|${LENGTH}|${TIME_SPAN})(?!\\p{L})`, 'iu');
/** Whoever is counted is a person. */
const ANYBODY = new Set(['people', 'persons', 'person', 'individuals'].map((word) => stemOf(word)));

/** Stems of the words behind "how many": what is counted is among them. None for other questions, and where anybody counts. */
export function countedIn(question: string): string[] {
  const following = /\bhow many ((?:\p{L}+ ?){1,2})/iu.exec(question)?.[1]?.trim().split(' ') ?? [];
  const words = isStopWord(following[0] ?? '') ? [] : following.filter((word) => !isStopWord(word)).map((word) => stemOf(word));
  return words.some((word) => ANYBODY.has(word)) ? [] : words;
}

/** Whether an amount with a word behind its number counts other things than a question asks for ("37 farms" for "how many cows"). */
export function countsOtherThings(amount: string, question: string): boolean {
  const counted = countedIn(question);
  return counted.length > 0 && hasUnit(amount) && !counted.includes(stemOf(lastWord(amount)));
}

/** Whether there is a word or sign beside the number. */
export function hasUnit(amount: string): boolean {
  return /[\p{L}%€$£°]/u.test(amount.replace(/\b(?:thousand|million|billion)\b/gi, ''));
}

function lastWord(amount: string): string {
  return amount.split(/[\s-]/).at(-1) ?? '';
}

/** Whether what an answer gives measures or counts something else than its question asks for: a day is no time of day, and passengers are no speed. */
export function isOtherMeasure(answer: string, question: string): boolean {
  const kind = answerKindOf(question);
  if (kind === 'date') return !measuresWhatIsAsked(answer, question);
  const amounts = kind === 'amount' ? spansOfKind(answer, 'amount').map(({ text }) => text) : [];
  return amounts.length > 0 && amounts.every((amount) => hasUnit(amount) && !measuresWhatIsAsked(amount, question));
}
