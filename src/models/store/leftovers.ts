import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { removePath } from './part-file.js';

/** A name that says which process it is of. */
export function scratchName(): string {
  return `${hostKey()}-${process.pid}-${randomBytes(4).toString('hex')}`;
}

/** A scratch folder whose name says which process owns it. */
export async function makeScratch(parent: string): Promise<string> {
  const path = join(parent, scratchName());
  await mkdir(path, { recursive: true });
  return path;
}

/** Removes the scratch folders of processes of this host that no longer run. */
export async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await listFolder(parent)) {
    const [, host, pid] = /^([0-9a-z]+)-(\d+)-[0-9a-f]{8}$/.exec(name) ?? [];
    if (host === hostKey() && !isRunning(Number(pid))) await removePath(join(parent, name));
  }
}

/** Names in a folder; none when it does not exist. */
export async function listFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function hostKey(): string {
  return hostname().toLowerCase().replaceAll(/[^0-9a-z]/g, '') || 'host';
}
