import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The two folders that Vouch writes to outside a run's own output. Both are absolute; neither needs to exist yet. */
export interface VouchHome {
  /** Models and the Python environment: can be removed at any time and fetched again. */
  readonly cache: string;
  /** Journals and artifacts of runs. */
  readonly data: string;
}

/**
 * Where Vouch keeps its files: VOUCH_CACHE and VOUCH_DATA, else the XDG base directories, else their defaults.
 * Relative and empty XDG values are ignored, as the XDG Base Directory Specification wants.
 */
export function vouchHome(env: Readonly<Record<string, string | undefined>> = process.env): VouchHome {
  return {
    cache: folder(env['VOUCH_CACHE'], env['XDG_CACHE_HOME'], env, '.cache'),
    data: folder(env['VOUCH_DATA'], env['XDG_DATA_HOME'], env, '.local/share'),
  };
}

function folder(own: string | undefined, xdg: string | undefined, env: Readonly<Record<string, string | undefined>>, fallback: string): string {
  if (own) return resolve(own);
  if (xdg?.startsWith('/')) return join(xdg, 'vouch');
  return join(env['HOME'] || homedir(), fallback, 'vouch');
}
