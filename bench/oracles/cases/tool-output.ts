import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tool } from '../../../src/core/index.js';
import { mediaInput, type Kit } from '../case.js';

const MODALITY = { audio: 'audio', video: 'video', image: 'image', audios: 'audio', videos: 'video' } as const;
type Port = keyof typeof MODALITY;

/** What a tool makes of media files and parameters, as in a run. */
export async function outputOf(kit: Kit, tool: Tool, files: Readonly<Partial<Record<Port, string | readonly string[]>>>, parameters: Readonly<Record<string, unknown>> = {}): Promise<Record<string, unknown>> {
  const scratch = join(kit.folder, 'tool');
  await mkdir(scratch, { recursive: true });
  const handle = (port: string, path: string): unknown => mediaInput(path, MODALITY[port as Port]).value;
  const inputs = Object.fromEntries(Object.entries(files).map(([port, paths]) => [port, typeof paths === 'string' ? handle(port, paths) : paths.map((path) => handle(port, path))]));
  return await tool.execute(tool.input.parse({ ...inputs, ...parameters }), {
    runId: 'bench', step: 'bench', attempt: 1, idempotencyKey: 'run/step/1', signal: kit.signal, models: kit.models, scratch, goal: '', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined,
  });
}
