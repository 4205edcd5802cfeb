import { value, type LoopTask } from '../../task.js';
import { missingFacts, wrongStatements } from '../../truth/text.js';
import { answer, page, unreadable } from '../page.js';

const COURSE = 'What does the Spanish course cost, and on which day of the week is it?';

export const pages: readonly LoopTask[] = [
  answer('trams', '/trams', 'What does it cost to park for a day?', /(?<![\d.,])3(?:[.,]00)?(?![\d.,]\d)\b|\bthree pounds/i, { 'another price': /£ ?(?:9[.,]50|4|22|7|1[.,]50)\b(?= (?:a day|to park|for parking|per day))|^\W*£ ?(?!3\b)\d/i, 'for free': /(?:parking|park) (?:is |for )free/i }),
  page('courses', '/courses', COURSE, { id: 'it', tool: 'answer_question', inputs: { question: value(COURSE) } }, (text) => [...missingFacts(text, { fee: /\b90\b/, day: /Thursday/i }), ...wrongStatements(text, { 'the fee of another': /(?:Spanish|costs?|\bis\b)(?:(?!Italian|Guitar|drawing|90)[^.;])*\b(?:84|96|110)\b/i, 'the day of another': /Spanish(?:(?!Italian|Guitar|drawing|Thursday)[^.;])*(?:Monday|Tuesday|Wednesday)/i })]),
  unreadable('choices', '/choices'),
  unreadable('spring-offer', '/spring-offer'),
];
