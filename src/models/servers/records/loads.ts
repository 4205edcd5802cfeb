import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { withLock } from '../../store/index.js';
import { identify, isRunning } from '../process-identity.js';
import { keepRecord } from './best-effort.js';

const Load = z.object({ owner: z.object({ pid: z.int().positive(), started: z.string() }), device: z.string(), bytes: z.number() });

/**
 * Loads that were let begin and have not taken their memory yet, on disk: what is free by measurement is not free for another runtime of this
 * machine that looks at the same moment. Without a folder there is no other runtime.
 */
export class Loads {
  readonly #own = randomBytes(6).toString('hex');

  constructor(private readonly folder?: string) {}

  /** Bytes on the device that loads of other runtimes are about to take. */
  elsewhere(device: string): number {
    return this.#names().filter((name) => !name.startsWith(this.#own)).reduce((sum, name) => {
      const load = this.#read(name);
      if (load && isRunning(load.owner)) return sum + (load.device === device ? load.bytes : 0);
      // A runtime that was killed. What cannot be read may be about to be written, and is left.
      if (load) this.#remove(name);
      return sum;
    }, 0);
  }

  /** A load begins. */
  begin(model: string, device: string, bytes: number): void {
    const { folder } = this;
    const owner = identify(process.pid);
    if (folder === undefined || !owner) return;
    keepRecord(join(folder, this.#nameOf(model)), () => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, this.#nameOf(model)), JSON.stringify({ owner, device, bytes } satisfies z.infer<typeof Load>));
    });
  }

  /** It has taken its memory, or never will. */
  end(model: string): void {
    if (this.folder !== undefined) this.#remove(this.#nameOf(model));
  }

  /** Runs `work` while no other runtime decides whether to load. Where nothing can be written, each decides by itself, and a warning says so. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const { folder } = this;
    if (folder === undefined) return work();
    let begun = false;
    try {
      return await withLock(folder, 'decision', {}, () => {
        begun = true;
        return work();
      });
    } catch (error) {
      if (begun) throw error;
      keepRecord(join(folder, 'decision'), () => { throw error; });
      return work();
    }
  }

  #names(): string[] {
    const { folder } = this;
    const names: string[] = [];
    if (folder === undefined) return names;
    keepRecord(join(folder, 'list'), () => {
      if (existsSync(folder)) names.push(...readdirSync(folder).filter((name) => name.endsWith('.json')));
    });
    return names;
  }

  #read(name: string): z.infer<typeof Load> | undefined {
    try {
      return Load.parse(JSON.parse(readFileSync(join(this.folder ?? '', name), 'utf8')));
    } catch {
      return undefined;
    }
  }

  #remove(name: string): void {
    const file = join(this.folder ?? '', name);
    keepRecord(file, () => {
      rmSync(file, { force: true });
    });
  }

  #nameOf(model: string): string {
    return `${this.#own}-${model.replace(/[^\w.-]/g, '_')}.json`;
  }
}
