import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../make-folder.js';
import { ownName } from '../owner.js';
import { placeOf, synced } from './place-of.js';

/**
 * Sees to it that the file of an artifact in `folder` is whole and on the disk; `bytes`: what it holds. `anew`: it is written also where it looks whole, since what
 * a system could not bring to the disk it may show all the same.
 */
export function restoreFile(folder: string, id: string, bytes: Uint8Array, { anew = false }: { readonly anew?: boolean } = {}): void {
  const final = placeOf(folder, id);
  if (anew || !isWhole(final, id)) {
    const temporary = join(folder, 'incoming', ownName());
    for (const path of [temporary, final]) makeFolder(dirname(path));
    writeFileSync(temporary, bytes, { flag: 'wx' });
    renameSync(temporary, final);
  }
  for (const path of [final, dirname(final)]) {
    const file = openSync(path, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}

/** Resolves when the files of these artifacts in `folder` are on the disk; one that was cleared away meanwhile need not be. */
export async function syncFiles(folder: string, ids: readonly string[]): Promise<void> {
  const files = [...new Set(ids)].map((id) => placeOf(folder, id));
  for (const path of [...files, ...new Set(files.map(dirname))]) {
    const file = opened(path);
    if (file === undefined) continue;
    try {
      await synced(file);
    } finally {
      closeSync(file);
    }
  }
}

function isWhole(path: string, id: string): boolean {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex') === id;
  } catch {
    // Not there, or not to be read: its bytes are at hand.
    return false;
  }
}

function opened(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
