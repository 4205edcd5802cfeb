import { builtInTools } from '../../../src/agents/index.js';
import { parametersFor } from '../../../src/agents/planner/parameters.js';
import { statedLimits } from '../../../src/agents/planner/stated-limits.js';
import { wireUses } from '../../../src/agents/planner/wire.js';
import type { ToolSpec } from '../../../src/core/index.js';
import { ScriptedModels } from '../../../src/models/scripted.js';

const tools = builtInTools.map(({ spec }) => spec);

function toolOf(name: string): ToolSpec {
  const tool = tools.find((spec) => spec.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  return tool;
}

test.each([
  ['annotate_image', 'draw a frame round the horses', { labels: ['horses'] }],
  ['detect_objects', 'count the cars and the people', { labels: ['cars', 'people'] }],
  ['annotate_image', 'mark all objects on the table', {}],
])('%s is told which things are meant: %s', async (name, clause, values) => {
  expect(await parametersFor(toolOf(name), { clause, quotes: [], limits: statedLimits(clause), goal: clause }, new ScriptedModels([], { jobs: [] }))).toEqual(values);
});

test('a question is asked in the words of the request, though an earlier step has written a text', () => {
  const uses = [['describe_image', 'describe the photo'], ['answer_about_image', 'what colour is the shirt?']].map(([name = '', clause = ''], place) => ({ tool: toolOf(name), clause, place, score: 1, limits: {} }));
  const { steps } = wireUses({ goal: 'Describe the photo. What colour is the shirt?', uses, givens: [{ name: 'a.jpg', modality: 'image' }], tools, allTools: tools, quotes: new Map(), wordingIsMaterial: false, fit: () => 0, readCondition: () => [] });
  expect(steps.at(-1)?.inputs).toEqual({ image: { given: 'a.jpg' }, question: { value: 'what colour is the shirt?' } });
});

test('a page that was only photographed is read from its address', () => {
  const uses = [['capture_page', 'take a screenshot of https://example.org'], ['answer_question', 'what does a ticket cost?']].map(([name = '', clause = ''], place) => ({ tool: toolOf(name), clause, place, score: 1, limits: {} }));
  const { steps } = wireUses({ goal: 'Take a screenshot of https://example.org. What does a ticket cost?', uses, givens: [{ name: 'https://example.org', modality: 'url' }], tools, allTools: tools, quotes: new Map(), wordingIsMaterial: false, fit: () => 0, readCondition: () => [] });
  expect(steps.map(({ tool }) => tool.name)).toEqual(['capture_page', 'read_page', 'answer_question']);
});
