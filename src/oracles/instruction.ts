import { z } from 'zod';
import { defineOracle, type FindingInput, type Oracle } from '../core/index.js';
import { contentStems, normalizeText, splitWords, stemOf } from '../tools/text/index.js';
import { inconclusive, textAt } from './finding.js';
import { textOf } from './text.js';

/** Letters of an instruction that are told. */
const SHOWN_CHARACTERS = 160;
/** Passages that others are quoted in keep their own person and their own letters. */
const QUOTED = /"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»/gu;
/** The writer speaks. A single capital after a name may be its number ("Elizabeth I"), see `MAYBE_FIRST`. */
const FIRST_PERSON = /(?<!\p{L} \p{Lu}\p{Ll}+ )(?<![\p{L}\d'’.-])I(?![\p{L}\d'’.-])|(?<![\p{L}'’-])(?:I['’](?:m|ve|d|ll)|[Mm]e|[Mm]y|[Mm]yself|[Ww]e|us|[Oo]urs?|[Oo]urselves)(?![\p{L}'’-])/u;
const MAYBE_FIRST = /(?<![\p{L}\d'’.-])(?:I|[Mm]ine)(?![\p{L}\d'’.-])/u;
/** What says nothing about how it is to be written but that it is, and in which shape: `text_format`, `text_length` and `text_language` look at that. */
const FRAMING = new Set(
  ('rewrite rephrase reword write put turn make change convert transform text this paragraph passage article note letter version form format sentence bullet point list item table json yaml csv markdown heading row column word line character number numbered '
    + 'english german french spanish italian portuguese dutch one two three four five six seven eight nine ten twenty thirty forty fifty hundred most least than exactly maximum minimum limit about').split(' ').map((word) => stemOf(word)),
);

/** A wish about the form of a text that can be measured. */
interface Wish {
  readonly pattern: RegExp;
  /** What speaks against it, for the writer; `undefined` where nothing does, and `null` where nobody can tell. */
  readonly against: (text: string, source: string) => string | undefined | null;
}

const WISHES: readonly Wish[] = [
  { pattern: /\b(?:in|into|to) (?:the )?third person(?: singular)?\b/i, against: (text) => firstPersonIn(text) },
  { pattern: /\b(?:in|into|to|with) (?:all )?(?:capital letters|capitals|caps|upper ?case)\b/i, against: (text) => (/\p{Ll}/u.test(text) ? `There are small letters in it ("${firstWord(text, /\p{Ll}/u)}"). Write it all in capital letters.` : undefined) },
  { pattern: /\b(?:in|into|to|with) (?:all )?(?:small letters|lower ?case)\b/i, against: (text) => (/\p{Lu}/u.test(text) ? `There are capital letters in it ("${firstWord(text, /\p{Lu}/u)}"). Write it all in small letters.` : undefined) },
  { pattern: /\b(?:shorter|shorten|more briefly|more concise(?:ly)?|in fewer words)\b/i, against: (text, source) => wordsAgainst(text, source, -1) },
  { pattern: /\b(?:longer|lengthen|in more words)\b/i, against: (text, source) => wordsAgainst(text, source, 1) },
];

function firstPersonIn(text: string): string | undefined | null {
  const found = FIRST_PERSON.exec(text)?.[0];
  if (found !== undefined) return `Somebody says "${found}" in it. Write all of it in the third person.`;
  return MAYBE_FIRST.test(text) ? null : undefined;
}

function firstWord(text: string, letter: RegExp): string {
  return splitWords(text).find((word) => letter.test(word)) ?? '';
}

function wordsAgainst(text: string, source: string, sign: 1 | -1): string | undefined | null {
  if (source === '') return null;
  const [now, before] = [text, source].map((each) => splitWords(each).length) as [number, number];
  return (now - before) * sign > 0 ? undefined : `It has ${now} words, and the text it is made of has ${before}. Make it ${sign > 0 ? 'longer' : 'shorter'}.`;
}

const instructionFollowed = defineOracle({
  name: 'instruction_followed',
  description: 'A text is written as its instruction says, as far as that can be measured: in the third person, in capital or small letters, shorter or longer than its source, and not simply its source again. All other wishes (friendlier, simpler, about the sea) no program can tell: they are left open.',
  kind: 'deterministic',
  modalities: ['text'],
  params: z.object({ instruction: z.string().optional().describe('default: the instruction that the step was given') }),
  check: (subject, params) => {
    const instruction = params.instruction ?? textAt(subject, 'instruction');
    if (instruction === undefined) return Promise.resolve({ status: 'pass', evidence: [{ message: 'It was not told how to write.' }] });
    return Promise.resolve(followed(textOf(subject), instruction, textAt(subject, 'text') ?? ''));
  },
});

function followed(text: string, instruction: string, source: string): FindingInput {
  const own = text.replace(QUOTED, ' ');
  const wishes = WISHES.filter(({ pattern }) => pattern.test(instruction));
  const found = wishes.map(({ against }) => against(own, source.replace(QUOTED, ' ')));
  const rest = wishes.reduce((left, { pattern }) => left.replace(pattern, ' '), instruction);
  const isMore = /["“„«]/u.test(rest) || contentStems(rest).some((stem) => !FRAMING.has(stem) && !/^\d+$/.test(stem));
  const problems = found.filter((problem) => typeof problem === 'string');
  // Who is to correct a text may find nothing to correct.
  const isSame = isMore && source !== '' && normalizeText(text) === normalizeText(source) && !/\b(?:correct|fix|mend|proof-?read|check|typos?|mistakes?|errors?)/i.test(instruction);
  if (isSame) problems.push('It is the text that was given, word for word. Write it as the instruction says.');
  const told = `"${instruction.length > SHOWN_CHARACTERS ? `${instruction.slice(0, SHOWN_CHARACTERS)}…` : instruction}"`;
  if (problems.length > 0) return { status: 'fail', expected: instruction, evidence: problems.map((message) => ({ message })), critique: problems.join(' ') };
  if (isMore || found.includes(null)) return inconclusive(`Whether it is written as ${told} says, no program can tell.`);
  return { status: 'pass', evidence: [{ message: wishes.length > 0 ? `It is as ${told} says.` : `${told} says nothing of how it is to be written but its shape.` }] };
}

/** Oracles that compare a text with the instruction that it was written by. */
export const instructionOracles: readonly Oracle[] = [instructionFollowed];
