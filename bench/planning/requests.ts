import { parseArgs } from 'node:util';
import { builtInTools } from '../../src/agents/index.js';
import { createPlanner } from '../../src/agents/planner/index.js';
import { messageOf, type PlanStrategy } from '../../src/core/index.js';
import { createModels } from '../../src/models/index.js';
import { builtInOracles } from '../../src/oracles/index.js';
import { givensOf, judgeReply, loadRequests } from './gold-requests.js';

/** Scores plans for requests about Vouch's own tools: `--file requests` (for tuning) or `--file held-out` (for measuring; faults are not shown). */
const { values: options } = parseArgs({ options: { file: { type: 'string', default: 'requests' }, strategy: { type: 'string', default: 'typed' } } });
const requests = await loadRequests(new URL(`../../test/planning/${options.file}.yaml`, import.meta.url));
const models = await createModels({ env: process.env, onNotice: (notice) => { process.stderr.write(`${notice}\n`); } });
const planner = createPlanner({ models });
const tools = builtInTools.map(({ spec }) => spec);
const oracles = builtInOracles.map(({ spec }) => spec);
let [toolsRight, allRight, ms] = [0, 0, 0];
for (const request of requests) {
  const started = performance.now();
  try {
    const judgement = judgeReply(request, await planner.plan({ goal: request.task, givens: givensOf(request), tools, oracles, strategy: options.strategy as PlanStrategy }));
    if (judgement.toolsRight) toolsRight += 1;
    if (judgement.allRight) allRight += 1;
    else if (options.file !== 'held-out') process.stderr.write(`${request.task}\n  ${judgement.faults.join('; ')}\n`);
  } catch (error) {
    if (options.file !== 'held-out') process.stderr.write(`${request.task}\n  ${messageOf(error)}\n`);
  }
  ms += performance.now() - started;
}
await models.close();
process.stdout.write(`${options.file}: ${requests.length} requests, tools right ${toolsRight}, everything right ${allRight}, ${(ms / 1000 / requests.length).toFixed(2)} s a plan\n`);
