import { z } from 'zod';
import type { ToolContext } from '../../core/index.js';
import { factKindOf, factsOf, factsOfKind, findProperNames, nearestTo, NOT_SAID, placeFields, readAskedFacts, splitSentences, type FactKind, type PlacedField } from '../../tools/text/index.js';
import { splitClauses, type Embed } from '../../tools/text/grounding/index.js';
import { asData, disarm } from '../../tools/text/data.js';
import { loadPrompt } from '../../tools/prompts.js';
import { embedderFor } from './own-sentences.js';
import { shorten } from './quote-answer.js';

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** Sentences nearest to a thing whose values are offered for it. */
const NEAREST = 6;
/** Most values of a list that are offered, and the longest, characters. */
const OFFERED = 40;
const LONGEST = 160;
const LABEL_WORDS = 6;

/**
 * Facts in words of their text: of all of a kind (prices, dates, names) programs find each; else programs collect what can be the
 * value of each thing that was asked for, and the language model may choose only among these and that it is not said. What of an
 * earlier attempt is not at fault stays as it is, and only the rest is looked up.
 */
export async function eachFact(source: string, what: string, context: ToolContext): Promise<Fact[]> {
  const { items, every } = readAskedFacts(what);
  if (every !== undefined) return all(source, every);
  const [only] = items;
  if (only !== undefined && items.length === 1) return lookUp([only], source, context, true);
  const kept = keptFacts(placeFields(factsOf(context.previous ?? ''), source, what), context.critique).filter(({ name }) => items.includes(name));
  const open = items.filter((item) => !kept.some(({ name }) => name === item));
  const found = [...kept.map(({ name, value }) => ({ name: nameOf(name), value })), ...(open.length === 0 ? [] : await lookUp(open, source, context, false))];
  return items.flatMap((item) => found.filter(({ name }) => name === nameOf(item)));
}

/** Facts that stay: those that programs find in their place, and, where a critique names the facts at fault, whatever else may be right. */
function keptFacts(facts: readonly PlacedField[], critique = ''): PlacedField[] {
  const isBlamed = ({ name }: PlacedField): boolean => critique.includes(`"${name}"`);
  const namesThem = facts.some(isBlamed);
  return facts.filter((fact) => !isBlamed(fact) && (fact.found.place === 'in place' || (namesThem && fact.found.place === 'open')));
}

/** `isList`: the one thing that was asked for may be many. */
async function lookUp(items: readonly string[], source: string, context: ToolContext, isList: boolean): Promise<Fact[]> {
  const embed = await embedderFor(source, context);
  const what = items.join('; ');
  const offers = await Promise.all(items.map(async (item) => ({ item, values: await valuesFor(item, source, embed, isList ? Infinity : NEAREST) })));
  const offered = offers.filter(({ values }) => values.length > 0);
  const [only] = offered;
  if (!only) return [];
  const ask = async (properties: Readonly<Record<string, unknown>>): Promise<Record<string, string | string[]>> => {
    const shown = await shorten(source, what, offered.flatMap(({ values }) => values));
    const request = loadPrompt('writer/extract-each').render({ data: asData(shown), what: disarm(what) });
    const schema = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
    return z.record(z.string(), z.union([z.string(), z.array(z.string())])).parse((await context.models.chat({ ...request, schema }, { signal: context.signal })).json);
  };
  if (isList) {
    const { values } = await ask({ values: { type: 'array', items: { enum: only.values }, maxItems: only.values.length } });
    return [...new Set([values ?? []].flat())].map((value) => ({ name: nameOf(only.item), value }));
  }
  const chosen = await ask(Object.fromEntries(offered.map(({ item, values }) => [nameOf(item), { enum: [...values, NOT_SAID] }])));
  return Object.entries(chosen).flatMap(([name, value]) => (typeof value !== 'string' || value === NOT_SAID ? [] : [{ name, value }]));
}

function nameOf(item: string): string {
  return item.replace(/^(?:the|all|every|each|its|their) /i, '');
}

/** What can be the value of a thing: what is of its kind in the sentences nearest to it; where no program knows its kind, clauses. */
async function valuesFor(item: string, source: string, embed: Embed | undefined, nearest: number): Promise<string[]> {
  const kind = factKindOf(item);
  const valuesOf = (sentence: string): string[] => (kind === undefined ? splitClauses(sentence, 'en').filter((clause) => sentence.includes(clause)) : spansFor(sentence, kind).map(({ text }) => text)).map((text) => text.trim());
  const offers = splitSentences(source).map((sentence) => ({ sentence, values: valuesOf(sentence).filter((text) => text !== '' && text.length <= LONGEST) })).filter(({ values }) => values.length > 0);
  const near = nearest >= offers.length ? undefined : new Set(await nearestTo(item, offers.map(({ sentence }) => sentence), embed, nearest));
  return [...new Set(offers.filter(({ sentence }) => !near || near.has(sentence)).flatMap(({ values }) => values))].slice(0, OFFERED);
}

/** Where one person is looked up, a first name alone may be what the text calls them. */
function spansFor(sentence: string, kind: FactKind): readonly { readonly text: string }[] {
  return kind === 'person' ? findProperNames(sentence).filter(({ text }) => factsOfKind(text, 'date').length === 0) : factsOfKind(sentence, kind);
}

/** Every fact of a kind, named after the words before it. */
function all(source: string, kind: FactKind): Fact[] {
  return splitSentences(source).flatMap((sentence) => {
    let from = 0;
    return factsOfKind(sentence, kind).map(({ text, index }) => {
      const before = sentence.slice(from, index).replace(/^[\s,;:.)]+|[\s,;:(]+$/g, '');
      from = index + text.length;
      return { name: before.split(/\s+/).slice(-LABEL_WORDS).join(' ') || kind, value: text };
    });
  });
}
