import { maker, textInput, valueSubject, type Kit, type Maker, type OracleCases } from '../case.js';
import type { Random } from '../random.js';

/** A thing that is asked for and another of its kind that the same text tells; in each sentence stands one value or both. */
interface Pair {
  readonly asked: string;
  readonly other: string;
  readonly draw: (random: Random) => string;
  /** `v` is the value of what is asked for, `o` that of the other. */
  readonly tell: (v: string, o: string) => string;
}

const date = (random: Random): string => `${random.integer(2, 28)} ${random.pick(['January', 'April', 'July', 'September'])}`;
const euros = (random: Random): string => `${random.integer(21, 990)} euros`;
const person = (random: Random): string => `${random.pick(['Anna', 'Hugo', 'Petra', 'Omar', 'Tessa', 'Vera'])} ${random.pick(['Brandt', 'Moreau', 'Quinn', 'Okafor', 'Zeller', 'Rossi'])}`;
const clock = (random: Random): string => `${random.integer(1, 11)}:${random.pick(['05', '20', '35', '50'])} ${random.pick(['am', 'pm'])}`;
const phone = (random: Random): string => `0${random.integer(20, 99)} ${random.integer(200, 999)} ${random.integer(1000, 9999)}`;
const count = (random: Random): string => String(random.integer(21, 480));
const code = (random: Random): string => `${random.pick(['AB', 'KX', 'ZT'])}-${random.integer(1000, 9999)}`;

const PAIRS: Readonly<Record<Kit['half'], readonly Pair[]>> = {
  development: [
    { asked: 'the delivery date', other: 'the date of the invoice', draw: date, tell: (v, o) => `The invoice was written on ${o}. Delivery is planned for ${v}.` },
    { asked: 'the deposit', other: 'the total', draw: euros, tell: (v, o) => `The total comes to ${o}, of which a deposit of ${v} has been paid.` },
    { asked: 'the head of the school', other: 'the music teacher', draw: person, tell: (v, o) => `${v} is the head of the school. Music is taught by ${o}, a teacher from Ghent.` },
    { asked: 'the arrival time', other: 'the departure time', draw: clock, tell: (v, o) => `Departure is at ${o} from platform B, arrival at ${v} in the evening.` },
    { asked: 'the phone number of the workshop', other: 'the phone number of the office', draw: phone, tell: (v, o) => `You can call the office at ${o}, and the workshop at ${v}.` },
    { asked: 'the number of chairs', other: 'the number of tables', draw: count, tell: (v, o) => `The hall has ${v} chairs and ${o} tables.` },
    { asked: 'the contract number', other: 'the meter number', draw: code, tell: (v, o) => `Contract: ${v}\nMeter: ${o}\n` },
  ],
  'held-back': [
    { asked: 'the date of the exam', other: 'the date of the first lesson', draw: date, tell: (v, o) => `The first lesson takes place on ${o}. The exam follows on ${v}.` },
    { asked: 'the discount', other: 'the price', draw: euros, tell: (v, o) => `The price of the boat is ${o}; members get a discount of ${v}.` },
    { asked: 'the captain', other: 'the cook', draw: person, tell: (v, o) => `The ship sails under captain ${v}. ${o} is the cook on board.` },
    { asked: 'the closing time', other: 'the opening time', draw: clock, tell: (v, o) => `Opening is at ${o}, and closing time is ${v} on all days.` },
    { asked: 'the phone number of the doctor', other: 'the phone number of the pharmacy', draw: phone, tell: (v, o) => `Doctor: ${v}\nPharmacy: ${o}\n` },
    { asked: 'the number of goats', other: 'the number of sheep', draw: count, tell: (v, o) => `The farm keeps ${o} sheep, and ${v} goats graze behind the barn.` },
    { asked: 'the booking number', other: 'the customer number', draw: code, tell: (v, o) => `Your customer number is ${o}. Please give the booking number ${v} when you write.` },
  ],
};

const AROUND: Readonly<Record<Kit['half'], readonly string[]>> = {
  development: ['We thank you for your patience.', 'All of this was agreed upon before.', 'The building has a new roof.'],
  'held-back': ['Please keep this letter.', 'Many people have asked about it.', 'The garden may be used by all.'],
};

interface Drawn extends Pair {
  readonly value: string;
  readonly rival: string;
}

interface Told {
  readonly source: string;
  readonly fields: readonly Drawn[];
}

/** Two or three things of different kinds in one text. */
function told({ random, half }: Kit): Told {
  const fields = random.some(PAIRS[half], random.integer(2, 3)).map((pair): Drawn => {
    const value = pair.draw(random);
    let rival = pair.draw(random);
    while (rival === value) rival = pair.draw(random);
    return { ...pair, value, rival };
  });
  const parts = [...fields.map(({ tell, value, rival }) => tell(value, rival)), ...random.some(AROUND[half], 2)];
  return { source: random.some(parts, 9).join('\n'), fields };
}

interface Listed {
  readonly name: string;
  readonly value: string;
}

const named = (asked: string): string => asked.replace(/^the /, '');

function extracted(what: string, spoil: (facts: Listed[], told_: Told, random: Random) => Listed[]): Maker {
  return maker(what, (kit) => {
    const one = told(kit);
    const facts = spoil(one.fields.map(({ asked, value }) => ({ name: named(asked), value })), one, kit.random);
    const asked = one.fields.map((field) => field.asked).join(' and ');
    const text = facts.map(({ name, value }) => `${name}: ${value}`).join('\n');
    return { subject: valueSubject(text, { tool: 'extract_facts', inputs: [textInput(one.source), textInput(asked, 'what')] }), note: `${asked} GIVES ${text.replace(/\n/g, ' / ')} SOURCE ${one.source}` };
  });
}

const but = (facts: Listed[], random: Random, value: (index: number) => string): Listed[] => {
  const at = random.integer(0, facts.length - 1);
  return facts.map((fact, index) => (index === at ? { ...fact, value: value(index) } : fact));
};

const factsInPlace: OracleCases = {
  defects: [
    extracted('the value of another thing of the kind', (facts, { fields }, random) => but(facts, random, (index) => fields[index]?.rival ?? '')),
    extracted('a value that the text does not have', (facts, { fields }, random) => but(facts, random, (index) => { let other = fields[index]?.draw(random) ?? ''; while (other === fields[index]?.value || other === fields[index]?.rival) other = fields[index]?.draw(random) ?? ''; return other; })),
    extracted('all values of other things', (facts, { fields }) => facts.map((fact, index) => ({ ...fact, value: fields[index]?.rival ?? '' }))),
  ],
  clean: [
    extracted('the right values', (facts) => facts),
    extracted('the right values in another order', (facts) => [...facts].reverse()),
    extracted('both things of a kind, rightly', (facts, { fields }) => facts.flatMap((fact, index) => [fact, { name: named(fields[index]?.other ?? ''), value: fields[index]?.rival ?? '' }])),
  ],
};

/** By oracle. */
export const fieldCases: Readonly<Record<string, OracleCases>> = { facts_in_place: factsInPlace };
