import { join } from 'node:path';
import { toVouchError } from '../../core/index.js';
import type { CatalogEntry } from '../catalog/index.js';
import type { DiskLedger } from './disk.js';
import type { StoreLayout } from './layout.js';
import { filesOf, isKept, readLinks } from './links.js';
import { withLock } from './locks.js';
import { removePath, sizeOf } from './part-file.js';

/**
 * Takes away what the store has of a model, also of what the catalogue named before; files that another model links to, or that a download under
 * way needs, stay. Bytes that were removed.
 */
export async function removeModel(layout: StoreLayout, disk: DiskLedger, entry: CatalogEntry, signal: AbortSignal | undefined): Promise<number> {
  return withLock(layout.locks, `model-${entry.id}`, { signal }, async (held) => {
    try {
      const files = filesOf(entry, await readLinks(layout));
      await removePath(join(layout.entries, entry.id));
      let bytes = 0;
      for (const sha256 of files) bytes += await removeFile(layout, disk, entry, sha256, held);
      return bytes;
    } catch (error) {
      throw toVouchError(error, 'STORE_FAILED');
    }
  });
}

/** While nobody fetches it, and no download begins that would find it here. */
async function removeFile(layout: StoreLayout, disk: DiskLedger, entry: CatalogEntry, sha256: string, signal: AbortSignal): Promise<number> {
  const whileWaiting = async (): Promise<boolean> => (await disk.needed()).has(sha256);
  const removed = await withLock(layout.locks, `file-${sha256}`, { signal, whileWaiting }, (held) => disk.betweenDownloads(held, async (needed) => {
    if (isKept(sha256, entry, await readLinks(layout), needed)) return 0;
    const paths = [layout.blob(sha256), layout.partOf(sha256)];
    const sizes = await Promise.all(paths.map(sizeOf));
    await Promise.all(paths.map(removePath));
    return sizes.reduce((sum, bytes) => sum + bytes, 0);
  }));
  return removed ?? 0;
}
