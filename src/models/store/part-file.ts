import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat, truncate, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { throwIfAborted, VouchError } from '../../core/index.js';

/** A file that grows by appending and knows the SHA-256 of what it holds. */
export class PartFile {
  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    private hash: Hash,
    private length: number,
    private readonly limit: number,
  ) {}

  /**
   * Opens `path` for appending. Its first `keep` bytes stay and are hashed again, since the state of a hash cannot be
   * kept across processes; the rest is cut off. Bytes beyond `limit` are refused with MODEL_HASH_MISMATCH.
   */
  static async open(path: string, options: { keep: number; limit: number; signal?: AbortSignal | undefined }): Promise<PartFile> {
    await mkdir(dirname(path), { recursive: true });
    const hash = createHash('sha256');
    if (options.keep > 0) {
      await truncate(path, options.keep);
      await hashInto(hash, path, options.signal);
    } else await removePath(path);
    const handle = await open(path, 'a');
    return new PartFile(path, handle, hash, options.keep, options.limit);
  }

  get size(): number {
    return this.length;
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.length + chunk.byteLength > this.limit) {
      throw new VouchError('MODEL_HASH_MISMATCH', `The source holds more than the ${this.limit} bytes that the catalogue names.`);
    }
    for (let written = 0; written < chunk.byteLength; ) written += (await this.handle.write(chunk, written)).bytesWritten;
    this.hash.update(chunk);
    this.length += chunk.byteLength;
  }

  /** Back to an empty file: the source cannot go on in the middle. */
  async restart(): Promise<void> {
    await this.handle.truncate(0);
    this.hash = createHash('sha256');
    this.length = 0;
  }

  /** Everything on disk, file closed; the hash of all of it. */
  async finish(): Promise<string> {
    await this.handle.sync();
    await this.handle.close();
    return this.hash.digest('hex');
  }

  /** Keeps what is there for a later pull. */
  async close(): Promise<void> {
    await this.handle.close();
  }
}

/** Bytes of a file, 0 when it does not exist. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** SHA-256 of a file, read in pieces. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await hashInto(hash, path, signal);
  return hash.digest('hex');
}

async function hashInto(hash: Hash, path: string, signal: AbortSignal | undefined): Promise<void> {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    throwIfAborted(signal);
    hash.update(chunk as Buffer);
  }
}

/** Removes a file or folder if it is there. */
export async function removePath(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}
