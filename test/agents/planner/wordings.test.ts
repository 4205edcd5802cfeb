import { builtInTools } from '../../../src/agents/index.js';
import { createPlanner, parseToolsFile } from '../../../src/agents/planner/index.js';
import { ScriptedModels } from '../../../src/models/scripted.js';

const photo = [{ name: 'photo', modality: 'image' }];
const TOOLS = [
  { name: 'border_maker', description: 'Surrounds an image with a decorative border.', inputs: photo, outputs: photo, wordings: { asks: ['hang it in a frame', 'make it ready for the wall'], notFor: ['nail it to the wall'] } },
  { name: 'tone_mapper', description: 'Maps the tones of an image.', inputs: photo, outputs: photo, wordings: { asks: ['let it look old', 'like from grandmother'], notFor: [] } },
];
const NAIL_GUN = { name: 'nail_gun', description: 'Fastens things.', inputs: photo, outputs: photo, wordings: { asks: ['nail it to the wall'], notFor: [] } };
/** Many phrases each: one of the first is the request word for word, three of the second are like it. */
const MANY = [
  { name: 'one_near', description: 'Does this and that.', inputs: photo, outputs: photo, wordings: { asks: ['mend the torn corner', ...unrelated('apples')], notFor: [] } },
  { name: 'three_near', description: 'Does this and that.', inputs: photo, outputs: photo, wordings: { asks: ['mend the torn edge', 'repair the torn corner', 'mend a torn corner', ...unrelated('pears')], notFor: [] } },
];
const VOCABULARY = [...new Set(JSON.stringify([TOOLS, NAIL_GUN, MANY]).toLowerCase().match(/[a-z]+/g))];

function unrelated(fruit: string): string[] {
  return Array.from({ length: 40 }, (_, at) => `${String.fromCharCode(97 + (at % 26)).repeat(3 + Math.floor(at / 26))} ${fruit}`);
}

/** Words in common, as unit vectors. */
function vectorOf(text: string): number[] {
  const words = new Set(text.toLowerCase().match(/[a-z]+/g));
  const counts = VOCABULARY.map((word) => (words.has(word) ? 1 : 0));
  const length = Math.hypot(...counts) || 1;
  return counts.map((count) => count / length);
}

async function planned(goal: string, tools: readonly unknown[] = TOOLS): Promise<string[] | string> {
  const embed = (items: readonly unknown[]): number[][] => items.map((item) => vectorOf(String(item)));
  const models = new ScriptedModels(Array.from({ length: 12 }, () => ({ embed })), { jobs: ['embed'] });
  const reply = await createPlanner({ models }).plan({ goal, givens: [{ name: 'a.jpg', modality: 'image' }], tools: parseToolsFile(tools), oracles: [], strategy: 'fast' });
  return reply.status === 'planned' ? reply.plan.steps.map(({ tool }) => tool) : reply.status;
}

test('a tool is found by how people ask for it, without a word of its description', async () => {
  expect(await planned('Please let the photo look old')).toEqual(['tone_mapper']);
  expect(await planned('I need it ready for the wall')).toEqual(['border_maker']);
});

test('what is nearer to what a tool is not for is planned with none', async () => {
  expect(await planned('Nail it to the wall')).toBe('missing');
});

test('unless another tool says that people ask it for just that', async () => {
  expect(await planned('Nail it to the wall', [...TOOLS, NAIL_GUN])).toEqual(['nail_gun']);
});

test('where a tool has many phrases, several that are near count more than one', async () => {
  expect(await planned('mend the torn corner', MANY)).toEqual(['three_near']);
});

test('a tools file whose wordings are no lists of phrases is refused with their place', () => {
  expect(() => parseToolsFile([{ ...TOOLS[0], wordings: { asks: [''] } }])).toThrow(/0\.wordings\.asks\.0/);
});

test('every built-in tool that the wording may choose says how people ask for it, and no two ask alike', () => {
  const worded = builtInTools.map(({ spec }) => spec).filter(({ onlyWritten }) => onlyWritten !== true);
  expect(worded.filter(({ wordings }) => (wordings?.asks.length ?? 0) < 7).map(({ name }) => name)).toEqual([]);
  const asks = worded.flatMap(({ wordings }) => wordings?.asks ?? []);
  expect(asks.filter((phrase, at) => asks.indexOf(phrase) !== at)).toEqual([]);
  expect(worded.flatMap(({ wordings }) => wordings?.notFor ?? []).filter((phrase) => asks.includes(phrase))).toEqual([]);
});
