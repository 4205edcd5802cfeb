import { join } from 'node:path';
import type { ArtifactPlace } from '../artifacts.js';
import { openS3Artifacts } from './artifacts.js';
import { openBucket } from './bucket.js';
import { openCache } from './cache.js';
import { openLinks } from './links.js';
import { Marks } from './marks.js';
import { credentialsOf, type S3Place } from './place.js';
import { openS3Shelf } from './shelf.js';

/** Folder of a data folder that holds what was read from, or written to, a bucket. */
export const CACHE_FOLDER = 's3';

/** Artifacts in an S3 bucket, which is not made. `folder`: this machine's data folder. Throws USAGE or STORE_FAILED; nothing is asked of the server yet. */
export function openS3Place(folder: string, place: S3Place, env: Readonly<Record<string, string | undefined>>): ArtifactPlace {
  const credentials = credentialsOf(place, env);
  const cache = openCache(join(folder, CACHE_FOLDER), place.cacheBytes);
  const bucket = openBucket(place, credentials);
  const marks = new Marks(bucket, place.prefix);
  const linked = openLinks(place, credentials, { bucket, marks });
  return {
    artifacts: openS3Artifacts({ bucket, marks, cache, links: linked?.links }),
    shelf: openS3Shelf(bucket, marks),
    async close() {
      await cache.settled();
      linked?.close();
      bucket.close();
    },
  };
}
