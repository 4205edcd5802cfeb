import type { Shelf } from '../artifacts.js';
import { statusOf, type Bucket } from './bucket.js';
import type { Marks } from './marks.js';

/** Who clears away decides and removes within this time, or lets the artifact be: its mark may be taken for a dead one's later. */
const DECIDED_WITHIN_MS = 60_000;
/** An upload that was begun so long ago belongs to a process that is gone, ms. */
const ABANDONED_MS = 24 * 3_600_000;

/** The artifacts of a bucket, for who clears it. */
export function openS3Shelf(bucket: Bucket, marks: Marks): Shelf {
  /** See `Marks.ahead`: times are told by this machine's clock. */
  let ahead: number | undefined;
  const clockAhead = async (): Promise<number> => (ahead ??= await marks.ahead());
  return {
    async putBack() {
      await marks.liftStale();
      await abandonUploads(bucket, marks.objects);
    },
    async *entries() {
      const touched = await marks.all('touched');
      ahead = undefined;
      const skew = await clockAhead();
      for await (const { key, bytes, modifiedAt } of bucket.list(marks.objects)) {
        const id = key.slice(key.lastIndexOf('/') + 1);
        if (key === marks.objectKey(id) && /^[0-9a-f]{64}$/.test(id)) yield { id, bytes, touchedAt: Math.max(modifiedAt, touched.get(id) ?? 0) - skew };
      }
    },
    async remove({ id, touchedAt }) {
      const begun = performance.now();
      const spare = await marks.doom(id);
      try {
        const [object, touched] = await Promise.all([bucket.look(marks.objectKey(id)), marks.at('touched', id)]);
        const last = Math.max(object?.modifiedAt ?? 0, touched ?? 0) - (await clockAhead());
        if (!object || last > touchedAt || performance.now() - begun > DECIDED_WITHIN_MS) return false;
        await bucket.remove(marks.objectKey(id));
        for (const mark of ['touched', 'suspect'] as const) await marks.clear(mark, id);
        return true;
      } finally {
        await spare();
      }
    },
  };
}

/**
 * Parts of uploads that nobody ends take room without being seen. Keys may lack the permission, and servers the operation, without which all
 * else can be cleared all the same; `examineS3` says so.
 */
async function abandonUploads(bucket: Bucket, prefix: string): Promise<void> {
  try {
    for await (const upload of bucket.uploads(prefix)) if (Date.now() - upload.begunAt >= ABANDONED_MS) await bucket.abandon(upload);
  } catch (error) {
    if (![403, 501].includes(statusOf(error) ?? 0)) throw error;
  }
}
