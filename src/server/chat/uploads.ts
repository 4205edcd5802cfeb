import { createWriteStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { VouchError, type Artifact } from '../../core/index.js';
import type { Runtime } from '../../runtime/index.js';
import { isLeftover, ownName } from '../../store/index.js';
import type { ArtifactShelf } from './artifact-shelf.js';

/** An upload that comes piece by piece. */
export interface Upload {
  /** False when the writer should wait for `drained`. */
  write(piece: Uint8Array): boolean;
  drained(): Promise<void>;
  /** Takes what was written into the store. Throws INPUT_* for what no run would take, and STORE_FULL. */
  finish(): Promise<Artifact>;
  /** Forgets it; nothing is left on disk. */
  abandon(): Promise<void>;
}

/** Files from clients: streamed to disk, judged by their bytes and taken into the store. Memory does not depend on their size. */
export class Uploads {
  readonly #folder: string;
  readonly #limit: number;
  readonly #runtime: Runtime;
  readonly #shelf: ArtifactShelf;

  /** `limit`: bytes of one file. */
  constructor(runtime: Runtime, shelf: ArtifactShelf, limit: number) {
    this.#folder = join(runtime.dataFolder, 'uploads');
    this.#limit = limit;
    this.#runtime = runtime;
    this.#shelf = shelf;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name);
      const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
      if (isLeftover(name, mtimeMs)) rmSync(path, { force: true });
    }
  }

  /** Takes a whole stream in. Throws INPUT_TOO_LARGE as soon as it is over the limit. */
  async take(source: Readable, name: string, signal?: AbortSignal): Promise<Artifact> {
    const path = join(this.#folder, ownName());
    try {
      await pipeline(source, this.#measure(name), createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal: signal ?? new AbortController().signal });
      return await this.#store(path, name, signal);
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Begins an upload whose pieces come one by one. `failed` is told as soon as it is over the limit or the disk is full, not only at its end. */
  open(name: string, failed: (error: unknown) => void): Upload {
    const path = join(this.#folder, ownName());
    const entry = this.#measure(name);
    const written = pipeline(entry, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    const remove = (): Promise<void> => rm(path, { force: true });
    let over = false;
    written.catch((error: unknown) => {
      if (!over) failed(error);
    });
    return {
      write: (piece) => entry.destroyed || entry.write(piece),
      drained: () => new Promise((resolve) => {
        const settle = (): void => {
          entry.off('drain', settle).off('close', settle);
          resolve();
        };
        entry.once('drain', settle).once('close', settle);
      }),
      finish: async () => {
        over = true;
        try {
          entry.end();
          await written;
          return await this.#store(path, name);
        } finally {
          await remove();
        }
      },
      abandon: async () => {
        over = true;
        entry.destroy();
        await finished(entry).catch(() => undefined);
        await written.catch(() => undefined);
        await remove();
      },
    };
  }

  async #store(path: string, name: string, signal?: AbortSignal): Promise<Artifact> {
    // The name is for people and for its ending; where the bytes lie has nothing to do with it.
    const shown = basename(name.replaceAll('\\', '/')).replace(/\p{Cc}/gu, '').slice(0, 255) || 'upload';
    return this.#shelf.remember(await this.#runtime.takeIn({ path, name: shown }, { signal }));
  }

  #measure(name: string): Transform {
    const limit = this.#limit;
    let bytes = 0;
    return new Transform({
      transform(piece: Buffer, _encoding, done) {
        bytes += piece.length;
        if (bytes > limit) done(new VouchError('INPUT_TOO_LARGE', `${JSON.stringify(name)} is above ${limit} bytes, the most that this server takes in one file.`, { details: { limit } }));
        else done(null, piece);
      },
    });
  }
}
