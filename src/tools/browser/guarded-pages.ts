import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, CDPSession, Dialog, Download, Frame as PageFrame, Page } from 'playwright-core';
import { messageOf } from '../../core/index.js';
import { isNamed, portOf, resolveHost, type HostRules } from './addresses.js';
import { saveDownload } from './downloads.js';
import { RequestGuard, type RequestRules } from './request-guard.js';
import { NetworkWatch, within } from './settle.js';
import { refusalOf } from './url-rules.js';

export interface GuardOptions {
  readonly rules: HostRules;
  /** The address that was opened; from a `file:` one, files of the allowed folders may be shown. */
  readonly url?: string | undefined;
  readonly allowedFolders?: readonly string[] | undefined;
  /** Downloads are saved here; refused when absent. */
  readonly downloads?: string | undefined;
  /** A gate stands before the browser, which is our own. Else what pages take from the network is judged here, by names that the browser resolves once more. */
  readonly gated: boolean;
}

/** So long a page may take to ask for something after a click, ms. */
const REACTION_MS = 100;
/** A page may ask without end for what it is refused. */
const MOST_NOTES = 200;

/**
 * The page that is operated, with the windows that it opens: which addresses they may show, what happens to dialogs, downloads
 * and popups. `release` leaves the pages as they were found, without a listener of ours.
 */
export class GuardedPages {
  /** What happened beside the pictures: dialogs of scripts, downloads, popups, refusals. */
  readonly notes: string[] = [];
  readonly downloaded: string[] = [];
  private readonly pages: Page[] = [];
  private readonly sessions = new Map<Page, Promise<CDPSession>>();
  private readonly networks = new Map<Page, NetworkWatch>();
  private readonly releases: (() => unknown)[] = [];
  /** What is being done about events of the pages. */
  private readonly answers = new Set<Promise<unknown>>();
  /** What the rules say of hosts. */
  private readonly hosts = new Map<string, ReturnType<typeof resolveHost>>();
  private released = false;
  private guard: RequestGuard | undefined;

  private constructor(private shown: Page, private readonly options: GuardOptions) {}

  static async around(page: Page, options: GuardOptions): Promise<GuardedPages> {
    const pages = new GuardedPages(page, options);
    pages.adopt(page);
    pages.listenForPopups(page.context());
    try {
      pages.guard = await RequestGuard.before(page, pages.requestRules(), { isOurs: options.gated });
    } catch (error) {
      await pages.release();
      throw error;
    }
    return pages;
  }

  /** The page in front. */
  get current(): Page {
    return this.shown;
  }

  get open(): readonly Page[] {
    return this.pages.filter((page) => !page.isClosed());
  }

  get network(): NetworkWatch | undefined {
    return this.networks.get(this.shown);
  }

  /** The latest page that was not shown, since its address is not allowed; forgotten when it is told. */
  takeRefusal(): { readonly url: string; readonly reason: string } | undefined {
    const refusal = this.guard?.refusedDocument;
    if (this.guard) this.guard.refusedDocument = undefined;
    return refusal;
  }

  async show(page: Page): Promise<void> {
    this.shown = page;
    await page.bringToFront();
  }

  /** Resolves when the page in front has nothing under way and every event of the pages is answered; waits at most 7 s. */
  async atRest(): Promise<void> {
    // A click that was only just made may not have asked for its page yet.
    await sleep(REACTION_MS);
    await this.network?.quiet(REACTION_MS, 2_000);
    await within(Promise.allSettled(this.answers), 5_000);
  }

  /** The protocol session of the page in front. */
  session(): Promise<CDPSession> {
    const known = this.sessions.get(this.shown);
    if (known) return known;
    const made = this.shown.context().newCDPSession(this.shown);
    this.sessions.set(this.shown, made);
    return made;
  }

  /** Takes back every listener, interception and session. Throws what one of them threw, when the others are taken back. */
  async release(): Promise<void> {
    this.released = true;
    await this.guard?.release();
    const ends = await Promise.allSettled(this.releases.splice(0).map(async (release) => { await release(); }));
    const sessions = [...this.sessions.values()];
    this.sessions.clear();
    // A page that is closed has ended its session itself.
    for (const session of sessions) await session.then((open) => open.detach()).catch(() => undefined);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  private adopt(page: Page): void {
    this.pages.push(page);
    const network = new NetworkWatch(page);
    this.networks.set(page, network);
    const onDialog = (dialog: Dialog): void => { this.answer(this.onDialog(dialog)); };
    const onDownload = (download: Download): void => { this.answer(this.onDownload(download)); };
    const onNavigated = (frame: PageFrame): void => {
      if (frame === page.mainFrame() && !this.mayShow(frame.url())) this.answer(this.leave(page, frame.url()));
    };
    page.on('dialog', onDialog);
    page.on('download', onDownload);
    page.on('framenavigated', onNavigated);
    this.releases.push(() => {
      network.release();
      page.off('dialog', onDialog);
      page.off('download', onDownload);
      page.off('framenavigated', onNavigated);
    });
  }

  private listenForPopups(context: BrowserContext): void {
    // A window may close itself before it shows anything.
    const onPopup = (popup: Page): void => {
      this.answer(this.onPopup(popup).catch(() => {
        if (this.guard?.takeClosed() !== true) this.notes.push('A new window was gone before it could be shown.');
      }));
    };
    context.on('page', onPopup);
    this.releases.push(() => context.off('page', onPopup));
  }

  private answer(work: Promise<unknown>): void {
    this.answers.add(work);
    void work.finally(() => this.answers.delete(work));
  }

  /** Pages come over the network from allowed hosts, or from an allowed folder: never from `data:`, `blob:` or `javascript:`. */
  private mayShow(address: string): boolean {
    if (address === 'about:blank' || address.startsWith('chrome-error:') || !URL.canParse(address)) return true;
    const url = new URL(address);
    const { rules, url: opened, gated } = this.options;
    if (url.protocol === 'file:') return opened?.startsWith('file:') ?? !gated;
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
    return (!gated && rules.allow.length === 0) || isNamed(url.hostname, portOf(url), rules);
  }

  private requestRules(): RequestRules {
    return {
      document: (url, isNew) => this.againstDocument(url, isNew), part: (url) => this.againstPart(url),
      onRefused: (url, reason, isDocument) => { this.note(`The page wanted ${isDocument ? 'to go to ' : ''}${url.slice(0, 200)}, which is not allowed (${reason}), and was refused.`); },
      onUnheld: (url, reason, runs) => { this.note(`What ${url.slice(0, 200)} asks for could not be held (${reason})${runs ? '' : ', so that it does not run'}.`); },
    };
  }

  private async againstDocument(url: URL, isNew: boolean): Promise<string | undefined> {
    if (!this.mayShow(url.href)) return isOfNetwork(url) ? `${url.host} is not in the list of allowed hosts` : `the scheme ${url.protocol} is not allowed`;
    if (url.protocol === 'file:') return isNew ? 'a page of a folder opens no windows' : this.againstFile(url);
    return this.againstHost(url);
  }

  private againstPart(url: URL): Promise<string | undefined> {
    return url.protocol === 'file:' ? this.againstFile(url) : this.againstHost(url);
  }

  /** Where no gate stands before the browser, its rules are asked here, once a host. */
  private async againstHost(url: URL): Promise<string | undefined> {
    const { gated, rules } = this.options;
    if (gated || rules.allow.length === 0 || !isOfNetwork(url)) return undefined;
    const port = portOf(url);
    const key = `${url.hostname}:${port}`;
    const found = this.hosts.get(key) ?? resolveHost(url.hostname, port, rules);
    this.hosts.set(key, found);
    const way = await found;
    if (!('code' in way)) return undefined;
    if (way.code === 'URL_REFUSED') return way.reason;
    // A name may be known a moment later, and then mean anything.
    this.hosts.delete(key);
    // A browser may know names that this machine does not: of those only what is named may be asked.
    return isNamed(url.hostname, port, rules) ? undefined : way.reason;
  }

  /** A page from a folder may show what lies in the allowed folders, in its frames and pictures, too. */
  private againstFile(url: URL): Promise<string | undefined> {
    const { url: opened, allowedFolders = [] } = this.options;
    return refusalOf(url.href, new URL(opened ?? this.shown.url()), allowedFolders);
  }

  private note(text: string): void {
    if (!this.notes.includes(text) && this.notes.length < MOST_NOTES) this.notes.push(text);
  }

  private async leave(page: Page, address: string): Promise<void> {
    this.notes.push(`The page went to ${address.slice(0, 200)}, which is not allowed, and was taken back.`);
    await page.goBack({ timeout: 5_000 }).catch(async () => page.goto('about:blank').catch(() => undefined));
  }

  private async onPopup(popup: Page): Promise<void> {
    const opener = await popup.opener();
    if (this.released || !opener || !this.pages.includes(opener)) return;
    await this.guard?.include(popup);
    await within(popup.waitForLoadState('domcontentloaded'), 5_000);
    // What is adopted after the release would never be taken back.
    if (this.released) return;
    if (!this.mayShow(popup.url())) {
      this.notes.push(`A new window with ${popup.url().slice(0, 200)} was closed: its address is not allowed.`);
      await popup.close().catch(() => undefined);
      return;
    }
    this.adopt(popup);
    this.notes.push('A new window was opened.');
    this.shown = popup;
  }

  private async onDialog(dialog: Dialog): Promise<void> {
    const harmless = dialog.type() === 'alert' || dialog.type() === 'beforeunload';
    this.notes.push(`The page ${harmless ? 'said' : 'asked'}: ${JSON.stringify(dialog.message().slice(0, 300))}${harmless ? '' : '; it was answered with "Cancel"'}.`);
    await (harmless ? dialog.accept() : dialog.dismiss()).catch(() => undefined);
  }

  private async onDownload(download: Download): Promise<void> {
    const { downloads } = this.options;
    const name = JSON.stringify(download.suggestedFilename());
    if (downloads === undefined) {
      this.notes.push(`The download ${name} was refused: no folder for downloads is given.`);
      await download.cancel().catch(() => undefined);
      return;
    }
    try {
      this.downloaded.push(await saveDownload(download, downloads));
    } catch (error) {
      this.notes.push(`The download ${name} failed: ${messageOf(error)}`);
    }
  }
}

const isOfNetwork = ({ protocol }: URL): boolean => /^(?:https?|wss?):$/.test(protocol);
