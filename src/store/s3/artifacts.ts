import { createHash } from 'node:crypto';
import { toVouchError, VouchError } from '../../core/index.js';
import { artifactMissing, type ArtifactLinks, type ArtifactStore } from '../artifacts.js';
import type { Bucket, ObjectEntry } from './bucket.js';
import type { Cache } from './cache.js';
import { Marks } from './marks.js';

const ID = /^[0-9a-f]{64}$/;

interface Parts {
  readonly bucket: Bucket;
  readonly marks: Marks;
  readonly cache: Cache;
  readonly links: ArtifactLinks | undefined;
}

/**
 * Artifacts as objects of a bucket. What this machine reads or writes lies beside it as files, too: tools want paths, and bytes are compared
 * with their hash on their way from the bucket.
 */
export function openS3Artifacts({ bucket, marks, cache, links }: Parts): ArtifactStore {
  const missing = (id: string): VouchError => artifactMissing(id, `the S3 bucket ${bucket.name}`);
  const find = async (id: string): Promise<ObjectEntry | undefined> => (ID.test(id) ? bucket.look(marks.objectKey(id)) : undefined);
  /** What was found to be damaged counts as not there, so that who has the bytes takes them in again. */
  const isThere = async (id: string): Promise<boolean> => {
    if (!ID.test(id)) return false;
    const [object, suspect] = await Promise.all([find(id), marks.at('suspect', id)]);
    // A copy that somebody put in its place is newer than the mark.
    return object !== undefined && (suspect === undefined || suspect < object.modifiedAt);
  };
  const damaged = async (id: string): Promise<VouchError> => {
    // Who takes the same bytes in again replaces it.
    await marks.set('suspect', id);
    return new VouchError('ARTIFACT_CORRUPT', `The bytes of artifact ${id} have changed in the S3 bucket ${bucket.name} (${marks.objectKey(id)}). Put a whole copy in its place and resume the run, or start the run anew.`, { details: { artifact: id } });
  };
  const fetching = new Map<string, Promise<string>>();
  const fetch = async (id: string): Promise<string> => {
    if (!(await find(id))) throw missing(id);
    const taken = await cache.files.put({ stream: bucket.read(marks.objectKey(id)) });
    if (taken.id === id) return cache.used(id);
    throw await damaged(id);
  };
  /** Many who want the same bytes wait for one download. */
  const fetchOnce = (id: string): Promise<string> => {
    const known = fetching.get(id);
    if (known) return known;
    const made = fetch(id).finally(() => fetching.delete(id));
    fetching.set(id, made);
    return made;
  };
  /** From the files beside this machine where they are whole, else from the bucket. */
  const local = async (id: string, look: (id: string) => Promise<unknown>): Promise<string> => {
    if (!(await cache.files.has(id))) return fetchOnce(id);
    try {
      await look(id);
      return await cache.used(id);
    } catch (error) {
      if (!VouchError.is(error) || !['ARTIFACT_CORRUPT', 'STORE_FAILED'].includes(error.code)) throw error;
      return fetchOnce(id);
    }
  };

  return {
    links,
    async put(source, options = {}) {
      const { signal } = options;
      const { id, bytes } = await cache.files.put(source, options);
      const path = await cache.used(id);
      await marks.set('touched', id);
      // In this order: who had begun to clear it away before is either seen here, or has taken the object away already.
      const [doomed, suspect] = await Promise.all([marks.isDoomed(id), marks.at('suspect', id)]);
      const there = await bucket.look(marks.objectKey(id));
      if (there?.bytes === bytes && !doomed && suspect === undefined) return { id, bytes };
      try {
        if (doomed) await marks.spared(id, signal);
        await bucket.upload(marks.objectKey(id), path, bytes, signal);
      } catch (error) {
        throw signal?.aborted ? toVouchError(signal.reason, 'CANCELLED') : error;
      }
      if (suspect !== undefined) await marks.clear('suspect', id);
      return { id, bytes };
    },
    has: isThere,
    path: (id) => local(id, () => Promise.resolve()),
    read: (id) => local(id, (known) => cache.files.read(known)),
    async verify(id) {
      if (!(await cache.files.has(id))) {
        await fetchOnce(id);
        return;
      }
      // What lies here says nothing of what the others will get.
      if (!(await find(id))) throw missing(id);
      const hash = createHash('sha256');
      for await (const chunk of bucket.read(marks.objectKey(id))) hash.update(chunk);
      if (hash.digest('hex') !== id) throw await damaged(id);
    },
    async touch(id) {
      if (!(await find(id))) return false;
      await marks.set('touched', id);
      // Who clears it away has seen this mark, or is seen here, or has taken the object away already.
      return !(await marks.isDoomed(id)) && isThere(id);
    },
  };
}
