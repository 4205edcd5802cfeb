import { createPlanner, parseToolsFile } from '../../../src/agents/planner/index.js';
import type { PlanReply, PlanStrategy } from '../../../src/core/index.js';
import { ScriptedModels } from '../../../src/models/scripted.js';

const photo = [{ name: 'photo', modality: 'image' }];
const TOOLS = parseToolsFile([
  { name: 'photo_frame', description: 'Puts a frame around a photo.', inputs: photo, outputs: photo },
  { name: 'photo_border', description: 'Puts a border around a photo.', inputs: photo, outputs: photo },
  { name: 'photo_poem', description: 'Writes a poem about a photo.', inputs: photo, outputs: [{ name: 'poem', modality: 'text' }] },
]);
/** Sure of the border, wherever it stands among the options. */
const votesForBorder = { score: ({ messages, candidates }: { messages: readonly { content: unknown }[]; candidates: readonly string[] }): number[] => {
  const letter = /^([A-F])\. photo_border/m.exec(String(messages.at(-1)?.content))?.[1];
  return candidates.map((candidate) => (candidate === letter ? -0.01 : -8));
} };

async function planned(strategy: PlanStrategy, votes: number): Promise<string[]> {
  const models = new ScriptedModels(Array.from({ length: votes }, () => votesForBorder), { jobs: ['chat'] });
  const reply: PlanReply = await createPlanner({ models }).plan({ goal: 'Put a nice edge around the photo.', givens: [{ name: 'a.jpg', modality: 'image' }], tools: TOOLS, oracles: [], strategy });
  models.finish();
  return reply.status === 'planned' ? reply.plan.steps.map(({ tool }) => tool) : [];
}

test('fast asks no language model', async () => {
  expect(await planned('fast', 0)).toHaveLength(1);
});

test.each([['typed', 2], ['thorough', 3]] as const)('%s puts a close call to the vote in %d orders of the options', async (strategy, votes) => {
  expect(await planned(strategy, votes)).toEqual(['photo_border']);
});
