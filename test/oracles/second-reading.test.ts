import { ScriptedModels } from '../../src/models/scripted.js';
import { compareFields, compareReadings, readingOracles } from '../../src/oracles/second-reading.js';
import { checkText, oracleNamed } from './check.js';

const SOURCE = 'Children under 6 travel free, adults pay 12 euros. The steam train leaves at 13:05. Two hikers were found by a dog named Bruno.\nDeposit paid on 2 June: -500.00';
const compare = (question: string, answer: string, quote: string, second: string): string => compareReadings(answer, { quote, answer: second }, { source: SOURCE, question }).status;

describe('compareReadings', () => {
  test.each([
    ['What do adults pay?', 'Adults pay 12 euros.', 'adults pay 12 euros', '12 euros', 'pass'],
    ['What do adults pay?', 'They pay twelve euros.', 'adults pay 12 euros', '12', 'pass'],
    ['What do adults pay?', 'Adults pay 6 euros.', 'adults pay 12 euros', '12 euros', 'fail'],
    ['What does a child of 5 pay?', 'The text does not say.', 'Children under 6 travel free', 'free', 'fail'],
    ['How much was paid in advance?', 'The text does not say.', '-500.00', '500 euros', 'fail'],
    ['Who owns the train?', 'The text does not say.', '', '', 'pass'],
    // It points at a place in the source, though its answer does not follow from it: nobody knows.
    ['What does a dog cost?', 'The text does not say.', 'Two hikers were found by a dog named Bruno.', '5 euros', 'inconclusive'],
    ['Were the hikers found?', 'The text does not say.', 'Two hikers were found by a dog named Bruno.', 'Yes', 'fail'],
    ['Were the hikers found?', 'Yes, by a dog.', 'Two hikers were found by a dog named Bruno.', 'Yes', 'inconclusive'],
    ['Were the hikers found?', 'No, they were not.', 'Two hikers were found by a dog named Bruno.', 'Yes', 'fail'],
    ['When does the train leave?', 'On 3 May at 13:05.', 'The steam train leaves at 13:05.', '13:05', 'pass'],
    ['Who found the hikers?', 'The hikers were found by Anna.', 'Two hikers were found by a dog named Bruno.', 'a dog named Bruno', 'fail'],
    ['Who found the hikers?', 'Anna found the hikers.', 'Two hikers were found by a dog named Bruno.', 'the hikers', 'inconclusive'],
    ['How many hikers were there?', 'The text does not say.', 'Deposit paid on 2 June: -500.00', '$500', 'inconclusive'],
    // A question of the text answers none.
    ['Is it safe?', 'Yes.', 'Does it run in winter?', 'Yes', 'inconclusive'],
    ['Which leaves first, the train or the steam train?', 'The steam train leaves first.', 'The steam train leaves at 13:05.', 'the steam train', 'pass'],
    ['Which leaves first, the train or the steam train?', 'The train leaves first.', 'The steam train leaves at 13:05.', 'the steam train', 'fail'],
    ['Who is faster: a dog or a hiker?', 'A hiker is.', 'Two hikers were found by a dog named Bruno.', 'a dog', 'fail'],
    ['When does it leave?', 'At 13:05.', 'It leaves at five past one.', '13:05', 'inconclusive'],
  ])('%s "%s" against "%s": "%s": %s', (question, answer, quote, second, status) => {
    expect(compare(question, answer, quote, second)).toBe(status);
  });
});

test('a choice at the end of a very long question is found', () => {
  const question = `Two were out${' '.repeat(50_000)}${'a or '.repeat(10_000)}: who is faster, a dog or a hiker?`;
  expect(compare(question, 'A hiker is.', 'Two hikers were found by a dog named Bruno.', 'a dog')).toBe('fail');
});

test('a reading that cannot prove itself leans to what it found, and settles nothing', () => {
  const lean = (answer: string, second: string) => compareReadings(answer, { quote: 'Ms Bruno, who found them', answer: second }, { source: SOURCE, question: 'Who found the hikers?' });
  expect(lean('They were found by Bruno.', 'Bruno found them')).toMatchObject({ status: 'inconclusive', leans: 'pass' });
  expect(lean('They were found by Anna.', 'Bruno found them')).toMatchObject({ status: 'inconclusive', leans: 'fail' });
  expect(lean('They were found by Bruno.', 'Bruno found them').settles).toBeUndefined();
});

test('two readings that are misled alike settle nothing: a part for the whole, a unit that nobody gave', () => {
  const source = 'Chess club: minutes\n\nThe youth group has 19 members now.\n\n| bicycle | half day |\n| electric bike | 22 |';
  const settled = (question: string, answer: string, quote: string) => compareReadings(answer, { quote, answer }, { source, question }).settles;
  expect(settled('How many members does the whole chess club have?', '19 members', 'The youth group has 19 members now.')).toBeUndefined();
  expect(settled('How heavy is the electric bike?', '22 kilograms', '| electric bike | 22 |')).toBeUndefined();
  expect(settled('How many members does the youth group have?', '19 members', 'The youth group has 19 members now.')).toEqual(['answer_in_place']);
});

test('a quotation that is no more than the answer settles nothing', () => {
  const settled = (answer: string, quote: string) => compareReadings(answer, { quote, answer: '12 euros' }, { source: SOURCE, question: 'What do adults pay?' }).settles;
  expect(settled('12 euros', '12 euros')).toBeUndefined();
  expect(settled('12 euros', 'adults pay 12 euros')).toEqual(['answer_in_place']);
});

test('what stands beside the words of a question for a reason is no reason', () => {
  const source = 'They met Bernie, who stays for the third time. Her heel bled, so they stayed.';
  const settled = (answer: string, quote: string) => compareReadings(answer, { quote, answer }, { source, question: 'Why did they stay on the third day?' }).settles;
  expect(settled('They met Bernie.', 'They met Bernie, who stays for the third time.')).toBeUndefined();
  expect(settled('Her heel bled.', 'Her heel bled, so they stayed.')).toEqual(['answer_in_place']);
});

test('a place that speaks of another case than the one that was told settles nothing', () => {
  const source = 'There is a tablet and a syrup. With the tablet you can eat after two hours. With the syrup you must wait for six hours before you eat.';
  const settled = (answer: string, quote: string) => compareReadings(answer, { quote, answer }, { source, question: 'I was given the syrup. How many hours until I can eat?' }).settles;
  expect(settled('two hours', 'With the tablet you can eat after two hours.')).toBeUndefined();
  expect(settled('six hours', 'With the syrup you must wait for six hours before you eat.')).toEqual(['answer_in_place']);
});

test('a rank is no amount: before her 70th birthday nobody is 70', () => {
  const source = 'Ada Rask left the choir a month before her 70th birthday, after 12 years. It has 24 singers.';
  const settled = (question: string, answer: string, quote: string) => compareReadings(answer, { quote, answer }, { source, question }).settles;
  expect(settled('How old was Ada Rask when she left?', '70', 'a month before her 70th birthday')).toBeUndefined();
  expect(settled('How many years was she with the choir?', '12 years', 'after 12 years')).toEqual(['answer_in_place']);
});

test('agreement in one thing settles neither a second one that is asked for nor all else that an answer gives', () => {
  const settled = (question: string, answer: string) => compareReadings(answer, { quote: 'adults pay 12 euros', answer: '12 euros' }, { source: SOURCE, question }).settles;
  expect(settled('What do adults pay, and when does the steam train leave?', '12 euros')).toBeUndefined();
  expect(settled('What do adults pay?', SOURCE)).toBeUndefined();
  expect(settled('What do adults pay?', 'Adults pay 12 euros.')).toEqual(['answer_in_place']);
});

test('of values another reading confirms only what it says itself: no word more, and no other amount', () => {
  const source = 'Colours: red and blue. The large boat comes in red only. It takes 4 people, 5 with a child.';
  const found = (name: string, value: string, quote: string, answer: string) => compareFields([{ name, value }], { [name]: { quote, answer } }, source).status;
  expect(found('colour of the large boat', 'red and blue', 'The large boat comes in red only.', 'red only')).toBe('inconclusive');
  expect(found('colour of the large boat', 'red', 'The large boat comes in red only.', 'red only')).toBe('pass');
  expect(found('people', '4 people', 'It takes 4 people, 5 with a child.', '4 people, 5 with a child')).toBe('inconclusive');
  expect(found('people', '4', 'It takes 4 people', '4 people')).toBe('pass');
});

describe('second_reading', () => {
  const reading = oracleNamed(readingOracles, 'second_reading');
  const reads = (quote: string, answer: string): ScriptedModels => new ScriptedModels([{ json: { quote, answer } }], { jobs: ['chat'] });

  test('a wrong answer goes back with the words of the source', async () => {
    const models = reads('Children under 6 travel free', 'free');
    const { status, critique } = await checkText(reading, 'Children pay 12 euros.', {}, { inputs: { text: SOURCE, question: 'What does a child of 5 pay?' }, models });
    expect(status).toBe('fail');
    expect(critique).toContain('"Children under 6 travel free"');
    expect(JSON.stringify(models.calls[0]!.request)).toContain('What does a child of 5 pay?');
    expect(JSON.stringify(models.calls[0]!.request)).not.toContain('12 euros.\\"');
  });

  test('an amount that programs find in its place costs no reading', async () => {
    const none = new ScriptedModels([]);
    expect((await checkText(reading, 'Adults pay 12 euros.', {}, { inputs: { text: SOURCE, question: 'What do adults pay?' }, models: none })).status).toBe('pass');
    expect(none.calls).toHaveLength(0);
  });

  test('agreement settles what programs left open for want of the words of the question; not where most of it stands elsewhere', async () => {
    const agree = (question: string, answer: string, quote: string) => checkText(reading, answer, {}, { inputs: { text: SOURCE, question }, models: reads(quote, answer) });
    expect(await agree('What is the fare of grown-ups?', '12 euros', 'adults pay 12 euros')).toMatchObject({ status: 'pass', settles: ['answer_in_place'] });
    // Two hours are no six: what the place says holds for another case.
    const other = await checkText(reading, 'free', {}, { inputs: { text: 'Until 6 hours before the start you may cancel for free.', question: 'What do I owe if I cancel 2 hours before the start?' }, models: reads('Until 6 hours before the start you may cancel for free.', 'free') });
    expect(other.status).toBe('pass');
    expect(other.settles).toBeUndefined();
    const moved = await checkText(reading, 'on 18 April', {}, { inputs: { text: 'Shall we meet on 18 April? I cannot come on 18 April, any day in May is fine.', question: 'On which day do the partners get together?' }, models: reads('Shall we meet on 18 April?', '18 April') });
    expect(moved.settles).toBeUndefined();
  });

  test('an answer is read again among the sentences nearest to the question, that there is none in the whole source', async () => {
    const source = `${Array.from({ length: 30 }, (_, index) => `Stall ${index + 1} sells baskets from the valley.`).join(' ')}\n\nThe ferry to the island costs 9 euros.`;
    const shownFor = async (answer: string): Promise<string> => {
      const models = reads('The ferry to the island costs 9 euros.', '9 euros');
      await checkText(reading, answer, {}, { inputs: { text: source, question: 'What is the fare to the island?' }, models });
      return JSON.stringify(models.calls[0]!.request);
    };
    const shown = await shownFor('The fare to the island is 9 euros.');
    expect(shown).toContain('costs 9 euros');
    expect(shown).not.toContain('Stall 20');
    expect(await shownFor('The text does not say.')).toContain('Stall 20');
  });

  test('that a reader who copies first found nothing is confirmed by no other', async () => {
    const none = new ScriptedModels([]);
    const { status } = await checkText(reading, 'The text does not say.', {}, { inputs: { text: SOURCE, question: 'What is the fare of grown-ups?' }, parameters: { manner: 'quoted' }, models: none });
    expect(status).toBe('inconclusive');
    expect(none.calls).toHaveLength(0);
  });

  test('a reader who copied first does not agree with itself about a source that is shown whole', async () => {
    const none = new ScriptedModels([], { jobs: ['chat'] });
    const { status, settles } = await checkText(reading, 'Bruno', {}, { inputs: { text: SOURCE, question: 'Who runs the railway?' }, parameters: { manner: 'quoted' }, models: none });
    expect(status).toBe('inconclusive');
    expect(settles).toBeUndefined();
    expect(none.calls).toHaveLength(0);
  });

  test('a list of facts that programs find in their place is only read again when it is empty', async () => {
    const none = new ScriptedModels([]);
    expect((await checkText(reading, 'adults: 12 euros', {}, { inputs: { text: SOURCE, what: 'all prices' }, models: none })).status).toBe('pass');
    const found = await checkText(reading, 'The text does not say.', {}, { inputs: { text: SOURCE, what: 'all prices' }, models: reads('adults pay 12 euros', '12 euros') });
    expect(found.status).toBe('fail');
  });

  test('cannot tell without a question, a source or a model, or of a source that one prompt does not hold', async () => {
    expect((await checkText(reading, 'x', {}, { inputs: { text: SOURCE }, models: new ScriptedModels([]) })).status).toBe('inconclusive');
    expect((await checkText(reading, 'x', { question: 'What?' }, { models: new ScriptedModels([]) })).status).toBe('inconclusive');
    expect((await checkText(reading, 'x', {}, { inputs: { text: SOURCE, question: 'What?' } })).status).toBe('inconclusive');
    expect((await checkText(reading, 'The text does not say.', {}, { inputs: { text: SOURCE.repeat(60), question: 'What?' }, models: new ScriptedModels([]) })).status).toBe('inconclusive');
  });
});
