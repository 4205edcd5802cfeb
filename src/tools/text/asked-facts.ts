import { findProperNames } from './names.js';
import { CLOCK, spansOfKind, type AnswerKind, type Span } from './question-kinds.js';
import { contentStems, stemOf } from './stems.js';

/** What was asked to be taken out of a text. */
export interface AskedFacts {
  /** The things asked for, one by one: "the invoice number", "the due date". */
  readonly items: readonly string[];
  /** One kind of thing, all of them, and nothing said that narrows them: "all prices". */
  readonly every?: FactKind | undefined;
}

/** Kinds of facts that programs find. */
export type FactKind = AnswerKind | 'price' | 'clock';

/** Nouns that name a kind, English, singular or plural. */
const NOUNS: readonly (readonly [RegExp, FactKind])[] = [
  [/\b(?:telephone|phone|fax) numbers?\b|\bphones?\b/i, 'telephone'],
  [/\b(?:prices?|costs?|fees?|fares?|charges?|amounts? of money|sums? of money)\b/i, 'price'],
  [/\b(?:opening |closing |starting )?(?:times?|hours) (?:of day\b|at which\b|when\b)|^(?:the |all )*times$/i, 'clock'],
  [/\b(?:dates?|days?|deadlines?|times?|years?)\b/i, 'date'],
  [/\b(?:names?|people|persons|customers?|clients?|buyers?|sellers?|contacts?|authors?|owners?|members?|inspectors?|directors?|chair(?:man|woman|person)?|auditors?|employers?)\b/i, 'person'],
  [/\b(?:numbers? of|how many|how much|hours|tonnes|litres|kilos?|percentages?|shares?|amounts?|sums?|totals?|deposits?|discounts?|surplus|age|weight|length|width|height|pay|salary|rent|readings?|figures?)\b/i, 'amount'],
];
const QUANTIFIER = /^(?:all|every|each|any|list(?: of)?)(?: of)?(?: the)? |^the list of (?:all )?(?:the )?/i;
/** What may stand behind a kind without narrowing it. */
const UNNARROWED = /^(?:the )?(?:\p{L}+ ?){1,2}(?:(?:in|of|from) (?:the|this) (?:text|document|letter|notice|article|page))?$/iu;

/** The kind of fact that words ask for; `undefined` where no program knows it. */
export function factKindOf(item: string): FactKind | undefined {
  return NOUNS.find(([noun]) => noun.test(item))?.[1];
}

/** Takes apart what a step was told to take out. */
export function readAskedFacts(what: string): AskedFacts {
  const plain = what.trim().replace(/[.;]$/, '').replace(/^(?:please )?(?:take out|extract|find|list) (?:as json:? )?/i, '');
  const items = plain.split(/\s*[,;]\s*(?:and |or )?|\s+and (?=the |all |its |how |when |where |who )|(?<=,.*)\s+and\s+/i).map((item) => item.trim()).filter((item) => item !== '');
  const [only] = items;
  if (items.length !== 1 || only === undefined) return { items };
  const bare = only.replace(QUANTIFIER, '');
  const isEvery = bare !== only || /^(?:the )?\p{L}+s$/iu.test(only);
  return { items, every: isEvery && UNNARROWED.test(bare) ? factKindOf(bare) : undefined };
}

/** Stretches of a text that are facts of a kind. */
export function factsOfKind(text: string, kind: FactKind): Span[] {
  if (kind === 'price') return spansOfKind(text, 'amount').filter((span) => /[€$£]|\b(?:euros?|cents?|dollars?|pounds?|francs?|EUR|USD|GBP)\b/i.test(span.text));
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
