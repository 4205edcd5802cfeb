import { maker, textInput, valueSubject, type Kit, type Maker, type OracleCases } from '../case.js';
import type { Random } from '../random.js';

/** A thing that can be asked for: how it is asked, the names that an honest list gives it, a value, and the sentence that tells it. */
interface Field {
  readonly asked: string;
  readonly names: readonly string[];
  readonly draw: (random: Random) => string;
  readonly tell: (value: string) => string;
}

const digits = (random: Random): string => String(random.integer(1000, 9999));
const day = (random: Random): string => `${random.integer(2, 28)} ${random.pick(['March', 'June', 'October', 'November'])}`;
const person = (random: Random): string => `${random.pick(['Anna', 'Hugo', 'Petra', 'Omar', 'Tessa'])} ${random.pick(['Brandt', 'Moreau', 'Quinn', 'Okafor', 'Zeller'])}`;
const euros = (random: Random): string => `${random.integer(12, 940)} euros`;

const FIELDS: Readonly<Record<Kit['half'], readonly Field[]>> = {
  development: [
    { asked: 'the order number', names: ['Order number', 'order_number', 'number of the order'], draw: digits, tell: (value) => `Your order has the number ${value}.` },
    { asked: 'the buyer', names: ['Buyer', 'buyer'], draw: person, tell: (value) => `The buyer is ${value}.` },
    { asked: 'the day of delivery', names: ['Day of delivery', 'delivery day', 'deliveryDay'], draw: day, tell: (value) => `The day of delivery is ${value}.` },
    { asked: 'the total', names: ['Total', 'total sum'], draw: euros, tell: (value) => `The total comes to ${value}.` },
    { asked: 'the number of boxes', names: ['Number of boxes', 'boxes'], draw: (random) => String(random.integer(3, 60)), tell: (value) => `There are ${value} boxes.` },
  ],
  'held-back': [
    { asked: 'the policy number', names: ['Policy number', 'policy_number', 'number of the policy'], draw: digits, tell: (value) => `This letter concerns policy ${value}.` },
    { asked: 'the insured person', names: ['Insured person', 'insured', 'insuredPerson'], draw: person, tell: (value) => `The insured person is ${value}.` },
    { asked: 'the date of the accident', names: ['Date of the accident', 'accident date'], draw: day, tell: (value) => `The accident happened on ${value}.` },
    { asked: 'the damage', names: ['Damage', 'sum of the damage'], draw: euros, tell: (value) => `The damage was estimated at ${value}.` },
    { asked: 'the number of witnesses', names: ['Number of witnesses', 'witnesses'], draw: (random) => String(random.integer(3, 60)), tell: (value) => `The report names ${value} witnesses.` },
  ],
};

/** Things of one kind, with what the text says of each. */
const LISTS: Readonly<Record<Kit['half'], readonly { readonly what: string; readonly draw: (random: Random) => string; readonly things: readonly (readonly [string, (value: string) => string])[] }[]>> = {
  development: [
    { what: 'all prices', draw: euros, things: [['chair', (value) => `A chair costs ${value}.`], ['table', (value) => `The table is sold for ${value}.`], ['lamp', (value) => `For a lamp we ask ${value}.`], ['carpet', (value) => `The carpet is ${value}.`]] },
    { what: 'every date', draw: day, things: [['concert', (value) => `The concert is on ${value}.`], ['fair', (value) => `On ${value} there is a fair.`], ['run', (value) => `The run follows on ${value}.`]] },
  ],
  'held-back': [
    { what: 'all fees', draw: euros, things: [['course', (value) => `The course costs ${value}.`], ['book', (value) => `The book comes at ${value}.`], ['exam', (value) => `${value} are due for the exam.`], ['bus', (value) => `The bus adds ${value}.`]] },
    { what: 'all deadlines', draw: day, things: [['form', (value) => `Hand in the form by ${value}.`], ['essay', (value) => `The essay is due on ${value}.`], ['photo', (value) => `A photo is needed until ${value}.`]] },
    { what: 'all names', draw: person, things: [['chair', (value) => `${value} leads the club.`], ['treasurer', (value) => `The money is kept by ${value}.`], ['secretary', (value) => `Letters are written by ${value}.`]] },
  ],
};

const AROUND = ['We thank you for your patience.', 'The office is closed on Sundays.', 'Please keep this letter.', 'All of this was agreed upon before.'] as const;

interface Listed {
  readonly name: string;
  readonly value: string;
}

/** Facts for a list of fields; `spoil` makes of the honest list the one that is delivered. */
function fields(what: string, spoil: (facts: Listed[], random: Random) => Listed[]): Maker {
  return maker(what, ({ random, half }) => {
    const chosen = random.some(FIELDS[half], random.integer(3, 5)).map((field) => ({ field, value: field.draw(random) }));
    const asked = chosen.map(({ field }) => field.asked);
    return made(`${asked.slice(0, -1).join(', ')} and ${asked.at(-1) ?? ''}`, random.some([...chosen.map(({ field, value }) => field.tell(value)), ...random.some(AROUND, 2)], 9), spoil(chosen.map(({ field, value }) => ({ name: random.pick(field.names), value })), random));
  });
}

/** All of a kind. */
function list(what: string, spoil: (facts: Listed[], random: Random) => Listed[]): Maker {
  return maker(what, ({ random, half }) => {
    const { what: asked, draw, things } = random.pick(LISTS[half]);
    const values = new Set<string>();
    while (values.size < things.length) values.add(draw(random));
    const told = things.map(([name, tell], index) => ({ name, value: [...values][index] ?? '', sentence: tell([...values][index] ?? '') }));
    return made(asked, [...told.map(({ sentence }) => sentence), random.pick(AROUND)], spoil(told.map(({ name, value }) => ({ name, value })), random));
  });
}

function made(what: string, sentences: readonly string[], facts: readonly Listed[]): ReturnType<Maker['make']> {
  const source = sentences.join(' ');
  const text = facts.length === 0 ? 'The text does not say.' : facts.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return Promise.resolve({ subject: valueSubject(text, { tool: 'extract_facts', inputs: [textInput(source), textInput(what, 'what')] }), note: `${what} GIVES ${text.replace(/\n/g, ' / ')} SOURCE ${source}` });
}

const without = (facts: Listed[], random: Random, count: number): Listed[] => random.some(facts, facts.length - count);

const factsComplete: OracleCases = {
  defects: [
    fields('one thing left out', (facts, random) => without(facts, random, 1)),
    list('one of a kind left out', (facts, random) => without(facts, random, 1)),
    fields('two things left out', (facts, random) => without(facts, random, 2)),
    list('nothing is said to be there', () => []),
    fields('one thing twice and another left out', (facts, random) => { const kept = without(facts, random, 1); return [...kept, ...kept.slice(0, 1)]; }),
  ],
  clean: [
    fields('a fact for each', (facts) => facts),
    list('all of a kind', (facts) => facts),
    fields('in another order', (facts) => [...facts].reverse()),
    list('all of a kind in another order', (facts) => [...facts].reverse()),
  ],
};

/** By oracle. */
export const completeCases: Readonly<Record<string, OracleCases>> = { facts_complete: factsComplete };
