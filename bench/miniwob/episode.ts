import type { Page } from 'playwright-core';
import { z } from 'zod';
import { operate, PageSurface, type BrowseOutcome } from '../../src/agents/screenshot/operate/index.js';
import type { ModelClient } from '../../src/core/index.js';
import { PageDriver } from '../../src/tools/browser/index.js';

/** What one episode gave. */
export const Episode = z.object({
  task: z.string(), seed: z.number(), goal: z.string(),
  /** Reward as the page reckons it; 0 when the page saw no end. */
  raw: z.number(), ended: z.boolean(),
  /** The agent took the goal for reached: completed, and nothing unproved. */
  done: z.boolean(), status: z.string(), reason: z.string(),
  ms: z.number(), steps: z.number(), seeMs: z.number(), thinkMs: z.number(), actMs: z.number(), modelCalls: z.number(),
});
export type Episode = z.infer<typeof Episode>;

export interface EpisodeOptions {
  readonly page: Page;
  readonly models: ModelClient;
  readonly address: string;
  readonly prove: boolean;
  readonly wallMs: number;
  readonly onOutcome?: ((outcome: BrowseOutcome) => Promise<void>) | undefined;
  readonly onStep?: Parameters<typeof operate>[2]['onStep'];
}

/** Some pages give their goal with its fields beside it. */
const Utterance = z.union([z.string(), z.object({ utterance: z.string() }).transform(({ utterance }) => utterance)]);
const Ending = z.object({ raw: z.number(), ended: z.boolean() });

/** Starts the task as its own pages do, hands the agent the goal as text and the page as pictures, and asks the page how it went. */
export async function runEpisode(task: string, seed: number, options: EpisodeOptions): Promise<Episode> {
  const { page } = options;
  await page.goto(`${options.address}/miniwob/${task}.html`, { waitUntil: 'load' });
  await page.evaluate(`Math.seedrandom(${seed}); core.EPISODE_MAX_TIME = 1e6; core.startEpisodeReal(); undefined`);
  const goal = Utterance.parse(await page.evaluate('core.getUtterance()'));
  await page.mouse.move(0, 0);
  const driver = await PageDriver.around(page);
  const outcome = await operate(goal, new PageSurface(driver), {
    models: options.models, prove: options.prove, wallMs: options.wallMs, maxSteps: 60,
    // The page is a toy: nothing that is sent or deleted on it is anybody's.
    approve: () => Promise.resolve(true),
    onStep: options.onStep,
  });
  await driver.close();
  await options.onOutcome?.(outcome);
  const { raw, ended } = Ending.parse(await page.evaluate('({ raw: WOB_RAW_REWARD_GLOBAL, ended: WOB_DONE_GLOBAL })'));
  const reason = outcome.error?.message ?? outcome.unproved.join('; ');
  return { task, seed, goal, raw: ended ? raw : 0, ended, done: outcome.status === 'completed' && outcome.unproved.length === 0, status: outcome.status, reason, ...outcome.usage };
}
