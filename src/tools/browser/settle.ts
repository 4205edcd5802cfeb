import type { Page, Request } from 'playwright-core';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { FONTS_AND_IMAGES, PAGE_SIZE } from './page-script.js';

/** Counts the requests of a page that are under way, since a moment when there were none. */
export class NetworkWatch {
  private readonly open = new Set<Request>();
  private quietSince = 0;

  constructor(private readonly page: Page) {
    page.on('request', this.begin);
    page.on('requestfinished', this.end);
    page.on('requestfailed', this.end);
  }

  /** Stops listening. */
  release(): void {
    this.page.off('request', this.begin);
    this.page.off('requestfinished', this.end);
    this.page.off('requestfailed', this.end);
  }

  private readonly begin = (request: Request): void => {
    this.open.add(request);
  };

  private readonly end = (request: Request): void => {
    this.open.delete(request);
    this.quietSince = Date.now();
  };

  /** Resolves true when nothing was under way for `quietMs`, false after `limitMs`. */
  async quiet(quietMs: number, limitMs: number): Promise<boolean> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      if (this.open.size === 0 && Date.now() - this.quietSince >= quietMs) return true;
      if (Date.now() >= deadline) return false;
      await sleep(Math.min(50, quietMs));
    }
  }
}

/** Resolves with `work`, or with undefined after `limitMs`; faults of `work` are its caller's. */
export async function within<T>(work: Promise<T>, limitMs: number): Promise<T | undefined> {
  const timer = new AbortController();
  const late = sleep(limitMs, undefined, { signal: timer.signal }).catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    // The loser of the race may still fail when its page is closed; nobody waits for it then.
    work.catch(() => undefined);
  }
}

const Size = z.object({ width: z.number(), height: z.number() });

/** Size of the whole page in CSS px. */
export async function pageSize(page: Page): Promise<z.infer<typeof Size>> {
  return Size.parse(await page.evaluate(PAGE_SIZE));
}

/** Waits, within bounds, for load, fonts, pictures and a quiet network. Returns what it did not wait for to the end. */
export async function settle(page: Page, network: NetworkWatch, limitMs: number): Promise<string[]> {
  const started = Date.now();
  const left = (): number => Math.max(100, limitMs - (Date.now() - started));
  const notes: string[] = [];
  const loaded = await within(page.waitForLoadState('load').then(() => true), Math.min(8_000, left()));
  if (loaded !== true) {
    // What hung this long hangs on: its pictures and its network are not waited for as well.
    notes.push('The page was still loading parts of itself when it was looked at.');
    return notes;
  }
  await within(page.evaluate(FONTS_AND_IMAGES), Math.min(3_000, left()));
  if (!(await network.quiet(400, Math.min(3_000, left())))) notes.push('The page kept talking to the network.');
  return notes;
}

/**
 * Scrolls through the page so that pictures which load late are there, and back to the top. Stops at `maxHeight` CSS px
 * (a page may grow without end while it is scrolled) and after `limitMs`.
 */
export async function scrollThrough(page: Page, network: NetworkWatch, step: number, maxHeight: number, limitMs: number): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (let top = step; Date.now() < deadline; top += step) {
    const { height } = await pageSize(page);
    if (top >= Math.min(height, maxHeight)) break;
    await page.evaluate(`window.scrollTo({ top: ${top}, behavior: 'instant' })`);
    await sleep(60);
  }
  await network.quiet(200, 1_500);
  await within(page.evaluate(FONTS_AND_IMAGES), 2_000);
  await page.evaluate(`window.scrollTo({ top: 0, behavior: 'instant' })`);
  await sleep(50);
}
