import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ScriptedModels } from '../../src/models/index.js';
import { createRuntime } from '../../src/runtime/index.js';
import { ownTime, runChain } from './chain.js';
import { loadTools, makePicture, type Load } from './load.js';
import { spreadOf } from './spread.js';

/** Redis and PostgreSQL, as addresses. */
export interface Services {
  readonly redis: string;
  readonly postgres: string;
}

/** What steps cost that workers do. */
export interface DistributedCost {
  readonly load: Load;
  readonly workers: number;
  /** One chain alone: ms that a step takes beyond what the tool itself does. */
  readonly addedP50: number;
  readonly addedP99: number;
  /** Steps a second with two chains a worker. */
  readonly stepsPerSecond: number;
}

export interface DistributedOptions {
  readonly workers: readonly number[];
  readonly loads: readonly Load[];
  /** Of each chain. */
  readonly steps: number;
}

/** Measures chains of steps with so many workers, each a process of its own. */
export async function* measureDistributed(services: Services, { workers, loads, steps }: DistributedOptions): AsyncGenerator<DistributedCost> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-scale-'));
  const picture = join(folder, 'picture.png');
  const configFile = join(folder, 'vouch.config.json');
  await makePicture(picture);
  await writeFile(configFile, JSON.stringify({ queue: { redis: { urlFromEnv: 'BENCH_REDIS' } }, store: { postgres: { urlFromEnv: 'BENCH_POSTGRES' } } }));
  const env = { ...process.env, BENCH_REDIS: services.redis, BENCH_POSTGRES: services.postgres };
  const crew: ChildProcess[] = [];
  const runtime = await createRuntime({ dataFolder: folder, configFile, env, tools: loadTools(), models: new ScriptedModels([]) });
  try {
    for (const count of workers) {
      while (crew.length < count) crew.push(await startWorker(folder, configFile, env));
      for (const load of loads) {
        const own = await ownTime(load, picture, steps);
        await runChain(runtime, load, 10, picture);
        const gaps = await runChain(runtime, load, steps, picture);
        const added = spreadOf(gaps.map((gap) => Math.max(0, gap - own)));
        const started = performance.now();
        await Promise.all(Array.from({ length: 2 * count }, () => runChain(runtime, load, steps, picture)));
        yield { load, workers: count, addedP50: added.p50, addedP99: added.p99, stepsPerSecond: (2 * count * steps * 1000) / (performance.now() - started) };
      }
    }
  } finally {
    await runtime.close();
    await Promise.all(crew.map(async (worker) => {
      const ended = once(worker, 'exit');
      worker.kill();
      await ended;
    }));
    await rm(folder, { recursive: true, force: true });
  }
}

async function startWorker(folder: string, configFile: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('worker.ts', import.meta.url)), folder, configFile], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}
