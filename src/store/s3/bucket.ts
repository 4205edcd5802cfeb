import { setTimeout as sleep } from 'node:timers/promises';
import { createReadStream } from 'node:fs';
import { AbortMultipartUploadCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { VouchError } from '../../core/index.js';
import type { Credentials, S3Place } from './place.js';

/** Bytes of one part of an upload, and parts under way at a time: so much memory does one take. A part of S3 has at least 5 MiB, an object at most 10,000 parts. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_A_TIME = 4;
const MOST_PARTS = 10_000;
const CONNECT_MS = 5000;
/** ms without an answer, or without a byte, after which a request is given up and tried again. */
const SILENT_MS = 60_000;
/** How often a request, and a broken download, is tried. */
const TRIES = 5;
const RETRY_EVERY_MS = 500;
/** Unfinished uploads that are asked for at a time; servers differ in what they give unasked. */
const UPLOADS_A_PAGE = 200;

/** What is known of an object. */
export interface ObjectEntry {
  readonly key: string;
  readonly bytes: number;
  /** ms since 1970, by the server's clock, in whole seconds. */
  readonly modifiedAt: number;
}

/** An upload in parts that nobody has ended yet. */
export interface UploadEntry {
  readonly key: string;
  readonly id: string;
  /** ms since 1970, by the server's clock. */
  readonly begunAt: number;
}

/** Objects of one bucket. Keys are whole, with the prefix. Methods throw STORE_FAILED. */
export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
  put(key: string, body: string): Promise<void>;
  /** In several parts where it is large; nothing is to be seen before the last one is there. What the signal aborts rejects. */
  upload(key: string, path: string, bytes: number, signal?: AbortSignal): Promise<void>;
  /** `undefined` where there is none. */
  look(key: string): Promise<ObjectEntry | undefined>;
  /** The bytes from `from` to `to` (default: to the end); a connection that breaks is made anew from where it broke. */
  read(key: string, from?: number, to?: number): AsyncGenerator<Uint8Array>;
  list(prefix: string): AsyncGenerator<ObjectEntry>;
  remove(key: string): Promise<void>;
  uploads(prefix: string): AsyncGenerator<UploadEntry>;
  /** Takes back what has arrived of an upload; nothing where it was ended or taken back before. */
  abandon(upload: UploadEntry): Promise<void>;
  /** What the server says of itself, as far as it has answered. */
  server(): string | undefined;
  close(): void;
}

/** `endpoint`: instead of the place's own. */
export function openBucket(place: S3Place, credentials: Credentials, endpoint = place.endpoint): Bucket {
  let server: string | undefined;
  const client = new S3Client({
    region: place.region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials ? { credentials } : {}),
    forcePathStyle: place.pathStyle ?? endpoint !== undefined,
    maxAttempts: TRIES,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: SILENT_MS, socketTimeout: SILENT_MS },
    // Servers other than Amazon's know few of the newer checksums; what is read is compared with its SHA-256 in any case.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  client.middlewareStack.add((next) => async (args) => {
    const answer = await next(args);
    const { headers } = answer.response as { headers?: Record<string, string> };
    server = headers?.['server'] ?? server;
    return answer;
  }, { step: 'deserialize', name: 'vouchServer' });
  const { bucket: Bucket } = place;
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw storeError(place, error);
    }
  };

  return {
    client,
    name: Bucket,
    put: (Key, Body) => guarded(async () => { await client.send(new PutObjectCommand({ Bucket, Key, Body })); }),
    upload: (Key, path, bytes, signal) => guarded(async () => {
      const file = createReadStream(path, { highWaterMark: 1024 * 1024 });
      const upload = new Upload({ client, queueSize: PARTS_AT_A_TIME, partSize: Math.max(PART_BYTES, Math.ceil(bytes / MOST_PARTS)), params: { Bucket, Key, Body: file, ContentType: 'application/octet-stream' } });
      const stop = (): void => { void upload.abort(); };
      signal?.addEventListener('abort', stop, { once: true });
      try {
        if (signal?.aborted) stop();
        await upload.done();
      } finally {
        signal?.removeEventListener('abort', stop);
        file.destroy();
      }
    }),
    look: (Key) => guarded(async () => {
      try {
        const { ContentLength = 0, LastModified } = await client.send(new HeadObjectCommand({ Bucket, Key }));
        return { key: Key, bytes: ContentLength, modifiedAt: LastModified?.getTime() ?? 0 };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    }),
    async *read(Key, from = 0, to) {
      let at = from;
      let tag: string | undefined;
      for (let tries = 1; ; tries++) {
        try {
          const range = at === 0 && to === undefined ? {} : { Range: `bytes=${at}-${to === undefined ? '' : to - 1}` };
          const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket, Key, ...range, ...(tag === undefined ? {} : { IfMatch: tag }) }));
          tag ??= ETag;
          for await (const chunk of Body as AsyncIterable<Uint8Array>) {
            at += chunk.length;
            yield chunk;
          }
          return;
        } catch (error) {
          // The client itself has tried a request that failed as a whole; here it is a body that broke off.
          if (error instanceof S3ServiceException || at === from || tries >= TRIES) throw storeError(place, error);
          await sleep(RETRY_EVERY_MS);
        }
      }
    },
    async *list(Prefix) {
      let token: string | undefined;
      do {
        const { Contents = [], NextContinuationToken } = await guarded(() => client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken: token })));
        for (const { Key, Size = 0, LastModified } of Contents) if (Key !== undefined) yield { key: Key, bytes: Size, modifiedAt: LastModified?.getTime() ?? 0 };
        token = NextContinuationToken;
      } while (token !== undefined);
    },
    remove: (Key) => guarded(async () => { await client.send(new DeleteObjectCommand({ Bucket, Key })); }),
    async *uploads(Prefix) {
      let after: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
      for (;;) {
        const { Uploads = [], IsTruncated, NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = await guarded(() => client.send(new ListMultipartUploadsCommand({ Bucket, Prefix, MaxUploads: UPLOADS_A_PAGE, ...after })));
        for (const { Key, UploadId, Initiated } of Uploads) if (Key !== undefined && UploadId !== undefined) yield { key: Key, id: UploadId, begunAt: Initiated?.getTime() ?? Date.now() };
        // SeaweedFS goes on from an upload alone, others from a key as well. A server that does not move on has no more to tell.
        if (IsTruncated !== true || (KeyMarker === after.KeyMarker && UploadIdMarker === after.UploadIdMarker)) return;
        after = { KeyMarker, UploadIdMarker };
      }
    },
    abandon: ({ key: Key, id: UploadId }) => guarded(async () => {
      try {
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      } catch (error) {
        if (!(error instanceof S3ServiceException) || error.name !== 'NoSuchUpload') throw error;
      }
    }),
    server: () => server,
    close: () => { client.destroy(); },
  };
}

/** True for what S3 answers where there is no such object; a bucket that is not there is another matter. */
export function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && (error.name === 'NotFound' || error.name === 'NoSuchKey');
}

/** Status of the server's answer that led to the error, where it answered. */
export function statusOf(error: unknown): number | undefined {
  const cause = VouchError.is(error) ? error.cause : error;
  return cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined;
}

export function storeError({ bucket, endpoint }: Pick<S3Place, 'bucket' | 'endpoint'>, error: unknown): VouchError {
  if (VouchError.is(error)) return error;
  const { name, message } = error as Error;
  const said = name === 'Error' || message.includes(name) ? message : `${name} ${message}`.trim();
  return new VouchError('STORE_FAILED', `The S3 bucket ${bucket}${endpoint === undefined ? '' : ` at ${endpoint}`} could not be used: ${said}`, { cause: error });
}
