import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toVouchError, VouchError } from '../../core/index.js';
import type { ArtifactStore } from '../artifacts.js';
import { makeFolder } from '../make-folder.js';
import { ownName } from '../owner.js';

/** Bytes that were found whole are taken to be so for this long, as long as their file looks the same. */
const TRUSTED_MS = 10 * 60_000;
/** How many are remembered as whole. */
const REMEMBERED = 10_000;

/** The store in `folder`: `<first two digits>/<id>`, and `incoming/` for what is being written. */
export function openArtifactStore(folder: string): ArtifactStore {
  const incoming = join(folder, 'incoming');
  try {
    makeFolder(incoming);
  } catch (error) {
    throw storeError(folder, error);
  }

  const place = (id: string): string => join(folder, id.slice(0, 2), id);
  const has = (id: string): Promise<boolean> => (/^[0-9a-f]{64}$/.test(id) ? access(place(id)).then(() => true, () => false) : Promise.resolve(false));
  const path = async (id: string): Promise<string> => {
    if (!(await has(id))) throw new VouchError('STORE_FAILED', `The artifact ${id} is not in the store ${folder}.`, { details: { artifact: id } });
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
    const file = await path(id);
    const look = await lookOf(file);
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
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
    has,
    path,
    verify,
    async read(id) {
      const known = seen.get(id);
      const file = await path(id);
      const whole = known !== undefined && performance.now() - known.at < TRUSTED_MS && known.look === (await lookOf(file));
      if (!whole) await verify(id);
      return file;
    },
    async touch(id) {
      try {
        const now = new Date();
        await utimes(place(id), now, now);
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
