import { z } from 'zod';
import { defineOracle, type FindingInput, type Oracle, type OracleContext, type Subject } from '../core/index.js';
import { loadPrompt } from '../tools/prompts.js';
import { asData, disarm } from '../tools/text/data.js';
import { lettersOf } from '../tools/text/grounding/index.js';
import { contentStems, findQuantities, sameQuantity, saysNothingIsSaid } from '../tools/text/index.js';
import { standsInPlace } from './answer.js';
import { inconclusive } from './finding.js';
import { sourceTexts } from './sources.js';
import { textOf } from './text.js';

/** Longer sources are not read twice: the first reading condensed them, and one prompt does not hold them. */
const LONGEST_SOURCE = 6_000;
/** Share of the content words of the shorter answer that two answers must have in common to say the same. */
const SAME_WORDS = 0.5;

const Reading = z.object({ quote: z.string(), answer: z.string() });
type Reading = z.infer<typeof Reading>;

const secondReading = defineOracle({
  name: 'second_reading',
  description: 'A language model reads the source once more, must quote the words that answer the question, and comes to the same answer. Only a quotation that stands in the source and carries its answer counts, and an amount or a time only where programs find it in its place. An answer that programs find there is not read again.',
  kind: 'judge',
  asks: ['chat'],
  modalities: ['text'],
  params: z.object({ question: z.string().optional().describe('default: the question that the step was given, or what it was to look for') }),
  async check(subject, params, context) {
    const question = params.question ?? stringAt(subject, 'question') ?? whatFor(subject);
    const source = sourceTexts({ inputs: subject.inputs.filter(({ port }) => port === 'text') }).join('\n\n');
    if (question === undefined || source === '') return inconclusive('There is no question or no source to read again.');
    if (!context.models.has('chat')) return inconclusive('There is no language model to read the source again.');
    if (source.length > LONGEST_SOURCE) return inconclusive(`The source is too long to be read again at once (${source.length} characters).`);
    const answer = textOf(subject).trim();
    const isList = stringAt(subject, 'question') === undefined && params.question === undefined;
    if (isList && !saysNothingIsSaid(answer)) return { status: 'pass', evidence: [{ message: 'Something was found; only an empty result is read again.' }] };
    if (!saysNothingIsSaid(answer, question) && standsInPlace(answer, question, source) === true) return { status: 'pass', evidence: [{ message: 'Programs find the answer in its place in the source; it is not read again.' }] };
    return compareReadings(answer, await read(source, question, context), { source, question });
  },
});

function stringAt({ inputs }: Pick<Subject, 'inputs'>, port: string): string | undefined {
  const found = inputs.find((input) => input.port === port)?.value;
  return typeof found === 'string' && found.trim() !== '' ? found : undefined;
}

function whatFor(subject: Subject): string | undefined {
  const what = stringAt(subject, 'what');
  return what === undefined ? undefined : `What does the text say about this: ${what}?`;
}

async function read(source: string, question: string, { models, signal }: OracleContext): Promise<Reading> {
  const reply = await models.chat(loadPrompt('judge/second-reading').render({ data: asData(source), question: disarm(question) }), { signal });
  return Reading.parse(reply.json);
}

/** Agreement of an answer with another reading of the source. */
export function compareReadings(answer: string, reading: Reading, { source, question }: { readonly source: string; readonly question: string }): FindingInput {
  const nothing = saysNothingIsSaid(answer, question);
  const measured = { quote: reading.quote, answer: reading.answer };
  const evidence = [{ message: reading.quote.trim() === '' ? 'Another reading found no answer.' : `Another reading answers "${reading.answer}" from "${reading.quote}".` }];
  const open = (message: string): FindingInput => ({ status: 'inconclusive', measured, evidence: [...evidence, { message }] });
  const fail: FindingInput = { status: 'fail', measured, evidence, critique: `The text says: "${reading.quote.trim()}". Answer the question with that if it answers it.` };
  if (!isCarried(reading, source) || standsInPlace(reading.answer, question, source) === false) return nothing ? { status: 'pass', measured, evidence } : open('It gives no words of the source that carry an answer.');
  if (nothing) return fail;
  const same = saysTheSame(answer, reading, new Set(contentStems(question, 'en')));
  if (same === undefined) return open('The two answers cannot be compared by their words.');
  return same ? { status: 'pass', measured, evidence } : fail;
}

/** The quotation stands in the source, and what is answered stands in the quotation. */
function isCarried({ quote, answer }: Reading, source: string): boolean {
  const words = lettersOf(quote);
  if (words === '' || !lettersOf(source).includes(words)) return false;
  const stated = findQuantities(answer);
  const held = findQuantities(quote);
  if (stated.length > 0) return stated.every((quantity) => held.some((other) => sameQuantity(quantity, other)));
  return shared(contentStems(answer, 'en'), new Set(contentStems(quote, 'en'))) >= SAME_WORDS;
}

/** By their quantities, else by their words without those of the question; undefined where neither is left. */
function saysTheSame(answer: string, reading: Reading, asked: ReadonlySet<string>): boolean | undefined {
  const wanted = findQuantities(reading.answer);
  const own = findQuantities(answer);
  if (wanted.length > 0 && own.length > 0) return wanted.some((quantity) => own.some((other) => sameQuantity(quantity, other)));
  const [mine, theirs] = [answer, reading.answer].map((text) => contentStems(text, 'en').filter((stem) => !asked.has(stem)));
  if (!mine || !theirs || mine.length === 0 || theirs.length === 0) return undefined;
  return Math.max(shared(theirs, new Set(mine)), shared(mine, new Set(theirs))) >= SAME_WORDS;
}

/** Share of `wanted` that is in `held`; 1 for nothing wanted. */
function shared(wanted: readonly string[], held: ReadonlySet<string>): number {
  return wanted.length === 0 ? 1 : wanted.filter((stem) => held.has(stem)).length / wanted.length;
}

/** Oracles that read a source a second time. */
export const readingOracles: readonly Oracle[] = [secondReading];
