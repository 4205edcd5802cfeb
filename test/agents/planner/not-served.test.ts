import { builtInTools } from '../../../src/agents/index.js';
import { kindOf } from '../../../src/agents/planner/clause-kinds.js';
import { createPlanner } from '../../../src/agents/planner/index.js';
import { makesOtherKind } from '../../../src/agents/planner/named-results.js';
import { spokenResults } from '../../../src/agents/planner/spoken-results.js';
import { enlargesUnharmed, unservedDemands } from '../../../src/agents/planner/unserved-demands.js';
import type { PlanReply } from '../../../src/core/index.js';
import { builtInOracles } from '../../../src/oracles/index.js';
import { noModels } from '../../support/no-models.js';

const tools = builtInTools.map(({ spec }) => spec);
const named = (name: string) => tools.find((tool) => tool.name === name)!;
const plan = (goal: string, names = tools.map(({ name }) => name), strategy: 'fast' | 'typed' = 'fast'): Promise<PlanReply> =>
  createPlanner({ models: noModels }).plan({ goal, givens: [], tools: names.map(named), oracles: builtInOracles.map(({ spec }) => spec), strategy });

test.each(['fast', 'typed'] as const)('without a language model (%s) a task in another language is not guessed at', async (strategy) => {
  expect(await plan('Bitte kürze das Video auf zehn Sekunden und mach es lauter.', undefined, strategy)).toMatchObject({ status: 'missing', message: expect.stringContaining('The task is in German, which only the language model reads') as unknown });
});

test.each(['Record a 30 second video', 'take a photo of the garden', 'film me for a minute'])('%j is asked of nobody: no tool records', async (goal) => {
  expect(await plan(goal, ['make_video', 'cut_video', 'crop_image', 'sample_frames'])).toMatchObject({ status: 'missing' });
});

test('a demand that the tool says nothing of is named', () => {
  expect(unservedDemands('cut it without losing quality', named('cut_video'))).toEqual(['without losing quality']);
  expect(unservedDemands('save it as jpg without losing quality', named('convert_image'))).toEqual([]);
  expect(unservedDemands('cut it without the intro', named('cut_video'))).toEqual([]);
  expect(unservedDemands('shorten the letter without losing the meaning', named('summarize'))).toEqual([]);
  expect(enlargesUnharmed('make it twice as big without losing sharpness')).toBe(true);
  expect(enlargesUnharmed('make it half as big without losing sharpness')).toBe(false);
});

test.each([['Say it in one sentence', 'limits'], ['but start at 0:30', 'limits'], ['say hello', 'asks'], ['put it into a table', 'asks']])('%j: %s', (clause, kind) => {
  expect(kindOf(clause)).toBe(kind);
});

test('a still every ten seconds is a picture', () => {
  const film = [{ name: 'film.mp4', modality: 'video' }];
  expect(makesOtherKind(named('cut_video'), 'every ten seconds a still from the flight', film)).toBe(true);
  expect(makesOtherKind(named('sample_frames'), 'every ten seconds a still from the flight', film)).toBe(false);
});

test('what is read to somebody is heard, and a sign that is read in a language is translated', () => {
  const heard = (part: string): string[] => spokenResults(part, [], () => false);
  expect(heard("Read the poem to me slowly with a man's voice")).toEqual(["Read the poem aloud slowly with a man's voice"]);
  expect(heard('read the sign, in German')).toEqual(['read the sign, in German']);
  expect(heard('read the story to my son in German')).toHaveLength(2);
});
