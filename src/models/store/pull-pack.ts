import { VouchError } from '../../core/index.js';
import type { CatalogEntry } from '../catalog/index.js';
import { createModelStore, type ModelStoreOptions } from './model-store.js';
import type { PullOptions } from './pull.js';
import { ensurePythonEnvironment, type PythonEvent } from './python.js';

export interface PullPackOptions extends ModelStoreOptions, PullOptions {
  /** Catalogue ids; default: the whole default pack. */
  readonly ids?: readonly string[] | undefined;
  readonly requirementsFile?: string | undefined;
  readonly onPython?: ((event: PythonEvent) => void) | undefined;
}

/** The models that belong to the default pack. */
export function defaultPack(entries: readonly CatalogEntry[]): string[] {
  return entries.filter((entry) => entry.pack === 'default' && entry.engine !== 'server').map((entry) => entry.id);
}

/**
 * All that the named models need to run here: their files, and for models that run in Python the environment of the
 * model server. Both are fetched at the same time. Throws what ModelStore.pull and ensurePythonEnvironment throw; the
 * other half is brought to its end first.
 */
export async function pullPack(options: PullPackOptions): Promise<void> {
  const store = createModelStore(options);
  const ids = options.ids === undefined || options.ids.length === 0 ? defaultPack(options.entries) : options.ids;
  const entries = ids.map((id) => store.entry(id));
  const work = [store.pull(ids, options)];
  if (entries.some((entry) => entry.engine === 'faster-whisper')) {
    work.push(ensurePythonEnvironment({ home: options.home, requirementsFile: options.requirementsFile, disk: store.disk, signal: options.signal, onProgress: options.onPython }).then(() => undefined));
  }
  const failures = (await Promise.allSettled(work)).flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (failures.length === 2 && VouchError.is(failures[0]) && VouchError.is(failures[1]) && failures[0].code !== 'CANCELLED') {
    throw new VouchError(failures[0].code, `${failures[0].message} ${failures[1].message}`, { cause: failures[0], details: failures[0].details ?? {} });
  }
  if (failures.length > 0) throw failures[0];
}
