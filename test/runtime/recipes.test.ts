import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { defineOracle, defineTool, text, type Plan, type Planner } from '../../src/core/index.js';
import { removeFolders, testRuntime } from '../support/workshop.js';

afterAll(removeFolders);

const shorten = defineTool({
  name: 'shorten', description: 'Shortens a text.', input: z.object({ text: text(), title: z.string().optional() }), output: z.object({ text: text() }), criteria: [{ oracle: 'not_long' }],
  execute: async ({ text: words }) => ({ text: words.slice(0, 10) }),
});
const notLong = defineOracle({
  name: 'not_long', description: '', kind: 'deterministic', modalities: ['text'], params: z.object({}),
  check: async ({ value }) => ({ status: String(value).length <= 10 && String(value) !== 'odd' ? 'pass' : 'inconclusive' }),
});
const planOf = (name: string, more: object = {}) => ({ version: 1, goal: '', steps: [{ id: 's', tool: 'shorten', inputs: { text: { given: name }, ...more }, criteria: [] }], deliverables: [] });
const planner: Planner = { plan: ({ givens }) => Promise.resolve({ status: 'planned', plan: planOf(givens[0]!.name) as Plan, notes: [] }) };
const open = (folder?: string) => testRuntime({ tools: [shorten], oracles: [notLong], planner }, folder);
const note = (words: string, name = 'note.txt') => [{ text: words, name }];

async function saved(runtime: ReturnType<typeof open>, goal: string, plan: unknown = planOf('note.txt'), options: object = {}) {
  const outcome = await runtime.run({ goal, plan, inputs: note('a text that is long') }).result;
  return await runtime.recipes.save(outcome.runId, options);
}

test('a plan that held is offered for a like request, bound to what that gives', async () => {
  const runtime = open();
  const recipe = await saved(runtime, 'Shorten this note to two sentences.');
  expect(recipe).toMatchObject({ name: 'shorten-this-note-to-two', forced: false, checks: 1, givens: [{ modality: 'text' }] });
  expect(JSON.stringify(recipe.plan)).not.toContain('note.txt');
  const { recipe: offer, ...reply } = await runtime.plan('Shorten the note to two sentences!', note('other', 'letter.txt'));
  expect(reply).toMatchObject({ status: 'planned', plan: planOf('letter.txt') });
  expect(offer).toMatchObject({ name: recipe.name, similarity: 1, plan: { steps: [{ inputs: { text: { given: 'letter.txt' } } }] } });
  const outcome = await runtime.run({ goal: 'Shorten the note to two sentences!', plan: offer!.plan, recipe: offer!.name, inputs: note('another long text', 'letter.txt') }).result;
  expect(outcome).toMatchObject({ status: 'completed', unproved: [], answer: 'another lo' });
  expect(await runtime.recipes.list()).toMatchObject([{ name: recipe.name, record: { uses: 1, completed: 1 } }]);
  await runtime.close();
});

test.each([
  ['another limit', 'Shorten this note to three sentences.', note('x y')],
  ['another number', 'Shorten this note to two sentences for 5 readers.', note('x y')],
  ['another language', 'Shorten this note to two sentences in French.', note('x y')],
  ['a quoted text', 'Shorten this note to two sentences and name it "Home".', note('x y')],
  ['other words', 'Read this note aloud in two sentences.', note('x y')],
  ['nothing given', 'Shorten this note to two sentences.', []],
  ['more given', 'Shorten this note to two sentences.', [...note('x'), ...note('y', 'b.txt')]],
  ['another kind of given', 'Shorten this note to two sentences.', [{ url: 'https://example.org/' }]],
])('a request with %s is not offered the recipe', async (_name, goal, inputs) => {
  const runtime = open();
  await saved(runtime, 'Shorten this note to two sentences.');
  const givens = await runtime.givens(goal, inputs);
  expect(await runtime.recipes.offers(goal, givens)).toEqual([]);
  await runtime.close();
});

test('a literal that came from the words of the first request must be in the new one, too', async () => {
  const runtime = open();
  await saved(runtime, 'Shorten this note and call it Monday.', planOf('note.txt', { title: { value: 'Monday' } }));
  const givens = await runtime.givens('', note('x'));
  expect(await runtime.recipes.offers('Shorten this note and call it Monday', givens)).toHaveLength(1);
  expect(await runtime.recipes.offers('Shorten this note and call it Friday', givens)).toEqual([]);
  await runtime.close();
});

test('a run that did not prove everything makes no recipe, unless it is forced, which is marked', async () => {
  const runtime = open();
  const doubtful = await runtime.run({ goal: 'Shorten this odd note.', plan: planOf('note.txt'), inputs: note('odd') }).result;
  await expect(runtime.recipes.save(doubtful.runId)).rejects.toEqual(expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('unproved') }));
  const unchecked = await runtime.run({ goal: 'Shorten.', plan: planOf('note.txt'), inputs: note('fine'), verify: false }).result;
  await expect(runtime.recipes.save(unchecked.runId)).rejects.toEqual(expect.objectContaining({ code: 'USAGE' }));
  const failed = await runtime.run({ goal: 'Shorten.', plan: { steps: [{ id: 's', tool: 'gone', inputs: {} }] } }).result;
  await expect(runtime.recipes.save(failed.runId, { force: true })).rejects.toEqual(expect.objectContaining({ code: 'USAGE' }));
  await expect(runtime.recipes.save('none')).rejects.toEqual(expect.objectContaining({ code: 'RUN_NOT_FOUND' }));
  expect(await runtime.recipes.save(doubtful.runId, { force: true, name: 'odd' })).toMatchObject({ name: 'odd', forced: true });
  await runtime.close();
});

test('names are not taken over, and a removed recipe is gone', async () => {
  const runtime = open();
  await saved(runtime, 'Shorten this note.', undefined, { name: 'mine' });
  await expect(saved(runtime, 'Shorten this letter.', undefined, { name: 'mine' })).rejects.toMatchObject({ code: 'USAGE' });
  await expect(saved(runtime, 'Shorten this letter.', undefined, { name: '../x' })).rejects.toMatchObject({ code: 'USAGE' });
  await runtime.recipes.remove('mine');
  await expect(runtime.recipes.remove('mine')).rejects.toEqual(expect.objectContaining({ code: 'USAGE' }));
  expect(await runtime.recipes.list()).toEqual([]);
  await runtime.close();
});

test('a recipe of a tool that is gone or that takes something else is not offered; a broken record counts as absent', async () => {
  const runtime = open();
  await saved(runtime, 'Shorten this note.', undefined, { name: 'mine' });
  const givens = await runtime.givens('', note('x'));
  const changed = await runtime.reopen({ tools: [defineTool({ name: 'shorten', description: '', input: z.object({ words: text() }), output: z.object({ text: text() }), execute: async () => ({ text: '' }) })] });
  expect(await changed.recipes.offers('Shorten this note.', givens)).toEqual([]);
  const database = new Database(join(changed.folder, 'journal.db'));
  database.exec(`INSERT INTO recipes VALUES ('broken', 1, '{"name":'), ('odd', 2, '{"name":"odd"}')`);
  expect((await changed.recipes.list()).map(({ name }) => name)).toEqual(['mine']);
  database.exec('DROP TABLE recipes');
  database.close();
  const again = await changed.reopen({ tools: [shorten] });
  expect(await again.plan('Shorten this note.', note('x'))).toMatchObject({ status: 'planned', notes: [expect.stringContaining('recipes could not be read')] });
  await again.close();
});
