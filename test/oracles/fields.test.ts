import { completeOracles } from '../../src/oracles/complete.js';
import { coverageOracles } from '../../src/oracles/coverage.js';
import { compareFields, readingOracles } from '../../src/oracles/second-reading.js';
import { ScriptedModels } from '../../src/models/scripted.js';
import { checkText, oracleNamed } from './check.js';

const places = oracleNamed(completeOracles, 'facts_in_place');
const reading = oracleNamed(readingOracles, 'second_reading');
const SOURCE = 'Studio Marl, offer AX-4417\nCustomer: Ada Holm, Bruno Zeller\nThe rent is 780 euros and the deposit is 1,560 euros. Write to help@marl.example. The side door stays locked; visitors come in through the yard. There are 55 chairs and 226 tables. The meeting point is the old mill. The old mill is not safe, so go to the chapel.';
const status = async (what: string, facts: string) => (await checkText(places, facts, {}, { inputs: { text: SOURCE, what } })).status;

describe('facts_in_place', () => {
  test.each([
    ['the rent and the deposit', 'rent: 780 euros\ndeposit: 1,560 euros', 'pass'],
    ['the rent and the deposit', 'monthlyRent: EUR 780\ndeposit_sum: 1560', 'pass'],
    ['the rent and the deposit', 'rent: 1,560 euros\ndeposit: 780 euros', 'fail'],
    ['the rent and the deposit', 'rent: 790 euros\ndeposit: 1,560 euros', 'fail'],
    ['the number of chairs and the rent', 'number of chairs: 55\nrent: 780 euros', 'pass'],
    ['the number of chairs and the rent', 'number of chairs: 226\nrent: 780 euros', 'fail'],
    ['the email address and the offer', 'email: help@marl.example\noffer: AX-4417', 'pass'],
    ['the names of the customers', 'customer: Ada Holm\ncustomer: Bruno Zeller', 'pass'],
    // What the text takes back is no value.
    ['the meeting point and the rent', 'meeting point: old mill\nrent: 780 euros', 'inconclusive'],
    // Only meaning tells which of the two is meant.
    ['the entrance and the rent', 'entrance: side door\nrent: 780 euros', 'inconclusive'],
    ['the entrance and the rent', 'entrance: back window\nrent: 780 euros', 'fail'],
  ])('%s: %j is %s', async (what, facts, expected) => {
    expect(await status(what, facts)).toBe(expected);
  });

  test('a cell of a table is what its row and its column say', async () => {
    const table = 'Prices in euros\n\n| bicycle | day | week | deposit |\n| --- | --- | --- | --- |\n| touring bike | 18 | 90 | 50 |\n| child\'s bike | 8 | 38 | none |\n\nA basket for the touring bike costs 4 euros.';
    const inTable = async (what: string, facts: string) => (await checkText(places, facts, {}, { inputs: { text: table, what } })).status;
    expect(await inTable('the price of the touring bike for a week', 'price for a week, touring bike: 90 euros')).toBe('pass');
    expect(await inTable('the price of the child\'s bike for a week', 'price for a week, child\'s bike: 38 euros')).toBe('pass');
    expect(await inTable('the deposit for the touring bike', 'deposit, touring bike: 50')).toBe('pass');
    expect(await inTable('the deposit for the touring bike', 'deposit, touring bike: 90')).not.toBe('pass');
  });

  test('a name of which the source lacks half is left open, not called wrong', async () => {
    const minutes = 'Winter tournament: as last year from 14 November to 30 January. Registration until 8 November.';
    expect((await checkText(places, 'last day to register: 8 November', {}, { inputs: { text: minutes, what: 'the last day to register' } })).status).toBe('inconclusive');
  });

  test('what stands before a list belongs to each of its items', async () => {
    const what = 'of the tournament: the fee for adults and the fee for children';
    expect((await checkText(places, 'fee for adults: 12 euros\nfee for children: 5 euros', {}, { inputs: { text: 'Tournament: the fee for adults is 12 euros, the fee for children 5 euros.', what } })).status).toBe('pass');
  });

  test('says what stands in the place', async () => {
    const { critique } = await checkText(places, 'rent: 1,560 euros\ndeposit: 1,560 euros', {}, { inputs: { text: SOURCE, what: 'the rent and the deposit' } });
    expect(critique).toContain('For "the rent" the text gives "780 euros" and not "1,560 euros"');
  });

  test('a text that is put into data is looked at value by value', async () => {
    const check = async (text: string) => (await checkText(oracleNamed(coverageOracles, 'content_coverage'), text, { level: 'all' }, { inputs: { text: SOURCE }, parameters: { format: 'json' } })).status;
    expect(await check('{"rent": 780, "deposit": "1,560 euros"}')).toBe('pass');
    expect(await check('{"rent": 1560, "deposit": "1,560 euros"}')).toBe('fail');
  });

  test('values inside lists and objects are looked at, too, each by what its item is called', async () => {
    const source = 'Tea costs 2.50 euros and cake costs 3.80 euros.';
    const check = async (data: unknown) => (await checkText(oracleNamed(coverageOracles, 'content_coverage'), JSON.stringify(data), { level: 'all' }, { inputs: { text: source }, parameters: { format: 'json' } })).status;
    expect(await check([{ name: 'Tea', price: 2.5 }, { name: 'Cake', price: 3.8 }])).toBe('pass');
    expect(await check({ menu: { items: [{ name: 'Tea', price: 3.8 }] } })).toBe('fail');
    expect(await check([{ name: 'Tea', price: 9.99 }])).toBe('fail');
    expect(await check({})).toBe('inconclusive');
  });
});

test('a sentence with very many values is looked through in a moment', async () => {
  const list = Array.from({ length: 600 }, (_, index) => `chair ${index}, ${index}.50 euros`).join(', ');
  const started = performance.now();
  const { status: found } = await checkText(places, 'price of chair 77: 77.50 euros', {}, { inputs: { text: `We sell ${list}.`, what: 'the price of chair 77' } });
  expect(found).not.toBe('fail');
  expect(performance.now() - started).toBeLessThan(30_000);
});

describe('second_reading of facts', () => {
  const inputs = { text: SOURCE, what: 'the entrance and the rent' };
  const again = (quote: string, answer: string) => new ScriptedModels([{ json: { 'the entrance': { quote, answer } } }], { jobs: ['chat'] });
  const QUOTE = 'visitors come in through the yard';

  test('only what programs left open is read again, and agreement settles it', async () => {
    const models = again(QUOTE, 'the yard');
    expect(await checkText(reading, 'entrance: through the yard\nrent: 780 euros', {}, { inputs, models })).toMatchObject({ status: 'pass', settles: ['facts_in_place'] });
    expect(JSON.stringify(models.calls[0]!.request)).not.toContain('the rent');
    const none = new ScriptedModels([]);
    expect((await checkText(reading, 'rent: 780 euros\ndeposit: 1,560 euros', {}, { inputs: { text: SOURCE, what: 'the rent and the deposit' }, models: none })).status).toBe('pass');
    expect(none.calls).toHaveLength(0);
  });

  test('agreement does not settle a value that the source takes back somewhere', async () => {
    const models = new ScriptedModels([{ json: { 'the meeting point': { quote: 'The meeting point is the old mill.', answer: 'the old mill' } } }], { jobs: ['chat'] });
    const found = await checkText(reading, 'meeting point: old mill\nrent: 780 euros', {}, { inputs: { text: SOURCE, what: 'the meeting point and the rent' }, models });
    expect(found.status).toBe('pass');
    expect(found.settles).toBeUndefined();
  });

  test('another value goes back with the words of the source; what is not quoted settles nothing', async () => {
    const other = await checkText(reading, 'entrance: side door\nrent: 780 euros', {}, { inputs, models: again(QUOTE, 'the yard') });
    expect(other.status).toBe('fail');
    expect(other.critique).toContain(QUOTE);
    expect((await checkText(reading, 'entrance: side door', {}, { inputs, models: again('in by the side door', 'side door') })).settles).toBeUndefined();
    expect(compareFields([{ name: 'a', value: 'side door' }], {}, SOURCE).status).toBe('inconclusive');
  });
});
