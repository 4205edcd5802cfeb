import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { VouchError, messageOf } from '../../core/index.js';
import type { HostRules } from './addresses.js';
import type { DriverOptions } from './driver-options.js';
import { openGate, type Gate } from './gate.js';
import { openBrowser } from './launch.js';

/** A page that can be driven, and how to end what was opened for it. */
export interface OpenedPage {
  readonly page: Page;
  readonly rules: HostRules;
  /** Stands before the browser, where it is one of our own. */
  readonly gate?: Gate | undefined;
  readonly end: () => Promise<void>;
}

/** A page in a browser of our own, which reaches the network through a gate alone. */
export async function openOwnPage(options: DriverOptions, rules: HostRules): Promise<OpenedPage> {
  const lease = await openBrowser({ signal: options.signal });
  let gate: Gate | undefined;
  let context: BrowserContext | undefined;
  const end = async (): Promise<void> => {
    // A context that died with its browser is closed already.
    await context?.close().catch(() => undefined);
    lease.release();
    await gate?.close();
  };
  try {
    gate = await openGate(rules);
    context = await lease.browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      deviceScaleFactor: 1, acceptDownloads: options.downloads !== undefined, serviceWorkers: 'block', reducedMotion: 'reduce', locale: 'en-US',
      proxy: { server: gate.address },
    });
    return { page: await context.newPage(), rules, gate, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The first page of a running Chromium, by the DevTools address of that; it keeps its own network, and stays open at the end. */
export async function joinPage(address: string, rules: HostRules): Promise<OpenedPage> {
  let browser: Browser;
  try {
    browser = await chromium.connectOverCDP(address, { timeout: 10_000 });
  } catch (error) {
    throw new VouchError('URL_UNREACHABLE', `No browser answers at ${address}: ${messageOf(error).split('\n')[0] ?? ''}. Start Chromium with --remote-debugging-port.`, { cause: error });
  }
  // Closing a joined browser's connection leaves the browser itself running.
  const end = async (): Promise<void> => {
    await browser.close().catch(() => undefined);
  };
  const page = browser.contexts().flatMap((context) => context.pages())[0];
  if (!page) {
    await end();
    throw new VouchError('USAGE', `The browser at ${address} has no page open.`);
  }
  return { page, rules: { ...rules, allow: [...hostOf(page.url()), ...rules.allow] }, end };
}

export function hostOf(address: string): string[] {
  return URL.canParse(address) && /^https?:/.test(address) ? [new URL(address).host] : [];
}
