import { z } from 'zod';
import { defineOracle, type FindingInput, type Oracle } from '../core/index.js';
import { countWords, coverPassages, fieldsOfData, identifyLanguage, languageName, passagesToKeep, placeFields, type CoverageLevel, type CoveredPassage } from '../tools/text/index.js';
import { findingOnPlaces } from './complete.js';
import { embedderOf, inconclusive, outsideLanguages } from './finding.js';
import { sourceTexts } from './sources.js';
import { textOf, verdictOf } from './text.js';

const CoverageParams = z.object({
  level: z.enum(['all', 'main']).default('main').describe('all: every statement, number, date, name and condition, as in a text that is written anew; main: what the source stresses, as in a summary'),
});

/** Limits that a step was given. */
const Shape = z.object({ sentences: z.number().optional(), words: z.number().optional(), items: z.number().optional(), format: z.string().optional(), instruction: z.string().optional() });

/** A run of left-out sentences at the end, one of them stressed, is a cut-off end from this many, and from this share of all, on. */
const CUT_OFF = { sentences: 2, share: 0.3, saidBefore: 0.6 };
/** Longer sources are compared by their words: to embed them would take longer than to write them. */
const MOST_COMPARED = 300;
const NAMED = 5;
/** In sources of more words than those with which it was measured, what is stressed is not all that matters: only a text that tells at least this share of such a source, in words, can hardly lack anything. */
const LONG = 160;
const BROAD = 0.5;
/** Of several sentences that weigh alike no program can tell which the one is that a text of one sentence must hold: one that weighs this share of another stands for it. */
const ALIKE = 0.7;
/** Which sentences weigh most is known of prose only: where less than this share of the words stands in sentences, lists and rows tell as much. */
const PROSE = 0.6;
const LISTED = /^(?:[-*•‣◦–—]|\d{1,3}[.)]|[a-z][.)])\s/;

const contentCoverage = defineOracle({
  name: 'content_coverage',
  description: 'What the source stresses is in the text: for a text that is written anew every statement with its numbers, dates, names and conditions, unless a limit forbids it; for a summary or a shortened text the sentences that carry the main facts, and the end; for data each value in its place. Other words for it are left open, and so is a text that tells less than half of a source of more than 160 words, or in one sentence less than half of any and not what that begins with: whether it chose what matters, no program can tell.',
  kind: 'model',
  critique: 'none',
  asks: ['embed'],
  modalities: ['text'],
  params: CoverageParams,
  async check(subject, { level }, context): Promise<FindingInput> {
    const source = sourceTexts({ inputs: subject.inputs.filter(({ port }) => port === 'text' || port === 'parts') }).join('\n\n');
    const text = textOf(subject).trim();
    if (source === '') return inconclusive('There is no source to compare with.');
    const shape = Shape.safeParse(subject.parameters ?? {}).data ?? {};
    if (shape.format === 'json' || shape.format === 'table') return { ...ofData(text, source), outsideMeasured: 'measured on texts: what tables and data leave out is not looked at' };
    const [own, theirs] = await Promise.all([identifyLanguage(text), identifyLanguage(source)]);
    if (own.reliable && theirs.reliable && own.code !== theirs.code) return inconclusive(`The text is in ${languageName(own.code)}, its source in ${languageName(theirs.code)}: what is left out cannot be compared by words.`);
    const language = theirs.reliable ? theirs.code : own.reliable ? own.code : 'en';
    const embed = source.length > MOST_COMPARED * 80 ? undefined : embedderOf(context, language);
    const instruction = shape.instruction ?? subject.goal;
    const passages = await coverPassages(text, source, { embed, language, focus: instruction });
    const { keep, isAll, isOther } = passagesToKeep(passages, level, { ...shape, instruction });
    if (isOther) return { status: 'pass', evidence: [{ message: 'Nothing of the source must be in it.' }], outsideMeasured: 'measured on texts that tell what their source tells' };
    if (keep.length === 0 && !isAll) return inconclusive('Nothing of the source is a sentence that could be weighed.');
    const finding = isAll ? wholeText(passages) : shortenedText(passages, keep, level, shape.sentences === 1);
    return { ...finding, ...(embed ? outsideLanguages([language]) : { outsideMeasured: 'measured with embeddings, and this is compared by words' }) };
  },
});

/** Data and tables are asked for by their fields: what else the source says need not be in them, but what they give must stand there in its place. */
function ofData(text: string, source: string): FindingInput {
  const fields = fieldsOfData(text);
  if (fields?.length === 0) return inconclusive('The data gives no value that could be looked up.');
  return fields === undefined ? { status: 'pass', evidence: [{ message: 'What a table leaves out is not looked at.' }] } : findingOnPlaces(placeFields(fields, source));
}

function quoted(passages: readonly CoveredPassage[]): string {
  return passages.slice(0, NAMED).map(({ text }) => `"${text}"`).join(' ');
}

/** A text that was to keep everything. */
function wholeText(passages: readonly CoveredPassage[]): FindingInput {
  const sentences = passages.filter(({ kind }) => kind === 'sentence');
  const leftOut = sentences.filter(({ said }) => said === 'left out');
  const lost = [...new Set(sentences.filter(({ said }) => said !== 'left out').flatMap((passage) => passage.lost))];
  const unconditional = sentences.filter(({ lostCondition }) => lostCondition);
  const problems = [
    ...(leftOut.length > 0 ? [`These sentences of the source are left out: ${quoted(leftOut)} Say this, too.`] : []),
    ...(lost.length > 0 ? [`These are left out: ${lost.slice(0, 2 * NAMED).map((item) => `"${item}"`).join(', ')}. Keep every number, date and name.`] : []),
    ...(unconditional.length > 0 ? [`The source says this only under a condition: ${quoted(unconditional)} Keep the condition.`] : []),
  ];
  const open = sentences.filter(({ said }) => said === 'open');
  const items = passages.filter((passage, index) => isItem(passage, index, passages));
  const unsaid = items.filter(({ said }) => said !== 'said');
  if (sentences.length + items.length === 0) return inconclusive('Nothing of the source is a sentence or an item that could be looked for.', { leans: 'pass' });
  const lostElsewhere = passages.filter(({ kind }) => kind === 'heading').flatMap((passage) => passage.lost);
  if (problems.length === 0 && (open.length > 0 || unsaid.length > 0 || lostElsewhere.length > 0)) return inconclusive([...(open.length + unsaid.length > 0 ? [`It may lack this: ${quoted([...open, ...unsaid])}`] : []), ...(lostElsewhere.length > 0 ? [`It does not have ${lostElsewhere.slice(0, NAMED).map((item) => `"${item}"`).join(', ')} of the headings and lists.`] : [])].join(' '), measuresOf(sentences));
  return { ...verdictOf(problems, null, null, `${[...sentences, ...items].filter(({ said }) => said === 'said').length} of ${sentences.length + items.length} sentences and items of the source are in it.`), ...measuresOf(sentences) };
}

/** A line that is no sentence and yet tells something: an item of a list, a few words with a full stop, a line of a chat. No title, no heading above sentences, no name under a greeting. */
function isItem({ kind, isTitle, text }: CoveredPassage, index: number, passages: readonly CoveredPassage[]): boolean {
  if (kind !== 'heading' || isTitle) return false;
  if (LISTED.test(text) || /[.!?。！？]$/u.test(text)) return true;
  const before = passages.slice(0, index).findLast((passage) => passage.kind !== 'heading');
  return passages[index + 1]?.kind !== 'sentence' && before?.kind !== 'courtesy';
}

/** A text that had to leave something out; `isOne`: all but one sentence. */
function shortenedText(passages: readonly CoveredPassage[], keys: readonly CoveredPassage[], level: CoverageLevel, isOne: boolean): FindingInput {
  const told = passages.filter(({ kind, isTitle }) => kind !== 'courtesy' && !isTitle);
  const words = wordsOf(told);
  const isProse = wordsOf(told.filter(({ kind }) => kind === 'sentence')) >= PROSE * words;
  const leftOut = keys.filter(({ said }) => said === 'left out');
  const isAlike = isOne && told.some(({ said, weight }) => said === 'said' && weight >= ALIKE * (keys[0]?.weight ?? 0));
  const decisive = isProse && !isAlike ? leftOut.filter((passage) => keys.indexOf(passage) < Math.ceil(keys.length / 2)) : [];
  const cut = level === 'all' ? cutOffEnd(passages.filter(({ kind }) => kind === 'sentence')) : [];
  const isCutOff = cut.length > 0 && cut.every(({ said }) => said === 'left out');
  const lost = [...new Set(keys.filter(({ said }) => said !== 'left out').flatMap((passage) => passage.lost))];
  const problems = [
    ...(decisive.length > 0 ? [`It leaves out what the source stresses: ${quoted(decisive)} Say this rather than lesser things.`] : []),
    ...(isCutOff ? [`The end of the source is missing: ${quoted(cut)} Shorten the whole text, not its end.`] : []),
  ];
  const doubts = [
    ...keys.filter((passage) => passage.said === 'open' || (passage.said === 'left out' && !decisive.includes(passage))).map(({ text }) => `It may lack this: "${text}"`),
    ...(cut.length > 0 && !isCutOff ? [`The end may be missing: ${quoted(cut)}`] : []),
    ...(lost.length > 0 ? [`It does not have ${lost.slice(0, NAMED).map((item) => `"${item}"`).join(', ')}.`] : []),
    ...keys.filter(({ lostCondition }) => lostCondition).map(({ text }) => `It may lack the condition of this: "${text}"`),
  ];
  const message = `${keys.filter(({ said }) => said === 'said').length} of the ${keys.length} sentences that the source stresses most are in it.`;
  if (problems.length > 0) return { ...verdictOf(problems, null, null, message), ...measuresOf(keys) };
  // Nothing that a program knows of speaks against what is only not in prose, so that another way would be no better.
  if (doubts.length > 0) return inconclusive(doubts.slice(0, NAMED).join(' '), { ...measuresOf(keys), ...(isProse && !isAlike ? {} : { leans: 'pass' }) });
  const unsaid = told.filter(({ said }) => said !== 'said').sort((one, other) => other.weight - one.weight);
  // The first sentence mostly says what a text is about: one sentence that tells something else instead may have missed it.
  const isBeside = isOne && told.find(({ kind }) => kind === 'sentence')?.said !== 'said';
  if ((words > LONG || isBeside) && wordsOf(unsaid) > (1 - BROAD) * words) return inconclusive(`What the source stresses is in it. Whether what it leaves out matters, no program can tell: ${quoted(unsaid)}`, { ...measuresOf(keys), leans: 'pass' });
  return { ...verdictOf([], null, null, message), ...measuresOf(keys) };
}

function wordsOf(passages: readonly CoveredPassage[]): number {
  return countWords(passages.map(({ text }) => text).join(' '));
}

/** The sentences at the end of a source that are not said, where most of what stands before them is. */
function cutOffEnd(sentences: readonly CoveredPassage[]): CoveredPassage[] {
  const last = sentences.findLastIndex(({ said }) => said === 'said');
  const end = sentences.slice(last + 1);
  const before = sentences.slice(0, last + 1);
  const isCut = last >= 0 && end.some(({ isStressed }) => isStressed) && end.length >= Math.max(CUT_OFF.sentences, CUT_OFF.share * sentences.length) && before.filter(({ said }) => said === 'said').length >= CUT_OFF.saidBefore * before.length;
  return isCut ? end : [];
}

function measuresOf(passages: readonly CoveredPassage[]): Pick<FindingInput, 'measured' | 'expected'> {
  return { measured: { said: passages.filter(({ said }) => said === 'said').length, leftOut: passages.filter(({ said }) => said === 'left out').length }, expected: { said: passages.length, leftOut: 0 } };
}

/** Oracles that look for what a text leaves out of its source. */
export const coverageOracles: readonly Oracle[] = [contentCoverage];
