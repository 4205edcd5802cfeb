import { join } from 'node:path';
import type { BrowserContext, Frame, Page, Request, Response } from 'playwright-core';
import sharp from 'sharp';
import { VouchError, messageOf, throwIfAborted, toVouchError } from '../../core/index.js';
import { checkUrl } from '../files/index.js';
import { addressesOf, isPrivateAddress } from '../network/index.js';
import type { HostRules } from './addresses.js';
import { faultAtGate, navigationFault, statusFault } from './faults.js';
import { GATE_HEADER, openGate, type Gate } from './gate.js';
import { openBrowser } from './launch.js';
import { PageContent, READ_PAGE } from './page-script.js';
import { NetworkWatch, pageSize, scrollThrough, settle, within } from './settle.js';
import { refusalOf } from './url-rules.js';

/** Highest picture in device px: taller pages are cut, and the facts say so. */
export const MAX_DEVICE_PX = 16_384;

export interface CaptureOptions {
  /** Where the PNG goes: a file in this folder is made. */
  readonly folder: string;
  /** Default false: the viewport only. */
  readonly fullPage?: boolean | undefined;
  /** CSS px; default 1280 × 800. */
  readonly viewport?: { readonly width: number; readonly height: number } | undefined;
  /** Device px per CSS px; default 2, which text recognition needs. */
  readonly deviceScaleFactor?: number | undefined;
  /** For the first answer of the server; default 20,000. What follows is bounded by itself to about 15 s. */
  readonly timeoutMs?: number | undefined;
  /** Folders from which `file:` addresses may be opened. */
  readonly allowedFolders?: readonly string[] | undefined;
  /** True: no host of this machine and its private network is reached, whatever the address says. Default false: such a page may, a public one may not. */
  readonly outside?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What the browser knows of the page at the moment of the picture. */
export interface PageFacts extends PageContent {
  readonly requestedUrl: string;
  readonly finalUrl: string;
  /** HTTP status; 0 for `file:`. */
  readonly status: number;
  /** Device px of the picture. */
  readonly width: number;
  readonly height: number;
  readonly deviceScaleFactor: number;
  /** Height of the whole page in CSS px. */
  readonly pageHeight: number;
  /** True when the page is taller than the picture may be. */
  readonly cut: boolean;
  /** Requests that were refused by the rules, with the reason. */
  readonly blocked: readonly { readonly url: string; readonly reason: string }[];
  readonly notes: readonly string[];
}

export interface PageCapture {
  /** PNG */
  readonly path: string;
  readonly facts: PageFacts;
}

/**
 * Opens a page and takes its picture and its visible text. Redirects, frames and sub-resources obey the same rules as
 * the address itself; popups, downloads and service workers are refused. Throws URL_REFUSED, URL_UNREACHABLE (also for
 * an HTTP status from 400 on), INPUT_NOT_FOUND, ENGINE_MISSING, TOOL_FAILED, or the signal's reason.
 */
export async function capturePage(address: string, options: CaptureOptions): Promise<PageCapture> {
  const { signal } = options;
  throwIfAborted(signal);
  const url = new URL(await checkUrl(address, { allowedFolders: options.allowedFolders }));
  const lease = await openBrowser({ signal });
  let context: BrowserContext | undefined;
  let gate: Gate | undefined;
  const stop = (): void => void context?.close().catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    gate = await openGate(await rulesFor(url, options.outside ?? false));
    context = await lease.browser.newContext({
      proxy: { server: gate.address },
      viewport: options.viewport ?? { width: 1280, height: 800 },
      deviceScaleFactor: options.deviceScaleFactor ?? 2,
      acceptDownloads: false,
      serviceWorkers: 'block',
      reducedMotion: 'reduce',
      locale: 'en-US',
    });
    throwIfAborted(signal);
    const capture = await captureIn(context, gate, url, options);
    return lease.sandbox ? capture : { ...capture, facts: { ...capture.facts, notes: [...capture.facts.notes, 'The browser ran without its own sandbox.'] } };
  } catch (error) {
    throwIfAborted(signal);
    if (VouchError.is(error)) throw error;
    throw new VouchError('TOOL_FAILED', `The browser failed on ${address}: ${messageOf(error).split('\n')[0] ?? ''}`, { cause: error });
  } finally {
    signal?.removeEventListener('abort', stop);
    // A context that died with its browser is closed already.
    await context?.close().catch(() => undefined);
    lease.release();
    await gate?.close();
  }
}

/** A page of this machine or its private network, and one from a file, may reach what lies there, too; to a public page it is closed, redirects and all. */
async function rulesFor({ protocol, hostname }: URL, outside: boolean): Promise<HostRules> {
  const isInside = protocol === 'file:' || (await addressesOf(hostname)).some(isPrivateAddress);
  return { allow: [], inside: isInside && !outside ? 'all' : 'none' };
}

async function captureIn(context: BrowserContext, gate: Gate, url: URL, options: CaptureOptions): Promise<PageCapture> {
  const { viewport = { width: 1280, height: 800 }, deviceScaleFactor = 2, timeoutMs = 20_000, allowedFolders = [] } = options;
  const blocked = await guard(context, url, allowedFolders);
  const page = await context.newPage();
  context.on('page', (popup) => void (popup === page ? undefined : popup.close().catch(() => undefined)));
  const network = new NetworkWatch(page);
  const response = await navigate(page, url, { timeoutMs, allowedFolders, gate });
  const notes = await settle(page, network, response === 'unfinished' ? 1_500 : 15_000);
  const maxHeight = Math.floor(MAX_DEVICE_PX / deviceScaleFactor);
  if (options.fullPage === true) await scrollThrough(page, network, viewport.height, maxHeight, 6_000);
  const status = latestStatus(page, response, url);
  await refuseMoved(page.url(), url, allowedFolders);
  const { height: pageHeight } = await pageSize(page);
  const cut = options.fullPage === true && pageHeight > maxHeight;
  if (cut) notes.push(`The page is ${pageHeight} px tall; the picture holds its upper ${maxHeight} px.`);
  const path = join(options.folder, 'page.png');
  await screenshot(page, path, options.fullPage === true ? Math.min(pageHeight, maxHeight) : undefined, viewport.width);
  const content = await readContent(page);
  const { width, height } = await sharp(path).metadata();
  return {
    path,
    facts: { ...content, requestedUrl: url.href, finalUrl: page.url(), status, width, height, deviceScaleFactor, pageHeight, cut, blocked: [...blocked, ...gate.refused], notes },
  };
}

/** Lets only allowed requests through; returns the list that collects the others. */
async function guard(context: BrowserContext, start: URL, allowedFolders: readonly string[]): Promise<{ url: string; reason: string }[]> {
  const blocked: { url: string; reason: string }[] = [];
  await context.route('**/*', async (route) => {
    const request = route.request();
    const reason = request.url() === start.href ? undefined : await refusal(request, start, allowedFolders);
    if (reason === undefined) await route.continue().catch(() => undefined);
    else {
      if (blocked.length < 100) blocked.push({ url: request.url().slice(0, 500), reason });
      await route.abort('blockedbyclient').catch(() => undefined);
    }
  });
  return blocked;
}

async function refusal(request: Request, start: URL, allowedFolders: readonly string[]): Promise<string | undefined> {
  let frame: Frame;
  try {
    frame = request.frame();
  } catch {
    // Playwright knows no frame for the first request of a window that the page opens.
    return 'popups are not opened';
  }
  const main = request.isNavigationRequest() && frame.parentFrame() === null;
  return refusalOf(request.url(), main ? start : pageOf(frame.page().url(), start), allowedFolders);
}

/** A redirect is followed by the browser itself, past the guard: where it ended is judged before anything of it is handed out. */
async function refuseMoved(now: string, start: URL, allowedFolders: readonly string[]): Promise<void> {
  await checkUrl(now, { allowedFolders });
  const reason = now === start.href ? undefined : await refusalOf(now, start, allowedFolders);
  if (reason !== undefined) throw new VouchError('URL_REFUSED', `${start.href} leads to ${now}: ${reason}.`, { details: { url: start.href, finalUrl: now } });
}

function pageOf(url: string, start: URL): URL {
  return /^(https?|file):/.test(url) && URL.canParse(url) ? new URL(url) : start;
}

async function navigate(page: Page, url: URL, { timeoutMs, allowedFolders, gate }: { readonly timeoutMs: number; readonly allowedFolders: readonly string[]; readonly gate: Gate }): Promise<Response | 'unfinished' | null> {
  try {
    const response = await page.goto(url.href, { waitUntil: 'domcontentloaded', timeout: timeoutMs });
    const fault = response && (await response.headerValue(GATE_HEADER)) !== null ? faultAtGate(gate, response.status(), url.href) : undefined;
    if (fault) throw fault;
    if (response && response.status() >= 400) throw statusFault(url.href, response.status(), response.statusText());
    return response;
  } catch (error) {
    if (VouchError.is(error)) throw error;
    // The document itself came, but a part that its parser waits for hangs: what is there can be looked at.
    if (/Timeout/.test(messageOf(error)) && /^(https?|file):/.test(page.url())) {
      await refuseMoved(page.url(), url, allowedFolders);
      const text = await within(page.evaluate('document.body ? document.body.innerText.trim().length : 0'), 1_000);
      if (typeof text === 'number' && text > 0) return 'unfinished';
    }
    throw faultAtGate(gate, error, url.href) ?? navigationFault(url.href, error, timeoutMs);
  }
}

function latestStatus(page: Page, response: Response | 'unfinished' | null, url: URL): number {
  if (url.protocol === 'file:' || page.url().startsWith('file:')) return 0;
  return response === 'unfinished' || response === null ? 200 : response.status();
}

async function screenshot(page: Page, path: string, fullHeight: number | undefined, width: number): Promise<void> {
  const common = { path, type: 'png', animations: 'disabled', caret: 'hide', scale: 'device', timeout: 20_000 } as const;
  if (fullHeight === undefined) await page.screenshot(common);
  else await page.screenshot({ ...common, fullPage: true, clip: { x: 0, y: 0, width, height: fullHeight } });
}

/** Visible text of the page and of its frames. */
async function readContent(page: Page): Promise<PageContent> {
  const read = await within(page.evaluate(READ_PAGE), 5_000);
  if (read === undefined) throw new VouchError('TOOL_FAILED', `The page ${page.url()} does not stop working, so that its text cannot be read.`);
  const content = PageContent.parse(read);
  for (const frame of page.frames().filter((one) => one.parentFrame() === page.mainFrame()).slice(0, 10)) {
    const box = await within(frame.frameElement().then((element) => element.boundingBox()), 500).catch(() => undefined);
    if (!box || box.width < 20 || box.height < 20) continue;
    const inner = PageContent.safeParse(await within(frame.evaluate(READ_PAGE), 1_000).catch((error: unknown) => toVouchError(error)));
    if (!inner.success) continue;
    content.blocks.push(...inner.data.blocks.map((block) => ({ ...block, box: { ...block.box, x: block.box.x + Math.round(box.x), y: block.box.y + Math.round(box.y) } })));
  }
  return content;
}
