import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { VouchError } from '../../core/index.js';
import type { Bucket } from './bucket.js';

const LOOK_EVERY_MS = 200;
/** A mark of who clears away that is older was left by a process that died over it. */
const STALE_MS = 300_000;

/**
 * What is said of an artifact beside its object, as small objects. S3 cannot change two objects at once, so who uses an artifact says
 * so first (`touched`) and then looks whether it is being cleared away (`Marks.doom`), and who clears it away says that first and then
 * looks whether it was touched: of two who do so at once at least one sees the other. `suspect`: its bytes were found to be wrong.
 */
export type Mark = 'touched' | 'suspect';

/** Keys of a bucket and the marks in it. Methods throw STORE_FAILED. */
export class Marks {
  readonly #bucket: Bucket;
  readonly #prefix: string;

  constructor(bucket: Bucket, prefix: string) {
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  get objects(): string {
    return `${this.#prefix}artifacts/`;
  }

  objectKey(id: string): string {
    return `${this.objects}${id.slice(0, 2)}/${id}`;
  }

  set(mark: Mark, id: string): Promise<void> {
    return this.#bucket.put(this.#key(mark, id), randomUUID());
  }

  /** When it was set, by the server's clock, ms; `undefined`: it is not. */
  async at(mark: Mark, id: string): Promise<number | undefined> {
    return (await this.#bucket.look(this.#key(mark, id)))?.modifiedAt;
  }

  clear(mark: Mark, id: string): Promise<void> {
    return this.#bucket.remove(this.#key(mark, id));
  }

  /** All that carry it, with when it was set. */
  async all(mark: Mark): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for await (const { key, modifiedAt } of this.#bucket.list(this.#key(mark, ''))) found.set(key.slice(key.lastIndexOf('/') + 1), modifiedAt);
    return found;
  }

  /** Milliseconds by which the server's clock is ahead of this machine's, as exactly as whole seconds allow. */
  async ahead(): Promise<number> {
    const name = randomUUID();
    await this.set('touched', name);
    const before = Date.now();
    const at = (await this.at('touched', name)) ?? before;
    await this.clear('touched', name);
    return at - before;
  }

  /**
   * Says that the artifact is being cleared away, until what it resolves with is called. Each who does so has a mark of its own: the first of
   * two that is done must not hide the other.
   */
  async doom(id: string): Promise<() => Promise<void>> {
    const key = `${this.#doomed(id)}.${randomUUID()}`;
    await this.#bucket.put(key, randomUUID());
    return () => this.#bucket.remove(key);
  }

  async isDoomed(id: string): Promise<boolean> {
    return (await this.#bucket.list(this.#doomed(id)).next()).done !== true;
  }

  /** Takes back what was said by processes that died over clearing an artifact, or any, away; whether others are still clearing it. */
  async liftStale(id = ''): Promise<boolean> {
    let ahead: number | undefined;
    let isDoomed = false;
    for await (const { key, modifiedAt } of this.#bucket.list(this.#doomed(id))) {
      ahead ??= await this.ahead();
      if (Date.now() + ahead - modifiedAt > STALE_MS) await this.#bucket.remove(key);
      else isDoomed = true;
    }
    return isDoomed;
  }

  /** Resolves when nobody is clearing the artifact away any more; what one who died over it left is taken for over. */
  async spared(id: string, signal?: AbortSignal): Promise<void> {
    for (const end = performance.now() + 2 * STALE_MS; ;) {
      if (!(await this.liftStale(id))) return;
      if (performance.now() > end) throw new VouchError('STORE_FAILED', `Artifact ${id} is being cleared away without end.`, { details: { artifact: id } });
      await sleep(LOOK_EVERY_MS, undefined, signal ? { signal } : {});
    }
  }

  #key(mark: Mark, id: string): string {
    return `${this.#prefix}${mark}/${id}`;
  }

  /** What the keys of all who clear it away begin with. No folder: servers that keep folders take empty ones away beside who writes into them. */
  #doomed(id: string): string {
    return `${this.#prefix}doomed/${id}`;
  }
}
