import { BAKERY_LETTER, BEES_ARTICLE, BRIDGE_ARTICLE, JOB_OFFER, RECIPE, RESCUE_ARTICLE } from '../documents/articles.js';
import { INVOICE_CATERING, INVOICE_WORKSHOP, METER_READING, ORDER_CONFIRMATION } from '../documents/invoices.js';
import { COUNCIL_MINUTES, LIBRARY_RULES, MUSEUM_NOTICE, POOL_NOTICE, RECALL_NOTICE, TRAIN_SCHEDULE } from '../documents/notices.js';
import { documentOf, onDocument, type LoopTask } from '../task.js';
import { missingFacts, notHonest, wrongStatements, type Facts } from '../truth/text.js';

/** A task and the document that it asks about. */
interface Asked {
  readonly source: string;
  readonly task: LoopTask;
}

export function question(id: string, source: string, goal: string, right: RegExp, wrong: Facts = {}): Asked {
  return { source, task: {
    id: `answer-${id}`, family: 'answer', goal, inputs: documentOf(source), plan: onDocument('answer_question', { question: goal }),
    truth: ({ text }) => [...missingFacts(text, { 'the right answer': right }), ...wrongStatements(text, { ...wrong, 'nothing is said': /text does not say/i })],
  } };
}

/** A question that the document does not answer: the right answer says so. */
export function open(id: string, source: string, goal: string, invented: Facts = {}): Asked {
  return { source, task: {
    id: `open-${id}`, family: 'not said', goal, inputs: documentOf(source), plan: onDocument('answer_question', { question: goal }),
    truth: ({ text }) => notHonest(text, invented),
  } };
}

const tasks: readonly Asked[] = [
  question('net', INVOICE_WORKSHOP, 'What is the net amount?', /292[.,]50?/, { 'the sum with tax': /359/ }),
  question('due', INVOICE_WORKSHOP, 'By when must the invoice be paid?', /6(?:th)?(?: of)? May|May 6/i, { 'the date of the invoice': /22 April/ }),
  question('labour', INVOICE_WORKSHOP, 'How many hours of work were charged?', /3[.,]5|three and a half/i),
  question('deposit', INVOICE_CATERING, 'How much was paid in advance?', /500/, { 'the rest': /1,?000/ }),
  question('guests', INVOICE_CATERING, 'When did the buffet take place?', /28(?:th)?(?: of)? June|June 28/i, { 'the date of the bill': /3 July|July 3/ }),
  question('hoses', ORDER_CONFIRMATION, 'When are the hoses delivered?', /13(?:th)?(?: of)? March|March 13/i, { 'the date of the rest': /27 February|February 27/ }),
  question('used', METER_READING, 'How much electricity was used in the billed year?', /2[,. ]?855/, { 'last year': /3[,. ]?120/ }),
  question('refund', METER_READING, 'How much money does the customer get back?', /57[.,]24/, {}),
  question('sunday-train', TRAIN_SCHEDULE, 'Which train runs instead of the last one on Sundays?', /steam|13:05/i),
  question('child', TRAIN_SCHEDULE, 'What does a child of 5 years pay?', /free|nothing|no (?:fare|charge)/i, { half: /\bhalf\b/i }),
  question('late-film', LIBRARY_RULES, 'For how long may I borrow a film?', /7 days|seven days|a week|one week/i, { 'the time for books': /28 days/ }),
  question('against', COUNCIL_MINUTES, 'Who voted against the climbing frame?', /Carrick/, { another: /Nwosu|Reuter|Menon|Stroud/ }),
  question('fair-before', COUNCIL_MINUTES, 'Who is looking for a driver of the snow plough?', /Menon/, { another: /Nwosu|Reuter|Carrick|Stroud/ }),
  question('kettle-safe', RECALL_NOTICE, 'My kettle has the serial number 47012. Must I bring it back?', /\bno\b|not|safe/i, { yes: /\byes\b|should (?:bring|return)|must (?:bring|return)/i }),
  question('thursday', MUSEUM_NOTICE, 'Until when is the museum open on Thursdays?', /20:00|8 ?p\.?m|20 o'clock/i, { 'other days': /17:00/ }),
  question('lift', MUSEUM_NOTICE, 'From when can the second floor be reached by wheelchair again?', /20(?:th)?(?: of)? April|April 20/i),
  question('old-bridge', BRIDGE_ARTICLE, 'How heavy was the old bridge?', /890/, { 'the new one': /\b310\b/ }),
  question('delay', BRIDGE_ARTICLE, 'By how much was the opening delayed, and why?', /eleven|11/i),
  question('country-honey', BEES_ARTICLE, 'How much honey did a colony in the country make?', /\b22\b/, { 'in the city': /\b31\b/ }),
  question('winter-city', BEES_ARTICLE, 'What share of the city colonies died in winter?', /\b9 ?(?:%|per ?cent)/i, { 'in the country': /\b17\b/ }),
  question('small-oven', BAKERY_LETTER, 'How many loaves can be delivered on 12 September?', /\b25\b|twenty-five/i),
  question('found-by', RESCUE_ARTICLE, 'Who found the hikers?', /Bruno|dog/i, { 'the head of the service': /Bianchi/ }),
  question('holiday', JOB_OFFER, 'How many days of holiday does the post have?', /\b31\b/),
  question('soaked', RECIPE, 'How long do soaked lentils cook?', /\b20\b|twenty/i, { 'lentils that were not soaked': /\b35\b/ }),

  open('phone', INVOICE_WORKSHOP, 'What is the telephone number of the workshop?', { 'a number': /\d{5,}/ }),
  open('architect-pool', POOL_NOTICE, 'Who designed the swimming pool?', { 'a person of the notice': /designed by|Lindqvist/i }),
  open('dog-price', TRAIN_SCHEDULE, 'What does a ticket for a dog cost?', { 'a price': /\d+(?:\.\d+)? ?euros?/i }),
  open('librarian-age', LIBRARY_RULES, 'How old is the head librarian?', { 'an age': /\b(?:is|aged) \d\d\b/ }),
  open('lumero-price', COUNCIL_MINUTES, 'How much does the firm Lumero ask for mending the lamps?', { 'a price': /\d,\d{3}|\d+ euros/ }),
  open('museum-founded', MUSEUM_NOTICE, 'In which year was the museum founded?', { 'a year': /\b1[5-9]\d\d\b/ }),
  open('bridge-width', BRIDGE_ARTICLE, 'How wide is the new bridge?', { 'a width': /\d+ ?(?:m\b|met(?:re|er)s?)/i }),
  open('bees-sting', BEES_ARTICLE, 'How many people were stung by the bees?', { 'a number': /\b\d+ people/ }),
  open('bakery-address', BAKERY_LETTER, 'In which street is the bakery?', { 'a street': /\b(?:street|road|lane)\b.{0,5}\d|\d+ \w+ (?:street|road|lane)/i }),
  open('soup-calories', RECIPE, 'How many calories has a plate of the soup?', { 'a number': /\d+ (?:k?cal|calories)/i }),
  open('nurse-start-time', JOB_OFFER, 'At what time does the night shift begin?', { 'a time': /\b\d{1,2}(?::\d\d| ?(?:o'clock|pm|p\.m\.))/i }),
  open('recall-country', RECALL_NOTICE, 'In which country are the kettles made?', { 'a country': /\bmade in [A-Z]/ }),
];

/** Questions about one document follow each other, so that a model server reads it once. */
export const answerTasks: readonly LoopTask[] = [...new Set(tasks.map(({ source }) => source))].flatMap((source) => tasks.filter((asked) => asked.source === source).map(({ task }) => task));
