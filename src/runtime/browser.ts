import type { Page } from 'playwright-core';
import { operate, PageSurface, type BrowseOutcome, type OperateOptions } from '../agents/screenshot/index.js';
import type { MediaFile, ModelClient } from '../core/index.js';
import { createModels } from '../models/index.js';
import { PageDriver } from '../tools/browser/index.js';
import { sampleFrames } from '../tools/media/index.js';
import { decodeFrame, drawElements, perceive, type ScreenElement } from '../tools/screen/index.js';

export interface OperatePageOptions extends Omit<OperateOptions, 'models' | 'onStep' | 'replay'> {
  /** Serves all model calls, such as `runtime.models`; without it the installed models are started and ended again. */
  readonly models?: ModelClient | undefined;
  /** Hosts that the page may go to beside its own. */
  readonly allow?: readonly string[] | undefined;
}

/** What was seen on a page. */
export interface SeenPage {
  /** In reading order; boxes are CSS px of the viewport. */
  readonly elements: readonly ScreenElement[];
  /** The set-of-marks picture, where it was asked for. */
  readonly marks?: MediaFile;
}

/** Works on browsers that the caller owns. */
export const browser = {
  /**
   * Works towards a goal on a Playwright page of the caller, by screenshots, mouse and keyboard alone; the page stays open.
   * What the page does never rejects: it is in the outcome. Throws INPUT_EMPTY for an empty goal, MODEL_MISSING without models.
   */
  operate(goal: string, page: Page, options: OperatePageOptions = {}): Promise<BrowseOutcome> {
    return around(page, options, (surface, models) => operate(goal, surface, { ...options, models }));
  },

  /**
   * The elements that a page shows, as the agent sees them: boxes, kinds, texts and states, from a screenshot alone. `marks`: a file into
   * which a picture goes with a numbered box around each. Throws TOOL_FAILED where the page is gone, and MODEL_MISSING without models.
   */
  look(page: Page, { marks, ...options }: Pick<OperatePageOptions, 'models' | 'signal'> & { readonly marks?: string | undefined } = {}): Promise<SeenPage> {
    return around(page, options, async (surface, models) => {
      const { png, scale } = await surface.frame();
      const screen = await perceive(await decodeFrame(png), { deviceScaleFactor: scale, models, signal: options.signal });
      return { elements: screen.elements, ...(marks === undefined ? {} : { marks: await drawElements(png, screen, marks) }) };
    });
  },
};

async function around<T>(page: Page, { models, allow, signal }: Pick<OperatePageOptions, 'models' | 'allow' | 'signal'>, work: (surface: PageSurface, models: ModelClient) => Promise<T>): Promise<T> {
  const own = models === undefined ? await createModels({ sampleFrames }) : undefined;
  const using = models ?? own;
  if (!using) throw new RangeError('unreachable: models are given or made');
  const driver = await PageDriver.around(page, { allow, signal });
  try {
    return await work(new PageSurface(driver, undefined, signal), using);
  } finally {
    await driver.close();
    await own?.close();
  }
}
