import { readdir, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CatalogEntry } from '../catalog/index.js';
import type { StoreLayout } from './layout.js';
import { listFolder } from './leftovers.js';

/** The files that each model which is here links to, by model id; files by their SHA-256, also those that the catalogue named before. */
export type Links = ReadonlyMap<string, readonly string[]>;

export async function readLinks({ entries }: StoreLayout): Promise<Links> {
  return new Map(await Promise.all((await listFolder(entries)).map(async (id) => [id, await linkedFrom(join(entries, id))] as const)));
}

/** The files of a model. */
export function filesOf(entry: CatalogEntry, links: Links): string[] {
  return [...new Set([...entry.files.map(({ sha256 }) => sha256), ...(links.get(entry.id) ?? [])])];
}

/** Whether the file must stay when this model goes: another one links to it, or a download under way needs it (`needed`). */
export function isKept(sha256: string, entry: CatalogEntry, links: Links, needed: ReadonlySet<string>): boolean {
  return needed.has(sha256) || [...links].some(([id, files]) => id !== entry.id && files.includes(sha256));
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
