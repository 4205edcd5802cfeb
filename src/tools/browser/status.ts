import { VouchError, messageOf, toVouchError, type SerializedError } from '../../core/index.js';
import type { BrowserExecutable } from './browser-executable.js';
import { findBrowser } from './executable.js';

export type BrowserStatus =
  | { readonly available: true; readonly path: string; readonly source: BrowserExecutable['source']; readonly version: string; readonly notes: readonly string[] }
  | { readonly available: false; readonly error: SerializedError };

/** Says which browser would be used, without starting one (it is only asked for its version). Never throws. */
export async function browserStatus(env: NodeJS.ProcessEnv = process.env): Promise<BrowserStatus> {
  try {
    const { path, source, version } = await findBrowser(env);
    const notes = process.getuid?.() === 0 ? ['Running as root, Chromium works without its sandbox. Run Vouch as an ordinary user where pages are not trusted.'] : [];
    return { available: true, path, source, version, notes };
  } catch (error) {
    const known = VouchError.is(error) ? error : toVouchError(new Error(messageOf(error), { cause: error }), 'ENGINE_MISSING');
    return { available: false, error: known.toJSON() };
  }
}
