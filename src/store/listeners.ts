import type { VouchEvent } from '../core/index.js';
import type { Listener } from './journal.js';

/** Who in this process is called back for events. */
export class Listeners {
  readonly #ofRun = new Map<string, Set<Listener>>();
  readonly #ofAll = new Set<Listener>();

  has(runId: string): boolean {
    return this.#ofRun.has(runId);
  }

  /** An event that another process wrote. */
  tellRun(event: VouchEvent): void {
    for (const listener of this.#ofRun.get(event.runId) ?? []) listener(event);
  }

  /** An event that this process wrote. */
  tell(event: VouchEvent): void {
    this.tellRun(event);
    for (const listener of this.#ofAll) listener(event);
  }

  /** Returns the function that ends it. */
  add(runId: string, listener: Listener): () => void {
    const group = this.#ofRun.get(runId) ?? new Set();
    this.#ofRun.set(runId, group.add(listener));
    return () => {
      group.delete(listener);
      if (group.size === 0 && this.#ofRun.get(runId) === group) this.#ofRun.delete(runId);
    };
  }

  addAll(listener: Listener): () => void {
    this.#ofAll.add(listener);
    return () => { this.#ofAll.delete(listener); };
  }
}
