/** Steps done elsewhere: queues in Redis, the workers that take from them, and the runtime's side of it. */
export { openWorker, type CreateWorkerOptions } from './open-worker.js';
export { connectRedis, redisPlace, redisVersion, type RedisPlace } from './redis.js';
export { openQueueExecutor, type QueueExecutorOptions } from './queue-executor.js';
export { workersPresent, type WorkerCard } from './presence.js';
export type { RunningWorker } from './worker.js';
