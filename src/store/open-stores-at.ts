import { VouchError } from '../core/index.js';
import type { ArtifactPlace } from './artifacts.js';
import { openFilePlace } from './files/open-place.js';
import type { S3Place } from './s3/place.js';
import type { SharedStoresOptions } from './postgres/open-stores.js';
import { openStores } from './sqlite/open-stores.js';
import type { Stores } from './stores.js';

/** Where a project keeps its runs; see the configuration. */
export interface StorePlace {
  readonly postgres?: { readonly urlFromEnv: string } | undefined;
  readonly s3?: S3Place | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Opens the stores that the configuration names; what it does not name lies in `folder`. Throws USAGE, STORE_FAILED or STORE_FULL. */
export async function openStoresAt(folder: string, place: StorePlace, env: Environment): Promise<Stores> {
  const url = postgresUrl(place, env);
  if (url === undefined && place.s3 === undefined) return openStores(folder);
  const bytes = await openArtifactsAt(folder, place, env);
  try {
    return url === undefined ? openStores(folder, bytes) : await openSharedStores(folder, url, { bytes });
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

/** Opens the artifacts alone. The bucket is loaded only where it is wanted. Throws USAGE, STORE_FAILED or STORE_FULL. */
export async function openArtifactsAt(folder: string, { s3 }: StorePlace, env: Environment): Promise<ArtifactPlace> {
  return s3 === undefined ? openFilePlace(folder) : (await import('./s3/open-place.js')).openS3Place(folder, s3, env);
}

/** See postgres/open-stores.ts, which is loaded only where it is wanted. */
export async function openSharedStores(folder: string, url: string, options?: SharedStoresOptions): Promise<Stores> {
  return (await import('./postgres/open-stores.js')).openSharedStores(folder, url, options);
}

/** See postgres/examine.ts. */
export async function examinePostgres(url: string): Promise<{ version: string; schema: number; runs: number }> {
  return (await import('./postgres/examine.js')).examinePostgres(url);
}

/** See s3/examine.ts. */
export async function examineS3(place: S3Place, env: Environment): Promise<{ server: string | undefined; where: string }> {
  return (await import('./s3/examine.js')).examineS3(place, env);
}

/** The address of the database, where one is named. Throws USAGE when its variable is not set. */
export function postgresUrl({ postgres }: StorePlace, env: Environment): string | undefined {
  if (!postgres) return undefined;
  const url = env[postgres.urlFromEnv];
  if (url === undefined || url === '') throw new VouchError('USAGE', `The configuration says that the address of PostgreSQL stands in the environment variable ${postgres.urlFromEnv}, which is not set.`);
  return url;
}
