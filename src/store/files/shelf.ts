import { readdir, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shelf } from '../artifacts.js';
import { isLeftover, ownName } from '../owner.js';
import { placeOf } from './place-of.js';

/** The files of an artifact store, for who clears it. */
export function openShelf(dataFolder: string): Shelf {
  const folder = join(dataFolder, 'artifacts');
  const incoming = join(folder, 'incoming');
  return {
    async putBack() {
      for (const name of await readdir(incoming)) {
        const id = /\.([0-9a-f]{64})$/.exec(name)?.[1];
        const found = id === undefined ? undefined : await statOf(join(incoming, name));
        if (id === undefined || !found || !isLeftover(name, found.mtimeMs)) continue;
        if (await statOf(placeOf(folder, id))) await unlink(join(incoming, name));
        else await rename(join(incoming, name), placeOf(folder, id));
      }
    },
    async *entries() {
      for (const group of await readdir(folder)) {
        if (!/^[0-9a-f]{2}$/.test(group)) continue;
        for (const id of await readdir(join(folder, group))) {
          const found = /^[0-9a-f]{64}$/.test(id) ? await statOf(join(folder, group, id)) : undefined;
          if (found) yield { id, bytes: found.size, touchedAt: found.mtimeMs };
        }
      }
    },
    // Takes it out of sight first and looks once more: who touched it in the meantime gets it back.
    async remove({ id, touchedAt }) {
      const path = placeOf(folder, id);
      const aside = join(incoming, `${ownName()}.${id}`);
      try {
        await rename(path, aside);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
        throw error;
      }
      if ((await stat(aside)).mtimeMs !== touchedAt) {
        await rename(aside, path);
        return false;
      }
      await unlink(aside);
      return true;
    },
  };
}

async function statOf(path: string): Promise<{ size: number; mtimeMs: number } | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    // Another process may clear away or replace it at this moment.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
