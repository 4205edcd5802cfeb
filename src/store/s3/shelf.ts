import { AbortMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import type { Shelf } from '../artifacts.js';
import type { Bucket } from './bucket.js';
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
      for (const [id, at] of await marks.all('doomed')) if (await marks.isStale(at)) await marks.clear('doomed', id);
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
      await marks.set('doomed', id);
      try {
        const [object, touched] = await Promise.all([bucket.look(marks.objectKey(id)), marks.at('touched', id)]);
        const last = Math.max(object?.modifiedAt ?? 0, touched ?? 0) - (await clockAhead());
        if (!object || last > touchedAt || performance.now() - begun > DECIDED_WITHIN_MS) return false;
        await bucket.remove(marks.objectKey(id));
        for (const mark of ['touched', 'suspect'] as const) await marks.clear(mark, id);
        return true;
      } finally {
        await marks.clear('doomed', id);
      }
    },
  };
}

/** Parts of uploads that nobody ends take room without being seen. */
async function abandonUploads({ client, name: Bucket }: Bucket, Prefix: string): Promise<void> {
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix }));
  for (const { Key, UploadId, Initiated } of Uploads) {
    if (Key === undefined || UploadId === undefined || Date.now() - (Initiated?.getTime() ?? Date.now()) < ABANDONED_MS) continue;
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  }
}
