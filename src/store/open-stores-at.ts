import { VouchError } from '../core/index.js';
import { openStores } from './sqlite/open-stores.js';
import type { Stores } from './stores.js';

/** Where a project keeps its runs; see the configuration. */
export interface StorePlace {
  readonly postgres?: { readonly urlFromEnv: string } | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Opens the stores that the configuration names; artifacts lie in `folder` in any case. Throws USAGE, STORE_FAILED or STORE_FULL. */
export async function openStoresAt(folder: string, place: StorePlace, env: Environment): Promise<Stores> {
  const url = postgresUrl(place, env);
  return url === undefined ? openStores(folder) : openSharedStores(folder, url);
}

/** See postgres/open-stores.ts, which is loaded only where it is wanted. */
export async function openSharedStores(folder: string, url: string, options?: { readonly patienceMs?: number }): Promise<Stores> {
  return (await import('./postgres/open-stores.js')).openSharedStores(folder, url, options);
}

/** See postgres/examine.ts. */
export async function examinePostgres(url: string): Promise<{ version: string; schema: number; runs: number }> {
  return (await import('./postgres/examine.js')).examinePostgres(url);
}

/** The address of the database, where one is named. Throws USAGE when its variable is not set. */
export function postgresUrl({ postgres }: StorePlace, env: Environment): string | undefined {
  if (!postgres) return undefined;
  const url = env[postgres.urlFromEnv];
  if (url === undefined || url === '') throw new VouchError('USAGE', `The configuration says that the address of PostgreSQL stands in the environment variable ${postgres.urlFromEnv}, which is not set.`);
  return url;
}
