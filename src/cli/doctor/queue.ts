import { counted } from '../../core/index.js';
import type { QueueConfig } from '../../models/index.js';
import type { connectRedis } from '../../runtime/workers/index.js';
import type { Check } from './check.js';

/** Redis answers, which version it is, and which workers are there. */
export async function checkQueue(config: QueueConfig | undefined): Promise<Omit<Check, 'name'>> {
  if (!config) return { status: 'ok', message: 'none: steps are done in the process that runs them' };
  const { connectRedis, redisPlace, redisVersion, workersPresent } = await import('../../runtime/workers/index.js');
  const place = redisPlace(config, process.env);
  const redis = await connectRedis(place, () => undefined);
  try {
    const [version, policy, workers] = [await redisVersion(redis), await evictionPolicy(redis), await workersPresent(redis, config.prefix)];
    const pools = [...new Set(workers.map(({ line }) => line))].sort();
    const message = `Redis ${version} at ${place.shown}; ${workers.length === 0 ? 'no worker' : `${counted(workers.length, 'worker')} (${pools.join('; ')})`}`;
    if (policy !== undefined && policy !== 'noeviction') return { status: 'warning', message: `${message}; it throws keys away when it is full (maxmemory-policy ${policy})`, fix: 'set maxmemory-policy noeviction in the configuration of Redis' };
    if (workers.length === 0) return { status: 'warning', message, fix: 'vouch worker' };
    return { status: 'ok', message };
  } finally {
    redis.disconnect();
  }
}

async function evictionPolicy(redis: Awaited<ReturnType<typeof connectRedis>>): Promise<string | undefined> {
  return /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
}
