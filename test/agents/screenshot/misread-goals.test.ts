import { parseGoal } from '../../../src/agents/screenshot/goal/index.js';

const reading = (goal: string): unknown[] => parseGoal(goal).map((part) => part as unknown);

describe('a name that holds a verb or an adverb is one name', () => {
  test.each([
    ['Click Save and Publish.', ['Save and Publish']],
    ['Click Find and Replace, then press OK.', ['Find and Replace', 'OK']],
    ['Click Delete forever.', ['Delete forever']],
  ])('%s', (goal, names) => {
    expect(reading(goal)).toMatchObject(names.map((name) => ({ kind: 'click', target: { texts: [name] } })));
  });
});

describe('what somebody made, and what is bought, is put into no order', () => {
  test.each(['Show the posts by Ada.', 'List all products by Apple.', 'Order the shoes by Nike.', 'Order two pizzas by phone.'])('%s', (goal) => {
    expect(reading(goal)).not.toContainEqual(expect.objectContaining({ kind: 'order-by' }));
  });

  test.each(['Show the flights by price.', 'Order the tickets by price.', 'Order the table by Price.', 'Show the entries in the order of price.'])('%s', (goal) => {
    expect(reading(goal)).toMatchObject([{ kind: 'order-by', column: { texts: [expect.stringMatching(/^price$/i)] } }]);
  });
});

describe('a setting of a text is no word of it', () => {
  test.each([
    ['Change the text colour to red.', 'red'], ['Change the number format to Currency.', 'Currency'], ['Change the name field to Bob.', 'Bob'], ['Change the letter spacing to 3.', '3'],
  ])('%s', (goal, item) => {
    expect(reading(goal)).toMatchObject([{ kind: 'choose', items: [item] }]);
  });

  test('a word that is named is one', () => {
    expect(reading('Replace the word cat with dog.')).toMatchObject([{ kind: 'edit-text', find: 'cat', put: 'dog' }]);
  });
});

test.each([['Set the code to 007.', '007'], ['Set the price to 10.00.', '10.00'], ['Set the quantity to three.', '3']])('a number that is set stays as it is written: %s', (goal, item) => {
  expect(reading(goal)).toMatchObject([{ kind: 'choose', items: [item] }]);
});

describe('a field that is emptied', () => {
  test('stays empty where something else is filled in next', () => {
    expect(reading('Empty the name field and type Bob into the city field.')).toMatchObject([{ kind: 'enter', value: { text: '' }, field: { texts: expect.arrayContaining(['name']) as unknown } }, { kind: 'enter', value: { text: 'Bob' }, field: { texts: expect.arrayContaining(['city']) as unknown } }]);
  });

  test('takes what is typed next, and nothing more', () => {
    const [name, , search] = reading('Empty the name field and type Bob. Click the search box and type lamp.');
    expect(name).toMatchObject({ value: { text: 'Bob' }, field: { texts: expect.arrayContaining(['name']) as unknown } });
    expect(search).toMatchObject({ kind: 'enter', value: { text: 'lamp' } });
    expect(search).toHaveProperty('field', undefined);
  });
});

test('what was copied is still to be entered after something was chosen', () => {
  expect(reading('Copy the code, choose Card as payment and enter it.').at(-1)).toMatchObject({ kind: 'enter', value: { from: 'memory' } });
});

test.each(['Drag the message from Ada to Trash.', 'Move the email from Ada to the archive.'])('the message of a sender is the one that is moved: %s', (goal) => {
  expect(reading(goal)).toMatchObject([{ kind: 'drag', target: { texts: ['Ada'] } }]);
});

test('what the user is going to do later is not done now', () => {
  expect(reading('Save the draft so that I can send it later.')).toMatchObject([{ kind: 'click', deed: 'save' }]);
});

test.each(['We need milk.', 'I like the red one.', 'The password can be anything.', 'The settings can be found under Profile.', 'What does the fish and chips cost?', 'Make it Friday at 5.'])('what only tells, or asks for one thing, is left to understanding: %s', (goal) => {
  expect(reading(goal)).toMatchObject([{ kind: expect.stringMatching(/^(?:free|answer)$/) as unknown }]);
});

test('what is below a heading is looked for there', () => {
  expect(reading('Under Address, enter "5 Main St".')).toMatchObject([{ kind: 'enter', within: { texts: ['Address'] } }]);
});

test('a dialog that asks whether one is sure is answered', () => {
  expect(reading('Delete the file and confirm that you want to delete it.').at(-1)).toMatchObject({ kind: 'click', deed: 'confirm' });
});

test('a menu of very many entries is read at once', () => {
  const began = performance.now();
  for (const goal of [`Use the menu ${'a > '.repeat(60)}`, `Select ${'b → c '.repeat(600)}>`]) parseGoal(goal);
  expect(parseGoal('Select Edit > Find → Next from the menu.')).toMatchObject([{ kind: 'menu', items: ['Edit', 'Find', 'Next'] }]);
  expect(performance.now() - began).toBeLessThan(10_000);
});
