import type { Page } from 'playwright-core';
import { VouchError, messageOf, throwIfAborted } from '../../core/index.js';
import { checkUrl } from '../files/index.js';
import { isNamed, portOf, type HostRules } from './addresses.js';
import type { DriverOptions, Frame, MouseButton, Point } from './driver-options.js';
import { faultAtGate, navigationFault, statusFault } from './faults.js';
import { GATE_HEADER, type RefusedRequest } from './gate.js';
import { GuardedPages } from './guarded-pages.js';
import * as hand from './hand.js';
import { hostOf, joinPage, openOwnPage, type OpenedPage } from './open-page.js';
import { within } from './settle.js';

/** So long a click may take to ask for a file, ms. */
const CHOOSER_MS = 3_000;

/**
 * A page that is looked at and operated like a person does it: pictures out, mouse and keyboard in. Nothing here reads
 * the document. Every method throws TOOL_FAILED when the page or its browser is gone.
 */
export class PageDriver {
  private closed = false;

  private constructor(private readonly opened: OpenedPage, private readonly pages: GuardedPages, private readonly options: DriverOptions) {}

  /** Opens the page. Throws USAGE, URL_REFUSED, URL_UNREACHABLE, ENGINE_MISSING, or the signal's reason. */
  static async open(options: DriverOptions): Promise<PageDriver> {
    throwIfAborted(options.signal);
    const url = options.url === undefined ? undefined : new URL(await checkUrl(options.url, { allowedFolders: options.allowedFolders }));
    const allow = [...(url === undefined || url.protocol === 'file:' ? [] : [url.host]), ...(options.allow ?? [])];
    const rules: HostRules = { allow, subResources: options.subResources, inside: options.outside ? 'none' : 'named' };
    const driver = await PageDriver.driving(options.cdp === undefined ? await openOwnPage(options, rules) : await joinPage(options.cdp, rules), options);
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

  /** Drives a page that belongs to somebody else; `close` leaves it open, and as it was. */
  static around(page: Page, options: DriverOptions = {}): Promise<PageDriver> {
    const rules = { allow: [...hostOf(page.url()), ...(options.allow ?? [])], subResources: options.subResources };
    return PageDriver.driving({ page, rules, end: () => Promise.resolve() }, options);
  }

  private static async driving(opened: OpenedPage, options: DriverOptions): Promise<PageDriver> {
    const { url, allowedFolders, downloads } = options;
    try {
      // A gate cannot be put before a browser that runs already.
      const pages = await GuardedPages.around(opened.page, { rules: opened.rules, url, allowedFolders, downloads, gated: opened.gate !== undefined });
      return new PageDriver(opened, pages, options);
    } catch (error) {
      await opened.end();
      throw error;
    }
  }

  private get current(): Page {
    return this.pages.current;
  }

  private get scale(): number {
    return this.options.scale ?? 2;
  }

  /** What happened beside the page: dialogs of scripts, downloads, popups, refusals. */
  get notes(): readonly string[] {
    return this.pages.notes;
  }

  /** Paths of what was downloaded. */
  get downloaded(): readonly string[] {
    return this.pages.downloaded;
  }

  get url(): string {
    return this.current.url();
  }

  get refused(): readonly RefusedRequest[] {
    return this.opened.gate?.refused ?? [];
  }

  /** True when the page can no longer be seen. */
  get isGone(): boolean {
    return this.closed || this.current.isClosed();
  }

  /** A picture of what the viewport shows now, at the scale of this driver whatever the screen's own is. */
  async frame(): Promise<Frame> {
    const { x, y, width, height } = await this.viewport();
    const { data } = await this.alive('take its picture', async () =>
      (await this.pages.session()).send('Page.captureScreenshot', { format: 'png', clip: { x, y, width, height, scale: this.scale / (await this.deviceScale()) }, optimizeForSpeed: true }), 20_000);
    const png = Buffer.from(data, 'base64');
    return { png, width: png.readUInt32BE(16), height: png.readUInt32BE(20), scale: this.scale, url: this.current.url() };
  }

  /** Waits, up to 5 s, until the page has nothing under way with its servers. */
  async networkQuiet(): Promise<void> {
    await this.pages.network?.quiet(30, 5_000);
  }

  /** Waits, within bounds, until what the page began is through, so that what came of it is in `notes` and `downloaded`. */
  async atRest(): Promise<void> {
    if (!this.isGone) await this.pages.atRest();
  }

  async move(at: Point): Promise<void> {
    await this.alive('move the pointer', () => this.current.mouse.move(at.x, at.y));
  }

  async click(at: Point, { button = 'left', count = 1, keys = [] }: { readonly button?: MouseButton; readonly count?: number; readonly keys?: readonly string[] | undefined } = {}): Promise<void> {
    await this.alive('click', () => hand.click(this.current, at, { button, count, keys }));
  }

  /** Presses the left button at a point and keeps it down, or lets go of it there. */
  async button(way: 'down' | 'up', at: Point): Promise<void> {
    await this.alive('press the mouse button', () => hand.button(this.current, way, at));
  }

  /** Presses at the first point, passes the others, and lets go at the last. `path` holds at least two points. */
  async drag(path: readonly Point[]): Promise<void> {
    if (path.length < 2) throw new RangeError('A drag needs at least two points.');
    await this.alive('drag', () => hand.drag(this.current, path));
  }

  async type(text: string): Promise<void> {
    await this.alive('type', () => hand.type(this.current, text));
  }

  /** `Control+A`, `Enter`, `ArrowDown`: names as in the DOM's KeyboardEvent.key. Throws USAGE for a key that there is not. */
  async press(chord: string, { times = 1, holdMs = 0 }: { readonly times?: number; /** How long it is kept down. */ readonly holdMs?: number | undefined } = {}): Promise<void> {
    await this.alive('press a key', () => hand.press(this.current, chord, { times, holdMs }), 30_000 + times * holdMs);
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
    if (url.protocol !== 'file:' && !isNamed(url.hostname, portOf(url), this.opened.rules)) throw new VouchError('URL_REFUSED', `${url.host} is not in the list of allowed hosts.`, { details: { url: address } });
    await this.goto(url, this.options.timeoutMs ?? 20_000);
  }

  async back(): Promise<void> {
    await this.alive('go back', () => this.current.goBack({ waitUntil: 'domcontentloaded', timeout: 10_000 }), 12_000);
  }

  async forward(): Promise<void> {
    await this.alive('go forward', () => this.current.goForward({ waitUntil: 'domcontentloaded', timeout: 10_000 }), 12_000);
  }

  /** Goes to the tab with this number, from 0 in the order of opening. Throws USAGE when there is none. */
  async switchTab(number: number): Promise<void> {
    const { open } = this.pages;
    const page = open[number];
    if (!page) throw new VouchError('USAGE', `There is no tab ${number}; ${open.length} are open.`);
    await this.alive('show its tab', () => this.pages.show(page));
  }

  /** Clicks on what asks for a file and gives it this one; a click that asks for none is noted, and nothing waits for a later one. */
  async upload(at: Point, path: string): Promise<void> {
    await this.alive('give it a file', async () => {
      const asked = this.current.waitForEvent('filechooser', { timeout: CHOOSER_MS }).catch(() => undefined);
      await this.current.mouse.click(at.x, at.y, { delay: 20 });
      const chooser = await asked;
      if (chooser) await chooser.setFiles(path);
      else this.pages.notes.push('The click asked for no file, so that none was given.');
    });
  }

  /** CSS px of the viewport, with its place in the page. */
  async viewport(): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }> {
    const { cssVisualViewport } = await this.alive('measure its window', async () => (await this.pages.session()).send('Page.getLayoutMetrics'));
    return { x: cssVisualViewport.pageX, y: cssVisualViewport.pageY, width: Math.floor(cssVisualViewport.clientWidth), height: Math.floor(cssVisualViewport.clientHeight) };
  }

  /** Ends what this driver opened; a joined or foreign page stays open, without anything of ours on it. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    try {
      await this.pages.release();
    } finally {
      await this.opened.end();
    }
  }

  /** Layout metrics are the one place where the protocol gives device px, so that their ratio is the screen's own scale. */
  private async deviceScale(): Promise<number> {
    const { visualViewport, cssVisualViewport } = await (await this.pages.session()).send('Page.getLayoutMetrics');
    return cssVisualViewport.clientWidth > 0 && visualViewport.clientWidth > 0 ? visualViewport.clientWidth / cssVisualViewport.clientWidth : 1;
  }

  private async goto(url: URL, timeoutMs: number): Promise<void> {
    this.pages.takeRefusal();
    try {
      const response = await this.current.goto(url.href, { waitUntil: 'domcontentloaded', timeout: timeoutMs });
      const status = response && (await response.headerValue(GATE_HEADER)) !== null ? response.status() : undefined;
      const fault = status === undefined ? undefined : faultAtGate(this.opened.gate, status, url.href);
      if (fault) throw fault;
      if (response && response.status() >= 400) throw statusFault(url.href, response.status(), response.statusText());
    } catch (error) {
      const refusal = this.pages.takeRefusal();
      if (refusal) throw new VouchError('URL_REFUSED', `${url.href} cannot be opened: ${refusal.url === url.href ? '' : `it leads to ${refusal.url.slice(0, 200)}, and `}${refusal.reason}.`, { cause: error, details: { url: url.href } });
      throw VouchError.is(error) ? error : (faultAtGate(this.opened.gate, error, url.href) ?? navigationFault(url.href, error, timeoutMs));
    }
    await within(this.current.waitForLoadState('load'), 5_000);
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

function firstLine(error: unknown): string {
  return messageOf(error).split('\n')[0] ?? '';
}
