import { realpath } from 'node:fs/promises';
import { connect } from 'node:net';
import { isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf, throwIfAborted, VouchError } from '../../core/index.js';

export interface UrlRules {
  /** Folders from which `file:` addresses may be opened; none when absent. */
  readonly allowedFolders?: readonly string[] | undefined;
}

/** True for what is written like an address rather than like a file name. */
export function looksLikeUrl(given: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(given) || /^(javascript|data|mailto|file|about|blob|view-source):/i.test(given);
}

/**
 * The address in normal form, when it is allowed: http and https without a password in it, and `file:` inside an allowed
 * folder after all symbolic links are followed. Throws URL_REFUSED, or INPUT_NOT_FOUND for a missing file in an allowed folder.
 */
export async function checkUrl(given: string, rules: UrlRules = {}): Promise<string> {
  const shown = JSON.stringify(given);
  if (!URL.canParse(given)) throw new VouchError('URL_REFUSED', `${shown} is not an address. Write it whole, such as https://example.org/page.`);
  const url = new URL(given);
  if (url.protocol === 'file:') return await checkFileUrl(url, shown, rules.allowedFolders ?? []);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new VouchError('URL_REFUSED', `${shown} has the scheme ${url.protocol.slice(0, -1)}; only http, https and file in an allowed folder are opened.`);
  }
  if (isLinkLocal(url.hostname)) throw new VouchError('URL_REFUSED', `${url.host} is an address that only machines of one cable or cloud can reach, where secrets of the machine may be had. Such addresses are never opened.`);
  if (url.username !== '' || url.password !== '') throw new VouchError('URL_REFUSED', `The address of ${url.host} carries a user name or password, which would be written to the journal. Leave it out.`);
  return url.href;
}

/** 169.254/16 and fe80::/10, in any way of writing that a URL takes, and what clouds call them. */
function isLinkLocal(host: string): boolean {
  return /^169\.254\.|^\[fe[89ab][\da-f]:|^\[::ffff:a9fe:|^\[fd00:ec2::254\]$|^metadata\.google\.internal\.?$/i.test(host);
}

async function checkFileUrl(url: URL, shown: string, allowedFolders: readonly string[]): Promise<string> {
  if (url.host !== '' && url.host !== 'localhost') throw new VouchError('URL_REFUSED', `${shown} names another machine.`);
  const path = pathOf(url, shown);
  const refused = new VouchError('URL_REFUSED', `${shown} is not inside an allowed folder${allowedFolders.length === 0 ? ' (none is allowed)' : ` (${allowedFolders.join(', ')})`}.`);
  const folders = await Promise.all(allowedFolders.map(async (folder) => await realpath(folder).catch(() => resolve(folder))));
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined) {
    // Whether a file exists outside of the allowed folders is nobody's business.
    if (![...folders, ...allowedFolders].some((folder) => isInside(path, resolve(folder)))) throw refused;
    throw new VouchError('INPUT_NOT_FOUND', `The file of ${shown} does not exist.`);
  }
  if (!folders.some((folder) => isInside(real, folder))) throw refused;
  return url.href;
}

function pathOf(url: URL, shown: string): string {
  try {
    return fileURLToPath(new URL(url.pathname, 'file:///'));
  } catch (cause) {
    throw new VouchError('URL_REFUSED', `${shown} names no file: ${messageOf(cause)}`, { cause });
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

/** How long a host may take to accept a connection, ms. */
const CONNECT_MS = 8000;

/**
 * Opens and closes a connection to the host of an http or https address. Throws URL_UNREACHABLE when the name does not
 * resolve or nothing answers within `timeoutMs` (default 8 s), or the signal's reason. `file:` addresses pass.
 */
export async function checkReachable(address: string, options: { signal?: AbortSignal | undefined; timeoutMs?: number } = {}): Promise<void> {
  throwIfAborted(options.signal);
  const url = new URL(address);
  if (url.protocol === 'file:') return;
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const timeoutMs = options.timeoutMs ?? CONNECT_MS;
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(options.signal ? [options.signal] : [])]);
  const socket = connect({ host, port });
  try {
    await new Promise<void>((succeed, fail) => {
      const stop = (): void => {
        fail(new Error(`no answer within ${timeoutMs / 1000} s`));
      };
      signal.addEventListener('abort', stop, { once: true });
      socket.once('connect', () => {
        signal.removeEventListener('abort', stop);
        succeed();
      });
      socket.once('error', (error) => {
        signal.removeEventListener('abort', stop);
        fail(error);
      });
    });
  } catch (cause) {
    throwIfAborted(options.signal);
    const why = cause instanceof AggregateError ? cause.errors.map(messageOf).join('; ') : messageOf(cause);
    throw new VouchError('URL_UNREACHABLE', `${host} does not answer on port ${port}: ${why}. Check the address and the network.`, { cause, details: { url: address } });
  } finally {
    socket.destroy();
  }
}
