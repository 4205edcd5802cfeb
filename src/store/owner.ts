import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What a process leaves is taken for a leftover after so long where nobody here can see whether the process lives. */
const UNSEEN_STALE_MS = 24 * 3_600_000;

/** This start of this machine (empty where the system does not tell), and what its pids are valid for. */
export const here = {
  boot: tried(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) ?? '',
  place: `${hostname()} ${tried(() => readlinkSync('/proc/self/ns/pid')) ?? ''}`,
};
const token = createHash('sha256').update(`${here.boot} ${here.place}`).digest('hex').slice(0, 8);

/** A name that says which process made the file, so that what a killed one leaves is found. */
export function ownName(): string {
  return `${ownPrefix()}${randomUUID()}`;
}

/** The start of such names of this process. */
export function ownPrefix(): string {
  return `${token}-${process.pid}-`;
}

/** True when the process that made a file of this name, last touched at `mtimeMs`, is gone. */
export function isLeftover(name: string, mtimeMs: number): boolean {
  const [, place, pid] = /^([0-9a-f]{8})-(\d+)-/.exec(name) ?? [];
  if (place === token && pid !== undefined) return !isAlive(Number(pid));
  return Date.now() - mtimeMs > UNSEEN_STALE_MS;
}

/** True for the pid of a living process of this machine or container. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The text of something that only some systems have. */
function tried(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
