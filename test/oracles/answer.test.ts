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
    // One sentence tells it outright.
    ['How long is the bridge?', 'The text does not say.', 'fail'],
    // Metres are no ships.
    ['How many ships cross the bridge?', '148', 'fail'],
    // What stands beside the words of the question is no reason by itself.
    ['Why are dogs on a lead?', 'Cars cross it for 3 euros.', 'inconclusive'],
  ])('%s %s: %s', async (question, answer, status) => {
    expect((await checkText(inPlace, answer, {}, { inputs: { question, text } })).status).toBe(status);
  });
});

describe('what an amount belongs to', () => {
  test.each([
    ['Why did they stay on the third day?', 'They met Bernie, who stays for the third time.', 'They met Bernie, who stays for the third time. Her heel bled, so they stayed.', 'inconclusive'],
    ['Why did they stay on the third day?', 'Because Bernie stayed.', 'On the third day they stayed, because Bernie stayed.', 'pass'],
    // The amount of a part is not that of the whole.
    ['How many members does the whole club have?', '19 members', 'Chess club: minutes\n\nThe youth group has 19 members now.', 'inconclusive'],
    ['How many members does the club have in total?', '40 members', 'Chess club: minutes\n\nThe club has 40 members altogether.', 'pass'],
    ['How long does the play last?', 'It was built in 1958.', 'The theatre plays until May. It was built in 1958, and the play is new.', 'fail'],
    ['How many cows do the members have?', '37 farms', 'Members: 37 farms, two more than last year, all with cows.', 'inconclusive'],
    ['How many farms are members?', '37 farms', 'Members: 37 farms, two more than last year.', 'pass'],
    ['When may I take a bath?', 'From the third day.', 'Showers are allowed from the third day, baths after four weeks.', 'inconclusive'],
    ['When may I take a bath?', 'After four weeks.', 'Showers are allowed from the third day, baths after four weeks.', 'pass'],
    ['How much cheese was made in 2023?', '182 tonnes', 'Cheese made: 182 tonnes (2023: 169 tonnes)', 'inconclusive'],
    ['How much cheese was made in 2023?', '169 tonnes', 'Cheese made: 182 tonnes (2023: 169 tonnes)', 'pass'],
    ['How long is the tunnel?', '350 metres', 'The tunnel is closed. The road is 350 metres long.', 'inconclusive'],
    ['How long is the tunnel?', '350 metres', 'The tunnel is closed. It is 350 metres long.', 'pass'],
    ['How long does the crossing take?', '20 minutes', 'The crossing costs 20 dollars.', 'fail'],
    // A unit that nobody gave is the answer's own.
    ['How heavy is the large tent?', 'The large tent weighs 24 kilograms.', 'Tents to hire, in euros\n\n| tent | a day |\n| --- | --- |\n| small tent | 15 |\n| large tent | 24 |', 'inconclusive'],
    ['What does the large tent cost a day?', '24 euros', 'Tents to hire, in euros\n\n| tent | a day |\n| --- | --- |\n| small tent | 15 |\n| large tent | 24 |', 'pass'],
    ['How heavy is the large tent?', 'It weighs 24 kilograms.', 'The large tent weighs 24kg.', 'pass'],
    // The unit of a number in a cell stands at the head of its column, or nowhere.
    ['What does the small tent cost?', 'The text does not say.', 'Tent\tFee in pounds\nLarge tent\t24\nSmall tent\t18', 'inconclusive'],
    ['What does the small tent cost?', 'The text does not say.', '| Tent | Weight |\n| --- | --- |\n| Small tent | 18 kg |', 'pass'],
  ])('%s %s: %s is %s', async (question, answer, text, status) => {
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
    // The number of a house measures nothing.
    ['How large is the hall?', 'The hall is at 8 Quay Street, ground floor.', 'fail'],
    ['How large is the hall?', 'The hall at 8 Quay Street has 400 seats.', 'pass'],
    ['How fast is the ferry?', 'It carries 180 passengers and 22 cars.', 'fail'],
    ['How fast is the ferry?', 'It makes 18 knots.', 'pass'],
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
