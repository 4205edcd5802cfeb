import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../core/index.js';
import { replaceFile } from '../replace-file.js';

/** Lists that stay; that of the built-in tools takes 5 MB. */
const MOST_LISTS = 16;
const DIGEST_BYTES = 32;
const FLOAT_BYTES = 4;
/** Name of a list's file. */
const LIST = /^[0-9a-f]{64}$/;

export type Vectors = readonly (readonly number[])[];

/**
 * Vectors of texts that every process embeds again, one file a list, named by the model's bytes and the texts: a SHA-256 of the rest, then
 * 32-bit floats. A damaged file counts as none and is written anew; files are replaced whole, so that processes may write the same one at once.
 */
export class KeptVectors {
  constructor(
    private readonly folder: string,
    private readonly onNotice: (notice: string) => void,
  ) {}

  /** The kept vectors of the texts by this model, else those that `make` makes. `version` tells the model's bytes. */
  async of(model: string, version: string, texts: readonly string[], make: () => Promise<Vectors>): Promise<Vectors> {
    const file = join(this.folder, createHash('sha256').update(JSON.stringify([model, version, texts])).digest('hex'));
    const kept = await read(file, texts.length);
    if (kept) return kept;
    const floats = Float32Array.from((await make()).flat());
    await this.#write(file, Buffer.from(floats.buffer));
    // What is kept and what is handed out are the same numbers: the first process plans as all others.
    return rows(floats, texts.length);
  }

  async #write(file: string, numbers: Buffer): Promise<void> {
    try {
      await replaceFile(file, Buffer.concat([createHash('sha256').update(numbers).digest(), numbers]));
      await this.#clear();
    } catch (error) {
      // They only save time: a full or read-only disk must not stop who has just computed them.
      this.onNotice(`Vectors of the tools' phrases cannot be kept in ${this.folder}: ${messageOf(error)}. Each new process computes them.`);
    }
  }

  /** Removes the oldest lists; what another process removed first is gone all the same. */
  async #clear(): Promise<void> {
    // Not what others are writing at this moment.
    const names = (await readdir(this.folder)).filter((name) => LIST.test(name));
    if (names.length <= MOST_LISTS) return;
    const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(this.folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })));
    for (const { name } of dated.sort((a, b) => b.at - a.at).slice(MOST_LISTS)) await rm(join(this.folder, name), { force: true });
  }
}

/** `undefined` where there is no whole file of so many vectors. */
async function read(file: string, count: number): Promise<Vectors | undefined> {
  // Whatever keeps it from being read, the vectors can be computed; where they cannot be written either, that is said.
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return undefined;
  const numbers = bytes.subarray(DIGEST_BYTES);
  const size = numbers.length / FLOAT_BYTES / count;
  if (!Number.isInteger(size) || size === 0 || !createHash('sha256').update(numbers).digest().equals(bytes.subarray(0, DIGEST_BYTES))) return undefined;
  return rows(new Float32Array(Uint8Array.from(numbers).buffer), count);
}

function rows(floats: Float32Array, count: number): Vectors {
  const size = floats.length / count;
  return Array.from({ length: count }, (_, at) => Array.from(floats.subarray(at * size, (at + 1) * size)));
}
