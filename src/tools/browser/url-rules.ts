import { messageOf } from '../../core/index.js';
import { checkUrl } from '../files/index.js';

/** Why a page at `page` must not load `request`, or undefined when it may. Which hosts it may reach is decided by the gate, where their names are resolved. */
export async function refusalOf(request: string, page: URL, allowedFolders: readonly string[]): Promise<string | undefined> {
  const url = new URL(request);
  if (url.protocol === 'file:') {
    if (page.protocol !== 'file:') return 'a page from the network may not read files';
    return checkUrl(request, { allowedFolders }).then(() => undefined, messageOf);
  }
  return /^(https?|wss?|data|blob|about):$/.test(url.protocol) ? undefined : `the scheme ${url.protocol} is not allowed`;
}
