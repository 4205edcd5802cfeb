// A process that runs (or resumes) a plan in a data folder and does to itself what the parent wants: arguments are JSON.
import { openStores, type Stores } from '../../src/store/index.js';
import { testRuntime } from '../support/workshop.js';
import { crashOracles, crashPlan, crashTools, letterPlan } from './plan.js';
import { openWorld } from './world.js';

interface Order {
  readonly folder: string;
  readonly world: string;
  readonly clip: string;
  readonly plan: 'crash' | 'letter';
  /** The run to resume; absent: a new one. */
  readonly resume?: string;
  /** Dies right after this event is written. */
  readonly killAfter?: number;
  /** It dies as soon as the journal has been handed that event, which may not be written then. */
  readonly unwritten?: true;
  /** Stands still right after this event is written, until it is continued. */
  readonly stopAfter?: number;
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;

/** Stores whose process dies, or stands still, once the journal holds so many events. */
function deadly(stores: Stores): Stores {
  const { journal } = stores;
  const append: typeof journal.append = (runId, event, options) => {
    const stamped = journal.append(runId, event, options);
    if (stamped.seq === order.stopAfter || (stamped.seq === order.killAfter && !order.unwritten)) journal.flush(runId);
    if (stamped.seq === order.killAfter) process.kill(process.pid, 'SIGKILL');
    if (stamped.seq === order.stopAfter) process.kill(process.pid, 'SIGSTOP');
    return stamped;
  };
  return { ...stores, journal: { ...journal, append } };
}

const ask = (): Promise<string> => Promise.resolve('yes');
try {
  const runtime = testRuntime({ tools: crashTools(openWorld(order.world), order.clip), oracles: crashOracles(), stores: deadly(openStores(order.folder)) }, order.folder);
  const run = order.resume === undefined ? runtime.run({ plan: order.plan === 'crash' ? crashPlan : letterPlan, ask }) : await runtime.resume(order.resume, { ask });
  process.stdout.write(`started ${run.id}\n`);
  const { status, error } = await run.result;
  process.stdout.write(`ended ${status} ${error?.code ?? ''}\n`);
  await runtime.close();
} catch (error) {
  process.stdout.write(`refused ${(error as { code?: string }).code ?? String(error)}\n`);
}
