// What a step costs: node --import tsx bench/scale/run.ts embedded|queued|distributed [size or sizes]
//   embedded 10,100,1000,10000   chains of so many empty steps in this process, beside LangGraph with its checkpointer, and shorter chains of steps that do something
//   queued 10000                 so many runs asked for at once
//   distributed 200              with Redis and PostgreSQL, started here: chains of so many steps with 1, 2, 4 and 8 workers, and what others take
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '../../test/support/redis-server.js';
import { openPostgres } from '../../test/support/postgres-server.js';
import { machineLine } from '../machine.js';
import { measureDistributed } from './distributed.js';
import { LOADS, makePicture } from './load.js';
import { withBenchRuntime } from './bench-runtime.js';
import { measureQueued } from './queued.js';
import { round } from './spread.js';
import { measureSteps } from './steps.js';
import { measureBullmq, measureLangGraphEmbedded, measureLangGraphShared } from './yardsticks.js';

const [what = 'embedded', given] = process.argv.slice(2);
const sizes = (given ?? { embedded: '10,100,1000,10000', queued: '10000', distributed: '200' }[what] ?? '').split(',').map(Number);
process.stdout.write(`${machineLine()}, load ${(loadavg()[0] ?? 0).toFixed(1)}\n`);
if (what === 'embedded') {
  await withBenchRuntime(async (runtime) => {
    // Once for nothing, so that no size pays for loading and compiling.
    await measureSteps(runtime, 300);
    for (const steps of sizes) print(await measureSteps(runtime, steps));
    const picture = join(runtime.dataFolder, 'picture.png');
    await makePicture(picture);
    // A picture gets smaller with each step.
    const few = Math.min(200, Math.max(...sizes));
    for (const load of LOADS) if (load !== 'empty') print(await measureSteps(runtime, few, load, picture));
  });
  for (const steps of sizes) print(await measureLangGraphEmbedded(steps));
} else if (what === 'queued') {
  for (const runs of sizes) await withBenchRuntime(async (runtime) => { print(await measureQueued(runtime, runs)); });
} else if (what === 'distributed') {
  const [redis, server] = [await startRedis(), await openPostgres({ fsync: true })];
  try {
    const services = { redis: redis.url, postgres: await server.database() };
    for (const steps of sizes) {
      print(await measureBullmq(services, steps));
      print(await measureLangGraphEmbedded(steps));
      print(await measureLangGraphShared(services, steps));
      for await (const cost of measureDistributed(services, { workers: (process.argv[4] ?? '1,2,4,8').split(',').map(Number), loads: LOADS, steps })) print(cost);
    }
  } finally {
    await redis.kill();
    await server.close();
  }
} else {
  process.stderr.write('Name what is to be measured: embedded, queued or distributed.\n');
  process.exitCode = 2;
}

function print(record: object): void {
  process.stdout.write(`${JSON.stringify(record, (_, value: unknown) => (typeof value === 'number' ? round(value) : value))}\n`);
}
