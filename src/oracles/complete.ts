import { z } from 'zod';
import { defineOracle, type FindingInput, type Oracle, type Subject } from '../core/index.js';
import { contentStems, factsOfKind, findQuantities, readAskedFacts, sameQuantity, saysNothingIsSaid, uncovered, type FactKind } from '../tools/text/index.js';
import { inconclusive } from './finding.js';
import { sourceTexts } from './sources.js';
import { textOf, verdictOf } from './text.js';

/** Most of what is left out that a critique names. */
const NAMED = 10;
/** A time of day alone. */
const ONLY_TIME = /^\d{1,2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?| o'clock)?$/i;
/** Names for a kind in a critique. */
const KINDS: Readonly<Record<FactKind, string>> = { telephone: 'telephone numbers', amount: 'amounts', price: 'prices', date: 'dates', clock: 'times', person: 'names' };

interface Fact {
  readonly name: string;
  readonly value: string;
}

const factsComplete = defineOracle({
  name: 'facts_complete',
  description: 'Nothing that was to be taken out is left out: there is a fact for each thing that was asked for, and where all of a kind were (prices, dates, names), each that the source has.',
  kind: 'deterministic',
  modalities: ['text'],
  params: z.object({ what: z.string().optional().describe('default: what the step was told to take out') }),
  check: (subject, params) => {
    const what = params.what ?? stringAt(subject, 'what');
    const source = sourceTexts({ inputs: subject.inputs.filter(({ port }) => port === 'text') }).join('\n\n');
    if (what === undefined) return Promise.resolve({ status: 'pass', evidence: [{ message: 'Nothing particular was asked for.' }] });
    if (source === '') return Promise.resolve(inconclusive('There is no source to compare with.'));
    const { items, every } = readAskedFacts(what);
    const facts = factsOf(textOf(subject));
    return Promise.resolve(every === undefined ? eachItem(items, facts, source) : everyOne(every, facts, source));
  },
});

function stringAt({ inputs }: Pick<Subject, 'inputs'>, port: string): string | undefined {
  const found = inputs.find((input) => input.port === port)?.value;
  return typeof found === 'string' && found.trim() !== '' ? found : undefined;
}

/** Lines "name: value"; a text that says that nothing was found has none. */
function factsOf(text: string): Fact[] {
  if (saysNothingIsSaid(text)) return [];
  // What is given twice is one fact.
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '').map((line) => {
    const at = line.search(/:\s/);
    return at < 0 ? { name: '', value: line.trim() } : { name: line.slice(0, at), value: line.slice(at + 1).trim() };
  });
}

/** One thing may be a list of many; of several each needs a fact. What is only called by other words is left open. */
function eachItem(items: readonly string[], facts: readonly Fact[], source: string): FindingInput {
  if (items.length < 2) return facts.length > 0 ? { status: 'pass', evidence: [{ message: 'Something was found; how many there are cannot be counted.' }] } : absent(items, source);
  const { missing, spare } = uncovered(items, facts);
  if (missing.length === 0) return verdictOf([], items.length, items.length, 'There is a fact for each thing that was asked for.');
  const lacking = missing.filter((item) => isSpokenOf(item, source));
  if (spare >= missing.length || lacking.length <= spare) return inconclusive(`No fact is named after ${missing.map((item) => `"${item}"`).join(', ')}.`, { measured: missing });
  return verdictOf([`These are left out: ${lacking.slice(0, NAMED).join('; ')}. Give a fact for each, named as it was asked for, with its value from the text.`], items.length - missing.length, items.length, `There are facts for ${items.length - missing.length} of ${items.length} things.`);
}

function absent(items: readonly string[], source: string): FindingInput {
  return items.some((item) => isSpokenOf(item, source)) ? inconclusive('The source may have it all the same.') : { status: 'pass', evidence: [{ message: 'The source does not speak of it.' }] };
}

/** Whether the source has the words of an item, or something of its kind that the words need not stand beside. */
function isSpokenOf(item: string, source: string): boolean {
  const own = new Set(contentStems(source));
  return contentStems(item).some((stem) => own.has(stem));
}

function everyOne(kind: FactKind, facts: readonly Fact[], source: string): FindingInput {
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

/** Oracles that look for what was left out. */
export const completeOracles: readonly Oracle[] = [factsComplete];
