import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, fstatSync, openSync, readFileSync, renameSync, statSync, unlinkSync, utimesSync, writeFileSync, type Stats } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { throwIfAborted, toVouchError, VouchError } from '../../core/index.js';
import { artifactMissing, type ArtifactSource, type ArtifactStore } from '../artifacts.js';
import { makeFolder } from '../make-folder.js';
import { ownName } from '../owner.js';
import { placeOf, synced } from './place-of.js';

/** Bytes that were found whole are taken to be so for this long, as long as their file looks the same. */
const TRUSTED_MS = 10 * 60_000;
/** How many are remembered as whole. */
const REMEMBERED = 10_000;
/**
 * Up to so many bytes that lie in memory are written at once: streams, and a thread for each call, would cost twenty times the write.
 * Only what waits for the disk goes to another thread.
 */
const SMALL_BYTES = 64 * 1024;

/** Keeps bytes whose file is not synced until it is. Where too much is kept, whoever writes waits for the promise, which rejects with STORE_FAILED or STORE_FULL. */
export type Hold = (id: string, bytes: Uint8Array) => Promise<void> | undefined;

/**
 * The store in `folder`: `<first two digits>/<id>`, and `incoming/` for what is being written. `hold`: takes small bytes that need not be durable, so
 * that nobody waits for the disk; without it all are synced.
 */
export function openArtifactStore(folder: string, hold?: Hold): ArtifactStore {
  const incoming = join(folder, 'incoming');
  try {
    makeFolder(incoming);
  } catch (error) {
    throw storeError(folder, error);
  }

  const place = (id: string): string => placeOf(folder, id);
  const statOf = (id: string): Stats | undefined => (/^[0-9a-f]{64}$/.test(id) ? statSync(place(id), { throwIfNoEntry: false }) : undefined);
  /** What changes when somebody writes to its file. Throws STORE_FAILED where there is none. */
  const lookOf = (id: string): string => {
    const found = statOf(id);
    if (!found) throw artifactMissing(id, `the store ${folder}`);
    return looksOf(found);
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
    const look = lookOf(id);
    if ((await hashOf(place(id))) !== id) throw new VouchError('ARTIFACT_CORRUPT', `The bytes of artifact ${id} have changed on disk (${place(id)}). Put a whole copy in its place and resume the run, or start the run anew.`, { details: { artifact: id } });
    remember(id, look);
  };
  /** False for what is damaged, unreadable, or cleared away at this moment. */
  const isWhole = (id: string): Promise<boolean> => verify(id).then(() => true, () => false);

  return {
    async put(source, { signal, limit = Infinity, durable = true } = {}) {
      const temporary = join(incoming, ownName());
      try {
        throwIfAborted(signal);
        const small = 'bytes' in source && source.bytes.length <= SMALL_BYTES ? source.bytes : undefined;
        const taken = small ? takeSmall(small, limit) : await copy(source, temporary, { signal, limit });
        const keep = small && !durable ? hold : undefined;
        remember(taken.id, await settle(temporary, place(taken.id), { isWhole: () => isWhole(taken.id), small, mustSync: !keep }));
        const room = small ? keep?.(taken.id, small) : undefined;
        if (room) await room;
        return taken;
      } catch (error) {
        await rm(temporary, { force: true });
        if (signal?.aborted) throw toVouchError(signal.reason, 'CANCELLED');
        throw storeError(folder, error);
      }
    },
    has: (id) => Promise.resolve(statOf(id) !== undefined),
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is to reject
    path: async (id) => {
      lookOf(id);
      return place(id);
    },
    verify,
    async read(id) {
      const known = seen.get(id);
      const isTrusted = known !== undefined && performance.now() - known.at < TRUSTED_MS && known.look === lookOf(id);
      if (!isTrusted) await verify(id);
      return place(id);
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is to reject
    touch: async (id) => {
      try {
        return touched(place(id));
      } catch (error) {
        throw storeError(folder, error);
      }
    },
  };
}

/** What changes when somebody writes to a file. */
function looksOf({ ino, size, ctimeMs }: Stats): string {
  return `${ino} ${size} ${ctimeMs}`;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  if (statSync(path).size <= SMALL_BYTES) hash.update(readFileSync(path));
  else await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function overLimit(limit: number): VouchError {
  return new VouchError('BUDGET_SPENT', `An artifact of over ${limit} bytes would exceed the run's artifact budget.`);
}

function takeSmall(bytes: Uint8Array, limit: number): { id: string; bytes: number } {
  if (bytes.length > limit) throw overLimit(limit);
  return { id: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

async function copy(source: ArtifactSource, temporary: string, { signal, limit }: { readonly signal: AbortSignal | undefined; readonly limit: number }): Promise<{ id: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit) { done(overLimit(limit)); return; }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const input = 'path' in source ? createReadStream(source.path) : Readable.from('bytes' in source ? [source.bytes] : source.stream);
  await pipeline(input, measure, createWriteStream(temporary, { flags: 'wx' }), signal ? { signal } : {});
  return { id: hash.digest('hex'), bytes };
}

/** How a file gets its name. */
interface Settling {
  readonly isWhole: () => Promise<boolean>;
  /** Bytes that are not in the temporary file yet, and need not be where they are there already. */
  readonly small: Uint8Array | undefined;
  readonly mustSync: boolean;
}

/**
 * Makes the bytes visible under their name, and, where nobody else keeps them, both durable before anybody names them. A machine that loses its
 * power in between leaves a name that nobody speaks of: what was there before, which others may speak of, is replaced only where it is damaged.
 * Resolves with what the file looks like then.
 */
async function settle(temporary: string, final: string, { isWhole, small, mustSync }: Settling): Promise<string> {
  const isThere = statSync(final, { throwIfNoEntry: false }) !== undefined && (await isWhole()) && touched(final);
  const opened: number[] = [];
  try {
    if (small && !isThere) {
      // What is written through it is synced through it, under whatever name.
      const file = openSync(temporary, 'wx');
      opened.push(file);
      writeFileSync(file, small);
    }
    if (!isThere) moveTo(final, temporary);
    else if (!small) unlinkSync(temporary);
    const file = opened[0] ?? openSync(final, 'r');
    opened.splice(0, 1, file);
    if (mustSync) {
      opened.push(openSync(dirname(final), 'r'));
      // What stands in the file, and which names stand in the folder; side by side, so that one write of the file system's own journal does.
      await Promise.all(opened.map((each) => synced(each)));
    }
    return looksOf(fstatSync(file));
  } finally {
    for (const file of opened) closeSync(file);
  }
}

/** Says that the file is in use; false where there is none. */
function touched(path: string): boolean {
  const now = new Date();
  try {
    utimesSync(path, now, now);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function moveTo(final: string, temporary: string): void {
  try {
    renameSync(temporary, final);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // The first one in its folder.
    makeFolder(dirname(final));
    renameSync(temporary, final);
  }
}

function storeError(folder: string, error: unknown): VouchError {
  const known = toVouchError(error, 'STORE_FAILED');
  if (known !== error && known.code === 'STORE_FAILED') {
    return new VouchError('STORE_FAILED', `The artifact store ${folder} could not be used: ${known.message}`, { cause: error });
  }
  return known;
}
