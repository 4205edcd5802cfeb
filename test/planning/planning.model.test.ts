import { givensOf, judgeReply, loadRequests } from '../../bench/planning/index.js';
import { builtInTools } from '../../src/agents/index.js';
import { createPlanner } from '../../src/agents/planner/index.js';
import { createModels, type Models } from '../../src/models/index.js';
import { builtInOracles } from '../../src/oracles/index.js';

let models: Models;
beforeAll(async () => {
  models = await createModels({ env: process.env });
});
afterAll(async () => {
  await models.close();
});

test('most requests about the built-in tools get the plan that they mean', async () => {
  const requests = (await loadRequests(new URL('../../test/planning/requests.yaml', import.meta.url))).filter((_, at) => at % 5 === 0);
  const planner = createPlanner({ models });
  const tools = builtInTools.map(({ spec }) => spec);
  const oracles = builtInOracles.map(({ spec }) => spec);
  const wrong: string[] = [];
  for (const request of requests) {
    const judgement = judgeReply(request, await planner.plan({ goal: request.task, givens: givensOf(request), tools, oracles }));
    if (!judgement.allRight) wrong.push(`${request.task}: ${judgement.faults.join('; ')}`);
  }
  expect(requests.length).toBeGreaterThanOrEqual(12);
  expect(wrong.length <= requests.length / 6 ? [] : wrong).toEqual([]);
});
