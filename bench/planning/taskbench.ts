import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { createPlanner, givensInText, parseToolsFile } from '../../src/agents/planner/index.js';
import { messageOf, PLAN_STRATEGIES, VouchError, type ModelClient, type PlanReply, type PlanStrategy } from '../../src/core/index.js';
import { createModels } from '../../src/models/index.js';
import { emptyTally, graphOf, scoresOf, tally } from './score.js';
import { loadTaskBench, SETS, type SetName } from './taskbench-data.js';

/** n-F1 / e-F1 of the whole set, as published (TaskBench, arXiv 2311.18760). */
const PUBLISHED: Readonly<Record<SetName, readonly (readonly [string, number, number])[]>> = {
  mm: [['GPT-4', 90.9, 69.3], ['GPT-3.5', 72.8, 44.0], ['CodeLlama-13B', 62.8, 24.6], ['Llama-2-7B', 26.5, 0.9]],
  hf: [['GPT-4', 81.5, 54.7], ['GPT-3.5', 69.5, 33.4], ['CodeLlama-13B', 53.2, 14.6]],
};

const { values: options } = parseArgs({ options: { set: { type: 'string', default: 'mm' }, strategy: { type: 'string', default: 'typed' }, from: { type: 'string', default: '0' }, count: { type: 'string', default: '1000' }, faults: { type: 'boolean', default: false } } });
const set = options.set as SetName;
const strategy = options.strategy as PlanStrategy;
const { TASKBENCH: data, TASKBENCH_GOLD: gold } = process.env;
if (data === undefined || gold === undefined || !(set in SETS) || !PLAN_STRATEGIES.includes(strategy)) {
  throw new VouchError('USAGE', 'Set TASKBENCH to the taskbench folder of a checkout of microsoft/JARVIS and TASKBENCH_GOLD to the folder with mm_dev.tsv and hf_dev.tsv; --set mm|hf, --strategy typed|one-shot.');
}

/** Counts what the language model reads and writes. */
function counting(models: ModelClient, spent: { tokens: number }): ModelClient {
  return {
    has: (job) => models.has(job),
    modelsFor: (job) => models.modelsFor(job),
    canScore: () => models.canScore(),
    chat: async (request, call) => {
      const reply = await models.chat(request, call);
      spent.tokens += reply.usage.promptTokens + reply.usage.completionTokens;
      return reply;
    },
    score: async (request, call) => {
      const reply = await models.score(request, call);
      spent.tokens += reply.usage.promptTokens + reply.usage.completionTokens;
      return reply;
    },
    embed: (texts, call) => models.embed(texts, call),
    speak: (request, call) => models.speak(request, call),
    voices: (call) => models.voices(call),
    transcribe: (request, call) => models.transcribe(request, call),
    ocr: (request, call) => models.ocr(request, call),
    readLines: (request, call) => models.readLines(request, call),
    detect: (request, call) => models.detect(request, call),
  };
}

const { tools: file, requests } = await loadTaskBench(set, data, gold);
const tools = parseToolsFile(file);
const models = await createModels({ env: process.env, onNotice: (notice) => { process.stderr.write(`${notice}\n`); } });
const spent = { tokens: 0 };
const planner = createPlanner({ models: counting(models, spent) });
const sums = new Map(['all', 'single', 'chain', 'dag'].map((type) => [type, emptyTally()]));
let invalid = 0;
let ms = 0;
const chosen = requests.slice(Number(options.from), Number(options.from) + Number(options.count));
for (const request of chosen) {
  const started = performance.now();
  const reply = await planner.plan({ goal: request.task, givens: givensInText(request.task), tools, oracles: [], allowOpenInputs: true, strategy }).catch((error: unknown): PlanReply => {
    invalid += 1;
    return { status: 'missing', capability: '', message: messageOf(error) };
  });
  ms += performance.now() - started;
  const got = graphOf(reply.status === 'planned' ? reply.plan : undefined);
  for (const type of ['all', request.type]) {
    const sum = sums.get(type);
    if (sum && !tally(sum, got, request.gold) && type === 'all' && options.faults) process.stderr.write(`${request.id} ${request.task}\n  gold ${[...request.gold.tools, ...request.gold.links].join('; ')}\n  got  ${[...got.tools, ...got.links].join('; ')}\n`);
  }
}
await models.close();

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const lines = [
  `TaskBench ${set}, development part; ${strategy}; ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
  row(['requests', 'n', 'n-F1', 'e-F1', 'exact']),
  row(['---', '---', '---', '---', '---']),
  ...[...sums].map(([type, sum]) => {
    const { requests: n, nodeF1, edgeF1, exact } = scoresOf(sum);
    return row([type, String(n), nodeF1.toFixed(1), edgeF1.toFixed(1), exact.toFixed(1)]);
  }),
  ...PUBLISHED[set].map(([name, nodes, edges]) => row([`${name} (published, whole set)`, '', nodes.toFixed(1), edges.toFixed(1), ''])),
  `no valid plan: ${invalid}; ${(ms / 1000 / chosen.length).toFixed(2)} s and ${Math.round(spent.tokens / chosen.length)} language-model tokens a plan`,
];
process.stdout.write(`${lines.join('\n')}\n`);
