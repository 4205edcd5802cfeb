import { BAKERY_LETTER, BEES_ARTICLE, BRIDGE_ARTICLE, JOB_OFFER } from '../documents/articles.js';
import { ORDER_CONFIRMATION } from '../documents/invoices.js';
import { LIBRARY_RULES } from '../documents/notices.js';
import { documentOf, onDocument, stated, type LoopTask, type TaskPlan } from '../task.js';
import { brokenForm, inventedNumbers, missingFacts, wrongStatements, type Facts, type Form } from '../truth/text.js';

interface Rewriting {
  readonly id: string;
  readonly source: string;
  readonly goal: string;
  readonly plan: TaskPlan;
  readonly form?: Form;
  readonly kept: Facts;
  readonly wrong?: Facts;
  /** Numbers that follow from the source. */
  readonly also?: readonly string[];
}

export function rewriting({ id, source, goal, plan, form = {}, kept, wrong = {}, also }: Rewriting): LoopTask {
  return {
    id: `rewrite-${id}`, family: 'rewrite', goal, inputs: documentOf(source), plan,
    truth: ({ text }) => [...brokenForm(text, form), ...missingFacts(text, kept), ...wrongStatements(text, wrong), ...inventedNumbers(text, source, also)],
  };
}

const first = (source: string, paragraphs: number): string => source.split('\n\n').slice(0, paragraphs).join('\n\n');
export const step = (instruction: string, parameters: Readonly<Record<string, unknown>> = {}, criteria: Parameters<typeof onDocument>[2] = []): TaskPlan => onDocument('rewrite', { instruction, ...parameters }, criteria);
/** A plan to rewrite within a number of words. */
export const within = (instruction: string, most: number): TaskPlan => step(instruction, { words: most }, [stated('text_length', { maxWords: most })]);
/** A plan to make a list. */
export const listed = (instruction: string, format: 'bullets' | 'numbered', items: number): TaskPlan => step(instruction, { format, items }, [stated('text_format', { format, items })]);
/** The stretch of a document from some words up to others. */
export const between = (source: string, from: string, to: string): string => source.slice(source.indexOf(from), source.indexOf(to)).trim();

const SLIP = `hello, i write because the heating in flat 12 dont work since 4 november and we was cold all week. the landlord mister Grady said he come on tuesday but he didnt. we payed 640 euro rent for november and want 90 euro back. please call us at 555 0199`;

const TABLE_SOURCE = first(ORDER_CONFIRMATION, 2);

export const rewriteTasks: readonly LoopTask[] = [
  rewriting({ id: 'formal-slip', source: SLIP, goal: 'Correct the mistakes and make it formal.', plan: step('Correct the mistakes and make it formal.'), kept: { 'flat 12': /\b12\b/, '4 November': /4(?:th)?(?: of)? November|November 4/i, Grady: /Grady/, '640 euros': /640/, '90 euros': /\b90\b/, 'the telephone number': /555 ?-?0199/ } }),
  rewriting({ id: 'short-letter', source: BAKERY_LETTER, goal: 'Make this letter shorter: at most 80 words.', plan: step('Make this letter shorter.', { words: 80 }, [stated('text_length', { maxWords: 80 })]), form: { maxWords: 80 }, kept: { '40 loaves': /\b40\b/, '19 September or 25 loaves': /19(?:th)?(?: of)? September|September 19|\b25\b/ } }),
  rewriting({ id: 'table-order', source: TABLE_SOURCE, goal: 'Make a table of the positions with number and price.', plan: step('a table of the positions with number and price', { format: 'table' }, [stated('text_format', { format: 'table' })]), kept: { 'a table': /\|/, 'potting soil': /soil[^\n]*5\.20/i, hoses: /hoses?/i, 'price of the cans': /11\.90/, 'price of the seed': /1\.15/ } }),
  rewriting({ id: 'bullets-rules', source: first(LIBRARY_RULES, 2), goal: 'Turn this into six bullet points.', plan: step('Put this text into bullet points.', { format: 'bullets', items: 6 }, [stated('text_format', { format: 'bullets', items: 6 })]), form: { bullets: 6 }, kept: { '28 days': /28/, '20 cents': /20 cents|0\.20/i } }),
  rewriting({ id: 'headline-bees', source: BEES_ARTICLE, goal: 'Write a headline of at most 10 words for this article.', plan: step('a headline for this article', { words: 10 }, [stated('text_length', { maxWords: 10 })]), form: { maxWords: 10 }, kept: { bees: /bee/i } }),
  rewriting({ id: 'german-bridge', source: first(BRIDGE_ARTICLE, 2), goal: 'Rewrite this in plain German.', plan: step('in plain language', { language: 'German' }, [stated('text_language', { language: 'de' })]), form: { language: 'de' }, kept: { length: /148/, weight: /310/, Korhonen: /Korhonen/ } }),
  rewriting({ id: 'advert-job', source: JOB_OFFER, goal: 'Turn the offer into an advertisement of at most 50 words.', plan: step('Turn the offer into an advertisement.', { words: 50 }, [stated('text_length', { maxWords: 50 })]), form: { maxWords: 50 }, kept: { nurse: /nurse/i, clinic: /Orchard/ }, wrong: { 'licence needed': /licen[cs]e (?:is )?(?:required|needed|necessary)/i } }),
];
