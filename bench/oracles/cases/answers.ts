import { maker, textInput, valueSubject, type Kit, type Maker, type OracleCases } from '../case.js';
import { fill, templatesOf } from '../material/index.js';

/** A question with the sentence that answers it, the answer, a wrong one of the same kind, and one of no use. */
interface Asked {
  readonly question: string;
  readonly told: string;
  readonly right: string;
  readonly wrong: string;
  readonly evasive: string;
}

/** Questions by half; `n` and `m` are two numbers, `t` and `u` two times of day. */
const QUESTIONS: Readonly<Record<Kit['half'], readonly ((n: string, m: string, t: string, u: string) => Asked)[]>> = {
  development: [
    (n, m) => ({ question: 'How many chairs were bought?', told: `The school bought ${n} chairs for the hall.`, right: `${n} chairs were bought.`, wrong: `${m} chairs were bought.`, evasive: 'The chairs were bought for the hall.' }),
    (n, m) => ({ question: 'How much does the ticket cost?', told: `A ticket costs ${n} euros at the door.`, right: `It costs ${n} euros.`, wrong: `It costs ${m} euros.`, evasive: 'Tickets are sold at the door.' }),
    (_, __, t, u) => ({ question: 'When does the ferry leave?', told: `The ferry leaves at ${t} from the old pier.`, right: `The ferry leaves at ${t}.`, wrong: `The ferry leaves at ${u}.`, evasive: 'The ferry leaves from the old pier.' }),
    (n, m) => ({ question: 'What is the phone number of the clinic?', told: `You can reach the clinic under 555-0${n}.`, right: `555-0${n}`, wrong: `555-0${m}`, evasive: 'You can call the clinic.' }),
  ],
  'held-back': [
    (n, m) => ({ question: 'How old is the bridge?', told: `The bridge is ${n} years old and made of stone.`, right: `It is ${n} years old.`, wrong: `It is ${m} years old.`, evasive: 'The bridge is made of stone.' }),
    (n, m) => ({ question: 'How far is it to the lighthouse?', told: `The lighthouse lies ${n} kilometres behind the village.`, right: `${n} kilometres`, wrong: `${m} kilometres`, evasive: 'It lies behind the village.' }),
    (_, __, t, u) => ({ question: 'At what time does the market open?', told: `The market opens at ${t} on the square.`, right: `It opens at ${t}.`, wrong: `It opens at ${u}.`, evasive: 'The market opens on the square.' }),
    (n, m) => ({ question: 'What does the repair cost?', told: `The repair of the roof costs ${n} dollars.`, right: `The repair costs ${n} dollars.`, wrong: `The repair costs ${m} dollars.`, evasive: 'The roof is repaired.' }),
  ],
};

/** A text that answers a question among other things. */
function asked(kit: Kit): Asked & { readonly source: string } {
  const { half, random } = kit;
  const [n, m] = random.some(Array.from({ length: 800 }, (_, index) => 121 + index), 2).map(String) as [string, string];
  const [t, u] = random.some(['7:15 am', '8:30 am', '9:45 am', '2:15 pm', '4:30 pm', '6:45 pm'], 2) as [string, string];
  const question = random.pick(QUESTIONS[half])(n, m, t, u);
  const around = fill(random.pick(templatesOf(half).filter(({ language }) => language === 'en')), random).text.split(/(?<=\.)\s+/).slice(0, 4);
  const at = random.integer(0, around.length);
  return { ...question, source: [...around.slice(0, at), question.told, ...around.slice(at)].join(' ') };
}

const NOTHING = 'The text does not say.';

function answered(what: string, answer: (asked_: Asked) => string): Maker {
  return maker(what, (kit) => {
    const one = asked(kit);
    const text = answer(one);
    return { subject: valueSubject(text, { tool: 'answer_question', inputs: [textInput(one.source), textInput(one.question, 'question')] }), note: `${one.question} SAYS ${text} TOLD ${one.told}` };
  });
}

const answersQuestion: OracleCases = {
  defects: [answered('an answer of another kind', ({ evasive }) => evasive)],
  clean: [answered('the answer', ({ right }) => right), answered('that the text does not say', () => NOTHING), answered('the sentence of the text', ({ told }) => told)],
};

const secondReading: OracleCases = {
  defects: [answered('a wrong answer', ({ wrong }) => wrong), answered('that the text does not say', () => NOTHING)],
  clean: [answered('the answer', ({ right }) => right), answered('the sentence of the text', ({ told }) => told)],
};

/** A thing that is asked about, in sentences that tell it, tell another measure of it, and tell the same of another thing. */
interface Placed {
  readonly question: string;
  readonly told: string;
  readonly otherMeasure: string;
  readonly otherThing: string;
  readonly answer: string;
}

/** By half; `n` is a number. */
const PLACES: Readonly<Record<Kit['half'], readonly ((n: string) => Placed)[]>> = {
  development: [
    (n) => ({ question: 'How long is the tunnel?', told: `The tunnel is ${n} metres long.`, otherMeasure: `The tunnel is ${n} metres deep.`, otherThing: `The road is ${n} metres long.`, answer: `It is ${n} metres long.` }),
    (n) => ({ question: 'How tall is the tower?', told: `The tower is ${n} feet tall.`, otherMeasure: `The tower is ${n} feet wide.`, otherThing: `The fence is ${n} feet tall.`, answer: `The tower is ${n} feet tall.` }),
    (n) => ({ question: 'How heavy is the bell?', told: `The bell weighs ${n} kilograms.`, otherMeasure: `The bell is ${n} years old.`, otherThing: `The gate weighs ${n} kilograms.`, answer: `It weighs ${n} kilograms.` }),
  ],
  'held-back': [
    (n) => ({ question: 'How wide is the canal?', told: `The canal is ${n} metres wide.`, otherMeasure: `The canal is ${n} metres long.`, otherThing: `The market square is ${n} metres wide.`, answer: `It is ${n} metres wide.` }),
    (n) => ({ question: 'How deep is the lake?', told: `The lake is ${n} metres deep.`, otherMeasure: `The lake is ${n} metres wide.`, otherThing: `The well is ${n} metres deep.`, answer: `The lake is ${n} metres deep.` }),
    (n) => ({ question: 'How high is the dam?', told: `The dam is ${n} feet high.`, otherMeasure: `The dam is ${n} feet long.`, otherThing: `The chimney is ${n} feet high.`, answer: `${n} feet` }),
    (n) => ({ question: 'How long does the crossing take?', told: `The crossing takes ${n} minutes.`, otherMeasure: `The crossing costs ${n} dollars.`, otherThing: `The bus ride takes ${n} minutes.`, answer: `It takes ${n} minutes.` }),
  ],
};

const AROUND = ['Visitors come from all over the country.', 'The old mill is closed in winter.', 'A guide tells its story on Sundays.', 'It was painted by the children of the school.'] as const;

/** An answer to a question whose source has `tell` among sentences that give no amount. */
function placed(what: string, tell: (one: Placed) => readonly string[], answer: (one: Placed) => string): Maker {
  return maker(what, ({ random, half }) => {
    const one = random.pick(PLACES[half])(String(random.integer(21, 980)));
    const told = tell(one);
    const source = random.some([...told, ...random.some(AROUND, random.integer(1, 3))], 9).join(' ');
    const text = answer(one);
    return { subject: valueSubject(text, { tool: 'answer_question', inputs: [textInput(source), textInput(one.question, 'question')] }), note: `${one.question} SAYS ${text} SOURCE ${source}` };
  });
}

/** A question for a reason, the sentence that tells it, and one that speaks of the same things and tells none. */
interface Reasoned {
  readonly question: string;
  readonly told: string;
  readonly reason: string;
  readonly beside: string;
}

const REASONS: Readonly<Record<Kit['half'], readonly Reasoned[]>> = {
  development: [
    { question: 'Why did the museum move in spring?', told: 'The museum moved in spring, because the roof of Weir House leaked.', reason: 'The roof of Weir House leaked.', beside: 'In spring the museum was moved by a letter of Ms Dorn.' },
    { question: 'Why was the concert short?', told: 'The concert was short, since the trumpeter Ivo Marsh had a cold.', reason: 'Ivo Marsh had a cold.', beside: 'The short concert was heard by Ada Pell.' },
  ],
  'held-back': [
    { question: 'Why was the ferry late on the second day?', told: 'The ferry was late on the second day due to fog near Skelholm.', reason: 'Fog near Skelholm.', beside: 'On the second day the late ferry carried Mr Harrow to Brill.' },
    { question: 'Why do the bakers close at noon?', told: 'Wexford Road is dug up, so the bakers close at noon.', reason: 'Wexford Road is dug up.', beside: 'The bakers talk to Nell Osgood at noon.' },
    { question: 'Why did the team change its captain?', told: 'The team changed its captain because Leo Brandt moved to Ghent.', reason: 'Leo Brandt moved to Ghent.', beside: 'The team and its captain were seen with Tess Albury.' },
  ],
};

/** An answer to a question for a reason, whose source tells it and speaks of the same things elsewhere. */
function reasoned(what: string, answer: (one: Reasoned) => string): Maker {
  return maker(what, ({ random, half }) => {
    const one = random.pick(REASONS[half]);
    const source = random.some([one.told, one.beside, ...random.some(AROUND, random.integer(1, 3))], 9).join(' ');
    const text = answer(one);
    return { subject: valueSubject(text, { tool: 'answer_question', inputs: [textInput(source), textInput(one.question, 'question')] }), note: `${one.question} SAYS ${text} SOURCE ${source}` };
  });
}

const answerInPlace: OracleCases = {
  defects: [
    placed('another measure of the thing', ({ otherMeasure }) => [otherMeasure], ({ answer }) => answer),
    placed('what is told of another thing', ({ otherThing, told }) => [otherThing, told.replace(/ (?:is|weighs|takes) .*$/, ' is known to all.')], ({ answer }) => answer),
    placed('that the text does not say, though it does', ({ told }) => [told], () => NOTHING),
    reasoned('what stands beside the words of a question for a reason', ({ beside }) => beside),
  ],
  clean: [
    placed('what is told', ({ told }) => [told], ({ answer }) => answer),
    placed('what is told beside another measure', ({ told, otherMeasure }) => [otherMeasure.replace(/\d+/, (number) => String(Number(number) + 1000)), told], ({ answer }) => answer),
    placed('what is told beside another thing', ({ told, otherThing }) => [told, otherThing.replace(/\d+/, (number) => String(Number(number) + 1000))], ({ answer }) => answer),
    placed('that the text does not say', () => [], () => NOTHING),
    reasoned('the reason', ({ reason }) => reason),
  ],
};

/** By oracle. */
export const answerCases: Readonly<Record<string, OracleCases>> = { answers_question: answersQuestion, answer_in_place: answerInPlace, second_reading: secondReading };
