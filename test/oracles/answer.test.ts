import { answerOracles } from '../../src/oracles/answer.js';
import { checkText, oracleNamed } from './check.js';

const answers = oracleNamed(answerOracles, 'answers_question');

const inPlace = oracleNamed(answerOracles, 'answer_in_place');
describe('answer_in_place', () => {
  const text = 'The new bridge is 148 metres long. Cars cross it for 3 euros.\n\nDogs are allowed on a lead.';
  test.each([
    ['How long is the bridge?', 'It is 148 metres long.', 'pass'],
    ['How wide is the bridge?', 'It is 148 metres wide.', 'fail'],
    ['What does it cost for dogs?', '3 euros', 'inconclusive'],
    ['What does a car cost?', 'The text does not say.', 'inconclusive'],
    ['What is the telephone number of the office?', 'The text does not say.', 'pass'],
    ['How wide is the bridge?', 'The text does not say.', 'pass'],
    ['In which country was it painted?', 'In the new bridge.', 'inconclusive'],
  ])('%s %s: %s', async (question, answer, status) => {
    expect((await checkText(inPlace, answer, {}, { inputs: { question, text } })).status).toBe(status);
  });
});

describe('answers_question', () => {
  test.each([
    ['How many lamps are broken?', '17 lamps are broken.', 'pass'],
    ['How many lamps are broken?', 'Seventeen of them.', 'pass'],
    ['How many lamps are broken?', 'None of them.', 'pass'],
    ['How many lamps are broken?', 'The lamps in Church Street.', 'fail'],
    ['How old is the librarian?', 'The librarian is Dorothea Quill.', 'fail'],
    ['How old is the librarian?', 'The text does not say.', 'pass'],
    ['What does a ticket for a child cost?', 'It is free.', 'pass'],
    ['What does a ticket for a child cost?', 'The ticket is for children.', 'fail'],
    ['What is the telephone number of the workshop?', '8 Quay Street, Portlaw', 'fail'],
    ['What is the telephone number of the workshop?', 'It is 555 0182.', 'pass'],
    ['When does the pool open?', 'It opens after the repairs.', 'pass'],
    ['By when must it be paid?', 'By 6 May.', 'pass'],
    ['At what time does the shift begin?', 'On 1 February.', 'fail'],
    ['At what time does the shift begin?', 'At 22:00.', 'pass'],
    ['At what time does the shift begin?', 'At 10 pm on Mondays.', 'pass'],
    ['By when must it be paid?', 'To the account of the workshop.', 'fail'],
    ['Who found the hikers?', 'A dog named Bruno.', 'pass'],
    ['Why is it closed?', 'The pumps are replaced.', 'pass'],
    ['Wie viele Lampen sind kaputt?', 'Die Lampen in der Kirchstraße.', 'pass'],
  ])('%s %s: %s', async (question, answer, status) => {
    expect((await checkText(answers, answer, {}, { inputs: { question } })).status).toBe(status);
  });

  test('says what the question asks for, and what to write where the text does not tell', async () => {
    const { critique } = await checkText(answers, 'The librarian is Dorothea Quill.', { question: 'How old is the librarian?' });
    expect(critique).toMatch(/asks for a number.*The text does not say\./);
  });

  test('without a question it cannot tell', async () => {
    expect((await checkText(answers, '17')).status).toBe('inconclusive');
  });
});
