import { z } from 'zod';
import { defineOracle, type FindingInput, type Oracle } from '../core/index.js';
import { contentStems, factsOf, factsOfKind, findQuantities, placeFields, readAskedFacts, sameQuantity, uncovered, type FactKind, type Field, type PlacedField } from '../tools/text/index.js';
import { inconclusive, textAt } from './finding.js';
import { sourceTexts } from './sources.js';
import { textOf, verdictOf } from './text.js';

/** Most of what is left out that a critique names. */
const NAMED = 10;
/** A time of day alone. */
const ONLY_TIME = /^\d{1,2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?| o'clock)?$/i;
/** Names for a kind in a critique. */
const KINDS: Readonly<Record<FactKind, string>> = { telephone: 'telephone numbers', amount: 'amounts', price: 'prices', date: 'dates', clock: 'times', person: 'names', score: 'scores', code: 'numbers and codes' };

const factsComplete = defineOracle({
  name: 'facts_complete',
  description: 'Nothing that was to be taken out is left out: there is a fact for each thing that was asked for, as many as were asked for, and where all of a kind were (prices, dates, names), each that the source has.',
  kind: 'deterministic',
  critique: 'none',
  modalities: ['text'],
  params: z.object({ what: z.string().optional().describe('default: what the step was told to take out') }),
  check: (subject, params) => {
    const what = params.what ?? textAt(subject, 'what');
    const source = sourceTexts({ inputs: subject.inputs.filter(({ port }) => port === 'text') }).join('\n\n');
    if (what === undefined) return Promise.resolve({ status: 'pass', evidence: [{ message: 'Nothing particular was asked for.' }] });
    if (source === '') return Promise.resolve(inconclusive('There is no source to compare with.'));
    const { items, every, count } = readAskedFacts(what);
    const facts = factsOf(textOf(subject));
    return Promise.resolve(every === undefined ? (count === undefined ? undefined : tooFew(count, facts)) ?? eachItem(items, facts, source) : everyOne(every, facts, source));
  },
});

/** One thing may be a list of many; of several each needs a fact. What is only called by other words is left open. */
function eachItem(items: readonly string[], facts: readonly Field[], source: string): FindingInput {
  if (items.length < 2) return facts.length > 0 ? { status: 'pass', evidence: [{ message: 'Something was found; how many there are cannot be counted.' }] } : absent(items, source);
  const { missing, spare } = uncovered(items, facts);
  if (missing.length === 0) return verdictOf([], items.length, items.length, 'There is a fact for each thing that was asked for.');
  const lacking = missing.filter((item) => isSpokenOf(item, source));
  if (spare >= missing.length || lacking.length <= spare) return inconclusive(`No fact is named after ${missing.map((item) => `"${item}"`).join(', ')}.`, { measured: missing });
  return verdictOf([`These are left out: ${lacking.slice(0, NAMED).join('; ')}. Give a fact for each, named as it was asked for, with its value from the text.`], items.length - missing.length, items.length, `There are facts for ${items.length - missing.length} of ${items.length} things.`);
}

/** What is wrong where so many were asked for and fewer are given. One fact may name several: "Holm, Rask and Lind". */
function tooFew(count: number, facts: readonly Field[]): FindingInput | undefined {
  const given = facts.flatMap(({ value }) => value.split(/[,;\n]\s*|\s+and\s+/)).filter((part) => part.trim() !== '').length;
  return given === 0 || given >= count ? undefined : verdictOf([`${count} were asked for, and there ${given === 1 ? 'is' : 'are'} ${given}. Take out all ${count}, a fact for each.`], given, count, `${given} of ${count}.`);
}

function absent(items: readonly string[], source: string): FindingInput {
  return items.some((item) => isSpokenOf(item, source)) ? inconclusive('The source may have it all the same.') : { status: 'pass', evidence: [{ message: 'The source does not speak of it.' }] };
}

/** Whether the source has the words of an item, or something of its kind that the words need not stand beside. */
function isSpokenOf(item: string, source: string): boolean {
  const own = new Set(contentStems(source));
  return contentStems(item).some((stem) => own.has(stem));
}

function everyOne(kind: FactKind, facts: readonly Field[], source: string): FindingInput {
  // Weekdays and seasons are times, but no dates.
  const wanted = [...new Set(factsOfKind(source, kind).map(({ text }) => text))].filter((text) => kind !== 'date' || (/\d/.test(text) && !ONLY_TIME.test(text)));
  const told = facts.map(({ name, value }) => `${name} ${value}`).join('\n');
  const quantities = findQuantities(told);
  const isThere = (text: string): boolean => {
    const own = findQuantities(text);
    return own.length === 0 ? told.toLowerCase().includes(text.toLowerCase()) : own.every((quantity) => quantities.some((other) => sameQuantity(quantity, other)));
  };
  const missing = wanted.filter((text) => !isThere(text));
  const problems = missing.length === 0 ? [] : [`These ${KINDS[kind]} of the text are left out: ${missing.slice(0, NAMED).map((text) => `"${text}"`).join(', ')}. Take out all of them.`];
  return verdictOf(problems, wanted.length - missing.length, wanted.length, `${wanted.length - missing.length} of ${wanted.length} ${KINDS[kind]} of the text are there.`);
}

const factsInPlace = defineOracle({
  name: 'facts_in_place',
  description: 'Each value that was taken out of a text stands in it, beside what it is said to be; where another value of its kind stands there and it does not, it is the wrong one, and where both do it is left open.',
  // It goes by words, and a text may call a thing otherwise: what it finds sends back and is told, and fails no run.
  kind: 'model',
  critique: 'none',
  modalities: ['text'],
  params: z.object({ what: z.string().optional().describe('default: what the step was told to take out') }),
  check: (subject, params) => {
    const source = sourceTexts({ inputs: subject.inputs.filter(({ port }) => port === 'text') }).join('\n\n');
    if (source === '') return Promise.resolve(inconclusive('There is no source to look the values up in.'));
    return Promise.resolve(findingOnPlaces(placeFields(factsOf(textOf(subject)), source, params.what ?? textAt(subject, 'what'))));
  },
});

/** What the places of some values come to. */
export function findingOnPlaces(fields: readonly PlacedField[]): FindingInput {
  const problems = fields.flatMap(({ name, value, found }) => (found.place === 'absent' ? [`The text does not have "${value}", which is given as "${name}".`] : found.place === 'elsewhere' ? [`For "${name}" the text gives "${found.rival}" and not "${value}": "${found.sentence}".`] : []));
  const open = fields.flatMap(({ name, found }) => (found.place === 'open' ? [{ name, why: found.why }] : []));
  if (problems.length === 0 && open.length > 0) return inconclusive(open.slice(0, NAMED).map(({ why }) => why).join(' '), { measured: open.map(({ name }) => name) });
  const inPlace = fields.filter(({ found }) => found.place === 'in place').length;
  return verdictOf(problems.slice(0, NAMED), inPlace, fields.length, `${inPlace} of ${fields.length} values stand beside what they are said to be.`);
}

/** Oracles that look for what was left out of a list of facts, or put into it wrongly. */
export const completeOracles: readonly Oracle[] = [factsComplete, factsInPlace];
