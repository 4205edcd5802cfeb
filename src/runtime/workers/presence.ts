import type { Redis } from 'ioredis';
import { z } from 'zod';
import { jsonText } from '../../store/index.js';
import { Capability } from './capability.js';

/** What a worker tells of itself. */
export const WorkerCard = z.object({
  id: z.string(),
  pool: z.string(),
  can: z.array(Capability),
  /** The queue that it takes from. */
  line: z.string().regex(/^[^:\s]+$/),
  concurrency: z.int().min(1),
  host: z.string(),
  pid: z.int(),
  /** Models that are loaded. */
  resident: z.array(z.string()),
});
export type WorkerCard = z.infer<typeof WorkerCard>;

const TELL_EVERY_MS = 2000;
/** A worker that has told nothing for so long is gone. */
const GONE_SECONDS = 10;

/** Tells of a worker for as long as it lives; the function that it returns takes it out of the list. */
export async function announce(redis: Redis, prefix: string, card: () => WorkerCard, onFault: (error: unknown) => void): Promise<() => Promise<void>> {
  const { id } = card();
  const tell = async (): Promise<void> => {
    await redis.multi().sadd(`${prefix}:workers`, id).set(`${prefix}:worker:${id}`, JSON.stringify(card()), 'EX', GONE_SECONDS).exec();
  };
  await tell();
  const timer = setInterval(() => { tell().catch(onFault); }, TELL_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await redis.multi().srem(`${prefix}:workers`, id).del(`${prefix}:worker:${id}`).exec();
  };
}

/** The workers that are alive. A card that this version cannot read, of a later one, is as good as none. */
export async function workersPresent(redis: Redis, prefix: string): Promise<WorkerCard[]> {
  const ids = await redis.smembers(`${prefix}:workers`);
  if (ids.length === 0) return [];
  const told = await redis.mget(ids.map((id) => `${prefix}:worker:${id}`));
  const gone = ids.filter((_, index) => told[index] === null);
  if (gone.length > 0) await redis.srem(`${prefix}:workers`, gone);
  return told.flatMap((text) => jsonText(WorkerCard).safeParse(text).data ?? []);
}
