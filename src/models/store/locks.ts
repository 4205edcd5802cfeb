import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import lockfile from 'proper-lockfile';
import { throwIfAborted, toVouchError, VouchError } from '../../core/index.js';
import { listFolder } from './leftovers.js';
import { removePath } from './part-file.js';

/** A lock whose owner has not renewed it for this long belongs to a dead process. */
const STALE_MS = 6_000;
const RENEW_MS = 1_500;
const RETRY_MS = 300;

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface WaitingOptions extends LockOptions {
  /** Called over and over while another process holds the lock; resolves to true when there is nothing left to do. */
  readonly whileWaiting: () => Promise<boolean>;
}

/**
 * Runs `work` while no other process holds the lock `name` of `folder`. The lock of a killed process is taken over.
 * `undefined` when `whileWaiting` said that the other process has done the work.
 */
export async function withLock<T>(folder: string, name: string, options: LockOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
export async function withLock<T>(folder: string, name: string, options: WaitingOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
export async function withLock<T>(folder: string, name: string, options: LockOptions & Partial<WaitingOptions>, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => { throw toVouchError(error, 'STORE_FAILED'); });
  const path = join(folder, name);
  const lost = new AbortController();
  let release: (() => Promise<void>) | undefined;
  while (release === undefined) {
    throwIfAborted(options.signal);
    try {
      release = await lockfile.lock(path, { realpath: false, stale: STALE_MS, update: RENEW_MS, onCompromised: (error) => { lost.abort(takenOver(name, error)); } });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw toVouchError(error, 'STORE_FAILED');
      if (await options.whileWaiting?.()) return undefined;
      await sleep(RETRY_MS, undefined, { signal: options.signal }).catch((reason: unknown) => { throwIfAborted(options.signal); throw reason; });
    }
  }
  try {
    return await work(options.signal === undefined ? lost.signal : AbortSignal.any([options.signal, lost.signal]));
  } finally {
    if (!lost.signal.aborted) await release();
  }
}

/** Whether a living process holds the lock. */
export async function isLocked(folder: string, name: string): Promise<boolean> {
  return lockfile.check(join(folder, name), { realpath: false, stale: STALE_MS });
}

/** Removes the locks that dead processes left, of those whose names begin so: for names that nobody takes a second time. */
export async function removeStaleLocks(folder: string, beginning: string): Promise<void> {
  await Promise.all((await listFolder(folder)).filter((file) => file.startsWith(beginning) && file.endsWith('.lock')).map(async (file) => {
    if (!(await isLocked(folder, file.slice(0, -'.lock'.length)))) await removePath(join(folder, file));
  }));
}

function takenOver(name: string, cause: Error): VouchError {
  return new VouchError('STORE_FAILED', `Another process took over the lock "${name}", because this one stood still for more than ${STALE_MS / 1000} s. Start the command again; it goes on where it was.`, { cause });
}
