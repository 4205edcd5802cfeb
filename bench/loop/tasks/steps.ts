import { DOCUMENT, given, ref, stated, value, type LoopTask, type TaskStep } from '../task.js';
import { inventedNumbers, missingFacts, wrongStatements, type Facts } from '../truth/text.js';

/** The facts of the document are taken out first. */
export const facts = (what: string): TaskStep => ({ id: 'facts', tool: 'extract_facts', inputs: { text: given(DOCUMENT), what: value(what) } });

/** Then the facts are said in one sentence. */
export const said = (id: string): TaskStep => ({ id, tool: 'rewrite', inputs: { text: ref('facts.text'), instruction: value('Say this in one sentence.'), sentences: value(1) }, criteria: [stated('text_length', { sentences: 1 })] });

/** A question about two documents, planned by the product from its words. */
export function compared(id: string, goal: string, documents: Readonly<Record<string, string>>, right: Facts, wrong: Facts): LoopTask {
  return {
    id: `compared-${id}`, family: 'planned', goal, inputs: () => Object.entries(documents).map(([name, text]) => ({ text, name })),
    truth: ({ text }) => [...missingFacts(text, right), ...wrongStatements(text, wrong), ...inventedNumbers(text, Object.values(documents).join('\n'))],
  };
}
