import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toVouchError, VouchError } from '../core/index.js';

/** Leftovers of killed processes that are older than this are removed when the store is opened. */
const STALE_AFTER_MS = 24 * 3_600_000;

/** Bytes by their SHA-256. Nothing half-written is ever visible under an id. */
export interface ArtifactStore {
  /**
   * Takes bytes in, streamed; equal bytes are kept once. `limit`: bytes after which it stops with BUDGET_SPENT.
   * Throws STORE_FULL, STORE_FAILED or the signal's reason, and leaves nothing behind.
   */
  put(source: { path: string } | { bytes: Uint8Array }, options?: { signal?: AbortSignal; limit?: number }): Promise<{ id: string; bytes: number }>;
  has(id: string): boolean;
  /** Absolute path of the bytes. Throws STORE_FAILED when the store does not have them. */
  path(id: string): string;
  /** Reads all bytes and compares their hash. Throws ARTIFACT_CORRUPT or STORE_FAILED. */
  verify(id: string): Promise<void>;
}

/** The store in `folder`: `<first two digits>/<id>`, and `incoming/` for what is being written. */
export function openArtifactStore(folder: string): ArtifactStore {
  const incoming = join(folder, 'incoming');
  try {
    mkdirSync(incoming, { recursive: true });
  } catch (error) {
    throw storeError(folder, error);
  }
  removeStale(incoming);

  const place = (id: string): string => join(folder, id.slice(0, 2), id);
  const path = (id: string): string => {
    if (!/^[0-9a-f]{64}$/.test(id) || !existsSync(place(id))) throw new VouchError('STORE_FAILED', `The artifact ${id} is not in the store ${folder}.`, { details: { artifact: id } });
    return place(id);
  };

  return {
    async put(source, { signal, limit = Infinity } = {}) {
      const temporary = join(incoming, randomUUID());
      const hash = createHash('sha256');
      let bytes = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length;
          if (bytes > limit) { done(new VouchError('BUDGET_SPENT', `An artifact of over ${limit} bytes would exceed the run's artifact budget.`)); return; }
          hash.update(chunk);
          done(null, chunk);
        },
      });
      try {
        const input = 'path' in source ? createReadStream(source.path) : Readable.from([source.bytes]);
        await pipeline(input, measure, createWriteStream(temporary, { flags: 'wx' }), signal ? { signal } : {});
        const id = hash.digest('hex');
        await settle(temporary, place(id));
        return { id, bytes };
      } catch (error) {
        await rm(temporary, { force: true });
        if (signal?.aborted) throw toVouchError(signal.reason, 'CANCELLED');
        throw storeError(folder, error);
      }
    },
    has: (id) => existsSync(place(id)),
    path,
    async verify(id) {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path(id)), hash);
      if (hash.digest('hex') !== id) throw new VouchError('ARTIFACT_CORRUPT', `The bytes of artifact ${id} have changed on disk (${place(id)}). Remove the file and run the step again.`, { details: { artifact: id } });
    },
  };
}

/** Makes the bytes durable, then visible under their final name; equal bytes that lie there already are replaced, which heals damaged ones. */
async function settle(temporary: string, final: string): Promise<void> {
  const handle = await open(temporary, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  mkdirSync(join(final, '..'), { recursive: true });
  await rename(temporary, final);
}

function removeStale(incoming: string): void {
  for (const name of readdirSync(incoming)) {
    const path = join(incoming, name);
    // Another process may finish or clean up the same file at this moment.
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > STALE_AFTER_MS) rmSync(path, { force: true });
  }
}

function storeError(folder: string, error: unknown): VouchError {
  const known = toVouchError(error, 'STORE_FAILED');
  if (known !== error && known.code === 'STORE_FAILED') {
    return new VouchError('STORE_FAILED', `The artifact store ${folder} could not be used: ${known.message}`, { cause: error });
  }
  return known;
}
