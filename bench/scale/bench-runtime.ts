import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScriptedModels } from '../../src/models/index.js';
import { createRuntime, type Runtime } from '../../src/runtime/index.js';
import { loadTools } from './load.js';

/** An embedded runtime on a data folder of its own, with the tools of the bench and no models. */
export async function withBenchRuntime(work: (runtime: Runtime) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-scale-'));
  const runtime = await createRuntime({ dataFolder: folder, models: new ScriptedModels([]), tools: loadTools() });
  try {
    await work(runtime);
  } finally {
    await runtime.close();
    await rm(folder, { recursive: true, force: true });
  }
}
