import { Redis } from 'ioredis';
import { messageOf, VouchError } from '../../core/index.js';
import type { QueueConfig } from '../../models/index.js';

/** How to reach Redis. */
export interface RedisPlace {
  readonly url: string;
  /** Address without user and password, for messages. */
  readonly shown: string;
}

/** The oldest version of Redis whose commands are used. */
const OLDEST = 6.2;
const CONNECT_MS = 5000;
const RETRY_MS = 1000;

/** The address that the configuration names. Throws USAGE where its variable does not hold one. */
export function redisPlace({ redis: { urlFromEnv } }: QueueConfig, env: Readonly<Record<string, string | undefined>>): RedisPlace {
  const url = env[urlFromEnv] ?? '';
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol)) {
    throw new VouchError('USAGE', `${urlFromEnv} must hold the address of Redis (redis://user:password@host:port, or rediss:// with TLS): queue.redis.urlFromEnv in the configuration names it.`, { details: { field: 'queue.redis.urlFromEnv' } });
  }
  const { protocol, host, pathname } = new URL(url);
  return { url, shown: `${protocol}//${host}${pathname}` };
}

/** Options of every connection: it is made again for as long as it takes, soon at first, then each second. */
export function redisOptions({ url }: RedisPlace): { url: string; maxRetriesPerRequest: null; retryStrategy: (times: number) => number } {
  return { url, maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), RETRY_MS) };
}

/** A connection of our own. `onFault` hears of each loss. Throws QUEUE_FAILED where Redis does not answer, or is too old. */
export async function connectRedis(place: RedisPlace, onFault: (error: unknown) => void): Promise<Redis> {
  const { url, ...options } = redisOptions(place);
  const redis = new Redis(url, { ...options, lazyConnect: true });
  let fault: unknown;
  redis.on('error', (error) => {
    fault = error;
    onFault(error);
  });
  try {
    await Promise.race([redis.connect().then(() => redis.ping()), late()]);
    const version = await redisVersion(redis);
    if (Number.parseFloat(version) < OLDEST) throw new Error(`its version is ${version}, and ${OLDEST} or later is needed`);
    return redis;
  } catch (error) {
    redis.disconnect();
    throw new VouchError('QUEUE_FAILED', `Redis at ${place.shown} cannot be used: ${messageOf(fault ?? error)}`, { cause: error });
  }
}

/** As Redis tells it. */
export async function redisVersion(redis: Redis): Promise<string> {
  return /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? '0';
}

async function late(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, CONNECT_MS).unref());
  throw new Error(`it did not answer within ${CONNECT_MS} ms`);
}
