import { randomUUID } from 'node:crypto';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { messageOf, VouchError } from '../../core/index.js';
import { openBucket, statusOf, storeError } from './bucket.js';
import { credentialsOf, type S3Place } from './place.js';

/**
 * Asks a bucket whether it is there and whether this project may write, read (also in part), list (unfinished uploads, too) and remove in it; what it writes it takes
 * away again. `server`: what the server calls itself, where it says so. Throws USAGE, and STORE_FAILED that names what it may not do.
 */
export async function examineS3(place: S3Place, env: Readonly<Record<string, string | undefined>>): Promise<{ server: string | undefined; where: string }> {
  const bucket = openBucket(place, credentialsOf(place, env));
  const key = `${place.prefix}probe/${randomUUID()}`;
  const may = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      throw new VouchError('STORE_FAILED', `${what}: ${messageOf(error)}`, { cause: error });
    }
  };
  try {
    try {
      await bucket.client.send(new HeadBucketCommand({ Bucket: place.bucket }));
    } catch (error) {
      throw bucketError(place, error);
    }
    await may('It may not write', () => bucket.put(key, 'probe'));
    await may('It may not read', async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of bucket.read(key, 1, 4)) chunks.push(chunk);
      if (Buffer.concat(chunks).toString() !== 'rob') throw new VouchError('STORE_FAILED', 'The server does not give a part of an object (Range).');
    });
    await may('It may not list', async () => {
      for await (const { key: found } of bucket.list(`${place.prefix}probe/`)) if (found === key) return;
      throw new VouchError('STORE_FAILED', 'What was just written is not listed.');
    });
    await may('It may not remove', () => bucket.remove(key));
    await may('It may not list unfinished uploads (s3:ListBucketMultipartUploads), so that `vouch gc` cannot clear them away', async () => {
      try {
        await bucket.uploads(`${place.prefix}probe/`).next();
      } catch (error) {
        // A server without the operation has no other way to show them.
        if (statusOf(error) !== 501) throw error;
      }
    });
    return { server: bucket.server(), where: `${place.bucket}/${place.prefix}${place.endpoint === undefined ? '' : ` at ${place.endpoint}`}` };
  } finally {
    bucket.close();
  }
}

/** A HEAD is answered without words. */
function bucketError(place: S3Place, error: unknown): VouchError {
  const status = statusOf(error);
  if (status === 404) return new VouchError('STORE_FAILED', `There is no bucket ${place.bucket}${place.endpoint === undefined ? '' : ` at ${place.endpoint}`}. Make it, and let nobody read it who has no key.`, { cause: error });
  if (status === 403) return new VouchError('STORE_FAILED', `The S3 bucket ${place.bucket} may not be used with these keys.`, { cause: error });
  return storeError(place, error);
}
