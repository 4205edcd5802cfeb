import { z } from 'zod';
import { defineOracle, type Oracle, type Subject } from '../core/index.js';
import { countWords, findQuantities } from '../tools/text/index.js';
import { inconclusive } from './finding.js';
import { textOf, verdictOf } from './text.js';

/** "The text does not say": no claim about the world, so nothing that a source could carry or a question ask for. */
const NO_ANSWER = /^(the|this) (text|source|document|page|notice|transcript|article) (does not|doesn't|did not) (say|mention|state|contain|specify|provide|tell)/i;

/** True for an answer that says that the source does not tell, and says nothing else. */
export function saysNothingIsSaid(text: string): boolean {
  return NO_ANSWER.test(text.trim()) && countWords(text) <= 25;
}

/** What an answer must hold to be of the kind that its question asks for. */
interface Kind {
  /** Wordings of the question, English. */
  readonly asked: RegExp;
  readonly name: string;
  readonly holds: (answer: string) => boolean;
}

const hasQuantity = (answer: string): boolean => findQuantities(answer).length > 0;
/** Words that stand for a quantity without being one. */
const NO_NUMBER = /\b(?:none|no|not|nothing|nobody|never|zero|free|all|every|each|both|half|twice|once|double|several|many|few|dozens?|hundreds|thousands|always|yes|cannot|can't|unknown|unclear|unlimited|same)\b/i;
const TIME_WORD = /\b(?:today|tomorrow|yesterday|now|noon|midday|midnight|morning|afternoon|evening|night|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|weekdays?|daily|weekly|monthly|yearly|spring|summer|autumn|fall|winter|christmas|easter|week|month|year|after|before|when|while|until|during|once|as soon as|always|never|not|no|cannot|can't|unknown|immediately|at once)\b/i;

const KINDS: readonly Kind[] = [
  { asked: /\b(?:tele)?phone number\b|\bfax number\b/i, name: 'a telephone number', holds: (answer) => /\d[\d\s()/+-]{4,}\d/.test(answer) || /\b(?:no|not|none|cannot)\b/i.test(answer) },
  { asked: /\bhow (?:many|much|old|far|high|tall|wide|deep|heavy|large|big|fast|often)\b|\bhow long\b(?!ing)|\bwhat (?:do|does|did|will|would) .{1,80}\bcosts?\b|\bwhat (?:is|are|was|were) (?:the )?(?:\w+ ){0,2}(?:price|cost|amount|sum|total|fee|age|weight|width|height|depth|percentage|speed|temperature|salary|rent)s?\b|\b(?:what|which) (?:share|percentage|proportion)\b/i, name: 'a number', holds: (answer) => hasQuantity(answer) || NO_NUMBER.test(answer) },
  { asked: /^\W*(?:(?:and|so|then|but|please tell me|tell me)\W+)?(?:(?:by|since|until|till|from|on|at|in) )?(?:when|what (?:date|day|time|year|month)|which (?:date|day|year|month))\b/i, name: 'a time or a date', holds: (answer) => hasQuantity(answer) || TIME_WORD.test(answer) },
];

const answersQuestion = defineOracle({
  name: 'answers_question',
  description: 'The answer is of the kind that the question asks for: a number where it asks how many or how much, a time where it asks when. Other questions are left open to other checks.',
  kind: 'deterministic',
  modalities: ['text'],
  params: z.object({ question: z.string().optional().describe('default: the question that the step was given') }),
  check: (subject, params) => {
    const question = params.question ?? questionOf(subject);
    if (question === undefined) return Promise.resolve(inconclusive('There is no question to compare the answer with.'));
    const answer = textOf(subject);
    const kinds = KINDS.filter(({ asked }) => asked.test(question));
    const lacking = saysNothingIsSaid(answer) ? [] : kinds.filter(({ holds }) => !holds(answer)).map(({ name }) => name);
    const problems = lacking.map((name) => `The question asks for ${name}, and the answer has none. Answer with what the text says about it; where it says nothing about it, write exactly: The text does not say.`);
    return Promise.resolve(verdictOf(problems, lacking, kinds.map(({ name }) => name), kinds.length === 0 ? 'The question does not ask for a number or a time.' : `The question asks for ${kinds.map(({ name }) => name).join(' and ')}.`));
  },
});

function questionOf({ inputs }: Pick<Subject, 'inputs'>): string | undefined {
  const found = inputs.find(({ port }) => port === 'question')?.value;
  return typeof found === 'string' ? found : undefined;
}

/** Oracles that compare an answer with its question. */
export const answerOracles: readonly Oracle[] = [answersQuestion];
