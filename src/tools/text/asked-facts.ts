import { findProperNames } from './names.js';
import { findNumberWords } from './number-words.js';
import { CLOCK, spansOfKind, type AnswerKind, type Span } from './question-kinds.js';
import { contentStems, stemOf } from './stems.js';

/** What was asked to be taken out of a text. */
export interface AskedFacts {
  /** The things asked for, one by one: "the invoice number", "the due date". */
  readonly items: readonly string[];
  /** One kind of thing, all of them, and nothing said that narrows them: "all prices". */
  readonly every?: FactKind | undefined;
  /** How many of the one thing that was asked for: 3 of "the three best scorers". */
  readonly count?: number | undefined;
}

/** Kinds of facts that programs find. */
export type FactKind = AnswerKind | 'price' | 'clock' | 'score' | 'code';

/** What a phrase as a whole asks for. */
const PHRASES: readonly (readonly [RegExp, FactKind])[] = [
  [/\b(?:amounts?|sums?) of money\b/i, 'price'],
  [/(?:^|\b(?:the|total|exact) )numbers? of\b|\bhow (?:many|much)\b/i, 'amount'],
  [/\b(?:opening |closing |starting )?(?:times?|hours) (?:of day\b|at which\b|when\b)|^(?:the |all )*times$/i, 'clock'],
];
/** What stands before the words that say which one is meant: "the price" of "the price that the customer agreed to". */
const HEAD = /^.+?(?=\s(?:of|for|in|at|on|from|to|by|with|that|which|who|whose|where|when)\b)/i;
/** Nouns that name a kind, English, singular or plural. */
const NOUNS: readonly (readonly [RegExp, FactKind])[] = [
  [/\b(?:telephone|phone|fax) numbers?\b|\bphones?\b/gi, 'telephone'],
  [/\b(?:prices?|costs?|fees?|fares?|charges?)\b/gi, 'price'],
  [/\b(?:dates?|days?|deadlines?|times?|years?)\b/gi, 'date'],
  [/\b(?:names?|people|persons|customers?|clients?|buyers?|sellers?|contacts?|authors?|owners?|members?|inspectors?|directors?|chair(?:man|woman|person)?|auditors?|employers?)\b/gi, 'person'],
  [/\bscores?\b/gi, 'score'],
  [/\b(?:numbers?|codes?|ids?|references?)\b/gi, 'code'],
  [/\b(?:hours|tonnes|litres|kilos?|percentages?|shares?|amounts?|sums?|totals?|deposits?|discounts?|surplus|age|weight|length|width|height|pay|salary|rent|readings?|figures?)\b/gi, 'amount'],
];
const QUANTIFIER = /^(?:all|every|each|any|list(?: of)?)(?: of)?(?: the)? |^the list of (?:all )?(?:the )?/i;
/** What may stand behind a kind without narrowing it. */
const UNNARROWED = /^(?:the )?(?:\p{L}+ ?){1,2}(?:(?:in|of|from) (?:the|this) (?:text|document|letter|notice|article|page))?$/iu;

/** "of the tournament: the first day, the last day": what all of a list belongs to. */
const SCOPE = /^((?:of|for|about|from|in|on) [^,:;]{1,80}):\s+/i;

/** The kind of fact that words ask for, by the last noun of what they name ("a customer number" is no customer); `undefined` where no program knows it. */
export function factKindOf(item: string): FactKind | undefined {
  const phrase = PHRASES.find(([words]) => words.test(item));
  if (phrase) return phrase[1];
  const head = HEAD.exec(item)?.[0] ?? item;
  let last: { readonly kind: FactKind; readonly end: number } | undefined;
  for (const [noun, kind] of NOUNS) {
    for (const { 0: word, index } of head.matchAll(noun)) if (index + word.length > (last?.end ?? 0)) last = { kind, end: index + word.length };
  }
  return last?.kind;
}

/** "The three best scorers", "first 5 prices": how many of a thing; "the 5 star hotels" are of a kind. */
const COUNTED = /^(?:the |its |their |all )?(?:(?:first|last|best|top|main|next|other) )?(\d{1,2}|\p{L}+) (?!(?:[ap]\.?m|star|hour|day|week|month|year|minute|second|cent|euro|dollar|pound|franc|bed|bedroom|room|person|seat|page|inch|met(?:er|re)s?|miles?|km|kg|%|per ?cent)\b)(?=.*\p{L}s\b)/iu;

function countIn(item: string): number | undefined {
  const [, word = ''] = COUNTED.exec(item) ?? [];
  const count = /^\d/.test(word) ? Number(word) : findNumberWords(word).find(({ ordinal, text }) => !ordinal && text === word)?.value;
  return count !== undefined && Number.isInteger(count) && count > 1 ? count : undefined;
}

/** Takes apart what a step was told to take out. */
export function readAskedFacts(what: string): AskedFacts {
  const plain = what.trim().replace(/[.;]$/, '').replace(/^(?:please )?(?:take out|extract|find|list) (?:as json:? )?/i, '');
  const [scope = '', of] = SCOPE.exec(plain) ?? [];
  const items = plain.slice(scope.length).split(/\s*[,;]\s*(?:and |or )?|\s+and (?=the |all |its |how |when |where |who )|(?<=,.*)\s+and\s+/i).map((item) => item.trim()).filter((item) => item !== '').map((item) => (of === undefined ? item : `${item} ${of}`));
  const [only] = items;
  if (items.length !== 1 || only === undefined) return { items };
  const bare = only.replace(QUANTIFIER, '');
  const isEvery = bare !== only || /^(?:the )?\p{L}+s$/iu.test(only);
  return { items, every: isEvery && UNNARROWED.test(bare) ? factKindOf(bare) : undefined, count: countIn(only) };
}

/** A sum of money by its unit, or by its two decimals where it has none. */
const MONEY = /[€$£]|\b(?:euros?|cents?|dollars?|pounds?|francs?|EUR|USD|GBP)\b|^\d+[.,]\d{2}$/i;
const SCORE = /(?<![\d:.-])\d{1,3}(?::|–| ?- ?)\d{1,3}(?![\d:.-]*\d)/g;
/** "INV-20/7", "880-3127", "51946": letters and digits in one word, digits with signs between, or many digits. */
const CODE = /(?<![\p{L}\p{N}])(?=[\p{L}\d/-]*\d)(?:\p{Lu}[\p{L}\d]*[-/]?[\d][\p{L}\d/-]*|\d[\d]*[-/][\p{L}\d/-]+|(?!(?:1[5-9]|20)\d\d(?!\d))\d{4,})(?![.,:]?\d)/gu;

/** Stretches of a text that are facts of a kind. */
export function factsOfKind(text: string, kind: FactKind): Span[] {
  if (kind === 'score' || kind === 'code') return [...text.matchAll(kind === 'score' ? SCORE : CODE)].map((match) => ({ text: match[0], index: match.index }));
  if (kind === 'price') return spansOfKind(text, 'amount').filter((span) => MONEY.test(span.text));
  if (kind === 'clock') return [...text.matchAll(new RegExp(`\\b${CLOCK}`, 'gi'))].map((match) => ({ text: match[0], index: match.index }));
  if (kind === 'person') return findProperNames(text).filter(({ words }) => words.length > 1).map((name) => ({ text: name.text, index: name.index }));
  return spansOfKind(text, kind);
}

/** Words of the item that say which thing is meant; the rest is as good in other words. */
function stemsOf(text: string): Set<string> {
  return new Set([...contentStems(text), ...(text.match(/\p{L}+/gu) ?? []).filter((word) => word.length > 3).map((word) => stemOf(word))]);
}

/** Items of a list that no fact is about, by the facts' names; a fact is about one item. `spare`: facts about none. */
export function uncovered(items: readonly string[], facts: readonly { readonly name: string }[]): { missing: string[]; spare: number } {
  const pairs = items.flatMap((item, index) => facts.map((fact, at) => ({ index, at, shared: sharedWords(item, fact.name) }))).filter(({ shared }) => shared > 0).sort((a, b) => b.shared - a.shared);
  const [covered, used] = [new Set<number>(), new Set<number>()];
  for (const { index, at } of pairs) {
    if (covered.has(index) || used.has(at)) continue;
    covered.add(index);
    used.add(at);
  }
  return { missing: items.filter((_, index) => !covered.has(index)), spare: facts.length - used.size };
}

function sharedWords(item: string, name: string): number {
  const own = stemsOf(name.replace(/[_-]/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
  return [...stemsOf(item)].filter((stem) => own.has(stem)).length;
}
