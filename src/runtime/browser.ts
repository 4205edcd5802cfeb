import type { Page } from 'playwright-core';
import { operate, PageSurface, type BrowseOutcome, type OperateOptions } from '../agents/screenshot/index.js';
import type { ModelClient } from '../core/index.js';
import { createModels } from '../models/index.js';
import { PageDriver } from '../tools/browser/index.js';
import { sampleFrames } from '../tools/media/index.js';

export interface OperatePageOptions extends Omit<OperateOptions, 'models' | 'onStep' | 'replay'> {
  /** Serves all model calls, such as `runtime.models`; without it the installed models are started and ended again. */
  readonly models?: ModelClient | undefined;
  /** Hosts that the page may go to beside its own. */
  readonly allow?: readonly string[] | undefined;
}

/** Works on browsers that the caller owns. */
export const browser = {
  /**
   * Works towards a goal on a Playwright page of the caller, by screenshots, mouse and keyboard alone; the page stays open.
   * What the page does never rejects: it is in the outcome. Throws INPUT_EMPTY for an empty goal, MODEL_MISSING without models.
   */
  async operate(goal: string, page: Page, options: OperatePageOptions = {}): Promise<BrowseOutcome> {
    const own = options.models === undefined ? await createModels({ sampleFrames }) : undefined;
    const models = options.models ?? own;
    if (!models) throw new RangeError('unreachable: models are given or made');
    const driver = await PageDriver.around(page, { allow: options.allow, signal: options.signal });
    try {
      return await operate(goal, new PageSurface(driver, undefined, options.signal), { ...options, models });
    } finally {
      await driver.close();
      await own?.close();
    }
  },
};
