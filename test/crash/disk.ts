// A process whose disk is full in the middle of a run, until there is room again, and which says what is wrong then. It runs on a small disk of its own;
// arguments are JSON.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStores } from '../../src/store/index.js';
import { testRuntime } from '../support/workshop.js';
import { crashOracles, crashPlan, crashTools } from './plan.js';
import { harmed, leftOver, type Expected } from './unharmed.js';
import { openWorld } from './world.js';

interface Order {
  readonly folder: string;
  readonly world: string;
  readonly clip: string;
  readonly expected: Expected;
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const ballast = join(order.folder, 'ballast');
/** Whole pages first, then whatever is left. */
function fill(): void {
  for (const bytes of [64_000, 4096, 1]) for (let n = 0; fits(`${ballast}-${bytes}-${n}`, bytes); n++);
}

function fits(path: string, bytes: number): boolean {
  try {
    writeFileSync(path, Buffer.alloc(bytes));
    return true;
  } catch {
    rmSync(path, { force: true });
    return false;
  }
}

const stores = openStores(order.folder);
let begun = false;
const { journal } = stores;
const append: typeof journal.append = (runId, event, options) => {
  const stamped = journal.append(runId, event, options);
  if (!begun && stamped.type === 'step.completed' && stamped.data.step === 'look') {
    begun = true;
    journal.flush(runId);
    fill();
  }
  return stamped;
};
const world = openWorld(order.world);
const runtime = testRuntime({ tools: crashTools(world, order.clip), oracles: crashOracles(), stores: { ...stores, journal: { ...journal, append } } }, order.folder);
const ask = (): Promise<string> => Promise.resolve('yes');
const run = runtime.run({ plan: crashPlan, ask });
const first = await run.result;
execFileSync('sh', ['-c', `rm -f "${ballast}"*`]);
const { faultsOf } = await harmed(runtime, world);
const faults = faultsOf(await (await runtime.resume(run.id, { ask })).result, order.expected);
await runtime.close();
faults.push(...(await leftOver(order.folder, tmpdir())));
process.stdout.write(`${JSON.stringify({ first: { status: first.status, code: first.error?.code }, faults })}\n`);
