import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Dialog, type Download, type Page } from 'playwright-core';
import { VouchError, messageOf, throwIfAborted } from '../../core/index.js';
import { refusalOf } from './url-rules.js';
import { checkUrl } from '../files/index.js';
import { isNamed, type HostRules } from './addresses.js';
import { navigationFault, statusFault } from './faults.js';
import { openGate, type Gate, type RefusedRequest } from './gate.js';
import { openBrowser } from './launch.js';
import { NetworkWatch, within } from './settle.js';

/** A picture of the viewport. */
export interface Frame {
  readonly png: Buffer;
  /** px of the picture. */
  readonly width: number;
  readonly height: number;
  /** px of the picture per CSS px. */
  readonly scale: number;
  readonly url: string;
}

/** CSS px from the upper left corner of the viewport. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type MouseButton = 'left' | 'middle' | 'right';

export interface DriverOptions {
  /** Page to open in a browser of our own, or the page on which a joined browser starts (default: its first page as it is). */
  readonly url?: string | undefined;
  /** DevTools address (`http://127.0.0.1:9222`) of a running Chromium whose first page is joined. */
  readonly cdp?: string | undefined;
  /** Hosts beside the one of `url`. */
  readonly allow?: readonly string[] | undefined;
  /** Default true; see {@link HostRules}. */
  readonly subResources?: boolean | undefined;
  /** CSS px; default 1280 × 800. A joined browser keeps its own. */
  readonly viewport?: { readonly width: number; readonly height: number } | undefined;
  /** px of the pictures per CSS px; default 2. */
  readonly scale?: number | undefined;
  /** Downloads are saved here under their own names; refused when absent. */
  readonly downloads?: string | undefined;
  /** Folders from which `file:` addresses may be opened. */
  readonly allowedFolders?: readonly string[] | undefined;
  /** For the first answer of the server, ms; default 20,000. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A page that is looked at and operated like a person does it: pictures out, mouse and keyboard in. Nothing here reads
 * the document. Every method throws TOOL_FAILED when the page or its browser is gone.
 */
export class PageDriver {
  /** What happened beside the page: dialogs of scripts, downloads, popups, refusals. */
  readonly notes: string[] = [];
  readonly downloaded: string[] = [];
  private readonly pages: Page[] = [];
  private readonly sessions = new WeakMap<Page, Promise<CDPSession>>();
  private readonly networks = new WeakMap<Page, NetworkWatch>();
  private closed = false;

  private constructor(
    private current: Page,
    private readonly scale: number,
    private readonly rules: HostRules,
    private readonly options: DriverOptions,
    private readonly gate: Gate | undefined,
    private readonly end: () => Promise<void>,
  ) {
    this.adopt(current);
  }

  /** Opens the page. Throws USAGE, URL_REFUSED, URL_UNREACHABLE, ENGINE_MISSING, or the signal's reason. */
  static async open(options: DriverOptions): Promise<PageDriver> {
    throwIfAborted(options.signal);
    const url = options.url === undefined ? undefined : new URL(await checkUrl(options.url, { allowedFolders: options.allowedFolders }));
    const allow = [...(url === undefined || url.protocol === 'file:' ? [] : [url.host]), ...(options.allow ?? [])];
    const rules: HostRules = { allow, subResources: options.subResources };
    const driver = options.cdp === undefined ? await ownBrowser(options, rules) : await joinBrowser(options.cdp, options, rules);
    try {
      if (url !== undefined) await driver.goto(url, options.timeoutMs ?? 20_000);
      throwIfAborted(options.signal);
      return driver;
    } catch (error) {
      await driver.close();
      throwIfAborted(options.signal);
      throw error;
    }
  }

  /** Drives a page that belongs to somebody else; `close` leaves it open. */
  static async around(page: Page, options: DriverOptions = {}): Promise<PageDriver> {
    return PageDriver.make(page, options, { allow: [...hostOf(page.url()), ...(options.allow ?? [])], subResources: options.subResources }, undefined, () => Promise.resolve());
  }

  /** @internal */
  static async make(page: Page, options: DriverOptions, rules: HostRules, gate: Gate | undefined, end: () => Promise<void>): Promise<PageDriver> {
    const driver = new PageDriver(page, options.scale ?? 2, rules, options, gate, end);
    const onPopup = (popup: Page): void => void driver.onPopup(popup);
    page.context().on('page', onPopup);
    // A page that was joined is guarded by interception: a gate cannot be put before a browser that runs already.
    if (gate === undefined) await driver.interceptNavigations(page);
    return driver;
  }

  get url(): string {
    return this.current.url();
  }

  get refused(): readonly RefusedRequest[] {
    return this.gate?.refused ?? [];
  }

  /** True when the page can no longer be seen. */
  get isGone(): boolean {
    return this.closed || this.current.isClosed();
  }

  /** A picture of what the viewport shows now, at the scale of this driver whatever the screen's own is. */
  async frame(): Promise<Frame> {
    const { x, y, width, height } = await this.viewport();
    const { data } = await this.alive('take its picture', async () =>
      (await this.session()).send('Page.captureScreenshot', { format: 'png', clip: { x, y, width, height, scale: this.scale / (await this.deviceScale()) }, optimizeForSpeed: true }), 20_000);
    const png = Buffer.from(data, 'base64');
    return { png, width: png.readUInt32BE(16), height: png.readUInt32BE(20), scale: this.scale, url: this.current.url() };
  }

  /** Waits, up to 5 s, until the page has nothing under way with its servers. */
  async networkQuiet(): Promise<void> {
    await this.networks.get(this.current)?.quiet(30, 5_000);
  }

  async move(at: Point): Promise<void> {
    await this.alive('move the pointer', () => this.current.mouse.move(at.x, at.y));
  }

  async click(at: Point, { button = 'left', count = 1, keys = [] }: { readonly button?: MouseButton; readonly count?: number; readonly keys?: readonly string[] | undefined } = {}): Promise<void> {
    await this.alive('click', async () => {
      for (const key of keys) await this.current.keyboard.down(key);
      await this.current.mouse.click(at.x, at.y, { button, clickCount: count, delay: 20 });
      for (const key of [...keys].reverse()) await this.current.keyboard.up(key);
    });
  }

  /** Presses at the first point, passes the others, and lets go at the last. `path` holds at least two points. */
  async drag(path: readonly Point[]): Promise<void> {
    const [start, ...rest] = path;
    if (start === undefined || rest.length === 0) throw new RangeError('A drag needs at least two points.');
    await this.alive('drag', async () => {
      const { mouse } = this.current;
      await mouse.move(start.x, start.y);
      await mouse.down();
      // Pages take small steps for a drag and one jump for a click.
      for (const to of rest) await mouse.move(to.x, to.y, { steps: 8 });
      await sleep(60);
      await mouse.up();
    });
  }

  async type(text: string): Promise<void> {
    await this.alive('type', async () => {
      for (const [index, line] of text.split('\n').entries()) {
        if (index > 0) await this.current.keyboard.press('Enter');
        if (line !== '') await this.current.keyboard.type(line, { delay: 4 });
      }
    });
  }

  /** `Control+A`, `Enter`, `ArrowDown`: names as in the DOM's KeyboardEvent.key. Throws USAGE for a key that there is not. */
  async press(chord: string, times = 1): Promise<void> {
    await this.alive('press a key', async () => {
      try {
        for (let turn = 0; turn < times; turn += 1) await this.current.keyboard.press(chord);
      } catch (error) {
        throw /Unknown key/.test(messageOf(error)) ? new VouchError('USAGE', `There is no key ${JSON.stringify(chord)}.`, { cause: error }) : error;
      }
    }, 30_000);
  }

  /** Turns the wheel over a point; positive `dy` shows what is further down. CSS px. */
  async scroll(at: Point, { dx = 0, dy = 0 }: { readonly dx?: number; readonly dy?: number }): Promise<void> {
    await this.alive('scroll', async () => {
      await this.current.mouse.move(at.x, at.y);
      await this.current.mouse.wheel(dx, dy);
    });
  }

  /** Opens an address in the page. Throws URL_REFUSED when its host is not allowed. */
  async navigate(address: string): Promise<void> {
    const url = new URL(await checkUrl(address, { allowedFolders: this.options.allowedFolders }));
    if (url.protocol !== 'file:' && !isNamed(url.hostname, portOf(url), this.rules)) throw new VouchError('URL_REFUSED', `${url.host} is not in the list of allowed hosts.`, { details: { url: address } });
    await this.goto(url, this.options.timeoutMs ?? 20_000);
  }

  async back(): Promise<void> {
    await this.alive('go back', () => this.current.goBack({ waitUntil: 'domcontentloaded', timeout: 10_000 }), 12_000);
  }

  /** Goes to the tab with this number, from 0 in the order of opening. Throws USAGE when there is none. */
  async switchTab(number: number): Promise<void> {
    const open = this.pages.filter((page) => !page.isClosed());
    const page = open[number];
    if (!page) throw new VouchError('USAGE', `There is no tab ${number}; ${open.length} are open.`);
    this.current = page;
    await page.bringToFront();
  }

  /** Gives the next file chooser of the page this file. Call before the click that opens it. */
  uploadNext(path: string): void {
    this.current.once('filechooser', (chooser) => void chooser.setFiles(path).catch((error: unknown) => this.notes.push(`The file was not taken: ${messageOf(error)}`)));
  }

  /** CSS px of the viewport, with its place in the page. */
  async viewport(): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }> {
    const { cssVisualViewport } = await this.alive('measure its window', async () => (await this.session()).send('Page.getLayoutMetrics'));
    return { x: cssVisualViewport.pageX, y: cssVisualViewport.pageY, width: Math.floor(cssVisualViewport.clientWidth), height: Math.floor(cssVisualViewport.clientHeight) };
  }

  /** Ends what this driver opened; a joined or foreign page stays open. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.end();
    await this.gate?.close();
  }

  /** Layout metrics are the one place where the protocol gives device px, so that their ratio is the screen's own scale. */
  private async deviceScale(): Promise<number> {
    const { visualViewport, cssVisualViewport } = await (await this.session()).send('Page.getLayoutMetrics');
    return cssVisualViewport.clientWidth > 0 && visualViewport.clientWidth > 0 ? visualViewport.clientWidth / cssVisualViewport.clientWidth : 1;
  }

  private session(): Promise<CDPSession> {
    const known = this.sessions.get(this.current);
    if (known) return known;
    const made = this.current.context().newCDPSession(this.current);
    this.sessions.set(this.current, made);
    return made;
  }

  private async goto(url: URL, timeoutMs: number): Promise<void> {
    try {
      const response = await this.current.goto(url.href, { waitUntil: 'domcontentloaded', timeout: timeoutMs });
      if (response?.status() === 403 && this.refused.length > 0) throw new VouchError('URL_REFUSED', `${url.href} leads to an address that is not allowed: ${this.refused.at(-1)?.reason ?? ''}.`, { details: { url: url.href } });
      if (response && response.status() >= 400) throw statusFault(url.href, response.status(), response.statusText());
    } catch (error) {
      throw VouchError.is(error) ? error : navigationFault(url.href, error, timeoutMs);
    }
    await within(this.current.waitForLoadState('load'), 5_000);
  }

  private adopt(page: Page): void {
    this.pages.push(page);
    this.networks.set(page, new NetworkWatch(page));
    page.on('dialog', (dialog) => void this.onDialog(dialog));
    page.on('download', (download) => void this.onDownload(download));
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame() && !this.mayShow(frame.url())) void this.leave(page, frame.url());
    });
  }

  /** Pages come over the network from allowed hosts, or from an allowed folder: never from `data:`, `blob:` or `javascript:`. */
  private mayShow(address: string): boolean {
    if (address === 'about:blank' || address.startsWith('chrome-error:') || !URL.canParse(address)) return true;
    const url = new URL(address);
    if (url.protocol === 'file:') return this.options.url?.startsWith('file:') ?? this.options.cdp !== undefined;
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
    return this.rules.allow.length === 0 || isNamed(url.hostname, portOf(url), this.rules);
  }

  private async leave(page: Page, address: string): Promise<void> {
    this.notes.push(`The page went to ${address.slice(0, 200)}, which is not allowed, and was taken back.`);
    await page.goBack({ timeout: 5_000 }).catch(async () => page.goto('about:blank').catch(() => undefined));
  }

  private async onPopup(popup: Page): Promise<void> {
    const opener = await popup.opener();
    if (!opener || !this.pages.includes(opener)) return;
    await within(popup.waitForLoadState('domcontentloaded'), 5_000);
    if (!this.mayShow(popup.url())) {
      this.notes.push(`A new window with ${popup.url().slice(0, 200)} was closed: its address is not allowed.`);
      await popup.close().catch(() => undefined);
      return;
    }
    this.adopt(popup);
    this.notes.push('A new window was opened.');
    this.current = popup;
  }

  private async onDialog(dialog: Dialog): Promise<void> {
    const harmless = dialog.type() === 'alert' || dialog.type() === 'beforeunload';
    this.notes.push(`The page ${harmless ? 'said' : 'asked'}: ${JSON.stringify(dialog.message().slice(0, 300))}${harmless ? '' : '; it was answered with "Cancel"'}.`);
    await (harmless ? dialog.accept() : dialog.dismiss()).catch(() => undefined);
  }

  private async onDownload(download: Download): Promise<void> {
    const { downloads } = this.options;
    if (downloads === undefined) {
      this.notes.push(`The download ${JSON.stringify(download.suggestedFilename())} was refused: no folder for downloads is given.`);
      await download.cancel().catch(() => undefined);
      return;
    }
    const path = join(downloads, basename(download.suggestedFilename()).replace(/[^\w.() -]+/g, '_').replace(/^\.+/, '') || 'download');
    try {
      await mkdir(downloads, { recursive: true });
      await download.saveAs(path);
      this.downloaded.push(path);
    } catch (error) {
      this.notes.push(`The download ${JSON.stringify(download.suggestedFilename())} failed: ${messageOf(error)}`);
    }
  }

  private async interceptNavigations(page: Page): Promise<void> {
    await page.route('**/*', async (route) => {
      const request = route.request();
      const { url = page.url(), allowedFolders = [] } = this.options;
      // A page from a folder may show what lies in the allowed folders, in its frames and pictures, too.
      const refused = request.url().startsWith('file:') && URL.canParse(url) ? await refusalOf(request.url(), new URL(url), allowedFolders) : undefined;
      if (refused !== undefined) {
        this.notes.push(`The page wanted ${request.url().slice(0, 200)}: ${refused}.`);
        return route.abort('blockedbyclient');
      }
      if (!request.isNavigationRequest() || request.frame() !== page.mainFrame() || this.mayShow(request.url())) return route.fallback();
      this.notes.push(`The page wanted to go to ${request.url().slice(0, 200)}, which is not allowed.`);
      return route.abort('blockedbyclient');
    });
  }

  /** Bounds a call to the browser, and words its end for people. */
  private async alive<T>(what: string, work: () => Promise<T>, limitMs = 10_000): Promise<T> {
    throwIfAborted(this.options.signal);
    if (this.isGone) throw new VouchError('TOOL_FAILED', 'The page was closed.', { retryable: false });
    try {
      const done = await within(work().then((value) => ({ value })), limitMs);
      if (done !== undefined) return done.value;
    } catch (error) {
      throwIfAborted(this.options.signal);
      if (VouchError.is(error)) throw error;
      throw new VouchError('TOOL_FAILED', this.isGone || /closed|crash/i.test(messageOf(error)) ? `The page was closed: ${firstLine(error)}` : `The browser could not ${what}: ${firstLine(error)}`, { cause: error, retryable: false });
    }
    throw new VouchError('TOOL_FAILED', `The page does not answer: the browser could not ${what} within ${limitMs / 1000} s.`, { retryable: false });
  }
}

async function ownBrowser(options: DriverOptions, rules: HostRules): Promise<PageDriver> {
  const lease = await openBrowser({ signal: options.signal });
  let gate: Gate | undefined;
  let context: BrowserContext | undefined;
  const end = async (): Promise<void> => {
    // A context that died with its browser is closed already.
    await context?.close().catch(() => undefined);
    lease.release();
  };
  try {
    gate = await openGate(rules);
    context = await lease.browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      deviceScaleFactor: 1, acceptDownloads: options.downloads !== undefined, serviceWorkers: 'block', reducedMotion: 'reduce', locale: 'en-US',
      proxy: { server: gate.address },
    });
    return await PageDriver.make(await context.newPage(), options, rules, gate, end);
  } catch (error) {
    await end();
    await gate?.close();
    throw error;
  }
}

async function joinBrowser(address: string, options: DriverOptions, rules: HostRules): Promise<PageDriver> {
  let browser: Browser;
  try {
    browser = await chromium.connectOverCDP(address, { timeout: 10_000 });
  } catch (error) {
    throw new VouchError('URL_UNREACHABLE', `No browser answers at ${address}: ${firstLine(error)}. Start Chromium with --remote-debugging-port.`, { cause: error });
  }
  // Closing a joined browser's connection leaves the browser itself running.
  const leave = async (): Promise<void> => {
    await browser.close().catch(() => undefined);
  };
  const page = browser.contexts().flatMap((context) => context.pages())[0];
  if (!page) {
    await leave();
    throw new VouchError('USAGE', `The browser at ${address} has no page open.`);
  }
  const allow = rules.allow.length > 0 ? [...hostOf(page.url()), ...rules.allow] : hostOf(page.url());
  return PageDriver.make(page, options, { ...rules, allow }, undefined, leave);
}

function hostOf(address: string): string[] {
  return URL.canParse(address) && /^https?:/.test(address) ? [new URL(address).host] : [];
}

function portOf(url: URL): number {
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80));
}

function firstLine(error: unknown): string {
  return messageOf(error).split('\n')[0] ?? '';
}
