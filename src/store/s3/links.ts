import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ArtifactLinks } from '../artifacts.js';
import { openBucket, storeError, type Bucket } from './bucket.js';
import type { Marks } from './marks.js';
import type { Credentials, S3Place } from './place.js';

/** Links into the bucket, where the configuration wants them. `close` ends what they use. */
export function openLinks(place: S3Place, credentials: Credentials, { bucket, marks }: { bucket: Bucket; marks: Marks }): { links: ArtifactLinks; close(): void } | undefined {
  if (!place.links) return undefined;
  const { seconds, endpoint } = place.links;
  // A link is signed for the name under which the browser reaches the server.
  const outer = openBucket(place, credentials, endpoint ?? place.endpoint);
  const sign = async (Key: string, seen: { ResponseContentType?: string; ResponseContentDisposition?: string } = {}): Promise<string> => {
    try {
      return await getSignedUrl(outer.client, new GetObjectCommand({ Bucket: place.bucket, Key, ...seen, ResponseCacheControl: `private, max-age=${seconds}` }), { expiresIn: seconds });
    } catch (error) {
      throw storeError(place, error);
    }
  };
  return {
    links: {
      seconds,
      origin: originOf(place),
      async start(id, bytes) {
        const found = await bucket.look(marks.objectKey(id));
        if (!found) return undefined;
        const chunks: Uint8Array[] = [];
        if (found.bytes > 0) for await (const chunk of bucket.read(marks.objectKey(id), 0, bytes)) chunks.push(chunk);
        return Buffer.concat(chunks);
      },
      link: (id, { mime, disposition }) => sign(marks.objectKey(id), { ResponseContentType: mime, ResponseContentDisposition: disposition }),
    },
    close: () => { outer.close(); },
  };
}

/** Where links lead: a page that shows them must be allowed to. */
function originOf({ links, endpoint, bucket, region, pathStyle }: S3Place): string {
  const given = links?.endpoint ?? endpoint;
  if (given === undefined) return pathStyle === true ? `https://s3.${region}.amazonaws.com` : `https://${bucket}.s3.${region}.amazonaws.com`;
  const { protocol, host } = new URL(given);
  return pathStyle === false ? `${protocol}//${bucket}.${host}` : `${protocol}//${host}`;
}
