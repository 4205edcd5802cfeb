import { readdir, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { toVouchError } from '../../core/index.js';
import type { CatalogEntry } from '../catalog/index.js';
import type { StoreLayout } from './layout.js';
import { listFolder } from './leftovers.js';
import { withLock } from './locks.js';
import { removePath, sizeOf } from './part-file.js';

/** Takes away what the store has of a model, also of what the catalogue named before; files that another model links to stay. Bytes that were removed. */
export async function removeModel(layout: StoreLayout, entry: CatalogEntry, signal: AbortSignal | undefined): Promise<number> {
  const removed = await withLock(layout.locks, `model-${entry.id}`, { signal }, async () => {
    try {
      const folder = join(layout.entries, entry.id);
      const own = new Set([...entry.files.map(({ sha256 }) => sha256), ...(await linkedFrom(folder))]);
      await removePath(folder);
      const kept = new Set((await Promise.all((await listFolder(layout.entries)).map((id) => linkedFrom(join(layout.entries, id))))).flat());
      const paths = [...own].filter((sha256) => !kept.has(sha256)).flatMap((sha256) => [layout.blob(sha256), layout.partOf(sha256)]);
      const sizes = await Promise.all(paths.map(sizeOf));
      await Promise.all(paths.map(removePath));
      return sizes.reduce((sum, bytes) => sum + bytes, 0);
    } catch (error) {
      throw toVouchError(error, 'STORE_FAILED');
    }
  });
  return removed ?? 0;
}

/** The blobs that the links below a folder lead to, by their names; none where it does not exist. */
async function linkedFrom(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const targets = await Promise.all(names.map((name) => readlink(join(folder, name)).catch((error: unknown) => {
    // A folder, or gone meanwhile.
    if (['EINVAL', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  })));
  return targets.flatMap((target) => (target === undefined ? [] : [basename(target)]));
}
