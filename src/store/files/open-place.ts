import { join } from 'node:path';
import type { ArtifactPlace } from '../artifacts.js';
import { openArtifactStore, type Hold } from './artifacts.js';
import { openShelf } from './shelf.js';

/** Artifacts as files of a data folder; see openArtifactStore. Throws STORE_FAILED or STORE_FULL. */
export function openFilePlace(folder: string, hold?: Hold): ArtifactPlace {
  return { artifacts: openArtifactStore(join(folder, 'artifacts'), hold), shelf: openShelf(folder), close: () => Promise.resolve() };
}
