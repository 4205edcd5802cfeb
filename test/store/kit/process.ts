// A process that runs a plan on shared stores: arguments are JSON. It dies right after the journal was handed event `killAfter`.
import { appendFileSync } from 'node:fs';
import { openSharedStores, type Stores } from '../../../src/store/index.js';
import { testRuntime } from '../../support/workshop.js';
import { chainPlan, chainTools } from './chain.js';

interface Order {
  readonly folder: string;
  readonly url: string;
  readonly deeds: string;
  readonly killAfter?: number;
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const shared = await openSharedStores(order.folder, order.url);
const { journal } = shared;
const append: typeof journal.append = (runId, event, options) => {
  const stamped = journal.append(runId, event, options);
  // Only what is written is sure to be found again.
  if (stamped.seq === order.killAfter) void journal.settled(runId).then(() => process.kill(process.pid, 'SIGKILL'));
  return stamped;
};
const stores: Stores = { ...shared, journal: { ...journal, append } };
const runtime = testRuntime({ tools: chainTools((deed) => { appendFileSync(order.deeds, `${deed}\n`); }), stores }, order.folder);
const run = runtime.run({ plan: chainPlan, ask: () => Promise.resolve('yes') });
process.stdout.write(`${run.id}\n`);
await run.result;
await runtime.close();
