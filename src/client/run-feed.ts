import type { VouchEvent } from '../core/index.js';

/** The events of one run as they come, in order, each once, over any number of connections. */
export class RunFeed {
  readonly runId: string;
  readonly #listener: (event: VouchEvent) => void;
  #since: number;

  /** `since`: seq of the last event that is known already. */
  constructor(runId: string, since: number, listener: (event: VouchEvent) => void) {
    this.runId = runId;
    this.#since = since;
    this.#listener = listener;
  }

  /** Seq of the last event. */
  get since(): number {
    return this.#since;
  }

  take(event: VouchEvent): void {
    if (event.seq <= this.#since) return;
    this.#since = event.seq;
    this.#listener(event);
  }
}
