import { counted } from '../../core/index.js';
import type { QueueConfig } from '../../models/index.js';
import type { connectRedis } from '../../runtime/workers/index.js';
import type { Check } from './check.js';

type Redis = Awaited<ReturnType<typeof connectRedis>>;

/** What is not as it should be, and what mends it. */
interface Fault {
  readonly what: string;
  readonly fix: string;
}

/** Redis answers, which version it is, whether it keeps what it is told, and which workers are there. */
export async function checkQueue(config: QueueConfig | undefined, env: NodeJS.ProcessEnv = process.env): Promise<Omit<Check, 'name'>> {
  if (!config) return { status: 'ok', message: 'none: steps are done in the process that runs them' };
  const { connectRedis, redisPlace, redisVersion, workersPresent } = await import('../../runtime/workers/index.js');
  const place = redisPlace(config, env);
  const redis = await connectRedis(place, () => undefined);
  try {
    const [version, workers] = [await redisVersion(redis), await workersPresent(redis, config.prefix)];
    const pools = [...new Set(workers.map(({ line }) => line))].sort();
    const message = `Redis ${version} at ${place.shown}; ${workers.length === 0 ? 'no worker' : `${counted(workers.length, 'worker')} (${pools.join('; ')})`}`;
    const faults = [...(await evictionFaults(redis)), ...(await keepingFaults(redis)), ...(workers.length === 0 ? [{ what: '', fix: 'vouch worker' }] : [])];
    if (faults.length === 0) return { status: 'ok', message };
    return { status: 'warning', message: [message, ...faults.flatMap(({ what }) => (what === '' ? [] : [what]))].join('; '), fix: faults.map(({ fix }) => fix).join('; ') };
  } finally {
    redis.disconnect();
  }
}

async function evictionFaults(redis: Redis): Promise<Fault[]> {
  const policy = await told(redis, 'memory', 'maxmemory_policy');
  return policy === undefined || policy === 'noeviction' ? [] : [{ what: `it throws keys away when it is full (maxmemory-policy ${policy})`, fix: 'set maxmemory-policy noeviction in the configuration of Redis' }];
}

/** Who loses its power must not forget that a deed was begun: another worker would do it again. */
async function keepingFaults(redis: Redis): Promise<Fault[]> {
  const fix = 'set appendonly yes and appendfsync always in the configuration of Redis';
  if ((await told(redis, 'persistence', 'aof_enabled')) === '0') return [{ what: 'it forgets what waits, and which deeds were begun, when it is started anew (appendonly no)', fix }];
  const sync = await settingOf(redis, 'appendfsync');
  // Where its configuration may not be read, whoever looks after it knows.
  return sync === undefined || sync === 'always' ? [] : [{ what: `it forgets the last of what it was told where the power fails (appendfsync ${sync})`, fix }];
}

/** A line of what Redis tells of itself. */
async function told(redis: Redis, section: string, name: string): Promise<string | undefined> {
  return new RegExp(`^${name}:(\\S+)`, 'm').exec(await redis.info(section))?.[1];
}

/** `undefined` where it may not be asked, as at many managed ones. */
async function settingOf(redis: Redis, name: string): Promise<string | undefined> {
  try {
    const [, value] = (await redis.config('GET', name)) as string[];
    return value;
  } catch {
    return undefined;
  }
}
