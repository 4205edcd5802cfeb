import { given, ref, stated, value, type LoopTask, type TaskStep, type Workbench } from '../task.js';
import { brokenForm, missingFacts, notHonest, wrongStatements, type Facts } from '../truth/text.js';

const address = (bench: Workbench, path: string): string => `${bench.pages}${path}`;

export function page(id: string, path: string, goal: string, then: Omit<TaskStep, 'inputs'> & { readonly inputs?: TaskStep['inputs'] }, truth: (text: string) => readonly string[]): LoopTask {
  return {
    id: `page-${id}`, family: 'page', goal, inputs: (bench) => [{ url: address(bench, path) }],
    plan: (bench) => ({ steps: [{ id: 'page', tool: 'read_page', inputs: { url: given(address(bench, path)) } }, { ...then, inputs: { text: ref('page.text'), ...then.inputs } }] }),
    truth: ({ text }) => truth(text),
  };
}

export const answer = (id: string, path: string, goal: string, right: RegExp, wrong: Facts = {}): LoopTask =>
  page(id, path, goal, { id: 'it', tool: 'answer_question', inputs: { question: value(goal) } }, (text) => [...missingFacts(text, { 'the right answer': right }), ...wrongStatements(text, { ...wrong, 'nothing is said': /text does not say/i })]);

/** A page without its content: nothing that a user could have wanted is there, and the run must say so. */
export function unreadable(id: string, path: string): LoopTask {
  return {
    id: `page-${id}`, family: 'page', goal: 'Read this page and sum it up in one sentence.', inputs: (bench) => [{ url: address(bench, path) }], expects: 'cannot',
    plan: (bench) => ({ steps: [{ id: 'page', tool: 'read_page', inputs: { url: given(address(bench, path)) } }, { id: 'it', tool: 'summarize', inputs: { text: ref('page.text'), sentences: value(1) } }] }),
    truth: () => ['the page has no content to sum up'],
  };
}

export const pageTasks: readonly LoopTask[] = [
  page('pool', '/pool', 'Read the page and sum it up in one sentence.', { id: 'it', tool: 'summarize', inputs: { sentences: value(1) }, criteria: [stated('text_length', { sentences: 1 })] }, (text) => [...brokenForm(text, { sentences: 1 }), ...missingFacts(text, { closed: /clos/i, when: /January/ })]),
  answer('boats', '/boats', 'What does a canoe cost for an hour?', /\b9(?:[.,]00)?\b/, { 'another boat': /12\.00|15\.50|38/ }),
  answer('boats-room', '/boats', 'How many people fit into the pedal boat?', /\b5\b|five/i, { 'another boat': /\b[246]\b/ }),
  page('boats-name', '/boats', 'What is the owner of the boat hire called?', { id: 'it', tool: 'answer_question', inputs: { question: value('What is the owner of the boat hire called?') } }, (text) => notHonest(text)),
  page('orders', '/recall', 'Read the page and tell me in two sentences what is recalled and why.', { id: 'it', tool: 'summarize', inputs: { sentences: value(2) }, criteria: [stated('text_length', { sentences: 2 })] }, (text) => [...missingFacts(text, { kettle: /kettle|Brisa/i, recalled: /recall/i }), ...wrongStatements(text, { 'it is safe': /perfectly safe|nothing was recalled/i })]),
  answer('museum', '/museum', 'When is the entry to the museum free?', /first Sunday/i),
  unreadable('cookies', '/cookies'),
  unreadable('missing', '/gone'),
  unreadable('empty', '/empty'),
];
