import { isOtherMeasure } from './asked-measure.js';
import { findQuantities } from './quantities.js';
import { answerKindOf, type AnswerKind } from './question-kinds.js';

/** Words that stand for a quantity without being one. */
const NO_NUMBER = /\b(?:none|no|not|nothing|nobody|never|zero|free|all|every|each|both|half|twice|once|double|several|many|few|dozens?|hundreds|thousands|always|yes|cannot|can't|unknown|unclear|unlimited|same)\b/i;
const TIME_WORD = /\b(?:today|tomorrow|yesterday|now|noon|midday|midnight|morning|afternoon|evening|night|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|weekdays?|daily|weekly|monthly|yearly|spring|summer|autumn|fall|winter|christmas|easter|week|month|year|after|before|when|while|until|during|once|as soon as|always|never|not|no|cannot|can't|unknown|immediately|at once)\b/i;
/** "52 Fennel Row", "12 Old Mill Lane": the number of a house measures nothing. */
const HOUSE = /\b\d+[a-z]?,? (?:\p{Lu}\p{L}+ ){1,3}(?:Street|St|Road|Rd|Lane|Row|Avenue|Ave|Close|Drive|Square|Way|Court|Place|Yard|Gardens?|Terrace|Hill|Crescent|Park|Walk|Mews|Quay|Alley|Boulevard)\b/gu;

/** What an answer must hold to be of the kind that its question asks for. Whom a person is told by needs no name ("the mayor"). */
const HOLDS: Readonly<Record<Exclude<AnswerKind, 'person'>, (answer: string) => boolean>> = {
  telephone: (answer) => /\d[\d\s()/+-]{4,}\d/.test(answer) || /\b(?:no|not|none|cannot)\b/i.test(answer),
  amount: (answer) => findQuantities(answer.replace(HOUSE, '')).length > 0 || NO_NUMBER.test(answer),
  date: (answer) => findQuantities(answer).length > 0 || TIME_WORD.test(answer),
};

/** What the kinds of answer are called. */
export const KIND_NAMES: Readonly<Record<Exclude<AnswerKind, 'person'>, string>> = { telephone: 'a telephone number', amount: 'a number', date: 'a time or a date' };

/** Whether an answer is of the kind that its question asks for, and measures what it asks for; true where it asks for none that programs know. */
export function isOfAskedKind(answer: string, question: string): boolean {
  const kind = answerKindOf(question);
  return kind === undefined || kind === 'person' || (HOLDS[kind](answer) && !isOtherMeasure(answer, question));
}
