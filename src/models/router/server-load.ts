import { askMetrics } from '../providers/index.js';

/** A server is asked at most this often, ms; one without metrics after a minute again. */
const EVERY_MS = 500;
const WITHOUT_MS = 60_000;
const TIMEOUT_MS = 1_000;

/** What is known of the requests inside a server. */
export interface Inside {
  /** Requests that wait there; `undefined`: it does not tell. */
  readonly waiting: number | undefined;
  /** How often it was seen to have put requests back for want of memory; only that it grows says something. */
  readonly preemptions: number;
}

/** What a server tells of its queue. It is asked beside the requests, never before one. */
export class ServerLoad {
  #root: string | undefined;
  #waiting: number | undefined;
  /** Its own counter at the last look. */
  #counted: number | undefined;
  #preemptions = 0;
  #next = 0;

  constructor(private readonly apiKey: string | undefined) {}

  /** Where it listens, without the path of its API: one that was started again may be elsewhere, and counts anew. */
  at(root: string): void {
    if (root === this.#root) return;
    this.#root = root;
    this.#waiting = undefined;
    this.#counted = undefined;
    this.#next = 0;
  }

  /** The latest that is known; asks anew where that is old. */
  now(): Inside {
    const now = performance.now();
    if (this.#root !== undefined && now >= this.#next) {
      this.#next = now + EVERY_MS;
      void this.#ask(this.#root);
    }
    return { waiting: this.#waiting, preemptions: this.#preemptions };
  }

  async #ask(root: string): Promise<void> {
    // Whether the server can be reached at all is for its requests to say.
    const found = await askMetrics(root, this.apiKey, AbortSignal.timeout(TIMEOUT_MS)).catch(() => undefined);
    if (root !== this.#root) return;
    this.#waiting = found?.waiting;
    // A counter that is smaller than before is that of a server which was started again.
    if (found?.preempted !== undefined && this.#counted !== undefined && found.preempted > this.#counted) this.#preemptions += 1;
    this.#counted = found?.preempted ?? this.#counted;
    if (this.#waiting === undefined) this.#next = performance.now() + WITHOUT_MS;
  }
}
