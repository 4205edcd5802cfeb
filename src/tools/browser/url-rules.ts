import { messageOf } from '../../core/index.js';
import { checkUrl } from '../files/index.js';

/** Why a page at `page` must not load `request`, or undefined when it may. */
export async function refusalOf(request: string, page: URL, allowedFolders: readonly string[]): Promise<string | undefined> {
  const url = new URL(request);
  if (url.protocol === 'file:') {
    if (page.protocol !== 'file:') return 'a page from the network may not read files';
    return checkUrl(request, { allowedFolders }).then(() => undefined, messageOf);
  }
  if (/^(https?|wss?):$/.test(url.protocol)) {
    return isPrivateHost(url.hostname) && !isPrivateHost(page.hostname) && page.protocol !== 'file:' ? 'a public page may not reach this machine or its private network' : undefined;
  }
  return ['data:', 'blob:', 'about:'].includes(url.protocol) ? undefined : `the scheme ${url.protocol} is not allowed`;
}

/** Loopback, link-local and private addresses as they stand in an address (names are not resolved). */
function isPrivateHost(host: string): boolean {
  return /^(localhost|.*\.localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0|\[(::1?|f[cd][0-9a-f]{2}:.*|fe80:.*|::ffff:.*)\])/i.test(host);
}
