import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openArtifactsAt } from '../../src/store/index.js';
import { freshFolder, removeFolders } from '../support/workshop.js';
import { artifactConformance } from './kit/artifact-conformance.js';

afterAll(removeFolders);

describe('artifacts in files', () => {
  artifactConformance(async () => {
    const folder = freshFolder();
    return {
      open: () => openArtifactsAt(folder, {}, {}),
      rot: async (id) => {
        const path = join(folder, 'artifacts', id.slice(0, 2), id);
        const bytes = readFileSync(path);
        bytes[7] = (bytes[7] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
    };
  });
});
