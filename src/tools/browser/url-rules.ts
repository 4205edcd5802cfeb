import { realpathSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VouchError } from '../../core/index.js';

/**
 * The address that may be opened, as a URL: http and https anywhere, `file:` under an allowed folder, links followed.
 * Throws URL_REFUSED, or INPUT_NOT_FOUND for a file that is not there.
 */
export function allowedUrl(address: string, allowedFolders: readonly string[]): URL {
  if (!URL.canParse(address)) throw new VouchError('URL_REFUSED', `"${address}" is not an address. Write it with its scheme, e.g. https://example.org/page.`, { details: { url: address } });
  const url = new URL(address);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  if (url.protocol !== 'file:') throw new VouchError('URL_REFUSED', `The scheme ${url.protocol} of "${address}" is not allowed: use http, https, or file under an allowed folder.`, { details: { url: address } });
  const path = realPathOf(url);
  if (path === undefined) throw new VouchError('INPUT_NOT_FOUND', `There is no file at ${address}.`, { details: { url: address } });
  if (!isInside(path, allowedFolders)) throw new VouchError('URL_REFUSED', `${address} is not under an allowed folder (${allowedFolders.join(', ') || 'none is allowed'}).`, { details: { url: address } });
  return url;
}

/** Why a page at `page` must not load `request`, or undefined when it may. */
export function refusalOf(request: string, page: URL, allowedFolders: readonly string[]): string | undefined {
  const url = new URL(request);
  if (url.protocol === 'file:') {
    if (page.protocol !== 'file:') return 'a page from the network may not read files';
    const path = realPathOf(url);
    return path !== undefined && isInside(path, allowedFolders) ? undefined : 'the file is not under an allowed folder';
  }
  if (url.protocol === 'http:' || url.protocol === 'https:') {
    return isPrivateHost(url.hostname) && !isPrivateHost(page.hostname) && page.protocol !== 'file:' ? 'a public page may not reach this machine or its private network' : undefined;
  }
  return ['data:', 'blob:', 'about:', 'ws:', 'wss:'].includes(url.protocol) ? undefined : `the scheme ${url.protocol} is not allowed`;
}

/** Loopback, link-local and private addresses as they stand in an address (names are not resolved). */
function isPrivateHost(host: string): boolean {
  return /^(localhost|.*\.localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0|\[(::1?|f[cd][0-9a-f]{2}:.*|fe80:.*|::ffff:.*)\])/i.test(host);
}

function realPathOf(url: URL): string | undefined {
  try {
    return realpathSync(fileURLToPath(url));
  } catch {
    // Not there, not readable, or a host in the address: nothing that may be opened.
    return undefined;
  }
}

function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    try {
      const inner = relative(realpathSync(folder), path);
      return inner !== '' && !inner.startsWith('..') && !isAbsolute(inner);
    } catch {
      // A folder that is not there allows nothing.
      return false;
    }
  });
}
