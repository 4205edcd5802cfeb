import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { z } from 'zod';
import { messageOf, VouchError } from '../../core/index.js';
import { channelOf, type Channel } from './channel.js';

/** What may be asked for. Each rule tells why an address is refused, or undefined. */
export interface RequestRules {
  /** What a page shows, also where a redirect leads it. `isNew`: in a window that was only just opened. */
  readonly document: (url: URL, isNew: boolean) => Promise<string | undefined>;
  /** What a page takes beside it: frames, pictures, scripts. */
  readonly part: (url: URL) => Promise<string | undefined>;
  readonly onRefused: (url: string, reason: string, isDocument: boolean) => void;
}

export interface GuardedContext {
  /** True: every page of the context belongs to the one that is guarded, and a gate judges what comes from the network beside documents. False: its other pages are left alone. */
  readonly isOurs: boolean;
}

const Paused = z.object({ requestId: z.string(), frameId: z.string().default(''), resourceType: z.string(), request: z.object({ url: z.string() }) });
type Paused = z.infer<typeof Paused>;
const Attached = z.object({ sessionId: z.string() });
const Requested = z.object({ disposition: z.string() });

const DOCUMENTS = { urlPattern: '*', resourceType: 'Document' } as const;
const FILES = { urlPattern: 'file://*' };
const ALL = { urlPattern: '*' };
/** What asks for addresses by itself and belongs to a page. */
const PARTS = ['iframe', 'worker'].map((type) => ({ type }));
/** So long after a page has asked for a tab one that opens is taken for it, where the browser does not tell which page has opened it, ms. */
const TAB_MS = 2_000;

/** What a frame is to the guard: a page that is guarded, a frame in a process of its own, somebody else's page. */
type Place = 'page' | 'frame' | 'other';

/**
 * Holds the requests of a page and of the windows that it opens, by the browser's own protocol, until each is judged: redirects too, and those of a new window from its first
 * on. What is refused is never sent, and the page stays as it is. Documents of other pages pass here, too, since a new window is nobody's at first, and go on as they are.
 */
export class RequestGuard {
  /** The latest page that was not shown. */
  refusedDocument: { readonly url: string; readonly reason: string } | undefined;
  private readonly places = new Map<string, 'page' | 'other'>();
  /** Pages whose parts are held. */
  private readonly held = new Set<string>();
  private readonly sessions: CDPSession[] = [];
  private contextId: string | undefined;
  /** When pages have asked for a tab that has not opened yet. */
  private tabs: number[] = [];

  private constructor(private readonly context: BrowserContext, private readonly browser: Channel, private readonly rules: RequestRules, private readonly isOurs: boolean) {}

  static async before(page: Page, rules: RequestRules, { isOurs }: GuardedContext): Promise<RequestGuard> {
    const context = page.context();
    const session = await context.browser()?.newBrowserCDPSession();
    if (!session) throw new VouchError('USAGE', 'A page whose browser cannot be spoken to cannot be guarded.');
    const guard = new RequestGuard(context, channelOf(session), rules, isOurs);
    guard.sessions.push(session);
    // What is open already belongs to somebody, also where the page has opened it.
    if (!isOurs) for (const { targetId } of (await session.send('Target.getTargets')).targetInfos) guard.places.set(targetId, 'other');
    await guard.include(page);
    guard.browser.listen('Fetch.requestPaused', (params) => void guard.answerOfBrowser(Paused.parse(params)));
    await session.send('Fetch.enable', { patterns: isOurs ? [FILES, DOCUMENTS] : [DOCUMENTS] });
    return guard;
  }

  /** Guards a page that has been opened since. */
  async include(page: Page): Promise<void> {
    const session = await this.context.newCDPSession(page);
    const { targetInfo: { targetId, browserContextId } } = await session.send('Target.getTargetInfo');
    this.contextId ??= browserContextId;
    this.places.set(targetId, 'page');
    if (this.held.has(targetId)) return session.detach();
    this.sessions.push(session);
    await this.hold(channelOf(session), targetId);
  }

  /** Lets everything through again. */
  async release(): Promise<void> {
    // A page that is closed has ended its session itself.
    for (const session of this.sessions.splice(0)) await session.detach().catch(() => undefined);
  }

  private async hold(channel: Channel, targetId: string): Promise<void> {
    this.held.add(targetId);
    if (!this.isOurs) {
      channel.listen('Page.frameRequestedNavigation', (params) => {
        if (Requested.parse(params).disposition.startsWith('new')) this.tabs.push(Date.now());
      });
      // A window that has not begun yet answers when it does.
      void channel.send('Page.enable').catch(() => undefined);
    }
    await this.holdRequests(channel, targetId);
  }

  private async holdRequests(channel: Channel, targetId?: string): Promise<void> {
    channel.listen('Fetch.requestPaused', (params) => void this.answer(channel, Paused.parse(params), targetId));
    if (!this.isOurs) {
      channel.listen('Target.attachedToTarget', (params) => {
        const part = channel.child(Attached.parse(params).sessionId);
        // Not every kind of worker can be held; a part that goes away meanwhile has nothing more to ask for.
        void this.holdRequests(part).catch(() => undefined).then(() => part.send('Runtime.runIfWaitingForDebugger')).catch(() => undefined);
      });
      void channel.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: false, filter: PARTS }).catch(() => undefined);
    }
    await channel.send('Fetch.enable', { patterns: [this.isOurs ? FILES : ALL] });
  }

  /** The browser itself tells of the documents of all its pages. */
  private async answerOfBrowser(paused: Paused): Promise<void> {
    const { requestId, frameId } = paused;
    const place = await this.placeOf(frameId);
    if (place === undefined || place === 'other') await this.browser.send('Fetch.continueRequest', { requestId }).catch(() => undefined);
    else await this.answer(this.browser, paused, place === 'frame' ? undefined : frameId);
  }

  private async answer(channel: Channel, paused: Paused, targetId: string | undefined): Promise<void> {
    const { requestId, frameId, resourceType, request: { url } } = paused;
    const isDocument = resourceType === 'Document' && frameId === targetId;
    const isNew = isDocument && (await this.hasShownNothing(frameId));
    const reason = (await this.judge(url, isDocument, isNew).catch(messageOf)) ?? (isNew ? await this.holdWindow(frameId) : undefined);
    if (reason !== undefined) {
      if (isDocument) this.refusedDocument = { url, reason };
      this.rules.onRefused(url, reason, isDocument);
    }
    const done = reason === undefined ? channel.send('Fetch.continueRequest', { requestId }) : channel.send('Fetch.failRequest', { requestId, errorReason: isDocument ? 'Aborted' : 'BlockedByClient' });
    // A page that went away meanwhile has no request any more.
    await done.catch(() => undefined);
    // A window that never gets to show anything would stay: without a page of its own, even a debugger cannot speak to it.
    if (reason !== undefined && isNew) await this.browser.send('Target.closeTarget', { targetId: frameId }).catch(() => undefined);
  }

  /** Before a window shows its first page, what that takes is held, too. Why not, where it cannot be. */
  private async holdWindow(targetId: string): Promise<string | undefined> {
    if (this.held.has(targetId)) return undefined;
    try {
      const { sessionId } = await this.browser.send('Target.attachToTarget', { targetId, flatten: false });
      await this.hold(this.browser.child(sessionId), targetId);
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  }

  private judge(address: string, isDocument: boolean, isNew: boolean): Promise<string | undefined> {
    if (!URL.canParse(address)) return Promise.resolve('it is no address');
    const url = new URL(address);
    return isDocument ? this.rules.document(url, isNew) : this.rules.part(url);
  }

  /** A window that was only just opened. */
  private async hasShownNothing(targetId: string): Promise<boolean> {
    const { targetInfo } = await this.browser.send('Target.getTargetInfo', { targetId }).catch(() => ({ targetInfo: undefined }));
    return targetInfo?.url === '';
  }

  private async placeOf(frameId: string): Promise<Place | undefined> {
    const known = this.places.get(frameId);
    if (known !== undefined || frameId === '') return known;
    // Only pages, and frames in a process of their own, are known by this id.
    const { targetInfo } = await this.browser.send('Target.getTargetInfo', { targetId: frameId }).catch(() => ({ targetInfo: undefined }));
    if (targetInfo?.type === 'iframe') return targetInfo.parentId !== undefined && /page|frame/.test((await this.placeOf(targetInfo.parentId)) ?? '') ? 'frame' : undefined;
    if (targetInfo?.type !== 'page') return undefined;
    const place = this.isOfPages(targetInfo) ? 'page' : 'other';
    this.places.set(frameId, place);
    return place;
  }

  private isOfPages({ openerId, browserContextId }: { readonly openerId?: string; readonly browserContextId?: string }): boolean {
    if (browserContextId !== this.contextId) return false;
    if (this.isOurs) return true;
    if (openerId !== undefined) return this.places.get(openerId) === 'page';
    const since = Date.now() - TAB_MS;
    this.tabs = this.tabs.filter((at) => at >= since);
    return this.tabs.shift() !== undefined;
  }
}
