import { parseArgs } from 'node:util';
import { createPlanner, givensInText, parseToolsFile } from '../../src/agents/planner/index.js';
import { PLAN_STRATEGIES, toVouchError, VouchError, type PlanReply, type PlanStrategy } from '../../src/core/index.js';
import { createModels } from '../../src/models/index.js';
import { builtInOracles } from '../../src/oracles/index.js';
import { countingModels } from './counting-models.js';
import { appendRecord, readRecords } from './plan-records.js';
import { rememberingModels } from './remembering-models.js';
import { loadRequestSet, REQUEST_SETS, VARIANTS, type RequestSetName, type Variant } from './request-sets.js';
import { graphOf } from './score.js';

/**
 * Plans the requests of one set and writes one line a request to a progress file, from which a later call goes on.
 * bench/planning/compare.ts makes tables of such files.
 */
const { values: options } = parseArgs({
  options: {
    set: { type: 'string', default: 'mm' },
    variant: { type: 'string', default: 'as-is' },
    strategy: { type: 'string', default: 'typed' },
    /** Every n-th request: a fixed sample for slow strategies. */
    every: { type: 'string', default: '1' },
    /** Stops before the next request after so many seconds. */
    seconds: { type: 'string', default: 'Infinity' },
    progress: { type: 'string' },
    /** Asks no model the same twice; times say nothing then. */
    memory: { type: 'string' },
  },
});
const { progress } = options;
const [set, variant, strategy] = [options.set as RequestSetName, options.variant as Variant, options.strategy as PlanStrategy];
if (progress === undefined || !REQUEST_SETS.includes(set) || !VARIANTS.includes(variant) || !PLAN_STRATEGIES.includes(strategy)) {
  throw new VouchError('USAGE', `Give --progress FILE, --set ${REQUEST_SETS.join('|')}, --strategy ${PLAN_STRATEGIES.join('|')}, --variant ${VARIANTS.join('|')}.`);
}

const loaded = await loadRequestSet(set, variant);
const tools = parseToolsFile(loaded.tools);
const oracles = builtInOracles.map(({ spec }) => spec);
const done = new Set((await readRecords(progress)).map(({ id }) => id));
const left = loaded.requests.filter((request, at) => at % Number(options.every) === 0 && !done.has(request.id));
const models = await createModels({ env: process.env, onNotice: (notice) => { process.stderr.write(`${notice}\n`); } });
const spent = { tokens: 0 };
const counted = countingModels(models, spent);
const planner = createPlanner({ models: options.memory === undefined ? counted : await rememberingModels(counted, options.memory) });
const begun = performance.now();
let planned = 0;
for (const request of left) {
  if (performance.now() - begun > Number(options.seconds) * 1000) break;
  const started = performance.now();
  spent.tokens = 0;
  const reply = await planner
    .plan({ goal: request.task, givens: givensInText(request.task), tools, oracles, allowOpenInputs: true, strategy })
    .catch((error: unknown): PlanReply | 'invalid' => {
      // Only a plan that the validator refuses counts against the planner; a broken model server ends the measurement.
      if (toVouchError(error).code !== 'PLAN_NOT_FOUND' && toVouchError(error).code !== 'MODEL_REPLY_INVALID') throw error;
      return 'invalid';
    });
  const ms = performance.now() - started;
  const got = graphOf(reply !== 'invalid' && reply.status === 'planned' ? reply.plan : undefined);
  await appendRecord(progress, {
    id: request.id, type: request.type, reply: reply === 'invalid' ? reply : reply.status, tools: [...got.tools], links: [...got.links],
    gold: { tools: [...request.gold.tools], links: [...request.gold.links] }, ms: Math.round(ms), tokens: spent.tokens,
  });
  planned += 1;
}
await models.close();
process.stderr.write(`${planned} planned, ${left.length - planned} left\n`);
