/**
 * Tokens a second of the language model behind its server against node-llama-cpp called directly, in interleaved rounds
 * of one run. Usage: `npx tsx bench/tokens.ts [model id] [rounds]`.
 */
import { cpus, availableParallelism } from 'node:os';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import { createModels, createModelStore, loadCatalog, vouchHome } from '../src/models/index.js';

const TOKENS = 48;
const PROMPT = 'Explain in plain words how a bicycle stays upright while it is ridden.';
const [modelId = 'qwen2.5-coder-1.5b', rounds = '4'] = process.argv.slice(2);

const median = (values: number[]): number => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

const store = createModelStore({ home: vouchHome(), entries: await loadCatalog() });
const models = await createModels({ store });
const threads = Math.min(availableParallelism(), store.entry(modelId).needs.threads);
const llama = await getLlama({ build: 'never', gpu: 'auto', maxThreads: threads, logLevel: LlamaLogLevel.error });
const model = await llama.loadModel({ modelPath: store.files(modelId)['model'] ?? '', useMmap: false });
const context = await model.createContext({ contextSize: 2048, threads });
const sequence = context.getSequence();
const tokens = model.tokenize(`<|im_start|>user\n${PROMPT}<|im_end|>\n<|im_start|>assistant\n`, true);

async function direct(): Promise<number> {
  await sequence.clearHistory();
  await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(0, -1));
  const started = performance.now();
  let count = 0;
  for await (const token of sequence.evaluate(tokens.slice(-1), { temperature: 0 })) {
    model.detokenize([token]);
    count += 1;
    if (count === TOKENS) break;
  }
  return (count / (performance.now() - started)) * 1000;
}

async function served(): Promise<number> {
  const started = performance.now();
  // The prompt is in the prefix cache after the first round, as it is for the direct call.
  const reply = await models.chat({ messages: [{ role: 'user', content: PROMPT }], maxTokens: TOKENS }, { model: modelId });
  return (reply.usage.completionTokens / (performance.now() - started)) * 1000;
}

const cold = performance.now();
await served();
console.log(`machine: ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${availableParallelism()} cores, ${threads} threads, gpu ${String(llama.gpu)}`);
console.log(`model: ${modelId}; cold start with the first reply ${((performance.now() - cold) / 1000).toFixed(1)} s; server resident ${(models.residentBytes() / 1e6).toFixed(0)} MB`);
await direct();
const results = { direct: [] as number[], served: [] as number[] };
for (let round = 0; round < Number(rounds); round += 1) {
  results.direct.push(await direct());
  results.served.push(await served());
}
// Other programs on the machine only ever make a round slower: the best round of each is the least disturbed one.
const best = Math.max(...results.served) / Math.max(...results.direct);
const ratio = median(results.served) / median(results.direct);
console.log(`direct ${results.direct.map((value) => value.toFixed(1)).join(' ')} tokens/s, median ${median(results.direct).toFixed(1)}`);
console.log(`served ${results.served.map((value) => value.toFixed(1)).join(' ')} tokens/s, median ${median(results.served).toFixed(1)}`);
console.log(`served / direct: best rounds ${best.toFixed(3)}, medians ${ratio.toFixed(3)} (bar: at least 0.95)`);
await models.close();
await context.dispose();
await model.dispose();
process.exit(0);
