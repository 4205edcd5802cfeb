import { z } from 'zod';
import { joinText, makeTable } from '../../src/agents/writer/index.js';
import { defineTool, json, text } from '../../src/core/index.js';
import { builtInOracles } from '../../src/oracles/index.js';
import { programTools } from '../support/program-tools.js';
import { removeFolders, testRuntime, type TestRuntime } from '../support/workshop.js';

afterAll(removeFolders);

const count = defineTool({ name: 'count', description: '', input: z.object({ text: text() }), output: z.object({ json: json(z.object({ letters: z.number() })) }), execute: async (input) => ({ json: { letters: input.text.length } }) });
const each = (...values: string[]): object => ({ map: values.map((value) => ({ value })) });
const runtimeOf = (): TestRuntime => testRuntime({ tools: [...programTools(() => Promise.resolve()), count, joinText, makeTable], oracles: [...builtInOracles] });

async function run(steps: object[], deliverables: string[], runtime = runtimeOf()) {
  const outcome = await runtime.run({ plan: { steps, deliverables } }).result;
  await runtime.close();
  return outcome;
}
const table = { id: 'table', tool: 'make_table', inputs: { values: [{ ref: 'loud.text' }, { ref: 'count.json' }] } };
const counted = (...words: string[]): object => ({ id: 'count', tool: 'count', inputs: { text: each(...words) } });

test('a mapped plan ends in a proved table, whose rows tell what each item is about', async () => {
  const outcome = await run([{ id: 'loud', tool: 'shout', inputs: { text: each('x|y', 'zoo') } }, counted('x|y', 'zoo'), table], ['table.text']);
  expect(outcome).toMatchObject({ status: 'completed', answer: '| item | loud | letters |\n| --- | --- | --- |\n| x\\|y | X\\|Y | 3 |\n| zoo | ZOO | 3 |', unproved: [] });
  expect(outcome.verdicts.map(({ oracle, status }) => [oracle, status])).toEqual([['rows_match_items', 'pass'], ['rows_match_items', 'pass']]);
});

test('skipped items leave their cells empty, in their place', async () => {
  const when = { of: { map: { ref: 'count.json' } }, field: 'letters', atLeast: 3 };
  const outcome = await run([counted('ab', 'abc', 'a'), { id: 'loud', tool: 'shout', inputs: { text: each('ab', 'abc', 'a') }, when }, table], ['table.text']);
  expect(outcome.answer.split('\n').slice(2)).toEqual(['| ab |  | 2 |', '| abc | ABC | 3 |', '| a |  | 1 |']);
  expect(outcome).toMatchObject({ status: 'completed', unproved: [] });
});

test('a reduce of one item, and one whose list is empty', async () => {
  const split = (words: string): object[] => [{ id: 's', tool: 'split', inputs: { text: { value: words } } }, { id: 'loud', tool: 'shout', inputs: { text: { map: { ref: 's.parts' } } } }, { id: 'all', tool: 'join_text', inputs: { texts: { ref: 'loud.text' } } }];
  expect(await run(split('one'), ['all.text'])).toMatchObject({ status: 'completed', answer: 'ONE', verdicts: [{ oracle: 'texts_in_order', status: 'pass' }] });
  expect((await run(split(''), ['all.text'])).answer).toContain('there was nothing to do');
});

test('the separator is no text that was joined', async () => {
  expect(await run([{ id: 'loud', tool: 'shout', inputs: { text: each('b', 'a') } }, { id: 'all', tool: 'join_text', inputs: { texts: { ref: 'loud.text' }, separator: { value: '; ' } } }], ['all.text'])).toMatchObject({ status: 'completed', answer: 'B; A', unproved: [] });
});

test('a table is not taken from an earlier run whose items were about something else', async () => {
  const runtime = runtimeOf();
  const plan = (word: string): object => ({ plan: { steps: [counted(word), { id: 'table', tool: 'make_table', inputs: { values: [{ ref: 'count.json' }] } }], deliverables: ['table.text'] } });
  const answers = [];
  for (const word of ['abc', 'xyz']) answers.push((await runtime.run(plan(word)).result).answer.split('\n').at(-1));
  await runtime.close();
  expect(answers).toEqual(['| abc | 3 |', '| xyz | 3 |']);
});
