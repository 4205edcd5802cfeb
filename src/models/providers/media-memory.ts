import type { Endpoint } from './endpoint.js';

/** Ids kept for one model; servers forget the oldest as well, and refuse a request that names one of these. */
const KEPT = 512;

/** What the servers have been sent, by server and model; oldest first. */
const sent = new Map<string, Set<string>>();

/**
 * Which media of one request the server has already, so that they need not travel again. Ids count as sent only once a
 * request that carried them was answered.
 */
export class MediaMemory {
  readonly #known: Set<string>;
  readonly #used = new Set<string>();
  /** Media that this request names without sending them. */
  recalled = 0;

  private constructor(known: Set<string>) {
    this.#known = known;
  }

  /** Undefined for servers that keep nothing by id. */
  static of({ baseUrl, model, dialect }: Endpoint): MediaMemory | undefined {
    if (dialect.mediaIds === 'none') return undefined;
    const key = `${baseUrl}\0${model}`;
    const known = sent.get(key) ?? new Set<string>();
    sent.set(key, known);
    return new MediaMemory(known);
  }

  /** True when the bytes of this medium may be left out. */
  recall(id: string): boolean {
    this.#used.add(id);
    const known = this.#known.has(id);
    if (known) this.recalled += 1;
    return known;
  }

  /** The request was answered. */
  keep(): void {
    for (const id of this.#used) {
      this.#known.delete(id);
      this.#known.add(id);
    }
    for (const id of this.#known) {
      if (this.#known.size <= KEPT) return;
      this.#known.delete(id);
    }
  }

  /** The server lacks something that was left out; which, it does not say. */
  forget(): void {
    this.#known.clear();
    this.#used.clear();
    this.recalled = 0;
  }
}
