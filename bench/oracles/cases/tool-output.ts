import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tool } from '../../../src/core/index.js';
import { mediaInput, type Kit } from '../case.js';

const MODALITY = { audio: 'audio', video: 'video', image: 'image' } as const;

/** What a tool makes of a media file, as in a run. */
export async function outputOf(kit: Kit, tool: Tool, files: Readonly<Partial<Record<keyof typeof MODALITY, string>>>): Promise<Record<string, unknown>> {
  const scratch = join(kit.folder, 'tool');
  await mkdir(scratch, { recursive: true });
  const inputs = Object.fromEntries(Object.entries(files).map(([port, path]) => [port, mediaInput(path, MODALITY[port as keyof typeof MODALITY]).value]));
  return await tool.execute(tool.input.parse(inputs), {
    runId: 'bench', step: 'bench', attempt: 1, signal: kit.signal, models: kit.models, scratch, goal: '', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined,
  });
}
