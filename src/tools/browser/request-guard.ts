import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { messageOf, VouchError } from '../../core/index.js';

/** What may be asked for. Each rule tells why an address is refused, or undefined. */
export interface RequestRules {
  /** What a page shows, also where a redirect leads it. `isNew`: in a window that was only just opened. */
  readonly document: (url: URL, isNew: boolean) => Promise<string | undefined>;
  /** What a page takes from the disk: frames, pictures, scripts. */
  readonly file: (url: URL) => Promise<string | undefined>;
  readonly onRefused: (url: string, reason: string, isDocument: boolean) => void;
}

interface Paused {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: { readonly url: string };
}

const FILES = { urlPattern: 'file://*' };
const DOCUMENTS = { urlPattern: '*', resourceType: 'Document' } as const;

/** What a frame is to the guard: the page itself, a window that was only just opened, a frame in a process of its own; undefined: somebody else's, or a frame that its page's own session tells of. */
type Place = 'page' | 'window' | 'frame' | undefined;

/**
 * Holds the requests of all pages of one context, by the browser's own protocol, until each is judged: redirects too, and those of a new window from its first on. What is
 * refused is never sent, and the page stays as it is.
 */
export class RequestGuard {
  /** The latest page that was not shown. */
  refusedDocument: { readonly url: string; readonly reason: string } | undefined;
  private readonly pages = new Set<string>();
  private readonly windows = new Set<string>();
  private readonly sessions: CDPSession[] = [];
  private contextId: string | undefined;

  private constructor(private readonly context: BrowserContext, private readonly root: CDPSession, private readonly rules: RequestRules) {}

  static async before(page: Page, rules: RequestRules): Promise<RequestGuard> {
    const context = page.context();
    const browser = context.browser();
    if (!browser) throw new VouchError('USAGE', 'A page whose browser cannot be spoken to cannot be guarded.');
    const root = await browser.newBrowserCDPSession();
    const guard = new RequestGuard(context, root, rules);
    await guard.include(page);
    await guard.hold(root, [FILES, DOCUMENTS]);
    return guard;
  }

  /** Guards a page that has been opened since. */
  async include(page: Page): Promise<void> {
    const session = await this.context.newCDPSession(page);
    const { targetInfo: { targetId, browserContextId } } = await session.send('Target.getTargetInfo');
    this.contextId ??= browserContextId;
    this.windows.delete(targetId);
    this.pages.add(targetId);
    await this.hold(session, [FILES]);
  }

  /** Lets everything through again. */
  async release(): Promise<void> {
    // A page that is closed has ended its session itself.
    for (const session of this.sessions.splice(0)) await session.detach().catch(() => undefined);
  }

  private async hold(session: CDPSession, patterns: (typeof FILES | typeof DOCUMENTS)[]): Promise<void> {
    this.sessions.push(session);
    session.on('Fetch.requestPaused', (paused) => void this.answer(session, paused));
    await session.send('Fetch.enable', { patterns });
  }

  private async answer(session: CDPSession, paused: Paused): Promise<void> {
    const { requestId, frameId, request: { url } } = paused;
    const place = await this.placeOf(frameId);
    const isDocument = paused.resourceType === 'Document' && (place === 'page' || place === 'window');
    const reason = session === this.root && place === undefined ? undefined : await this.judge(url, isDocument, place === 'window').catch(messageOf);
    if (reason !== undefined) {
      if (isDocument) this.refusedDocument = { url, reason };
      this.rules.onRefused(url, reason, isDocument);
    }
    const done = reason === undefined ? session.send('Fetch.continueRequest', { requestId }) : session.send('Fetch.failRequest', { requestId, errorReason: isDocument ? 'Aborted' : 'BlockedByClient' });
    // A page that went away meanwhile has no request any more.
    await done.catch(() => undefined);
    // A window that never gets to show anything would stay: without a page of its own, even a debugger cannot speak to it.
    if (reason !== undefined && place === 'window') await this.root.send('Target.closeTarget', { targetId: frameId }).catch(() => undefined);
  }

  private judge(address: string, isDocument: boolean, isNew: boolean): Promise<string | undefined> {
    if (!URL.canParse(address)) return Promise.resolve('it is no address');
    const url = new URL(address);
    if (isDocument) return this.rules.document(url, isNew);
    // The gate judges what a page takes from the network.
    return url.protocol === 'file:' ? this.rules.file(url) : Promise.resolve(undefined);
  }

  private async placeOf(frameId: string): Promise<Place> {
    if (this.pages.has(frameId)) return 'page';
    if (this.windows.has(frameId)) return 'window';
    if (frameId === '') return undefined;
    // Only pages, and frames in a process of their own, are known by this id.
    const { targetInfo } = await this.root.send('Target.getTargetInfo', { targetId: frameId }).catch(() => ({ targetInfo: undefined }));
    if (targetInfo?.type === 'iframe') return targetInfo.parentId !== undefined && (await this.placeOf(targetInfo.parentId)) !== undefined ? 'frame' : undefined;
    if (targetInfo?.type !== 'page' || targetInfo.browserContextId !== this.contextId) return undefined;
    this.windows.add(frameId);
    return 'window';
  }
}
