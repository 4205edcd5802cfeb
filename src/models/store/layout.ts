import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CatalogEntry } from '../catalog/index.js';
import type { VouchHome } from '../home.js';

/**
 * Where things lie in `<cache>/models`:
 *   blobs/<sha256>                 whole, verified files, read-only
 *   entries/<id>/<digest>/<name>   one folder a model, links into blobs, made in one rename
 *   partial/<sha256>               the first bytes of a file that is being fetched; a later pull goes on from there
 *   reserved/<name>.json           what a download under way has still to write; it counts while the lock of its name is held
 *   locks/<name>                   held by the process that fetches a file, a model or a Python environment
 *   tmp/<host>-<pid>-<random>/     package archives of a running process; removed when that process is gone
 */
export interface StoreLayout {
  readonly root: string;
  readonly blobs: string;
  readonly entries: string;
  readonly partial: string;
  readonly locks: string;
  readonly reserved: string;
  readonly tmp: string;
  blob(sha256: string): string;
  partOf(sha256: string): string;
  /** The folder of exactly these files: another hash in the catalogue makes another folder. */
  entry(entry: CatalogEntry): string;
}

export function storeLayout(home: VouchHome): StoreLayout {
  const root = join(home.cache, 'models');
  const blobs = join(root, 'blobs');
  const entries = join(root, 'entries');
  const partial = join(root, 'partial');
  return {
    root,
    blobs,
    entries,
    partial,
    locks: join(root, 'locks'),
    reserved: join(root, 'reserved'),
    tmp: join(root, 'tmp'),
    blob: (sha256) => join(blobs, sha256),
    partOf: (sha256) => join(partial, sha256),
    entry: (entry) => join(entries, entry.id, digestOf(entry)),
  };
}

function digestOf(entry: CatalogEntry): string {
  const hash = createHash('sha256');
  for (const file of entry.files) hash.update(`${file.name}\0${file.sha256}\n`);
  return hash.digest('hex').slice(0, 16);
}
