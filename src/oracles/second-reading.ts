import { z } from 'zod';
import { defineOracle, type FindingInput, type Oracle, type OracleContext, type Subject } from '../core/index.js';
import { loadPrompt } from '../tools/prompts.js';
import { asData, disarm } from '../tools/text/data.js';
import { asksSeveral, caseLeftOut, contentStems, denialOf, excerptFor, factsOf, findQuantities, identifyLanguage, isCarried, isQuoted, lacksReason, placeFields, placeOfAnswer, Reading, sameQuantity, saySame, saysNothingIsSaid, speaksOfWhole, type Field, type PlacedField } from '../tools/text/index.js';
import { findUntoldUnit } from '../tools/text/grounding/index.js';
import { isOfKind, rankGiven, standsInPlace } from './answer.js';
import { embedderOf, inconclusive, textAt } from './finding.js';
import { sourceTexts } from './sources.js';
import { textOf } from './text.js';

/** Sentences of the source, nearest to what is asked, that a second reading is shown. */
const SENTENCES = 5;
const SENTENCES_A_FIELD = 3;
/** Longer sources are not read twice as a whole: the first reading condensed them, and one prompt does not hold them. */
const LONGEST_SOURCE = 6_000;
/** What the agreement of two readings settles where programs could not tell by words. */
const SETTLES = ['answer_in_place'];
const SETTLES_FIELDS = ['facts_in_place'];
/** Most values that are looked up again in one call. */
const MOST_FIELDS = 6;

const secondReading = defineOracle({
  name: 'second_reading',
  description: 'A language model reads once more only the sentences of the source that are nearest to the question, and comes to the same answer: it must quote the words that answer. That the source says nothing is read again in the whole of it. Of facts only those are read again that programs could not find in their place. Only a quotation that stands in the source and carries its answer counts, and an amount or a time only where it measures what is asked. An answer that programs find in its place is not read again, nor one that was made by copying first where the source is so short that it would be shown whole. Agreement settles what programs left open for want of words.',
  kind: 'judge',
  asks: ['chat', 'embed'],
  modalities: ['text'],
  params: z.object({ question: z.string().optional().describe('default: the question that the step was given, or what it was to look for') }),
  async check(subject, params, context) {
    const question = params.question ?? textAt(subject, 'question') ?? whatFor(subject);
    const source = sourceTexts({ inputs: subject.inputs.filter(({ port }) => port === 'text') }).join('\n\n');
    if (question === undefined || source === '') return inconclusive('There is no question or no source to read again.');
    if (!context.models.has('chat')) return inconclusive('There is no language model to read the source again.');
    const answer = textOf(subject).trim();
    const isList = textAt(subject, 'question') === undefined && params.question === undefined;
    if (isList && !saysNothingIsSaid(answer)) return readFieldsAgain(placeFields(factsOf(answer), source, textAt(subject, 'what')), source, context);
    const copied = subject.parameters?.['manner'] === 'quoted';
    if (!saysNothingIsSaid(answer, question)) {
      if (standsInPlace(answer, question, source) === true) return { status: 'pass', evidence: [{ message: 'Programs find the answer in its place in the source; it is not read again.' }] };
      const excerpt = await excerptOf([question], source, SENTENCES, context);
      // A reader who copies first would be asked the same of the same words, and agree with itself.
      if (copied && excerpt === source) return inconclusive('The source is so short that a second reading would be the first one again.');
      return compareReadings(answer, await read(excerpt, question, context), { source, question });
    }
    // That nothing is said speaks of the whole source; of a reader who copies first, another who does so would say the same.
    if (copied) return inconclusive('A reading that finds nothing is not confirmed by another.');
    if (source.length > LONGEST_SOURCE) return inconclusive(`The source is too long to be read again at once (${source.length} characters).`);
    return compareReadings(answer, await read(source, question, context), { source, question });
  },
});

/** The part of a source that is about some questions: a small reader errs less in it, errs otherwise than in the whole, and costs less. */
async function excerptOf(questions: readonly string[], source: string, most: number, context: OracleContext): Promise<string> {
  const { code, reliable } = await identifyLanguage(source);
  return excerptFor(questions, source, embedderOf(context, reliable ? code : 'en'), most);
}

function whatFor(subject: Subject): string | undefined {
  const what = textAt(subject, 'what');
  return what === undefined ? undefined : `What does the text say about this: ${what}?`;
}

async function read(source: string, question: string, { models, signal }: OracleContext): Promise<Reading> {
  const reply = await models.chat(loadPrompt('judge/second-reading').render({ data: asData(source), question: disarm(question) }), { signal });
  return Reading.parse(reply.json);
}

/** Values that programs left open are looked up once more, all in one call. */
async function readFieldsAgain(fields: readonly PlacedField[], source: string, context: OracleContext): Promise<FindingInput> {
  const open = fields.filter(({ found }) => found.place === 'open');
  if (open.length === 0) return { status: 'pass', evidence: [{ message: 'Programs found each value in its place, or found it wrong; none is read again.' }] };
  const names = [...new Set(open.map(({ name }) => name))];
  if (names.length < open.length || names.length > MOST_FIELDS || names.includes('')) return inconclusive('A list of values under one name, or of too many, cannot be read again value by value.');
  const reading = { type: 'object', properties: { quote: { type: 'string' }, answer: { type: 'string' } }, required: ['quote', 'answer'], additionalProperties: false };
  const schema = { type: 'object', properties: Object.fromEntries(names.map((name) => [name, reading])), required: names, additionalProperties: false };
  const shown = await excerptOf(names, source, SENTENCES_A_FIELD, context);
  const reply = await context.models.chat({ ...loadPrompt('judge/second-reading-fields').render({ data: asData(shown), what: disarm(names.join('; ')) }), schema }, { signal: context.signal });
  return compareFields(open, z.record(z.string(), Reading).parse(reply.json), source);
}

/** Agreement of values with another reading of their source. */
export function compareFields(fields: readonly Field[], readings: Readonly<Record<string, Reading>>, source: string): FindingInput {
  const compared = fields.map(({ name, value }) => {
    const reading = readings[name];
    const carried = reading !== undefined && isCarried(reading, source);
    return { name, value, reading, same: carried ? agrees(value, reading) : undefined };
  });
  const measured = Object.fromEntries(compared.map(({ name, reading }) => [name, reading?.answer ?? '']));
  const evidence = compared.map(({ name, value, reading, same }) => ({ message: same === true ? `Another reading finds "${value}" for "${name}", too: "${reading?.quote ?? ''}".` : `Another reading finds "${reading?.answer ?? ''}" for "${name}", not "${value}"${reading === undefined || reading.quote.trim() === '' ? '' : `: "${reading.quote}"`}.` }));
  const other = compared.filter(({ same }) => same === false);
  if (other.length > 0) return { status: 'fail', measured, evidence, critique: other.map(({ name, reading }) => `For "${name}" the text says: "${reading?.quote.trim() ?? ''}".`).join(' ') };
  if (!compared.every(({ same }) => same === true)) return { status: 'inconclusive', measured, evidence };
  // Two readings of one small model may both overlook that the text takes a value back.
  const isDoubtful = fields.some((field) => denialOf(field, source) !== undefined);
  return { status: 'pass', measured, evidence, ...(isDoubtful ? {} : { settles: SETTLES_FIELDS }) };
}

/** Whether another reading finds a value, too: one that gives a word beyond its quotation, or other amounts, is open ("red and blue" beside "red only"). */
function agrees(value: string, { quote, answer }: Reading): boolean | undefined {
  const same = saySame(value, answer, '');
  const read = `${quote}\n${answer}`;
  const words = new Set(contentStems(read, 'en'));
  const isLike = contentStems(value, 'en').every((stem) => words.has(stem)) && isWithin(value, read) && isWithin(answer, value);
  return same === true && !isLike ? undefined : same;
}

/** Whether all amounts of a text stand in another. */
function isWithin(text: string, other: string): boolean {
  const known = findQuantities(other);
  return findQuantities(text).every((quantity) => known.some((one) => sameQuantity(quantity, one)));
}

interface Asked {
  readonly source: string;
  readonly question: string;
}

/** Agreement of an answer with another reading of the source. */
export function compareReadings(answer: string, reading: Reading, asked: Asked): FindingInput {
  const { source, question } = asked;
  const nothing = saysNothingIsSaid(answer, question);
  const measured = { quote: reading.quote, answer: reading.answer };
  const evidence = [{ message: reading.quote.trim() === '' ? 'Another reading found no answer.' : `Another reading answers "${reading.answer}" from "${reading.quote}".` }];
  const same = nothing ? undefined : saySame(answer, reading.answer, question);
  const open = (message: string, leans?: FindingInput['leans']): FindingInput => ({ status: 'inconclusive', measured, evidence: [...evidence, { message }], leans });
  const fail: FindingInput = { status: 'fail', measured, evidence, critique: `The text says: "${reading.quote.trim()}". Answer the question with that if it answers it.` };
  if (!isCarried(reading, source) || !isOfKind(reading.answer, question, source)) {
    if (!nothing) return open('It gives no words of the source that carry an answer.', same === undefined || reading.answer.trim() === '' ? undefined : same ? 'pass' : 'fail');
    // A reading that points at a place in the source has found something there, though its answer does not follow from it.
    return isQuoted(reading, source) ? open('It points at words of the source all the same.', 'fail') : { status: 'pass', measured, evidence, settles: SETTLES };
  }
  if (nothing) return fail;
  if (same === undefined) return open('The two answers cannot be compared by their words.');
  return same ? { status: 'pass', measured, evidence, ...settling(answer, reading, asked) } : fail;
}

/**
 * Two readings of one small model may be misled alike: they settle nothing where more than one thing is asked for, a reason is asked for and the quotation names none, the case of who asks is told and stands in another place of the source, the quotation is no more than the answer and speaks
 * of nothing that is asked, or the answer gives amounts that the reading does not, where half of what the question speaks of stands elsewhere, or its numbers do, where all of something is asked for and the place speaks of no whole, where nobody gave the unit, where an amount
 * stands in the source as a rank only, or where the source takes the answer back somewhere.
 */
function settling(answer: string, { quote }: Reading, { source, question }: Asked): Pick<FindingInput, 'settles'> {
  const place = placeOfAnswer(answer, question, source);
  const isMisplaced = place && ((place.elsewhere.length > 1 && place.elsewhere.length >= place.asked / 2) || place.untold.some((word) => findQuantities(word).length > 0 || speaksOfWhole(word)));
  // A quotation that is no more than the answer points at no place: "£28" may be the price of anything.
  const [said, asked] = [answer, question].map((text) => new Set(contentStems(text, 'en')));
  const isBare = contentStems(quote, 'en').every((stem) => said?.has(stem) === true && asked?.has(stem) !== true);
  const isMore = !isWithin(answer, `${quote}\n${question}`);
  return isMisplaced || isBare || isMore || lacksReason(question, quote) || asksSeveral(question) || caseLeftOut(question, quote, source).length > 0 || rankGiven(answer, question, source) !== undefined || findUntoldUnit(answer, source, question) !== undefined || denialOf({ name: question, value: answer }, source) !== undefined ? {} : { settles: SETTLES };
}

/** Oracles that read a source a second time. */
export const readingOracles: readonly Oracle[] = [secondReading];
