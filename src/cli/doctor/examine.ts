import { createModels, DiskLedger, loadCatalog, loadConfig, vouchHome, type JobStatus } from '../../models/index.js';
import type { GlobalOptions } from '../command.js';
import { check, type Check } from './check.js';
import { checkJobs } from './jobs.js';
import { checkPreferences } from './preferences.js';
import { checkBrowser, checkKernels, checkMedia, checkPython } from './programs.js';
import { checkQueue } from './queue.js';
import { checkArtifacts, checkDisk, checkMemory, checkModelDisk, checkStore, proposeProfile } from './machine.js';

export interface Examination {
  /** True when nothing is missing that the main job needs: look at a page or picture, understand it, speak, and prove it. */
  readonly ready: boolean;
  readonly checks: readonly Check[];
  readonly jobs: readonly JobStatus[];
}

/** Looks at everything a run needs, without starting a model. Throws USAGE for a wrong configuration. */
export async function examine(options: GlobalOptions, signal: AbortSignal): Promise<Examination> {
  const config = loadConfig({ file: options.config });
  const home = vouchHome();
  const data = options.data ?? home.data;
  const models = await createModels({ config });
  try {
    const jobs = models.status();
    const checks = [
      ...checkJobs(jobs),
      ...(await Promise.all([
        check('Python', () => checkPython(home, jobs, signal)),
        check('ffmpeg', () => checkMedia('ffmpeg')),
        check('ffprobe', () => checkMedia('ffprobe')),
        check('browser', checkBrowser),
        check('kernels', checkKernels),
        check('configuration', async () => checkPreferences(config, jobs, new Set((await loadCatalog({ file: config.catalog })).map(({ id }) => id)))),
        check('memory', () => checkMemory(jobs, config.memoryBytes)),
        check('profile', () => proposeProfile()),
        check('disk, models', async () => checkModelDisk(await new DiskLedger(home, { floorBytes: config.diskFloorBytes }).account())),
        check('disk, data', () => checkDisk(data)),
        check('store', () => checkStore(data, config.store)),
        check('artifacts', () => checkArtifacts(data, config.store, process.env)),
        check('queue', () => checkQueue(config.queue)),
      ])),
    ];
    return { ready: checks.every(({ status }) => status !== 'missing'), checks, jobs };
  } finally {
    await models.close();
  }
}
