import { join } from 'node:path';
import type { ArtifactPlace } from '../artifacts.js';
import { openArtifactStore } from './artifacts.js';
import { openShelf } from './shelf.js';

/** Artifacts as files of a data folder. Throws STORE_FAILED or STORE_FULL. */
export function openFilePlace(folder: string): ArtifactPlace {
  return { artifacts: openArtifactStore(join(folder, 'artifacts')), shelf: openShelf(folder), close: () => Promise.resolve() };
}
