import { excerptFor } from '../../../src/tools/text/index.js';

const TEXT = `Island ferry, summer

The kiosk sells maps. The crew wears blue. Dogs are welcome on deck. The captain is called Olsen.

Fares\troute\tprice
North pier\tlong\t9 euros
South pier\tshort\t6 euros

The last boat leaves at ten. It waits for the train from Harwick.`;

describe('excerptFor', () => {
  test('keeps what is nearest to a question, in order, with title and head of its table', async () => {
    expect(await excerptFor(['What is the price from the south pier?'], TEXT, undefined, 1)).toBe('Island ferry, summer\n\nFares\troute\tprice\nSouth pier\tshort\t6 euros');
  });

  test('keeps the sentence that a kept one leans on', async () => {
    expect(await excerptFor(['Which train does it wait for?'], TEXT, undefined, 1)).toContain('The last boat leaves at ten.\nIt waits for the train from Harwick.');
  });

  test('of two sentences that are as near it keeps the one that has something of the asked-for kind', async () => {
    const text = 'The bakery is loved. The bakery has a garden. The bakery opens at 7 am. The bakery smells well. The bakery is old.';
    expect(await excerptFor(['When does the bakery open its doors?', 'what is loved'], text, undefined, 1)).toContain('The bakery opens at 7 am.');
    expect(await excerptFor(['At what time is the bakery ready?'], text, undefined, 1)).toBe('The bakery opens at 7 am.');
  });

  test('joins what is nearest to each of several questions, and gives a short text whole', async () => {
    const both = await excerptFor(['the captain', 'the dogs'], TEXT, undefined, 1);
    expect(both).toContain('Dogs are welcome on deck.\nThe captain is called Olsen.');
    expect(await excerptFor(['the captain'], 'One thing. Another thing.', undefined, 2)).toBe('One thing. Another thing.');
  });
});
