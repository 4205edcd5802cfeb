import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toVouchError, VouchError, type ModelClient } from '../../core/index.js';
import { PageDriver, type DriverOptions } from '../../tools/browser/index.js';
import { operate, PageSurface, type BrowseOutcome, type OperateOptions } from './operate/index.js';
import { Secrets } from './safety/index.js';
import { createTraceWriter, readTrace } from './trace/index.js';

export interface BrowseOptions extends Omit<OperateOptions, 'models' | 'onStep' | 'replay'>, Omit<DriverOptions, 'signal'> {
  readonly models: ModelClient;
  /** Keeps pictures, record and a page that shows them in this folder. */
  readonly trace?: string | undefined;
  /** With a trace: keeps a picture of each step with a numbered box around each element that was seen. */
  readonly marks?: boolean | undefined;
  /** Folder of a trace whose steps are done again first. */
  readonly replay?: string | undefined;
  /** Files in this folder may be uploaded, by name. */
  readonly uploads?: string | undefined;
  readonly onStep?: ((step: BrowseOutcome['steps'][number]) => void) | undefined;
}

/**
 * Opens a page (or joins a browser), works towards the goal, and closes what it opened. Throws for what is wrong before the
 * first look: USAGE, URL_REFUSED, URL_UNREACHABLE, ENGINE_MISSING, INPUT_NOT_FOUND; after that every end is an outcome.
 */
export async function browse(goal: string, options: BrowseOptions): Promise<BrowseOutcome> {
  if (goal.trim() === '') throw new VouchError('INPUT_EMPTY', 'The goal is empty. Say what is to be done on the page.');
  if (options.url === undefined && options.cdp === undefined) throw new VouchError('USAGE', 'Name a page with an address, or a running browser to join.');
  const replay = options.replay === undefined ? undefined : await readTrace(options.replay);
  const files = await uploadable(options.uploads);
  const trace = options.trace === undefined ? undefined : await createTraceWriter(options.trace, options);
  const driver = await PageDriver.open(options);
  try {
    const surface = new PageSurface(driver, files, options.signal);
    const outcome = await operate(goal, surface, {
      ...options, replay,
      onStep: async (step, pictures) => {
        const kept = (await trace?.onStep(step, pictures)) ?? step;
        options.onStep?.(kept);
        return kept;
      },
    });
    await driver.atRest();
    const secrets = new Secrets(options.secrets);
    // A form may have put a secret into an address.
    const late = [...surface.takeNotes(), ...driver.refused.map(({ url, reason }) => `${url} was refused: ${reason}.`)].map((note) => secrets.mask(note));
    const whole: BrowseOutcome = { ...outcome, notes: [...outcome.notes, ...late], artifacts: driver.downloaded.map((path) => ({ name: 'download', path })) };
    const traced = (await trace?.finish(whole)) ?? whole;
    return { ...traced, artifacts: [...whole.artifacts, ...traced.artifacts.filter(({ name }) => name !== 'download')] };
  } finally {
    await driver.close();
  }
}

async function uploadable(folder: string | undefined): Promise<ReadonlyMap<string, string>> {
  if (folder === undefined) return new Map();
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return new Map(entries.filter((entry) => entry.isFile()).map(({ name }) => [name, join(folder, name)]));
  } catch (thrown) {
    throw toVouchError(thrown, 'INPUT_NOT_FOUND');
  }
}
