import type { Redis } from 'ioredis';

/** A cancellation is remembered for so long, for a worker that takes the job only afterwards. */
const REMEMBERED_SECONDS = 3600;
/** A worker looks whether its jobs are cancelled this often, too, in case that it was not told. */
const LOOK_EVERY_MS = 1000;

/** Cancels a job wherever it is: who does it is told at once, and who takes it later finds it cancelled. */
export async function cancelJob(redis: Redis, prefix: string, id: string): Promise<void> {
  await redis.multi().set(keyOf(prefix, id), '1', 'EX', REMEMBERED_SECONDS).publish(`${prefix}:cancels`, id).exec();
}

/** A job that is put again after it was cancelled is no longer so. */
export async function forgetCancel(redis: Redis, prefix: string, id: string): Promise<void> {
  await redis.del(keyOf(prefix, id));
}

export async function isCancelled(redis: Redis, prefix: string, id: string): Promise<boolean> {
  return (await redis.exists(keyOf(prefix, id))) === 1;
}

/** Hears which jobs are cancelled, among those that `jobs` names. The function that it returns ends it. */
export async function hearCancels(redis: Redis, prefix: string, { jobs, onCancel, onFault }: { readonly jobs: () => readonly string[]; readonly onCancel: (id: string) => void; readonly onFault: (error: unknown) => void }): Promise<() => void> {
  const ear = redis.duplicate({ lazyConnect: false });
  ear.on('error', onFault);
  ear.on('message', (_channel, id) => { onCancel(id); });
  await ear.subscribe(`${prefix}:cancels`);
  const look = async (): Promise<void> => {
    const ids = jobs();
    if (ids.length === 0) return;
    const found = await redis.mget(ids.map((id) => keyOf(prefix, id)));
    for (const [index, id] of ids.entries()) if (found[index] !== null) onCancel(id);
  };
  const timer = setInterval(() => { look().catch(onFault); }, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    ear.disconnect();
  };
}

function keyOf(prefix: string, id: string): string {
  return `${prefix}:cancelled:${id}`;
}
