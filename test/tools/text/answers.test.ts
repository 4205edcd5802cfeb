import { answerKindOf, mayBeSaid, placeOfAnswer, rivalOf, saysNothingIsSaid, spansOfKind, type AnswerKind } from '../../../src/tools/text/index.js';

describe('saying that a source does not tell', () => {
  test.each([
    'The text does not say.',
    'The text does not explicitly mention the price.',
    'The telephone number is not provided in the text.',
    'The age of the librarian is not mentioned.',
    'The notice gives no price.',
    'There is no information about the width of the bridge.',
    'It cannot be determined from the text.',
    'No information is given about this.',
    'This isn’t stated in the document.',
    'Unknown.',
    'There is no mention of a fee.',
    'There is no time specified for the night shift in the text.',
    'There are no prices given for groups in this letter.',
    'There is no information in the notice.',
    'The notice has no details on parking.',
    'Why it was closed was not told in the letter.',
  ])('%s', (text) => {
    expect(saysNothingIsSaid(text)).toBe(true);
  });

  test.each([
    'The tickets are not available on Sundays.',
    'No discount is given.',
    'The price is not mentioned, but a ticket costs 5 euros.',
    'The price is not mentioned. A ticket costs 5 euros.',
    'The fee of 12 euros is not mentioned in the text.',
    'Nobody was found.',
    'There was no data loss.',
    'There is no food given to the animals on Sundays.',
    'The plan has no data limit.',
    'The tenants were never told.',
    'The mayor did not say a word.',
    '',
  ])('says something: %s', (text) => {
    expect(saysNothingIsSaid(text)).toBe(false);
  });

  test('a number that only repeats the question states nothing', () => {
    expect(saysNothingIsSaid('What a ticket for 12 people costs is not mentioned.', 'What does a ticket for 12 people cost?')).toBe(true);
  });
});

test.each<[string, AnswerKind | undefined]>([
  ['How much does it cost?', 'amount'],
  ['What does a child pay?', 'amount'],
  ['How wide is the bridge?', 'amount'],
  ['When does the shop open?', 'date'],
  ['By when must it be paid?', 'date'],
  ['Who found the hikers?', 'person'],
  ['What is the owner called?', 'person'],
  ['What is the telephone number of the office?', 'telephone'],
  ['Why was the opening delayed?', undefined],
  ['Wann öffnet das Geschäft?', undefined],
])('%s asks for: %s', (question, kind) => {
  expect(answerKindOf(question)).toBe(kind);
});

describe('what a text offers as an answer', () => {
  const text = 'Invoice 2024-0417 of 22 April 2024: 3.5 hours of work, 147.00; due on 6 May 2024. Anna Berg answers on Mondays from 9:00 to 17:00 at 0471 55 83 20. Children travel free, dogs cost 2 euros or 5 %. IE29 9311 5212 3456 78.';
  const found = (kind: AnswerKind): string[] => spansOfKind(text, kind).map((span) => span.text);
  test('amounts with what they count; no dates, times or codes', () => {
    expect(found('amount')).toEqual(expect.arrayContaining(['3.5 hours', '147.00', 'travel free', '2 euros', '5 %']));
    expect(found('amount')).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(?:22|6|9|17|0417)\b/)]));
  });
  test('dates and times, spans of time whole', () => {
    expect(found('date')).toEqual(expect.arrayContaining(['22 April 2024', '6 May 2024', 'Mondays', '9:00 to 17:00']));
  });
  test('names of people and things', () => {
    expect(found('person')).toEqual(expect.arrayContaining(['Anna Berg']));
    expect(found('person')).not.toContain('April');
  });
  test('telephone numbers; no account and no invoice number', () => {
    expect(found('telephone')).toEqual(['0471 55 83 20']);
  });
});

describe('where an answer stands', () => {
  const source = 'The new bridge is 148 metres long. It was built by Ada Holm.\n\nBicycles cross it for 2 euros.\n\nDogs are allowed on a lead.';
  test('beside what is asked', () => {
    expect(placeOfAnswer('It is 148 metres long.', 'How long is the new bridge?', source)).toMatchObject({ elsewhere: [], otherMeasure: undefined });
  });
  test('a length is not a width', () => {
    expect(placeOfAnswer('148 metres', 'How wide is the new bridge?', source)).toMatchObject({ otherMeasure: 'long' });
  });
  test('the price of another thing', () => {
    expect(placeOfAnswer('2 euros', 'What does it cost for dogs?', source)).toMatchObject({ elsewhere: ['dog'] });
  });
  test('the price in the sentence before, where another sentence gives one for what is asked', () => {
    const fares = 'A ticket costs 8.50 euros. Children travel free. Bicycles cost 2 euros.';
    expect(placeOfAnswer('8.50 euros', 'What does a child pay?', fares)).toMatchObject({ elsewhere: ['child'] });
    expect(placeOfAnswer('travel free', 'What does a child pay?', fares)).toMatchObject({ elsewhere: [] });
  });
  test.each([
    ['cells with tabs between', 'Boat hire\nBoat\tEuros an hour\tRoom for\nRowing boat\t12.00\t4 people\nPedal boat\t15.50\t5 people'],
    ['a Markdown table', 'Boat hire\n| Boat | Euros an hour | Room for |\n| --- | --- | --- |\n| Rowing boat | 12.00 | 4 people |\n| Pedal boat | 15.50 | 5 people |'],
  ])('in the row that speaks of it, under the head of its table: %s', (_table, source) => {
    expect(placeOfAnswer('15.50 euros', 'What does the pedal boat cost for an hour?', source)?.elsewhere).toEqual([]);
    expect(placeOfAnswer('5 people', 'How many people fit into the pedal boat?', source)?.elsewhere).toEqual([]);
    expect(placeOfAnswer('4 people', 'How many people fit into the pedal boat?', source)?.elsewhere).not.toEqual([]);
  });
  test('another amount beside the same words is a rival, one beside other words is none', () => {
    const source = 'The fine for parking here is 60 euros. The fine for parking on the grass is 90 euros. Dogs pay 5 euros.';
    expect(rivalOf('60 euros', 'How much is the fine for parking?', source)).toBe('90 euros');
    expect(rivalOf('90 euros', 'How much is the fine for parking on the grass?', source)).toBeUndefined();
  });
  test('what a question asks of the present, and words that the source does not have, are untold', () => {
    const source = 'The visit is on 18 April at 10.\nThe visit has to wait: it will be on 23 April.';
    expect(placeOfAnswer('18 April', 'When is the visit now?', source)?.untold).toEqual(['now']);
    expect(placeOfAnswer('18 April', 'When is the inspection?', source)?.untold).toEqual(['inspect']);
  });
  test('names are looked up, too; what the source does not have is not judged', () => {
    expect(placeOfAnswer('Ada Holm', 'Who built the bridge?', source)).toMatchObject({ elsewhere: [] });
    expect(placeOfAnswer('It was painted.', 'What was done?', source)).toBeUndefined();
  });
  test('a sentence that has what is asked for beside what is asked about', () => {
    expect(mayBeSaid('How much does a bicycle cost?', source)).toBe('Bicycles cross it for 2 euros.');
    expect(mayBeSaid('How many ships were sunk?', source)).toBeUndefined();
  });
});
