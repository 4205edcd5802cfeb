import { join } from 'node:path';
import type { ModelClient, Oracle, Tool } from '../../src/core/index.js';
import { QueueConfig } from '../../src/models/index.js';
import { byName } from '../../src/runtime/by-name.js';
import { openQueueExecutor } from '../../src/runtime/workers/index.js';
import { startWorker, type RunningWorker, type WorkerOptions } from '../../src/runtime/workers/worker.js';
import { openArtifactStore } from '../../src/store/index.js';
import { noModels } from './no-models.js';
import { workerOracles, workerTools } from './worker-tools.js';

/** What a worker and a runtime of a test agree on. */
export interface Crew {
  readonly url: string;
  readonly prefix: string;
  /** Of the runtime's stores. */
  readonly folder: string;
  /** Where the tools write down what they do. */
  readonly yard: string;
}

export type CrewExecutor = Awaited<ReturnType<typeof openQueueExecutor>>;

/** The runtime's side. */
export function crewExecutor({ url, prefix, yard }: Omit<Crew, 'folder'>, { tools = workerTools(yard), models = noModels, ...queue }: { inFlight?: number; pools?: QueueConfig['pools']; tools?: Tool[]; models?: ModelClient } = {}): Promise<CrewExecutor> {
  return openQueueExecutor({ place: { url, shown: url }, config: QueueConfig.parse({ redis: { urlFromEnv: 'REDIS_URL' }, prefix, ...queue }), tools: byName(tools), oracles: byName(workerOracles), models, onFault: () => undefined });
}

/** A worker in this process. */
export function crewWorker({ url, prefix, folder, yard }: Crew, { tools = workerTools(yard), oracles = workerOracles, ...options }: Partial<WorkerOptions> & { tools?: Tool[]; oracles?: Oracle[] } = {}): Promise<RunningWorker> {
  return startWorker(
    { tools: byName(tools), oracles: byName(oracles), models: noModels, artifacts: openArtifactStore(join(folder, 'artifacts')), allowedFolders: [] },
    { place: { url, shown: url }, prefix, pool: 'test', can: ['plain'], concurrency: 1, graceMs: 30_000, lockMs: 4000, resident: () => [], onFault: () => undefined, ...options },
  );
}
