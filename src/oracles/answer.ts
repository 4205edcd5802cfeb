import { z } from 'zod';
import { defineOracle, type FindingInput, type Oracle } from '../core/index.js';
import { answerKindOf, hasUnit, isOfAskedKind, isRow, isToldOutright, KIND_NAMES, mayBeSaid, measuresWhatIsAsked, onlyRanked, placeOfAnswer, rivalOf, saysNothingIsSaid, spansOfKind, type AnswerPlace, type Span } from '../tools/text/index.js';
import { findUntoldUnit } from '../tools/text/grounding/index.js';
import { inconclusive, questionOf } from './finding.js';
import { sourcesBesideQuestion } from './sources.js';
import { textOf, verdictOf } from './text.js';

const answersQuestion = defineOracle({
  name: 'answers_question',
  description: 'The answer is of the kind that the question asks for: a number where it asks how many or how much, a time where it asks when. Other questions are left open to other checks.',
  kind: 'deterministic',
  critique: 'none',
  modalities: ['text'],
  params: z.object({ question: z.string().optional().describe('default: the question that the step was given') }),
  check: (subject, params) => {
    const question = params.question ?? questionOf(subject);
    if (question === undefined) return Promise.resolve(inconclusive('There is no question to compare the answer with.'));
    const answer = textOf(subject);
    const kind = answerKindOf(question);
    const asked = kind === undefined || kind === 'person' ? [] : [KIND_NAMES[kind]];
    const lacking = saysNothingIsSaid(answer, question) || isOfAskedKind(answer, question) ? [] : asked;
    const problems = lacking.map((name) => `The question asks for ${name}, and the answer has none. Answer with what the text says about it; where it says nothing about it, write exactly: The text does not say.`);
    return Promise.resolve(verdictOf(problems, lacking, asked, asked.length === 0 ? 'The question does not ask for a number or a time.' : `The question asks for ${asked.join(' and ')}.`));
  },
});

/** The kinds whose answers measure something. */
function measuredKindOf(question: string): 'amount' | 'date' | undefined {
  const kind = answerKindOf(question);
  return kind === 'amount' || kind === 'date' ? kind : undefined;
}

function isOfKindAt(place: AnswerPlace | undefined, answer: string, question: string): boolean {
  return isOfAskedKind(answer, question) && place?.otherMeasure === undefined;
}

/** Whether an answer is of the kind that its question asks for, and the source gives it as what is asked for; `true` for questions that ask for no amount or time. */
export function isOfKind(answer: string, question: string, source: string): boolean {
  const kind = measuredKindOf(question);
  return kind === undefined || isOfKindAt(placeOfAnswer(answer, question, source), answer, question);
}

/** Whether programs find an answer to a question that asks for an amount or a time in its place. `undefined` for other questions, and where it gives nothing to look up. */
export function standsInPlace(answer: string, question: string, source: string): boolean | undefined {
  const kind = measuredKindOf(question);
  const place = kind && placeOfAnswer(answer, question, source);
  if (!kind || !place) return undefined;
  return isOfKindAt(place, answer, question) && place.elsewhere.length === 0 && place.untold.length === 0 && findUntoldUnit(answer, source, question) === undefined && rankGiven(answer, question, source) === undefined && rivalOf(answer, question, source) === undefined;
}

/** What an answer gives as an amount and its source has as a rank only ("her 86th birthday"). */
export function rankGiven(answer: string, question: string, source: string): string | undefined {
  return answerKindOf(question) === 'amount' ? onlyRanked(answer, source) : undefined;
}

const answerInPlace = defineOracle({
  name: 'answer_in_place',
  description: 'What an answer gives (amounts, dates, names) stands in its source beside what the question asks about, and is not another measure (a length for a width). That the source does not tell holds where it has nothing of the asked-for kind, and is wrong where one sentence tells it outright; else it is left open.',
  kind: 'deterministic',
  critique: 'none',
  modalities: ['text'],
  params: z.object({ question: z.string().optional().describe('default: the question that the step was given') }),
  check: (subject, params) => {
    const question = params.question ?? questionOf(subject);
    const source = sourcesBesideQuestion(subject).join('\n\n');
    if (question === undefined || source === '') return Promise.resolve(inconclusive('There is no question or no source to look the answer up in.'));
    return Promise.resolve(inPlace(textOf(subject), question, source));
  },
});

function inPlace(answer: string, question: string, source: string): FindingInput {
  const kind = answerKindOf(question);
  if (saysNothingIsSaid(answer, question)) {
    const told = isToldOutright(question, source);
    if (told !== undefined) return verdictOf([`The text does say it: "${told}". Answer the question with that.`], told, null, `The source says: "${told}".`);
    const beside = mayBeSaid(question, source);
    const isThere = kind === undefined || spansOfKind(source, kind).some((span) => (measuresWhatIsAsked(span.text, question) || isBareCell(span, source)) && placeOfAnswer(span.text, question, source)?.otherMeasure === undefined);
    return isThere ? inconclusive(`The source may say it all the same${beside === undefined ? '' : `: "${beside}"`}.`) : { status: 'pass', evidence: [{ message: 'The source has nothing that the question asks for.' }] };
  }
  const place = placeOfAnswer(answer, question, source);
  if (kind === undefined && mayBeSaid(question, source) === undefined) return inconclusive('No sentence of the source speaks of what the question asks about.');
  if (!place) return inconclusive('The answer gives nothing that could be looked up in the source.');
  if (place.otherMeasure !== undefined) return verdictOf([`The text gives this as another measure ("${place.otherMeasure}"), not as what the question asks for. Where it does not tell that, write exactly: The text does not say.`], place.otherMeasure, null, `The source speaks of "${place.otherMeasure}" there.`);
  if (place.elsewhere.length > 0) return inconclusive(`The source speaks of ${place.elsewhere.map((stem) => `"${stem}"`).join(', ')}, but not where this stands.`, { measured: [...place.elsewhere] });
  if (place.untold.length > 0) return inconclusive(`The question speaks of ${place.untold.map((word) => `"${word}"`).join(', ')}, and the source does not by that word.`, { measured: [...place.untold] });
  const unit = findUntoldUnit(answer, source, question);
  if (unit !== undefined) return inconclusive(`The source gives nothing in "${unit}".`, { measured: unit });
  const rank = rankGiven(answer, question, source);
  if (rank !== undefined) return inconclusive(`The source has "${rank}" as a rank only, not as an amount.`, { measured: rank });
  const rival = rivalOf(answer, question, source);
  if (rival !== undefined) return inconclusive(`The source gives "${rival}" beside the same words.`, { measured: rival });
  return { status: 'pass', evidence: [{ message: 'It stands in the source beside what the question asks about.' }] };
}

/** Whether it is a number alone in a row of a table: its unit may stand at the head of its column. */
function isBareCell({ text, index }: Span, source: string): boolean {
  const from = source.lastIndexOf('\n', index) + 1;
  const [line = ''] = source.slice(from).split('\n', 1);
  return !hasUnit(text) && isRow(line);
}

/** Oracles that compare an answer with its question. */
export const answerOracles: readonly Oracle[] = [answersQuestion, answerInPlace];
