import { stat } from 'node:fs/promises';
import { hashFile } from '../store/index.js';

/** So many files are remembered. */
const REMEMBERED = 2_000;
/** Artifacts lie under the digest of their bytes, which were checked when they were stored and are checked when they are read. */
const ARTIFACT = /\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/;

interface Known {
  /** What changes when somebody writes to the file or puts another in its place. */
  readonly look: string;
  readonly digest: Promise<string>;
}

/** SHA-256 of media files: each is read once, in pieces, until it looks otherwise. */
export class FileDigests {
  readonly #known = new Map<string, Known>();

  /** `undefined` for a file that cannot be read: that is for whoever needs its bytes to say. */
  async of(path: string): Promise<string | undefined> {
    const [, , artifact] = ARTIFACT.exec(path) ?? [];
    if (artifact !== undefined) return artifact;
    try {
      const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
      const look = [dev, ino, size, mtimeNs, ctimeNs].join(' ');
      const known = this.#known.get(path);
      return await (known?.look === look ? known.digest : this.#read(path, look));
    } catch {
      this.#known.delete(path);
      return undefined;
    }
  }

  #read(path: string, look: string): Promise<string> {
    const digest = hashFile(path);
    this.#known.delete(path);
    this.#known.set(path, { look, digest });
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    return digest;
  }
}
