import { z } from 'zod';
import { counted, defineOracle, type FindingInput, type Oracle, type Subject } from '../core/index.js';
import { countCharacters, countWords, describeShape, findForeignSentences, identifyLanguage, isCut, isOtherLanguage, languageCode, languageName, normalizeText, parseJsonText, splitParagraphs, splitSentences } from '../tools/text/index.js';
import { inconclusive } from './finding.js';
import { excuseIn } from './refusal.js';
import { sourceTexts } from './sources.js';
import { listItemCount, repetitionIn } from './text-form.js';

/** The text that an oracle is asked about; data is shown as JSON. */
export function textOf(subject: Pick<Subject, 'value'>): string {
  return typeof subject.value === 'string' ? subject.value : subject.value === undefined || subject.value === null ? '' : JSON.stringify(subject.value, undefined, 1);
}

const positive = z.number().int().nonnegative().optional();

const LengthParams = z.object({
  sentences: positive.describe('exactly'), minSentences: positive, maxSentences: positive,
  minWords: positive, maxWords: positive, words: positive.describe('about: within a tenth, at least one'),
  minCharacters: positive, maxCharacters: positive,
  paragraphs: positive.describe('exactly'),
});

const textLength = defineOracle({
  name: 'text_length',
  description: 'The text has the asked-for number of sentences, words, characters or paragraphs.',
  kind: 'deterministic',
  critique: 'none',
  modalities: ['text'],
  params: LengthParams,
  check: (subject, params) => {
    const text = textOf(subject);
    const measured = { sentences: splitSentences(text).length, words: countWords(text), characters: countCharacters(text), paragraphs: splitParagraphs(text).length };
    const slack = Math.max(1, Math.round((params.words ?? 0) / 10));
    const rules: (readonly [boolean, string])[] = [
      [params.sentences !== undefined && measured.sentences !== params.sentences, `It has ${counted(measured.sentences, 'sentence')}; write exactly ${params.sentences ?? 0}.`],
      [measured.sentences < (params.minSentences ?? 0), `It has ${counted(measured.sentences, 'sentence')}; write at least ${params.minSentences ?? 0}.`],
      [measured.sentences > (params.maxSentences ?? Infinity), `It has ${counted(measured.sentences, 'sentence')}; write at most ${params.maxSentences ?? 0}.`],
      [measured.words < (params.minWords ?? 0), `It has ${counted(measured.words, 'word')}; write at least ${params.minWords ?? 0}.`],
      [measured.words > (params.maxWords ?? Infinity), `It has ${counted(measured.words, 'word')}; write at most ${params.maxWords ?? 0}.`],
      [params.words !== undefined && Math.abs(measured.words - params.words) > slack, `It has ${counted(measured.words, 'word')}; write about ${params.words ?? 0}.`],
      [measured.characters < (params.minCharacters ?? 0), `It has ${counted(measured.characters, 'character')}; write at least ${params.minCharacters ?? 0}.`],
      [measured.characters > (params.maxCharacters ?? Infinity), `It has ${counted(measured.characters, 'character')}; write at most ${params.maxCharacters ?? 0}.`],
      [params.paragraphs !== undefined && measured.paragraphs !== params.paragraphs, `It has ${counted(measured.paragraphs, 'paragraph')}; write exactly ${params.paragraphs ?? 0}.`],
    ];
    return Promise.resolve(verdictOf(rules.flatMap(([broken, message]) => (broken ? [message] : [])), measured, { ...params }, `${counted(measured.sentences, 'sentence')}, ${counted(measured.words, 'word')}, ${counted(measured.characters, 'character')}.`));
  },
});

/** Share of the letters that may stand in sentences of another language, such as quotations. */
const FOREIGN_SHARE = 0.3;

const textLanguage = defineOracle({
  name: 'text_language',
  description: 'The text is written in the asked-for language.',
  kind: 'deterministic',
  critique: 'none',
  modalities: ['text'],
  params: z.object({ language: z.string().describe('name or ISO 639-1 code') }),
  async check(subject, { language }) {
    const wanted = languageCode(language);
    if (wanted === undefined) return { status: 'inconclusive', expected: language, evidence: [{ message: `"${language}" is not a language that can be identified.` }] };
    const text = textOf(subject);
    const found = await identifyLanguage(text);
    const evidence = [{ message: `The text reads as ${found.code === '' ? 'no language' : languageName(found.code)}.`, data: { scores: Object.fromEntries(Object.entries(found.scores).slice(0, 4)) } }];
    const foreign = await findForeignSentences(text, wanted);
    if (foreign.share > FOREIGN_SHARE && !isOtherLanguage(found, wanted)) {
      return { status: 'fail', measured: `${Math.round(foreign.share * 100)}% in another language`, expected: wanted, evidence: [...evidence, ...foreign.sentences.map((sentence) => ({ message: `Not ${languageName(wanted)}: "${sentence}"` }))], critique: `A part of the text is not in ${languageName(wanted)}: ${foreign.sentences.map((sentence) => `"${sentence}"`).join(' ')} Write all of it in ${languageName(wanted)}.` };
    }
    if (found.code === wanted) return { status: 'pass', measured: found.code, expected: wanted, evidence };
    if (!isOtherLanguage(found, wanted)) return { status: 'inconclusive', measured: found.code, expected: wanted, evidence: [...evidence, { message: 'There is too little text to tell for certain.' }] };
    return { status: 'fail', measured: found.code, expected: wanted, evidence, critique: `The text is in ${languageName(found.code)}. Write it in ${languageName(wanted)}.` };
  },
});

const textFormat = defineOracle({
  name: 'text_format',
  description: 'The text has the asked-for form (JSON, bullets, numbered list, table, Markdown, plain) and number of items.',
  kind: 'deterministic',
  critique: 'none',
  modalities: ['text', 'json'],
  params: z.object({ format: z.enum(['json', 'bullets', 'numbered', 'table', 'markdown', 'plain']), items: z.number().int().nonnegative().optional() }),
  check: (subject, { format, items }) => {
    const text = textOf(subject);
    const shape = describeShape(text);
    const count = listItemCount(shape, format, parseJsonText(text));
    const holds = { json: shape.json, bullets: shape.bullets.length > 0, numbered: shape.numbered.length > 0, table: shape.tableRows.length > 0, markdown: shape.markdown, plain: !shape.markdown && !shape.json && text.trim() !== '' }[format];
    const problems = holds ? [] : [`It is not ${format === 'json' ? 'valid JSON' : format === 'bullets' ? 'a list of bullet points, each on a line that starts with "- "' : format === 'numbered' ? 'a numbered list' : format === 'table' ? 'a Markdown table' : format}. Write it so.`];
    if (holds && items !== undefined && count !== items) problems.push(`It has ${counted(count, 'item')}; write exactly ${items}.`);
    if (holds && (format === 'bullets' || format === 'numbered') && shape.otherLines.length > 2) problems.push(`It has ${shape.otherLines.length} lines beside the list; write the list only.`);
    return Promise.resolve(verdictOf(problems, { format: holds ? format : 'other', items: count }, { format, items: items ?? null }, `${shape.bullets.length} bullets, ${shape.numbered.length} numbered items, ${shape.tableRows.length} table rows, ${shape.otherLines.length} other lines.`));
  },
});

const notEmpty = defineOracle({
  name: 'not_empty',
  description: 'There is a text with at least one word, or data with at least one value.',
  kind: 'deterministic',
  critique: 'none',
  modalities: ['text', 'json'],
  params: z.object({}),
  check: (subject) => {
    const words = typeof subject.value === 'string' ? countWords(subject.value) : leafCount(subject.value);
    return Promise.resolve(verdictOf(words > 0 ? [] : ['It is empty. Write the result.'], words, 'at least 1', `${words} ${typeof subject.value === 'string' ? 'words' : 'values'}.`));
  },
});

function leafCount(value: unknown): number {
  if (value === null || value === undefined || value === '') return 0;
  if (typeof value !== 'object') return 1;
  return Object.values(value).reduce((sum: number, part) => sum + leafCount(part), 0);
}

const textContains = defineOracle({
  name: 'text_contains',
  description: 'The text contains given words or phrases.',
  kind: 'deterministic',
  critique: 'none',
  modalities: ['text', 'json'],
  params: z.object({ text: z.string().optional(), all: z.array(z.string()).optional(), any: z.array(z.string()).optional(), none: z.array(z.string()).optional(), caseSensitive: z.boolean().default(false) }),
  check: (subject, params) => {
    const plain = (value: string): string => (params.caseSensitive ? value.normalize('NFKC').replace(/\s+/g, ' ') : normalizeText(value));
    const text = plain(textOf(subject));
    const holds = (phrase: string): boolean => text.includes(plain(phrase).trim());
    const wanted = [...(params.text === undefined ? [] : [params.text]), ...(params.all ?? [])];
    const missing = wanted.filter((phrase) => !holds(phrase));
    const unwanted = (params.none ?? []).filter(holds);
    const problems = [...missing.map((phrase) => `It does not contain "${phrase}"; write it in.`), ...unwanted.map((phrase) => `It contains "${phrase}"; leave it out.`)];
    if (params.any !== undefined && !params.any.some(holds)) problems.push(`It contains none of ${params.any.map((phrase) => `"${phrase}"`).join(', ')}; write one of them in.`);
    const found = [...wanted, ...(params.any ?? [])].filter(holds);
    return Promise.resolve(verdictOf(problems, found, [...wanted, ...(params.any ?? [])], `Found: ${found.map((phrase) => `"${phrase}"`).join(', ') || 'nothing'}.`));
  },
});

const noRefusal = defineOracle({
  name: 'no_refusal',
  description: 'The text is an answer and not an excuse of the model ("As an AI ...", "I cannot ...").',
  kind: 'deterministic',
  critique: 'none',
  modalities: ['text'],
  params: z.object({}),
  check: (subject) => {
    // Quoted speech may well say "I cannot help", and so may a text that repeats its source.
    const text = normalizeText(textOf(subject)).replace(/"[^"]*"/g, ' ');
    const source = normalizeText(sourceTexts(subject).join('\n'));
    const phrase = excuseIn(text);
    const found = phrase !== undefined && source.includes(phrase) ? undefined : phrase;
    return Promise.resolve(verdictOf(found === undefined ? [] : [`It speaks of what the writer cannot do ("${found}"). Do the task with the text that is given.`], found ?? null, null, found === undefined ? 'No excuse found.' : `"${found}"`));
  },
});

const noRepetition = defineOracle({
  name: 'no_repetition',
  description: 'The text does not repeat itself: no sentence twice, no loop of words. What its source repeats it may repeat, too.',
  kind: 'deterministic',
  critique: 'none',
  modalities: ['text'],
  params: z.object({ refrains: z.boolean().default(false).describe('whether a whole sentence may come again, as in songs and poems; loops stay forbidden') }),
  check: (subject, { refrains }) => {
    const found = repetitionIn(textOf(subject), { refrains });
    if (found !== undefined && sourceTexts(subject).some((source) => repetitionIn(source, { refrains }) !== undefined)) return Promise.resolve(inconclusive(`It repeats itself (${found}), and so does its source.`));
    return Promise.resolve(verdictOf(found === undefined ? [] : [`It repeats itself: ${found}. Say each thing once.`], found ?? null, null, found ?? 'Nothing is repeated.'));
  },
});

const notTruncated = defineOracle({
  name: 'not_truncated',
  description: 'Nothing was cut out of the text to bring it within its limits. A cut is left open: what is lost by it nobody can tell by the text alone.',
  kind: 'deterministic',
  critique: 'none',
  modalities: ['text'],
  params: z.object({}),
  check: (subject) => Promise.resolve(isCut(textOf(subject), sourceTexts(subject)) ? inconclusive('Sentences were cut out of the text to bring it within its limits.') : { status: 'pass', evidence: [{ message: 'Nothing was cut out of it.' }] }),
});

/** pass without problems, else fail with all of them as the critique. */
export function verdictOf(problems: readonly string[], measured: unknown, expected: unknown, message: string): FindingInput {
  const known = JSON.parse(JSON.stringify({ measured, expected })) as Pick<FindingInput, 'measured' | 'expected'>;
  return { status: problems.length === 0 ? 'pass' : 'fail', ...known, evidence: [{ message }], critique: problems.length === 0 ? null : problems.join(' ') };
}

/** Oracles that decide by the text alone. */
export const textOracles: readonly Oracle[] = [textLength, textLanguage, textFormat, notEmpty, textContains, noRefusal, noRepetition, notTruncated];
