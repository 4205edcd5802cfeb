import { stat } from 'node:fs/promises';
import { abortable, throwIfAborted, VouchError } from '../../core/index.js';
import { hashFile } from '../store/index.js';

/** So many files are remembered. */
const REMEMBERED = 2_000;
/** Artifacts lie under the digest of their bytes, which were checked when they were stored and are checked when they are read. */
const ARTIFACT = /\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/;

interface Known {
  /** What changes when somebody writes to the file or puts another in its place. */
  readonly look: string;
  readonly digest: Promise<string>;
  /** Who waits for the digest; when none does any more, reading ends. */
  waiting: number;
  readonly stop: AbortController;
}

/** SHA-256 of media files: each is read once, in pieces, until it looks otherwise. */
export class FileDigests {
  readonly #known = new Map<string, Known>();

  /** `undefined` for a file that cannot be read: that is for whoever needs its bytes to say. Throws the reason of the signal; the file is read on while others wait for it. */
  async of(path: string, signal: AbortSignal): Promise<string | undefined> {
    const [, , artifact] = ARTIFACT.exec(path) ?? [];
    if (artifact !== undefined) return artifact;
    try {
      const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
      throwIfAborted(signal);
      const look = [dev, ino, size, mtimeNs, ctimeNs].join(' ');
      const known = this.#known.get(path);
      return await this.#wait(path, known?.look === look ? known : this.#read(path, look), signal);
    } catch {
      throwIfAborted(signal);
      this.#known.delete(path);
      return undefined;
    }
  }

  async #wait(path: string, known: Known, signal: AbortSignal): Promise<string> {
    known.waiting += 1;
    try {
      return await abortable(known.digest, signal);
    } finally {
      known.waiting -= 1;
      if (signal.aborted && known.waiting === 0) {
        known.stop.abort(new VouchError('CANCELLED', 'Nobody waits for the digest any more.'));
        if (this.#known.get(path) === known) this.#known.delete(path);
      }
    }
  }

  #read(path: string, look: string): Known {
    const stop = new AbortController();
    const known: Known = { look, digest: hashFile(path, stop.signal), waiting: 0, stop };
    this.#known.delete(path);
    this.#known.set(path, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }
}
