import { parseArgs } from 'node:util';
import { builtInTools } from '../../src/agents/index.js';
import { createPlanner } from '../../src/agents/planner/index.js';
import { messageOf, type ModelClient, type PlanStrategy } from '../../src/core/index.js';
import { createModels } from '../../src/models/index.js';
import { builtInOracles } from '../../src/oracles/index.js';
import { countingModels } from './counting-models.js';
import { givensOf, judgeReply, loadRequests, type GoldRequest } from './gold-requests.js';
import { rememberingModels, withoutLanguageModel } from './remembering-models.js';

/** Files whose faults are shown. Those of all others are not: they measure, and nobody reads them. */
const FOR_TUNING = new Set(['requests', 'wordings', 'people', 'newcomers', 'causes', 'impossible', 'users', 'pictures', 'passers-by', 'neighbours', 'strangers']);

/**
 * Scores plans for requests about Vouch's own tools: `--files requests,held-out` of test/planning, `--strategy`, `--no-chat` without the
 * language model, `--memory FILE` to ask no model the same twice (its times say nothing then).
 */
const { values: options } = parseArgs({
  options: {
    files: { type: 'string', default: 'requests' },
    strategy: { type: 'string', default: 'typed' },
    'no-chat': { type: 'boolean', default: false },
    memory: { type: 'string' },
    /** Only requests with these words, of files for tuning. */
    only: { type: 'string' },
  },
});
const models = await createModels({ env: process.env, onNotice: (notice) => { process.stderr.write(`${notice}\n`); } });
const spent = { tokens: 0 };
const counted: ModelClient = countingModels(options['no-chat'] ? withoutLanguageModel(models) : models, spent);
const planner = createPlanner({ models: options.memory === undefined ? counted : await rememberingModels(counted, options.memory) });
const tools = builtInTools.map(({ spec }) => spec);
const oracles = builtInOracles.map(({ spec }) => spec);

/** What is wrong with the plan for a request; `undefined` for nothing. */
async function faultsOf(request: GoldRequest): Promise<{ toolsRight: boolean; faults: readonly string[] } | undefined> {
  try {
    const judgement = judgeReply(request, await planner.plan({ goal: request.task, givens: givensOf(request), tools, oracles, strategy: options.strategy as PlanStrategy }));
    return judgement.allRight ? undefined : judgement;
  } catch (error) {
    return { toolsRight: false, faults: [messageOf(error)] };
  }
}

for (const file of options.files.split(',')) {
  const isShown = FOR_TUNING.has(file);
  const requests = (await loadRequests(new URL(`../../test/planning/${file}.yaml`, import.meta.url))).filter(({ task }) => !isShown || task.includes(options.only ?? ''));
  let [toolsRight, allRight] = [0, 0];
  spent.tokens = 0;
  const begun = performance.now();
  for (const request of requests) {
    const wrong = await faultsOf(request);
    if (wrong?.toolsRight ?? true) toolsRight += 1;
    if (!wrong) allRight += 1;
    else if (isShown) process.stderr.write(`${request.task}\n  ${wrong.faults.join('; ')}\n`);
  }
  const seconds = (performance.now() - begun) / 1000 / requests.length;
  process.stdout.write(`${file}: ${requests.length} requests, tools right ${toolsRight}, everything right ${allRight}, ${seconds.toFixed(2)} s and ${Math.round(spent.tokens / requests.length)} tokens a plan\n`);
}
await models.close();
