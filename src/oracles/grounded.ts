import { z } from 'zod';
import { defineOracle, type Evidence, type FindingInput, type Oracle } from '../core/index.js';
import { findMissingItems, groundText, readSource, type GroundedSentence } from '../tools/text/grounding/index.js';
import { identifyLanguage, languageName, parseJsonText, saysNothingIsSaid } from '../tools/text/index.js';
import { embedderOf, inconclusive, outsideLanguages, questionOf } from './finding.js';
import { flatten, sourcesBesideQuestion } from './sources.js';
import { textOf } from './text.js';
import { faithfulTranslation } from './translation.js';

/** Below both a statement has nothing to do with its source. Chosen on the planted-defect set, where no honest text falls below both. */
const FOREIGN = { similarity: 0.4, coverage: 0.3, words: 3 };

const GroundedParams = z.object({
  source: z.string().optional().describe('text to compare with; default: what the step was given'),
  level: z.enum(['claims', 'facts']).default('claims').describe('facts: numbers, names, quotations, opposites; claims: each statement, too'),
});

const groundedText = defineOracle({
  name: 'grounded_text',
  description: 'Everything that the text says is in its source: numbers, dates, names, quotations and statements; nothing says the opposite. Statements in other words than the source are left open.',
  kind: 'model',
  asks: ['embed'],
  // A writer that is shown its claim and told that it is wrong mostly makes it again (docs/loop.md).
  critique: 'none',
  modalities: ['text'],
  params: GroundedParams,
  async check(subject, params, context) {
    const text = inStatements(textOf(subject).trim());
    const sources = params.source === undefined ? sourcesBesideQuestion(subject) : [params.source];
    if (sources.length === 0) return inconclusive('There is no text to compare with: the step was given none.');
    if (saysNothingIsSaid(text, questionOf(subject))) return { status: 'pass', measured: 0, expected: 0, evidence: [{ message: 'The text says that the source does not tell. That makes no claim.' }] };
    const whole = sources.join('\n\n');
    const [own, theirs] = await Promise.all([identifyLanguage(text), identifyLanguage(whole)]);
    if (own.reliable && theirs.reliable && own.code !== theirs.code) return acrossLanguages(text, sources, theirs.code, own.code);
    const language = theirs.reliable ? theirs.code : own.reliable ? own.code : 'en';
    const grounded = await groundText(text, sources, { language, embed: embedderOf(context, language) });
    return { ...report(grounded, params.level, embedderOf(context, language) === undefined), ...outsideLanguages([language]) };
  },
});

/** Data is compared value by value, each with its key; other text as it is. */
function inStatements(text: string): string {
  const data = parseJsonText(text);
  return data === undefined ? text : flatten(data).map((line) => `${line}.`).join('\n');
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

/** Nearly no word of it is in the source, and by its meaning it is about something else. */
function isForeign({ coverage, similarity, contentWords, knownWords }: GroundedSentence): boolean {
  // Without embeddings only a statement of which the source has no word at all.
  if (similarity === null) return knownWords === 0 && contentWords >= FOREIGN.words;
  return similarity !== null && similarity < FOREIGN.similarity && coverage < FOREIGN.coverage;
}

/** Numbers must survive a change of language; names are compared where both use the same script. The rest cannot be told. */
function acrossLanguages(text: string, sources: readonly string[], from: string, to: string): FindingInput {
  const missing = findMissingItems(text, readSource(sources, from), { names: false }).filter(({ kind }) => kind !== 'quotation');
  const evidence = [{ message: `The text is in ${languageName(to)}, its source in ${languageName(from)}: only numbers and addresses were compared.` }];
  if (missing.length === 0) return { status: 'inconclusive', measured: 0, expected: 0, evidence };
  return { status: 'fail', measured: missing.length, expected: 0, evidence: [...evidence, ...missing.map(({ kind, text: item }) => ({ message: `The ${kind} "${item}" is not in the source.` }))], critique: `Not in the source: ${missing.map(({ text: item }) => `"${item}"`).join(', ')}. Leave this out or give it as the source does.` };
}

/** Oracles that compare a text with what it was made from. */
export const groundedOracles: readonly Oracle[] = [groundedText, faithfulTranslation];
