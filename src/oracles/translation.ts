import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { defineOracle } from '../core/index.js';
import { findMissingItems, readSource } from '../tools/text/grounding/index.js';
import { alignSentences, findForeignSentences, findProperNames, identifyLanguage, isOtherLanguage, languageCode, languageName, splitSentences } from '../tools/text/index.js';
import { inconclusive, outsideLanguages } from './finding.js';
import { sourceTexts } from './sources.js';
import { textOf } from './text.js';

/** Share of the letters that may stand in sentences of another language: a quotation or a motto. */
const FOREIGN_SHARE = 0.2;
/** Shorter sources say nothing by their length, characters. */
const SHORT = 60;

export const faithfulTranslation = defineOracle({
  name: 'faithful_translation',
  description: 'The text is a translation of its source: all of it in the asked-for language, with its numbers and names, sentence by sentence, nothing left out or added. Whether its words mean the same no program here can tell: it is left open where the rest agrees.',
  kind: 'deterministic',
  critique: 'none',
  modalities: ['text'],
  params: z.object({ source: z.string().optional(), language: z.string().optional().describe('default: the language that the step was given') }),
  async check(subject, params) {
    const text = textOf(subject).trim();
    const given = subject.inputs.find(({ port }) => port === 'language')?.value;
    const wanted = languageCode(params.language ?? (typeof given === 'string' ? given : ''));
    const source = params.source ?? sourceTexts({ inputs: subject.inputs.filter(({ port }) => port !== 'language') })[0];
    if (source === undefined) return inconclusive('There is no source to compare with.');
    const [own, theirs] = await Promise.all([identifyLanguage(text), identifyLanguage(source)]);
    const foreign = wanted === undefined ? { sentences: [], share: 0 } : await findForeignSentences(text, wanted);
    const problems: string[] = [];
    if (wanted !== undefined && isOtherLanguage(own, wanted)) problems.push(`It is in ${languageName(own.code)}, not in ${languageName(wanted)}.`);
    else if (foreign.share > FOREIGN_SHARE) problems.push(`This is not in ${languageName(wanted ?? '')}: ${foreign.sentences.map((sentence) => `"${sentence}"`).join(' ')} Translate it, too.`);
    const sentences = { source: splitSentences(source, theirs.code).length, translation: splitSentences(text, own.code).length };
    // A number or name that is gone may be worded otherwise; where a sentence is gone, too, it went with that.
    const isProof = ({ doubtful }: LostItem): boolean => !doubtful || sentences.translation < sentences.source;
    const items = [...lostItems(source, text, theirs.code, own.code), ...lostNames(source, text, theirs.code, own.code)];
    problems.push(...items.filter(isProof).map(({ message }) => message));
    const ratio = Math.round((text.length / Math.max(1, source.length)) * denseFactor(own.code, theirs.code) * 100) / 100;
    if (source.length > SHORT && ratio < 0.45) problems.push(`It is much shorter than its source (${Math.round(ratio * 100)}%): translate everything.`);
    else if (source.length > SHORT && ratio > 2.2) problems.push(`It is much longer than its source (${Math.round(ratio * 100)}%): add nothing.`);
    else problems.push(...gapsBetween(source, text, theirs.code, own.code));
    const evidence = [{ message: `${languageName(theirs.code)} to ${own.code === '' ? 'no known language' : languageName(own.code)}, ${Math.round(ratio * 100)}% of the source's length, ${sentences.source} and ${sentences.translation} sentences.` }];
    const found = { ...outsideLanguages([own.code, theirs.code]), measured: { language: own.code, ratio }, expected: { language: wanted ?? null } };
    if (problems.length > 0) return { status: 'fail', ...found, evidence, critique: problems.join(' ') };
    if (items.length > 0) return { status: 'inconclusive', ...found, evidence: [...evidence, ...items.map(({ message }) => ({ message }))] };
    if (wanted !== undefined && own.code !== wanted) return { status: 'inconclusive', ...found, evidence: [...evidence, { message: 'There is too little text to tell the language.' }] };
    // Of translations by small models that pass all of the above, most say something else somewhere (docs/loop.md).
    return inconclusive('Language, numbers, names and sentences agree. Whether its words mean the same, no program here can tell.', { ...found, leans: 'pass', evidence });
  },
});

interface LostItem {
  readonly message: string;
  /** Translators may have good reasons for it. */
  readonly doubtful: boolean;
}

/** Style guides of most languages write numbers up to this as words. */
const LARGEST_SPELLED = 12;

/** Numbers that are on one side only. */
function lostItems(source: string, text: string, from: string, to: string): LostItem[] {
  const numbersOf = (one: string, other: string, language: string): string[] => findMissingItems(one.replace(/\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|dozen|first|third)\b/gi, ' '), readSource([other], language), { names: false }).flatMap(({ kind, text: item }) => (kind === 'number' && /\d/.test(item) ? [item] : []));
  const lost = numbersOf(source, text, to).filter((item) => !new RegExp(`\\b${item.replace(/\D/g, '')}\\b`).test(text));
  const added = numbersOf(text, source, from).filter((item) => !new RegExp(`\\b${item.replace(/\D/g, '')}\\b`).test(source));
  const found = (item: string, message: string): LostItem => {
    const doubtful = /^\D*\d{1,2}\D*$/.test(item) && Number(item.replace(/\D/g, '')) <= LARGEST_SPELLED;
    return { message: doubtful ? `${message} It may be written as a word.` : message, doubtful };
  };
  return [...lost.map((item) => found(item, `The number "${item}" of the source is missing.`)), ...added.map((item) => found(item, `The number "${item}" is not in the source.`))];
}

/** Words within names that languages translate: "Red Cross", "Supreme Court", "North Sea". */
const TRANSLATED = /^(red|white|black|blue|green|north|south|east|west|northern|southern|eastern|western|new|great|united|world|international|european|national|federal|royal|supreme|high|central|middle|cross|house|sea|ocean|lake|river|mount|mountain|mountains|island|islands|state|states|union|nations|court|bank|university|college|school|museum|street|road|square|church|cathedral|castle|palace|bridge|ministry|department|council|parliament|congress|senate|president|minister|king|queen|prince|princess|saint|war|day|christmas|easter|act|agency|organization|organisation|company|society|association|institute|office|party|army|republic|kingdom)$/i;
/** Names of people and places change little between languages; up to this share of letters they count as the same. */
const SAME_NAME = 0.34;

/** Names of several words that are missing; for certain where the translation names somebody whom the source does not. */
function lostNames(source: string, text: string, from: string, to: string): LostItem[] {
  const latin = (code: string): boolean => !['zh', 'ja', 'ko', 'ar', 'ru', 'uk', 'bg', 'el', 'he', 'hi', 'th', 'fa', 'sr'].includes(code);
  if (!latin(from) || !latin(to)) return [];
  const missing = foreignNames(source, text, from);
  const strange = foreignNames(text, source, to);
  if (missing.length === 0) return [];
  if (strange.length === 0) return missing.map((name) => ({ message: `The name "${name}" of the source is missing.`, doubtful: true }));
  return [{ message: `The source names ${missing.map((name) => `"${name}"`).join(', ')}; the translation names ${strange.map((name) => `"${name}"`).join(', ')} instead.`, doubtful: false }];
}

/** Names of two or more words of which no word is found in the other text, also not in a slightly other spelling. */
function foreignNames(text: string, other: string, language: string): string[] {
  const words = [...new Set(other.match(/(?<!\p{L})\p{Lu}[\p{L}'’-]*/gu) ?? [])].map(plain);
  const isThere = (word: string): boolean => words.some((one) => distance(plain(word), one) <= SAME_NAME * Math.max(word.length, one.length));
  return findProperNames(text, language).filter((name) => name.words.length >= 2 && name.words.every((word) => /^\p{Lu}[\p{Ll}'’-]+$/u.test(word) && !TRANSLATED.test(word)) && !name.words.some(isThere)).map((name) => name.text);
}

function plain(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Sentences without a partner in an alignment by lengths, numbers and names. */
function gapsBetween(source: string, text: string, from: string, to: string): string[] {
  const [theirs, own] = [splitSentences(source, from), splitSentences(text, to)];
  if (theirs.length < 3 || own.length < 2 || denseFactor(to, from) !== 1) return [];
  const pairs = alignSentences(theirs, own, sharedMarks);
  const missing = pairs.filter(({ target }) => target.length === 0).flatMap((pair) => pair.source);
  const added = pairs.filter((pair) => pair.source.length === 0).flatMap(({ target }) => target);
  return [...missing.map((sentence) => `Not translated: "${sentence}".`), ...added.map((sentence) => `Not in the source: "${sentence}".`)];
}

/** What a number or a name that both sentences have is worth, in the alignment's logarithms. */
const MARK = 2;

function sharedMarks(source: readonly string[], target: readonly string[]): number {
  const marks = (sentences: readonly string[]): Set<string> => new Set(sentences.join(' ').match(/\d[\d.,:]*\d|\d|(?<=\s)\p{Lu}[\p{L}-]{3,}/gu) ?? []);
  const theirs = marks(target);
  return MARK * [...marks(source)].filter((mark) => theirs.has(mark)).length;
}

/** Scripts that say more with a character than Latin does. */
function denseFactor(own: string, theirs: string): number {
  const weight = (code: string): number => (['zh', 'ja'].includes(code) ? 2.6 : code === 'ko' ? 1.8 : 1);
  return weight(own) / weight(theirs);
}
