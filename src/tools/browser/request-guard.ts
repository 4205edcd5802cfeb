import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { z } from 'zod';
import { messageOf, VouchError } from '../../core/index.js';
import { channelOf, type Channel } from './channel.js';
import { within } from './settle.js';

/** What may be asked for. Each rule tells why an address is refused, or undefined. */
export interface RequestRules {
  /** What a page shows, also where a redirect leads it. `isNew`: in a window that was only just opened. */
  readonly document: (url: URL, isNew: boolean) => Promise<string | undefined>;
  /** What a page takes beside it: frames, pictures, scripts. */
  readonly part: (url: URL) => Promise<string | undefined>;
  readonly onRefused: (url: string, reason: string, isDocument: boolean) => void;
  /** A page or a frame in a process of its own whose requests could not be held. `runs`: it went on nevertheless. */
  readonly onUnheld: (url: string, reason: string, runs: boolean) => void;
}

export interface GuardedContext {
  /** True: every page of the context belongs to the one that is guarded, and a gate judges what comes from the network beside documents. False: its other pages are left alone. */
  readonly isOurs: boolean;
}

const Paused = z.object({ requestId: z.string(), frameId: z.string().default(''), resourceType: z.string(), request: z.object({ url: z.string() }) });
type Paused = z.infer<typeof Paused>;
const Attached = z.object({ sessionId: z.string(), targetInfo: z.object({ targetId: z.string() }), waitingForDebugger: z.boolean() });
type Attached = z.infer<typeof Attached>;
/** Of the frames of a page, as the browser tells them. */
interface Frames {
  readonly frame: { readonly id: string };
  readonly childFrames?: readonly Frames[];
}
const Created = z.object({ targetInfo: z.object({ targetId: z.string() }) });
const Requested = z.object({ disposition: z.string() });

const DOCUMENTS = { urlPattern: '*', resourceType: 'Document' } as const;
const FILES = { urlPattern: 'file://*' };
const ALL = { urlPattern: '*' };
/** What belongs to a page and asks for addresses by ways of its own. Its workers ask by those of the page. */
const PARTS = [{ type: 'iframe' }];
/** So long after a page has asked for a tab one that opens is taken for it, where the browser does not tell which page has opened it, ms. */
const TAB_MS = 2_000;
/** So much later a browser may tell that a page has asked for a tab than that there is one, ms. */
const TOLD_MS = 50;
/** So long a page may take to be held, ms. */
const HOLD_MS = 10_000;
/** So long a window counts as new, and may take to tell its frames, ms. */
const NEW_MS = 1_000;

/** A page that is held, or is about to be. */
interface Hold {
  readonly channel: Channel;
  readonly since: number;
  readonly done: Promise<void>;
}

/** What a frame is to the guard: a page that is guarded, a frame in a process of its own, somebody else's page. */
type Place = 'page' | 'frame' | 'other';

/**
 * Holds the requests of a page and of the windows that it opens, by the browser's own protocol, until each is judged: redirects too, and those of a new window from its first
 * on. What is refused is never sent, and the page stays as it is. Documents of other pages pass here, too, since a new window is nobody's at first, and go on as they are.
 */
export class RequestGuard {
  /** The latest page that was not shown. */
  refusedDocument: { readonly url: string; readonly reason: string } | undefined;
  /** Windows that were closed since what they wanted to show was refused, and that nobody has missed yet. */
  private closed = 0;
  private readonly places = new Map<string, 'page' | 'other'>();
  /** When targets came to be. */
  private readonly created = new Map<string, number>();
  /** Tabs that only their time tells to be of the guarded pages. */
  private readonly guessed = new Set<string>();
  /** Pages whose parts are held, by target. */
  private readonly holds = new Map<string, Hold>();
  private readonly sessions: CDPSession[] = [];
  private contextId: string | undefined;
  /** When pages have asked for a tab that has not opened yet. */
  private tabs: number[] = [];
  private released = false;

  private constructor(private readonly context: BrowserContext, private readonly browser: Channel, private readonly rules: RequestRules, private readonly isOurs: boolean) {}

  /** Throws where the page, or a frame of it, cannot be held. */
  static async before(page: Page, rules: RequestRules, { isOurs }: GuardedContext): Promise<RequestGuard> {
    const context = page.context();
    const session = await context.browser()?.newBrowserCDPSession();
    if (!session) throw new VouchError('USAGE', 'A page whose browser cannot be spoken to cannot be guarded.');
    const guard = new RequestGuard(context, channelOf(session), rules, isOurs);
    guard.sessions.push(session);
    try {
      // What is open already belongs to somebody, also where the page has opened it.
      if (!isOurs) {
        guard.browser.listen('Target.targetCreated', (params) => guard.created.set(Created.parse(params).targetInfo.targetId, Date.now()));
        await session.send('Target.setDiscoverTargets', { discover: true });
        for (const { targetId } of (await session.send('Target.getTargets')).targetInfos) guard.places.set(targetId, 'other');
      }
      const held = await within(guard.include(page, { isLoaded: true }).then(() => true), HOLD_MS);
      if (held === undefined) throw new VouchError('TOOL_FAILED', 'The page does not answer, so that it cannot be guarded.');
      guard.browser.listen('Fetch.requestPaused', (params) => void guard.answerOfBrowser(Paused.parse(params)));
      await session.send('Fetch.enable', { patterns: isOurs ? [FILES, DOCUMENTS] : [DOCUMENTS] });
      return guard;
    } catch (error) {
      await guard.release();
      throw error;
    }
  }

  /** Guards a page. `isLoaded`: it is there already with all that it holds; one that has not begun yet answers in part only when it does. */
  async include(page: Page, { isLoaded }: { readonly isLoaded: boolean } = { isLoaded: false }): Promise<void> {
    const session = await this.context.newCDPSession(page);
    if (this.released) return session.detach();
    this.sessions.push(session);
    const { targetInfo: { targetId, browserContextId } } = await session.send('Target.getTargetInfo');
    this.contextId ??= browserContextId;
    this.places.set(targetId, 'page');
    await this.hold(channelOf(session), targetId, isLoaded);
  }

  /** True where a window that is gone was closed here, which was told already; each time for one of them. */
  takeClosed(): boolean {
    if (this.closed === 0) return false;
    this.closed -= 1;
    return true;
  }

  /** Lets everything through again. */
  async release(): Promise<void> {
    this.released = true;
    // A page that is closed has ended its session itself.
    for (const session of this.sessions.splice(0)) await session.detach().catch(() => undefined);
  }

  private hold(channel: Channel, targetId: string, isLoaded: boolean): Promise<void> {
    const known = this.holds.get(targetId);
    if (known) return known.done;
    const done = this.holdRequests(channel, { targetId, isPage: true, isLoaded });
    this.holds.set(targetId, { channel, since: Date.now(), done });
    done.catch(() => this.holds.delete(targetId));
    return done;
  }

  private async holdRequests(channel: Channel, { targetId, isPage, isLoaded }: { readonly targetId: string; readonly isPage: boolean; readonly isLoaded: boolean }): Promise<void> {
    channel.listen('Fetch.requestPaused', (params) => void this.answer(channel, Paused.parse(params), isPage ? targetId : undefined));
    const parts: Promise<void>[] = [];
    const more: Promise<unknown>[] = [];
    if (!this.isOurs) {
      channel.listen('Target.attachedToTarget', (params) => {
        const part = this.holdPart(channel, Attached.parse(params));
        part.catch(() => undefined);
        parts.push(part);
      });
      channel.listen('Page.frameRequestedNavigation', (params) => {
        if (Requested.parse(params).disposition.startsWith('new')) this.tabs.push(Date.now());
      });
      more.push(channel.send('Page.enable'), channel.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: false, filter: PARTS }));
    }
    const all = Promise.all(more).then(() => Promise.all(parts));
    // What has not begun yet answers when it does, and is waited for by nobody.
    if (!isLoaded) all.catch((error: unknown) => this.tellUnheld(targetId, error, true));
    await Promise.all([channel.send('Fetch.enable', { patterns: [this.isOurs ? FILES : ALL] }), ...(isLoaded ? [all] : [])]);
  }

  /** A frame in a process of its own runs only when its requests are held. Throws where one that runs already cannot be. */
  private async holdPart(channel: Channel, { sessionId, targetInfo: { targetId }, waitingForDebugger }: Attached): Promise<void> {
    const part = channel.child(sessionId);
    try {
      await this.holdRequests(part, { targetId, isPage: false, isLoaded: !waitingForDebugger });
      await part.send('Runtime.runIfWaitingForDebugger');
    } catch (error) {
      if ((await this.tellUnheld(targetId, error, !waitingForDebugger)) && !waitingForDebugger) throw error;
    }
  }

  /** Tells of what could not be held; false where it is gone and has nothing more to ask for. */
  private async tellUnheld(targetId: string, error: unknown, runs: boolean): Promise<boolean> {
    const target = await this.infoOf(targetId);
    if (this.released || !target) return false;
    this.rules.onUnheld(target.url, messageOf(error), runs);
    return true;
  }

  /** The browser itself tells of the documents of all its pages. */
  private async answerOfBrowser(paused: Paused): Promise<void> {
    const { requestId, frameId } = paused;
    const place = (await this.placeOf(frameId)) ?? (!this.isOurs && (await this.isInNewWindow(frameId)) ? 'frame' : undefined);
    if (place === undefined || place === 'other') await this.browser.send('Fetch.continueRequest', { requestId }).catch(() => undefined);
    else await this.answer(this.browser, paused, place === 'frame' ? undefined : frameId);
  }

  private async answer(channel: Channel, paused: Paused, targetId: string | undefined): Promise<void> {
    const { requestId, frameId, resourceType, request: { url } } = paused;
    const isDocument = resourceType === 'Document' && frameId === targetId;
    const isNew = isDocument && (await this.hasShownNothing(frameId));
    const reason = (await this.judge(url, isDocument, isNew).catch(messageOf)) ?? (isDocument ? await this.holdWindow(frameId) : undefined);
    if (this.released) return;
    const isGuessed = isDocument && this.guessed.has(frameId);
    if (reason !== undefined) {
      if (isDocument) this.refusedDocument = { url, reason };
      this.rules.onRefused(url, reason, isDocument);
    }
    const done = reason === undefined ? channel.send('Fetch.continueRequest', { requestId }) : channel.send('Fetch.failRequest', { requestId, errorReason: isDocument && !isGuessed ? 'Aborted' : 'BlockedByClient' });
    // A page that went away meanwhile has no request any more.
    await done.catch(() => undefined);
    // A window that never gets to show anything would stay: without a page of its own, even a debugger cannot speak to it.
    // One that may be its user's shows that it was refused, and is left to them.
    if (reason !== undefined && isGuessed) this.places.set(frameId, 'other');
    else if (reason !== undefined && isNew) {
      this.closed += 1;
      await this.browser.send('Target.closeTarget', { targetId: frameId }).catch(() => undefined);
    }
  }

  /** Before a window shows a page, what that takes is held, too. Why not, where it cannot be. */
  private async holdWindow(targetId: string): Promise<string | undefined> {
    try {
      const known = this.holds.get(targetId);
      if (known) await known.done;
      else {
        const { sessionId } = await this.browser.send('Target.attachToTarget', { targetId, flatten: false });
        await this.hold(this.browser.child(sessionId), targetId, false);
      }
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
    return (await this.infoOf(targetId))?.url === '';
  }

  /** What the browser tells of a page or a frame in a process of its own; `undefined` where it knows none of this id. */
  private async infoOf(targetId: string) {
    return (await this.browser.send('Target.getTargetInfo', { targetId }).catch(() => undefined))?.targetInfo;
  }

  private async placeOf(frameId: string): Promise<Place | undefined> {
    const known = this.places.get(frameId);
    if (known !== undefined || frameId === '') return known;
    // Only pages, and frames in a process of their own, are known by this id.
    const target = await this.infoOf(frameId);
    if (target?.type === 'iframe') return target.parentId !== undefined && /page|frame/.test((await this.placeOf(target.parentId)) ?? '') ? 'frame' : undefined;
    if (target?.type !== 'page') return undefined;
    const place = (await this.isOfPages(target)) ? 'page' : 'other';
    this.places.set(frameId, place);
    return place;
  }

  private async isOfPages({ targetId, openerId, browserContextId }: { readonly targetId: string; readonly openerId?: string; readonly browserContextId?: string }): Promise<boolean> {
    if (browserContextId !== this.contextId) return false;
    if (this.isOurs) return true;
    if (openerId !== undefined) return (await this.placeOf(openerId)) === 'page';
    const since = Date.now() - TAB_MS;
    this.tabs = this.tabs.filter((at) => at >= since);
    // A tab that was there before is none that the page has asked for.
    const asked = this.tabs.findIndex((at) => at <= (this.created.get(targetId) ?? 0) + TOLD_MS);
    if (asked < 0) return false;
    this.tabs.splice(asked, 1);
    this.guessed.add(targetId);
    return true;
  }

  /**
   * True for a frame of a window that a guarded page has only just opened. Such a window asks for pictures and the like by its opener's ways, which are held; its frames may ask
   * before it is held itself.
   */
  private async isInNewWindow(frameId: string): Promise<boolean> {
    const { targetInfos } = await this.browser.send('Target.getTargets').catch(() => ({ targetInfos: [] }));
    for (const { targetId, type, openerId } of targetInfos) {
      const isOld = (this.holds.get(targetId)?.since ?? Infinity) < Date.now() - NEW_MS;
      if (type !== 'page' || openerId === undefined || isOld || (await this.placeOf(targetId)) !== 'page') continue;
      if ((await this.holdWindow(targetId)) !== undefined) return true;
      const tree = this.holds.get(targetId)?.channel.send('Page.getFrameTree').then(({ frameTree }) => ({ frameTree }), () => ({ frameTree: undefined }));
      // A window that does not tell its frames may hold this one.
      const told = tree && (await within(tree, NEW_MS));
      if (!told || (told.frameTree && holdsFrame(told.frameTree, frameId))) return true;
    }
    return false;
  }
}

function holdsFrame({ frame, childFrames = [] }: Frames, id: string): boolean {
  return frame.id === id || childFrames.some((child) => holdsFrame(child, id));
}
