import { readdirSync, statSync } from 'node:fs';
import { mkdir, rename, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { toVouchError } from '../../core/index.js';
import type { CatalogEntry, ModelFile } from '../catalog/index.js';
import { syncFolder } from './fetch-file.js';
import type { StoreLayout } from './layout.js';
import { makeScratch } from './leftovers.js';
import { removePath } from './part-file.js';

/**
 * installed: every file is there, whole; partial: some of it is; missing: nothing is; external: has no files, a
 * configured server must offer it.
 */
export type ModelState = 'installed' | 'partial' | 'missing' | 'external';

/** Looks at sizes only: the hash was checked before a blob got its name. */
export function stateOf(layout: StoreLayout, entry: CatalogEntry): ModelState {
  if (entry.files.length === 0) return 'external';
  if (entry.files.every((file) => bytesAt(join(layout.entry(entry), file.name)) === file.bytes)) return 'installed';
  const started = entry.files.some((file) => hasBlob(layout, file) || bytesAt(layout.partOf(file.sha256)) > 0);
  return started ? 'partial' : 'missing';
}

/** How a file is known in the store. */
type Known = Pick<ModelFile, 'sha256' | 'bytes'>;

export function hasBlob(layout: StoreLayout, file: Known): boolean {
  return bytesAt(layout.blob(file.sha256)) === file.bytes;
}

/** Bytes of the file that are in the store, whole or in part. */
export function bytesInStore(layout: StoreLayout, file: Known): number {
  return hasBlob(layout, file) ? file.bytes : Math.max(0, Math.min(bytesAt(layout.partOf(file.sha256)), file.bytes));
}

/** Makes the model's folder out of its blobs, in one rename. */
export async function publishEntry(layout: StoreLayout, entry: CatalogEntry): Promise<void> {
  const target = layout.entry(entry);
  const parent = dirname(target);
  const scratch = await makeScratch(layout.tmp);
  try {
    for (const file of entry.files) {
      const link = join(scratch, file.name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(relative(dirname(join(target, file.name)), layout.blob(file.sha256)), link);
    }
    await mkdir(parent, { recursive: true });
    if (foldersIn(parent).includes(target)) await removePath(target);
    await rename(scratch, target);
    await syncFolder(parent);
  } finally {
    await removePath(scratch);
  }
}

function foldersIn(parent: string): string[] {
  return readdirSync(parent).map((name) => join(parent, name));
}

/** -1 when there is no such file, which includes a cache folder that is none: making it will say so. */
function bytesAt(path: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return -1;
    throw toVouchError(error, 'STORE_FAILED');
  }
}
