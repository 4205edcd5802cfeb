import { z } from 'zod';
import { Modality, type Condition, type OracleSpec } from '../../core/index.js';
import { languageCode } from '../../tools/text/index.js';
import type { ClauseCondition } from './conditions.js';
import { decisionsFor } from './criteria.js';
import type { QuotedText } from './quoted-text.js';
import { withDigits } from './limit-grammar.js';
import { statedLimits } from './stated-limits.js';

/** A test by which a value of the right modality decides a condition. */
export interface ConditionReading {
  readonly criterion: NonNullable<Condition['criterion']>;
  readonly not: boolean;
  /** Modalities of values that the test can look at. */
  readonly modalities: readonly string[];
  /** The words, for finding the value that they speak of. */
  readonly words: string;
}

interface Test {
  readonly oracle: string;
  readonly params: Readonly<Record<string, z.core.util.JSONType | undefined>>;
  /** True where the wording denies what the oracle finds. */
  readonly denied?: boolean;
  readonly on?: readonly string[];
}

const { image, audio, video, text } = Modality;

/** The tests that a stated condition may mean, the likeliest first; none where no oracle can decide it. */
export function readCondition({ condition, otherwise }: ClauseCondition, quotes: readonly QuotedText[], oracles: readonly OracleSpec[]): ConditionReading[] {
  const words = condition.words;
  return testsFor(words, quotes).flatMap(({ oracle: name, params, denied = false, on }) => {
    const oracle = oracles.find((candidate) => candidate.name === name);
    const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)) as Record<string, z.core.util.JSONType>;
    if (!oracle || !z.fromJSONSchema(oracle.params).safeParse(given).success) return [];
    const not = [denied, condition.negated, otherwise].filter(Boolean).length % 2 === 1;
    return [{ criterion: { oracle: name, params: given }, not, modalities: oracle.modalities.filter((modality) => on?.includes(modality) ?? true), words }];
  });
}

const DENIED = /\b(?:not|no|never|neither|without|cannot)\b|n't\b/i;

function testsFor(words: string, quotes: readonly QuotedText[]): Test[] {
  const limits = statedLimits(words);
  const denied = DENIED.test(words.replace(/\b(?:no|not) (?:longer|more|less|fewer|shorter)\b/gi, ''));
  const measured = decisionsFor({ ...(limits.seconds ? { seconds: limits.seconds } : {}), ...(limits.words ? { words: limits.words } : {}), ...(limits.sentences ? { sentences: limits.sentences } : {}) });
  if (measured.length > 0) return measured.map((decision) => ({ ...decision, params: beyond(decision.params, words), denied: false }));
  const language = /\b(?:in|is|are|isn't|aren't|not|speaks?|spoken|written|wasn't|was)\s+(?:already |written |spoken )?(?:in )?([A-Z][a-z]{3,})\b/.exec(words)?.[1];
  const code = language === undefined ? undefined : languageCode(language);
  if (code !== undefined) return [{ oracle: 'text_language', params: { language: code }, denied }, { oracle: 'speech_language', params: { language: code }, denied }];
  if (/\b(?:has|have|with|there(?:'s| is)|contains?|hasn't|without|no)\b[^.]*\b(?:sound|audio|soundtrack|sound track|audio track)\b/i.test(words)) return [{ oracle: 'has_audio', params: {}, denied }];
  if (/\b(?:is|are|isn't) (?:\w+ )?silent\b|\bnothing (?:is|can be) (?:heard|said)\b/i.test(words)) return [{ oracle: 'not_silent', params: {}, denied: !denied }];
  if (/\b(?:is|are|isn't) (?:\w+ )?(?:blank|empty)\b/i.test(words)) return [{ oracle: 'not_blank', params: {}, denied: !denied }, { oracle: 'not_empty', params: {}, denied: !denied }];
  const quoted = quotes.find(({ mark }) => words.includes(mark))?.value ?? /\b(?:mentions?|says?|the words?|the names?) (?:the words? |the names? )?([^,.]{2,40})$/i.exec(words)?.[1];
  if (quoted !== undefined) return [{ oracle: 'text_contains', params: { text: quoted }, denied }, { oracle: 'text_visible', params: { text: quoted }, denied }];
  return [...objectTests(words, denied), ...judgedTests(words)];
}

/** "longer than 100 words" is not yet true of 100: numbers of things move on by one. */
function beyond(params: Test['params'], words: string): Test['params'] {
  const over = /\b(?:more|longer|over)\b(?! than or)/i.test(words) && !/\b(?:no|not) (?:more|longer)\b/i.test(words);
  const under = /\b(?:less|fewer|shorter|under|below)\b/i.test(words) && !/\b(?:no|not) (?:less|fewer|shorter)\b/i.test(words);
  return Object.fromEntries(Object.entries(params).map(([name, value]) => {
    if (typeof value !== 'number' || name.endsWith('Ms')) return [name, value];
    return [name, over && name.startsWith('min') ? value + 1 : under && name.startsWith('max') ? value - 1 : value];
  }));
}

const SEEN = /^(?:(?:there(?:'s| is| are| isn't| aren't)|(?:you|we|one) (?:can(?:not|'t)? )?(?:\w+ly )?(?:see|spot|find)|(?:it|they|(?:the |this |that |any of the )?(?:image|picture|photo|photograph|screenshot|frame|scene|clip|video|still|one)s?) (?:clearly |also |does not |doesn't |do not |don't )?(?:shows?|contains?|has|have|depicts?|includes?|displays?))\s+)(.+)$/i;
const IS_SEEN = /^(.+?)\s+(?:is|are|isn't|aren't|appears?|can be)\s+(?:not )?(?:seen |visible |present |shown )?(?:in|on|at|visible|seen|present)\b/i;
const COUNT = /^(?:(more than|at least|over|fewer than|less than|at most|exactly|no more than|up to|only|just)\s+)?(?:(\d+)|(?:an?|any|some|the|no|not an?|several))?\s*/i;

/** "there is a dog in it", "more than 3 people are in the picture". */
function objectTests(words: string, denied: boolean): Test[] {
  const thing = SEEN.exec(words)?.[1] ?? IS_SEEN.exec(words)?.[1];
  if (thing === undefined) return [];
  const counted = withDigits(thing).replace(/\bone (?=\w)/i, '1 ');
  const [opening, bound, number] = COUNT.exec(counted) ?? ['', undefined, undefined];
  const object = counted.slice(opening.length).replace(/\s+(?:in|on|at|inside|within|to be seen|visible|that|which|who)\b.*$/i, '').replace(/^(?:other |single )/i, '').trim();
  if (!/^[\p{L}][\p{L} -]{1,30}$/u.test(object)) return [];
  const several = /^several\b/i.test(counted.slice(0, opening.length)) ? 2 : undefined;
  return [{ oracle: 'image_contains', params: { object, ...range(bound?.toLowerCase(), number === undefined ? several : Number(number)) }, denied, on: [image] }];
}

function range(bound: string | undefined, number: number | undefined): Record<string, number> {
  if (number === undefined) return {};
  switch (bound) {
    case 'more than': case 'over': return { min: number + 1 };
    case 'fewer than': case 'less than': return { max: number - 1 };
    case 'at most': case 'no more than': case 'up to': return { max: number };
    case 'exactly': case 'only': case 'just': return { count: number };
    default: return { min: number };
  }
}

/** What is said of a text itself ("it is a complaint", "the letter asks for money") a language model can judge. */
function judgedTests(words: string): Test[] {
  return /^(?:it|the (?:text|letter|article|document|page|transcript|summary|message|e-?mail|review|story|note|notes|report|answer|description|contract|speech|poem|minutes|translation|result))\b/i.test(words)
    ? [{ oracle: 'requirement_met', params: { requirement: words }, on: [text] }]
    : [];
}

/** What a subject is called in conditions, by modality. */
export const SUBJECTS: Readonly<Record<string, RegExp>> = {
  [image]: /\b(?:image|picture|photo|photograph|screenshot|frame|still)s?\b/i,
  [audio]: /\b(?:recording|audio|sound|speech|song|call|memo|podcast)s?\b/i,
  [video]: /\b(?:video|clip|movie|film|footage)s?\b/i,
};
