import { z } from 'zod';
import { defineOracle, type Evidence, type FindingInput, type Oracle, type OracleContext } from '../core/index.js';
import { findMissingItems, groundText, readSource, type GroundedSentence } from '../tools/text/grounding/index.js';
import { identifyLanguage, isOtherLanguage, languageCode, languageName, parseJsonText, splitSentences } from '../tools/text/index.js';
import { saysNothingIsSaid } from './answer.js';
import { inconclusive } from './finding.js';
import { flatten, sourceTexts } from './sources.js';
import { textOf } from './text.js';

/** Below both a statement has nothing to do with its source. Chosen on the planted-defect set, where no honest text falls below both. */
const FOREIGN = { similarity: 0.4, coverage: 0.3 };

const GroundedParams = z.object({
  source: z.string().optional().describe('text to compare with; default: what the step was given'),
  level: z.enum(['claims', 'facts']).default('claims').describe('facts: numbers, names, quotations, opposites; claims: each statement, too'),
});

const groundedText = defineOracle({
  name: 'grounded_text',
  description: 'Everything that the text says is in its source: numbers, dates, names, quotations and statements; nothing says the opposite. Statements in other words than the source are left open.',
  kind: 'model',
  modalities: ['text'],
  params: GroundedParams,
  async check(subject, params, context) {
    const text = inStatements(textOf(subject).trim());
    const sources = params.source === undefined ? sourceTexts(subject) : [params.source];
    if (sources.length === 0) return inconclusive('There is no text to compare with: the step was given none.');
    if (saysNothingIsSaid(text)) return { status: 'pass', measured: 0, expected: 0, evidence: [{ message: 'The text says that the source does not tell. That makes no claim.' }] };
    const whole = sources.join('\n\n');
    const [own, theirs] = await Promise.all([identifyLanguage(text), identifyLanguage(whole)]);
    if (own.reliable && theirs.reliable && own.code !== theirs.code) return acrossLanguages(text, sources, theirs.code, own.code);
    const language = theirs.reliable ? theirs.code : own.reliable ? own.code : 'en';
    const grounded = await groundText(text, sources, { language, embed: embedderOf(context, language) });
    return report(grounded, params.level, embedderOf(context, language) === undefined);
  },
});

/** Data is compared value by value, each with its key; other text as it is. */
function inStatements(text: string): string {
  const data = parseJsonText(text);
  return data === undefined ? text : flatten(data).map((line) => `${line}.`).join('\n');
}

/** The embedded embedding model knows English only; other languages go by their words. */
function embedderOf(context: OracleContext, language: string): ((texts: readonly string[]) => Promise<readonly (readonly number[])[]>) | undefined {
  if (language !== 'en' || !context.models.has('embed')) return undefined;
  return (texts) => context.models.embed(texts, { signal: context.signal });
}

function report(grounded: readonly GroundedSentence[], level: 'claims' | 'facts', wordsOnly: boolean): FindingInput {
  const kept = grounded.map((sentence) => ({ ...sentence, faults: sentence.faults.filter(({ kind }) => level === 'claims' || kind !== 'unsupported') }));
  const faults = kept.flatMap((sentence) => sentence.faults);
  const evidence: Evidence[] = kept.map(({ text, best, coverage, similarity, faults: own }) => ({
    message: own.length === 0 ? `"${text}" is supported by "${best}".` : own.map(({ explanation }) => explanation).join(' '),
    data: { sentence: text, source: best, coverage, similarity, faults: own.map(({ kind, item }) => ({ kind, item })) },
  }));
  if (wordsOnly) evidence.push({ message: 'Compared by words alone: no embedding model for this language.' });
  const measured = faults.length;
  if (faults.length === 0) return { status: 'pass', measured, expected: 0, evidence };
  const wrong = kept.flatMap((sentence) => sentence.faults.filter(({ kind }) => kind !== 'unsupported' || isForeign(sentence)));
  // Other words for the same thing look like an addition: that alone condemns nothing.
  if (wrong.length === 0) return { status: 'inconclusive', measured, expected: 0, evidence };
  const critique = `${wrong.map(({ explanation }) => explanation).join(' ')} Leave this out or say it as the source does.`;
  return { status: 'fail', measured, expected: 0, evidence, critique };
}

/** Nearly no word of it is in the source, and by its meaning it is about something else. Only embeddings can tell that. */
function isForeign({ coverage, similarity }: GroundedSentence): boolean {
  return similarity !== null && similarity < FOREIGN.similarity && coverage < FOREIGN.coverage;
}

/** Numbers must survive a change of language; names are compared where both use the same script. The rest cannot be told. */
function acrossLanguages(text: string, sources: readonly string[], from: string, to: string): FindingInput {
  const missing = findMissingItems(text, readSource(sources, from), { names: false }).filter(({ kind }) => kind !== 'quotation');
  const evidence = [{ message: `The text is in ${languageName(to)}, its source in ${languageName(from)}: only numbers and addresses were compared.` }];
  if (missing.length === 0) return { status: 'inconclusive', measured: 0, expected: 0, evidence };
  return { status: 'fail', measured: missing.length, expected: 0, evidence: [...evidence, ...missing.map(({ kind, text: item }) => ({ message: `The ${kind} "${item}" is not in the source.` }))], critique: `Not in the source: ${missing.map(({ text: item }) => `"${item}"`).join(', ')}. Leave this out or give it as the source does.` };
}

const faithfulTranslation = defineOracle({
  name: 'faithful_translation',
  description: 'The text is a translation of its source: in the asked-for language, with its numbers and names, and of about its length.',
  kind: 'deterministic',
  modalities: ['text'],
  params: z.object({ source: z.string().optional(), language: z.string().optional().describe('default: the language that the step was given') }),
  async check(subject, params) {
    const text = textOf(subject).trim();
    const given = subject.inputs.find(({ port }) => port === 'language')?.value;
    const wanted = languageCode(params.language ?? (typeof given === 'string' ? given : ''));
    const source = params.source ?? sourceTexts({ inputs: subject.inputs.filter(({ port }) => port !== 'language') })[0];
    if (source === undefined) return inconclusive('There is no source to compare with.');
    const [own, theirs] = await Promise.all([identifyLanguage(text), identifyLanguage(source)]);
    const problems: string[] = [];
    const wrongLanguage = wanted !== undefined && isOtherLanguage(own, wanted);
    if (wrongLanguage) problems.push(`It is in ${languageName(own.code)}, not in ${languageName(wanted)}.`);
    const lost = lostItems(source, text, theirs.code, own.code);
    problems.push(...lost.filter(({ spelled }) => !spelled).map(({ message }) => message));
    const ratio = Math.round((text.length / Math.max(1, source.length)) * denseFactor(own.code, theirs.code) * 100) / 100;
    if (source.length > 60 && ratio < 0.45) problems.push(`It is much shorter than its source (${Math.round(ratio * 100)}%): translate everything.`);
    if (source.length > 60 && ratio > 2.2) problems.push(`It is much longer than its source (${Math.round(ratio * 100)}%): add nothing.`);
    const evidence = [{ message: `${languageName(theirs.code)} to ${own.code === '' ? 'no known language' : languageName(own.code)}, ${Math.round(ratio * 100)}% of the source's length, ${splitSentences(source).length} and ${splitSentences(text).length} sentences.` }];
    if (problems.length > 0) return { status: 'fail', measured: { language: own.code, ratio }, expected: { language: wanted ?? null }, evidence, critique: problems.join(' ') };
    const doubts = lost.filter(({ spelled }) => spelled);
    if (doubts.length > 0) return { status: 'inconclusive', measured: { language: own.code, ratio }, expected: { language: wanted ?? null }, evidence: [...evidence, ...doubts.map(({ message }) => ({ message: `${message} It may be written as a word.` }))] };
    if (wanted !== undefined && own.code !== wanted) return { status: 'inconclusive', measured: { language: own.code, ratio }, expected: { language: wanted }, evidence: [...evidence, { message: 'There is too little text to tell the language.' }] };
    return { status: 'pass', measured: { language: own.code, ratio }, expected: { language: wanted ?? null }, evidence };
  },
});

/** Numbers that are on one side only; `spelled` when they are so small that translators write them as words. */
function lostItems(source: string, text: string, from: string, to: string): { message: string; spelled: boolean }[] {
  const numbersOf = (one: string, other: string, language: string): string[] => findMissingItems(one.replace(/\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|dozen|first|third)\b/gi, ' '), readSource([other], language), { names: false }).flatMap(({ kind, text: item }) => (kind === 'number' && /\d/.test(item) ? [item] : []));
  const lost = numbersOf(source, text, to).filter((item) => !new RegExp(`\\b${item.replace(/\D/g, '')}\\b`).test(text));
  const added = numbersOf(text, source, from).filter((item) => !new RegExp(`\\b${item.replace(/\D/g, '')}\\b`).test(source));
  const spelled = (item: string): boolean => /^\D*\d{1,2}\D*$/.test(item) && Number(item.replace(/\D/g, '')) <= LARGEST_SPELLED;
  return [...lost.map((item) => ({ message: `The number "${item}" of the source is missing.`, spelled: spelled(item) })), ...added.map((item) => ({ message: `The number "${item}" is not in the source.`, spelled: spelled(item) }))];
}

/** Style guides of most languages write numbers up to this as words. */
const LARGEST_SPELLED = 12;

/** Scripts that say more with a character than Latin does. */
function denseFactor(own: string, theirs: string): number {
  const weight = (code: string): number => (['zh', 'ja'].includes(code) ? 2.6 : code === 'ko' ? 1.8 : 1);
  return weight(own) / weight(theirs);
}

/** Oracles that compare a text with what it was made from. */
export const groundedOracles: readonly Oracle[] = [groundedText, faithfulTranslation];
