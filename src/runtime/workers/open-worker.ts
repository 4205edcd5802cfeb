import { JOBS, messageOf, VouchError } from '../../core/index.js';
import { loadConfig, vouchHome, type Models } from '../../models/index.js';
import { openArtifactsAt, type ArtifactPlace } from '../../store/index.js';
import { openEquipment } from '../equipment.js';
import type { RuntimeOptions } from '../types.js';
import { Capability } from './capability.js';
import { redisPlace } from './redis.js';
import { startWorker, type RunningWorker, type WorkerOptions } from './worker.js';

/** How a worker is started; every field has a default. */
export interface CreateWorkerOptions extends RuntimeOptions, Partial<Pick<WorkerOptions, 'concurrency' | 'graceMs' | 'onFault' | 'onDone'>> {
  /** Default `default`. */
  readonly pool?: string | undefined;
  /** Default: every job that a model here does, and `plain`. */
  readonly can?: readonly string[] | undefined;
}

/** See createWorker. */
export async function openWorker(options: CreateWorkerOptions = {}): Promise<RunningWorker> {
  const env = options.env ?? process.env;
  const config = loadConfig({ file: options.configFile, env });
  if (!config.queue) throw new VouchError('USAGE', 'A worker needs a queue to take steps from: set queue in vouch.config.json, such as {"queue": {"redis": {"urlFromEnv": "REDIS_URL"}}}.', { details: { field: 'queue' } });
  const equipment = await openEquipment(options, config, env);
  let bytes: ArtifactPlace | undefined;
  try {
    const { models, own } = equipment;
    const can = parseCan(options.can ?? [...JOBS.filter((job) => models.has(job)), 'plain']);
    const place = (bytes = await openArtifactsAt(options.dataFolder ?? vouchHome(env).data, config.store, env));
    const worker = await startWorker({ ...equipment, artifacts: place.artifacts }, {
      place: redisPlace(config.queue, env), prefix: config.queue.prefix, pool: parsePool(options.pool ?? 'default'), can, concurrency: options.concurrency ?? 1, graceMs: options.graceMs ?? 30_000,
      resident: () => residentIn(own), onFault: options.onFault ?? ((error) => { process.emitWarning(`The queue in Redis cannot be reached at the moment: ${messageOf(error)}`); }),
      ...(options.onDone ? { onDone: options.onDone } : {}),
    });
    return {
      ...worker,
      close: async () => {
        await worker.close();
        await equipment.close();
        await place.close();
      },
    };
  } catch (error) {
    await equipment.close();
    await bytes?.close();
    throw error;
  }
}

function parseCan(given: readonly string[]): Capability[] {
  const unknown = given.filter((name) => !Capability.safeParse(name).success);
  if (unknown.length > 0 || given.length === 0) throw new VouchError('USAGE', `${unknown.length === 0 ? 'A worker can do nothing' : `No worker can do ${unknown.join(', ')}`}. There are: ${Capability.options.join(', ')}.`);
  return given as Capability[];
}

function parsePool(name: string): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) throw new VouchError('USAGE', `A pool is named with letters, digits, - and _, not "${name}".`);
  return name;
}

function residentIn(models: Models | undefined): string[] {
  return [...new Set((models?.status() ?? []).flatMap(({ models: offers }) => offers.flatMap(({ model, state }) => (state === 'ready' ? [model] : []))))];
}
