import { fileURLToPath } from 'node:url';
import { RAM, Supervisor, type DeviceMeter, type ModelServer, type ServerAddress } from '../../src/models/servers/index.js';
import { fixedWindow } from '../../src/models/router/decide/window.js';
import { Lane } from '../../src/models/router/lane.js';
import { median } from '../machine.js';
import { seededRandom } from '../seeded-random.js';

export const ENGINE = fileURLToPath(new URL('engine-process.cjs', import.meta.url));
export const UNMEASURED: DeviceMeter = { gpus: () => Promise.resolve([]), freeBytes: () => Promise.resolve(undefined), heldBytes: () => Promise.resolve(undefined) };

const MODELS = ['a', 'b', 'c', 'd'];
const SLOTS = 2;
const PLANS = 6;
const STEPS = 20;
const LOAD_MS = 1500;
const WORK_MS = 120;
const SIZE = 1e15;

type Order = 'by-need' | 'first-come';

/** Plans of 20 steps, one after the other, each on one of four models; half of the steps stay with the model of the step before. */
function plans(seed: number): string[][] {
  const random = seededRandom(seed);
  return Array.from({ length: PLANS }, () => {
    let model = MODELS[0] ?? '';
    return Array.from({ length: STEPS }, () => (model = random() < 0.5 ? model : (MODELS[Math.floor(random() * MODELS.length)] ?? model)));
  });
}

async function ask({ url, token }: ServerAddress, prompt: string): Promise<void> {
  const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers: { authorization: `Bearer ${token ?? ''}` }, body: JSON.stringify({ messages: [{ content: prompt }] }) });
  if (!response.ok) throw new Error(`status ${response.status}`);
  await response.json();
}

/** All plans at once, on servers of which two fit; seconds, and how often a model was loaded. */
async function makespan(order: Order, seed: number): Promise<{ seconds: number; loads: number }> {
  const supervisor = new Supervisor({ memoryBytes: SIZE * (SLOTS + 0.5), meter: UNMEASURED, order, times: { idleMs: Infinity } });
  let loads = 0;
  const servers = new Map(MODELS.map((id): [string, { server: ModelServer; lane: Lane }] => [id, {
    server: supervisor.declare({
      id,
      ways: [{ name: 'only', device: RAM, shrunk: 0, bytes: SIZE, assumedResidual: 0, weightBytes: 0, launch: () => {
        loads += 1;
        return Promise.resolve({ command: process.execPath, arguments: [ENGINE], env: {}, engine: 'bench', options: { modelId: id, files: {}, threads: 1, settings: { loadMs: LOAD_MS, workMs: WORK_MS } } });
      } }],
    }),
    lane: new Lane({ server: id, window: fixedWindow(1), breaks: false }),
  }]));
  const began = performance.now();
  try {
    await Promise.all(plans(seed).map(async (steps, plan) => {
      for (const [index, model] of steps.entries()) {
        const target = servers.get(model);
        if (!target) throw new Error(`unreachable: no model ${model}`);
        if (order === 'by-need') {
          supervisor.lookahead.expect(String(plan), steps.slice(index).map((id) => [id]));
          const next = servers.get(steps[index + 1] ?? '');
          if (next) void supervisor.warm(next.server, new AbortController().signal).catch(() => undefined);
        }
        const { signal } = new AbortController();
        const use = (): Promise<void> => supervisor.use(target.server, (address) => ask(address, `${plan}.${index}`), signal);
        await (order === 'by-need' ? target.lane.run(use, { signal, owner: String(plan) }) : use());
      }
      supervisor.lookahead.expect(String(plan), []);
    }));
    return { seconds: (performance.now() - began) / 1000, loads };
  } finally {
    await supervisor.close();
  }
}

/** No order can be quicker: one plan's steps follow each other, a model does one step at a time, and two slots share all work and four loads. */
function lowerBound(seed: number): number {
  const all = plans(seed);
  const ofModels = MODELS.map((model) => all.flat().filter((step) => step === model).length * WORK_MS + LOAD_MS);
  const shared = (all.flat().length * WORK_MS + MODELS.length * LOAD_MS) / SLOTS;
  return Math.max(STEPS * WORK_MS + LOAD_MS, shared, ...ofModels) / 1000;
}

/** Makespan over the lower bound, in the order of need against first come, first served. */
export async function swapping(rounds = 3): Promise<void> {
  const ratios: number[] = [];
  for (let seed = 1; seed <= rounds; seed += 1) {
    const bound = lowerBound(seed);
    const first = seed % 2 === 0 ? await makespan('first-come', seed) : undefined;
    const need = await makespan('by-need', seed);
    const come = first ?? (await makespan('first-come', seed));
    ratios.push(need.seconds / come.seconds);
    console.log(`plans of seed ${seed}: by need ${need.seconds.toFixed(1)} s (${(need.seconds / bound).toFixed(2)} of the lower bound, ${need.loads} loads), first come ${come.seconds.toFixed(1)} s (${(come.seconds / bound).toFixed(2)}, ${come.loads} loads): ${((1 - need.seconds / come.seconds) * 100).toFixed(0)}% better`);
  }
  console.log(`4 models on 2 slots, ${PLANS} plans of ${STEPS} steps (load ${LOAD_MS} ms, step ${WORK_MS} ms): median ${((1 - median(ratios)) * 100).toFixed(0)}% better (bar: 15%)`);
}
