import { chromium, type Browser } from 'playwright-core';
import { VouchError, messageOf, throwIfAborted } from '../../core/index.js';
import type { BrowserExecutable } from './browser-executable.js';
import { openScratch } from '../../store/index.js';
import { findBrowser } from './executable.js';
import { ownProfiles } from './profile.js';

const ARGUMENTS = [
  '--disable-quic', '--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-default-apps', '--disable-domain-reliability', '--no-pings', '--metrics-recording-only', '--mute-audio', '--disable-gpu', '--font-render-hinting=none',
];

/** Variables that a browser needs; tokens and keys of the user stay out. */
const PASSED_ON = /^(PATH|HOME|USER|LOGNAME|LANG|LC_.*|TZ|TMPDIR|DISPLAY|XDG_.*|FONTCONFIG_.*|LD_LIBRARY_PATH|.*_proxy|.*_PROXY|SSL_CERT_.*)$/;

/** Unused for this long, the browser is closed by itself, so that a program which forgets to close it still ends. */
const IDLE_MS = 4_000;

/** The longest path that a socket may have, and what Chromium adds to its temporary folder for one. */
const LONGEST_SOCKET = 103;
const SOCKET_NAME = '/org.chromium.Chromium.XXXXXX/SingletonSocket';

interface Running {
  readonly browser: Browser;
  readonly executable: BrowserExecutable;
  readonly sandbox: boolean;
}

let starting: Promise<Running> | undefined;
let users = 0;
let idle: NodeJS.Timeout | undefined;

/** A share in the one browser of this process. */
export interface BrowserLease {
  readonly browser: Browser;
  readonly executable: BrowserExecutable;
  /** False where the browser runs without its own sandbox: as root, or where the kernel gives none. */
  readonly sandbox: boolean;
  /** Gives the share back; the browser ends a few seconds after the last one. */
  release(): void;
}

/**
 * A share in the headless browser of this process; the first one starts it. It dies with this process, also when that
 * is killed, because it is driven through a pipe. Throws ENGINE_MISSING, or the signal's reason.
 */
export async function openBrowser({ signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<BrowserLease> {
  throwIfAborted(signal);
  clearTimeout(idle);
  users += 1;
  let released = false;
  const release = (): void => {
    if (released) return;
    released = true;
    users -= 1;
    if (users === 0) idle = setTimeout(() => void closeBrowser(), IDLE_MS);
  };
  try {
    starting ??= start();
    const running = await starting;
    throwIfAborted(signal);
    return { ...running, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Ends the browser of this process now; pages that are open fail. Does nothing when there is none. */
export async function closeBrowser(): Promise<void> {
  clearTimeout(idle);
  const running = starting;
  starting = undefined;
  // A browser that did not start was reported to those who asked for it.
  await running?.then(({ browser }) => browser.close(), () => undefined);
}

function start(): Promise<Running> {
  const forget = (): void => {
    if (starting === mine) starting = undefined;
  };
  const mine = launch();
  void mine.then(({ browser }) => browser.once('disconnected', forget), forget);
  return mine;
}

async function launch(): Promise<Running> {
  const executable = await findBrowser();
  const asRoot = process.getuid?.() === 0;
  if (asRoot) return { browser: await launchWith(executable, false), executable, sandbox: false };
  try {
    return { browser: await launchWith(executable, true), executable, sandbox: true };
  } catch (error) {
    if (!/sandbox|namespace|zygote/i.test(messageOf(error))) throw error;
    // Containers often forbid user namespaces. The lease and `browserStatus` say that the sandbox is off.
    return { browser: await launchWith(executable, false), executable, sandbox: false };
  }
}

/** A browser that crashes while it starts is started once more; seen rarely on busy machines. */
async function launchWith(executable: BrowserExecutable, chromiumSandbox: boolean): Promise<Browser> {
  try {
    return await launchOnce(executable, chromiumSandbox);
  } catch (error) {
    if (!(error instanceof Error && /signal=SIG(?:SEGV|BUS|ILL|ABRT|TRAP)/.test(messageOf(error.cause)))) throw error;
    return launchOnce(executable, chromiumSandbox);
  }
}

/** What a browser has written beside its profile and cannot remove once it is killed is removed with this folder, where its path leaves room for the socket in it. */
function temporaryIn(folder: string): NodeJS.ProcessEnv {
  return folder.length + SOCKET_NAME.length <= LONGEST_SOCKET ? { TMPDIR: folder } : {};
}

async function launchOnce(executable: BrowserExecutable, chromiumSandbox: boolean): Promise<Browser> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => PASSED_ON.test(entry[0]) && entry[1] !== undefined));
  const scratch = await openScratch('browser');
  try {
    const browser = await chromium.launch({
      executablePath: executable.path,
      headless: true,
      chromiumSandbox,
      args: ARGUMENTS,
      env: { ...inherited, ...executable.env, ...temporaryIn(scratch.folder) },
      // Signals are the business of the program that uses us; when it ends, the pipe closes and the browser follows.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      timeout: 30_000,
      artifactsDir: scratch.folder,
    });
    // A browser whose process is killed cannot tidy up; `vouch gc` does it then.
    browser.once('disconnected', () => void scratch.remove());
    for (const profile of await ownProfiles()) await scratch.claim(profile);
    return browser;
  } catch (error) {
    await scratch.remove();
    throw new VouchError('ENGINE_MISSING', `The browser ${executable.path} did not start: ${messageOf(error).slice(0, 1500)}`, { cause: error });
  }
}
