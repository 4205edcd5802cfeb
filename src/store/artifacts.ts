import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, utimesSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toVouchError, VouchError } from '../core/index.js';
import { makeFolder } from './make-folder.js';
import { ownName } from './owner.js';

/** Bytes that were found whole are taken to be so for this long, as long as their file looks the same. */
const TRUSTED_MS = 10 * 60_000;
/** How many are remembered as whole. */
const REMEMBERED = 10_000;

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
  /** `path`, once the bytes are known to be whole: they are verified before their first use and again when their file has changed since. */
  read(id: string): Promise<string>;
  /** Says that the bytes are about to be used by something that does not name them yet, so that nobody clears them away; false when they are not there. */
  touch(id: string): boolean;
}

/** The store in `folder`: `<first two digits>/<id>`, and `incoming/` for what is being written. */
export function openArtifactStore(folder: string): ArtifactStore {
  const incoming = join(folder, 'incoming');
  try {
    makeFolder(incoming);
  } catch (error) {
    throw storeError(folder, error);
  }

  const place = (id: string): string => join(folder, id.slice(0, 2), id);
  const path = (id: string): string => {
    if (!/^[0-9a-f]{64}$/.test(id) || !existsSync(place(id))) throw new VouchError('STORE_FAILED', `The artifact ${id} is not in the store ${folder}.`, { details: { artifact: id } });
    return place(id);
  };

  const seen = new Map<string, { readonly look: string; readonly at: number }>();
  const remember = (id: string, look: string): void => {
    seen.delete(id);
    seen.set(id, { look, at: performance.now() });
    for (const oldest of seen.keys()) {
      if (seen.size <= REMEMBERED) break;
      seen.delete(oldest);
    }
  };
  const verify = async (id: string): Promise<void> => {
    const look = await lookOf(path(id));
    const hash = createHash('sha256');
    await pipeline(createReadStream(path(id)), hash);
    if (hash.digest('hex') !== id) throw new VouchError('ARTIFACT_CORRUPT', `The bytes of artifact ${id} have changed on disk (${place(id)}). Put a whole copy in its place and resume the run, or start the run anew.`, { details: { artifact: id } });
    remember(id, look);
  };

  return {
    async put(source, { signal, limit = Infinity } = {}) {
      const temporary = join(incoming, ownName());
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
        remember(id, await lookOf(place(id)));
        return { id, bytes };
      } catch (error) {
        await rm(temporary, { force: true });
        if (signal?.aborted) throw toVouchError(signal.reason, 'CANCELLED');
        throw storeError(folder, error);
      }
    },
    has: (id) => existsSync(place(id)),
    path,
    verify,
    async read(id) {
      const known = seen.get(id);
      const whole = known !== undefined && performance.now() - known.at < TRUSTED_MS && known.look === (await lookOf(path(id)));
      if (!whole) await verify(id);
      return path(id);
    },
    touch(id) {
      try {
        const now = new Date();
        utimesSync(place(id), now, now);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
        throw storeError(folder, error);
      }
    },
  };
}

/** What changes when somebody writes to the file. */
async function lookOf(path: string): Promise<string> {
  const { ino, size, ctimeMs } = await stat(path);
  return `${ino} ${size} ${ctimeMs}`;
}

/** Makes the bytes durable, then visible under their final name; equal bytes that lie there already are replaced, which heals damaged ones. */
async function settle(temporary: string, final: string): Promise<void> {
  const handle = await open(temporary, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  const folder = dirname(final);
  makeFolder(folder);
  await rename(temporary, final);
  // The name, too, is to outlive a machine that loses its power.
  const entries = await open(folder, 'r');
  try {
    await entries.sync();
  } finally {
    await entries.close();
  }
}

function storeError(folder: string, error: unknown): VouchError {
  const known = toVouchError(error, 'STORE_FAILED');
  if (known !== error && known.code === 'STORE_FAILED') {
    return new VouchError('STORE_FAILED', `The artifact store ${folder} could not be used: ${known.message}`, { cause: error });
  }
  return known;
}
