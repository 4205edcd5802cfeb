import { instructionOracles } from '../../src/oracles/instruction.js';
import { checkText, oracleNamed } from './check.js';

const oracle = oracleNamed(instructionOracles, 'instruction_followed');
const SOURCE = 'I sold my boat in May. It was old, and I was glad.';
const check = (text: string, instruction?: string, source = SOURCE) => checkText(oracle, text, {}, { inputs: { text: source, ...(instruction === undefined ? {} : { instruction }) } });

describe('instruction_followed', () => {
  test.each([
    ['Rewrite this in the third person.', 'Ada sold her boat in May. It was old, and she was glad.', 'pass'],
    ['Rewrite this in the third person.', 'Ada sold her boat in May. It was old, and I was glad.', 'fail'],
    ['Rewrite this in the third person.', 'Ada sold our boat in May.', 'fail'],
    // Who is quoted speaks for himself.
    ['Rewrite this in the third person.', 'Ada sold her boat in May. "I am glad", she said.', 'pass'],
    // The first of her name, or somebody who speaks: nobody can tell.
    ['Rewrite this in the third person.', 'The boat of Elizabeth I was sold.', 'inconclusive'],
    ['Rewrite this in the third person; the writer is called Ada.', 'Ada sold her boat in May.', 'inconclusive'],
    ['Rewrite this in the third person; the writer is called Ada.', 'I sold the boat in May.', 'fail'],
    ['Put this text into bullet points.', '- I sold my boat in May.', 'pass'],
    ['Turn this into two sentences in English.', 'I sold my boat in May.', 'pass'],
    ['Make it shorter.', 'I sold my boat in May.', 'pass'],
    ['Make it shorter.', `${SOURCE} And what is more, it leaked.`, 'fail'],
    ['Make this longer.', 'I sold my boat.', 'fail'],
    ['Write this in capital letters.', 'I SOLD MY BOAT.', 'pass'],
    ['Write this in capital letters.', 'I SOLD my BOAT.', 'fail'],
    ['Make it friendlier.', 'Happily, I sold my dear boat in May.', 'inconclusive'],
    ['Make it friendlier.', SOURCE, 'fail'],
    // There may be nothing to correct.
    ['Correct the spelling mistakes.', SOURCE, 'inconclusive'],
    ['Schreibe das freundlicher.', 'Ich habe mein Boot verkauft.', 'inconclusive'],
  ])('%s "%s": %s', async (instruction, text, status) => {
    expect((await check(text, instruction)).status).toBe(status);
  });

  test('without an instruction there is nothing to follow', async () => {
    expect((await check('I sold my boat.')).status).toBe('pass');
  });

  test('a critique says what to write otherwise', async () => {
    expect((await check('We sold the boat.', 'Put it into the third person.')).critique).toBe('Somebody says "We" in it. Write all of it in the third person.');
  });
});
