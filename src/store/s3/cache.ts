import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactStore, ShelfEntry } from '../artifacts.js';
import { openArtifactStore } from '../files/artifacts.js';
import { openShelf } from '../files/shelf.js';

/** What was used in this time stays, ms: a tool may have its path in hand. */
const IN_USE_MS = 3_600_000;
/** A use is written down when the last one that was is so old, ms. */
const NOTE_EVERY_MS = 600_000;
/** How often it is looked whether too much lies there, ms. */
const LOOK_EVERY_MS = 60_000;

/** Artifacts of a bucket that lie beside this machine as files; several processes may share the folder. */
export interface Cache {
  readonly files: ArtifactStore;
  /** Path of an artifact that is there and is being used now. Throws STORE_FAILED. */
  used(id: string): Promise<string>;
  /** Resolves when nothing is being cleared. */
  settled(): Promise<void>;
}

/** `folder`: gets `artifacts/`. `bytes`: what may lie there; what was not used for longest goes first. */
export function openCache(folder: string, bytes: number): Cache {
  const files = openArtifactStore(join(folder, 'artifacts'));
  const shelf = openShelf(folder);
  let lookedAt = -Infinity;
  let clearing: Promise<void> = Promise.resolve();
  const clear = async (): Promise<void> => {
    const entries: ShelfEntry[] = [];
    for await (const entry of shelf.entries()) entries.push(entry);
    let held = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    for (const entry of entries.sort((a, b) => a.touchedAt - b.touchedAt)) {
      if (held <= bytes || Date.now() - entry.touchedAt < IN_USE_MS) return;
      if (await shelf.remove(entry)) held -= entry.bytes;
    }
  };
  return {
    files,
    async used(id) {
      const path = await files.path(id);
      if (Date.now() - (await stat(path)).mtimeMs > NOTE_EVERY_MS) await files.touch(id);
      if (performance.now() - lookedAt > LOOK_EVERY_MS) {
        lookedAt = performance.now();
        // What cannot be cleared now is cleared at a later look.
        clearing = clearing.then(clear).catch(() => undefined);
      }
      return path;
    },
    settled: () => clearing,
  };
}
