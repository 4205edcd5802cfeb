import { z } from 'zod';
import { defineOracle, type FindingInput, type Oracle, type OracleContext, type Subject } from '../core/index.js';
import { loadPrompt } from '../tools/prompts.js';
import { asData, disarm } from '../tools/text/data.js';
import { denialOf, findQuantities, isCarried, isQuoted, languageToWrite, placeOfAnswer, Reading, saySame, saysNothingIsSaid, type Field } from '../tools/text/index.js';
import { isOfKind, standsInPlace } from './answer.js';
import { factsOf, placeFields, type PlacedField } from './field-facts.js';
import { inconclusive, textAt } from './finding.js';
import { sourceTexts } from './sources.js';
import { textOf } from './text.js';

/** Longer sources are not read twice: the first reading condensed them, and one prompt does not hold them. */
const LONGEST_SOURCE = 6_000;
/** What the agreement of two readings settles where programs could not tell by words. */
const SETTLES = ['answer_in_place'];
const SETTLES_FIELDS = ['facts_in_place'];
/** Most values that are looked up again in one call. */
const MOST_FIELDS = 6;

const secondReading = defineOracle({
  name: 'second_reading',
  description: 'A language model reads the source once more in another way, and comes to the same answer: it must quote the words that answer the question, or, where the answer was made of such a quotation, answers freely. Of facts only those are read again that programs could not find in their place. Only a quotation that stands in the source and carries its answer counts, and an amount or a time only where it measures what is asked. An answer that programs find in its place is not read again. Agreement settles what programs left open for want of words.',
  kind: 'judge',
  asks: ['chat'],
  modalities: ['text'],
  params: z.object({ question: z.string().optional().describe('default: the question that the step was given, or what it was to look for') }),
  async check(subject, params, context) {
    const question = params.question ?? textAt(subject, 'question') ?? whatFor(subject);
    const source = sourceTexts({ inputs: subject.inputs.filter(({ port }) => port === 'text') }).join('\n\n');
    if (question === undefined || source === '') return inconclusive('There is no question or no source to read again.');
    if (!context.models.has('chat')) return inconclusive('There is no language model to read the source again.');
    if (source.length > LONGEST_SOURCE) return inconclusive(`The source is too long to be read again at once (${source.length} characters).`);
    const answer = textOf(subject).trim();
    const isList = textAt(subject, 'question') === undefined && params.question === undefined;
    if (isList && !saysNothingIsSaid(answer)) return readFieldsAgain(placeFields(factsOf(answer), source, textAt(subject, 'what')), source, context);
    if (!saysNothingIsSaid(answer, question) && standsInPlace(answer, question, source) === true) return { status: 'pass', evidence: [{ message: 'Programs find the answer in its place in the source; it is not read again.' }] };
    if (subject.parameters?.['manner'] === 'quoted') return compareWithFree(answer, await readFreely(source, question, stringIn(subject.parameters?.['language']), context), { source, question });
    return compareReadings(answer, await read(source, question, context), { source, question });
  },
});

function stringIn(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function whatFor(subject: Subject): string | undefined {
  const what = textAt(subject, 'what');
  return what === undefined ? undefined : `What does the text say about this: ${what}?`;
}

async function read(source: string, question: string, { models, signal }: OracleContext): Promise<Reading> {
  const reply = await models.chat(loadPrompt('judge/second-reading').render({ data: asData(source), question: disarm(question) }), { signal });
  return Reading.parse(reply.json);
}

/**
 * As the tool that answers questions does by itself. The reading that an answer was quoted from would agree with itself; where a free
 * answer was doubted before, this is the one that the quoted answer replaced.
 */
async function readFreely(source: string, question: string, language: string | undefined, { models, signal }: OracleContext): Promise<string> {
  return (await models.chat(loadPrompt('writer/answer').render({ data: asData(source), question: disarm(question), language: await languageToWrite(language, question), limits: '', notes: '' }), { signal })).text.trim();
}

/** Values that programs left open are looked up once more, all in one call. */
async function readFieldsAgain(fields: readonly PlacedField[], source: string, { models, signal }: OracleContext): Promise<FindingInput> {
  const open = fields.filter(({ found }) => found.place === 'open');
  if (open.length === 0) return { status: 'pass', evidence: [{ message: 'Programs found each value in its place, or found it wrong; none is read again.' }] };
  const names = [...new Set(open.map(({ name }) => name))];
  if (names.length < open.length || names.length > MOST_FIELDS || names.includes('')) return inconclusive('A list of values under one name, or of too many, cannot be read again value by value.');
  const reading = { type: 'object', properties: { quote: { type: 'string' }, answer: { type: 'string' } }, required: ['quote', 'answer'], additionalProperties: false };
  const schema = { type: 'object', properties: Object.fromEntries(names.map((name) => [name, reading])), required: names, additionalProperties: false };
  const reply = await models.chat({ ...loadPrompt('judge/second-reading-fields').render({ data: asData(source), what: disarm(names.join('; ')) }), schema }, { signal });
  return compareFields(open, z.record(z.string(), Reading).parse(reply.json), source);
}

/** Agreement of values with another reading of their source. */
export function compareFields(fields: readonly Field[], readings: Readonly<Record<string, Reading>>, source: string): FindingInput {
  const compared = fields.map(({ name, value }) => {
    const reading = readings[name];
    const carried = reading !== undefined && isCarried(reading, source);
    return { name, value, reading, same: carried ? saySame(value, reading.answer, '') : undefined };
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
  const open = (message: string): FindingInput => ({ status: 'inconclusive', measured, evidence: [...evidence, { message }] });
  const fail: FindingInput = { status: 'fail', measured, evidence, critique: `The text says: "${reading.quote.trim()}". Answer the question with that if it answers it.` };
  if (!isCarried(reading, source) || !isOfKind(reading.answer, question, source)) {
    if (!nothing) return open('It gives no words of the source that carry an answer.');
    // A reading that points at a place in the source has found something there, though its answer does not follow from it.
    return isQuoted(reading, source) ? open('It points at words of the source all the same.') : { status: 'pass', measured, evidence, settles: SETTLES };
  }
  if (nothing) return fail;
  const same = saySame(answer, reading.answer, question);
  if (same === undefined) return open('The two answers cannot be compared by their words.');
  return same ? { status: 'pass', measured, evidence, ...settling(answer, asked) } : fail;
}

/** Agreement of an answer that was made of a quotation with a free one. What is wrong cannot be told: one of the two is. */
export function compareWithFree(answer: string, free: string, asked: Asked): FindingInput {
  const measured = { answer: free };
  const evidence = [{ message: `A free reading answers "${free}".` }];
  const none = saysNothingIsSaid(answer, asked.question) || saysNothingIsSaid(free, asked.question);
  const same = none ? false : saySame(answer, free, asked.question);
  if (same === true) return { status: 'pass', measured, evidence, ...settling(answer, asked) };
  return { status: 'inconclusive', measured, evidence: [...evidence, { message: same === undefined ? 'The two answers cannot be compared by their words.' : 'The two readings do not agree.' }] };
}

/** Two readings of one small model may be misled alike: they settle nothing where half of what the question speaks of stands elsewhere, or its numbers do, or where the source takes the answer back somewhere. */
function settling(answer: string, { source, question }: Asked): Pick<FindingInput, 'settles'> {
  const place = placeOfAnswer(answer, question, source);
  const isMisplaced = place && ((place.elsewhere.length > 1 && place.elsewhere.length >= place.asked / 2) || place.untold.some((word) => findQuantities(word).length > 0));
  return isMisplaced || denialOf({ name: question, value: answer }, source) !== undefined ? {} : { settles: SETTLES };
}

/** Oracles that read a source a second time. */
export const readingOracles: readonly Oracle[] = [secondReading];
