import type { VouchEvent } from '../core/index.js';

/** The events of one run as they come, in order, each once, over any number of connections. */
export class RunFeed {
  readonly runId: string;
  /** Ids of the questions of which was told that they are open. */
  readonly #open = new Set<string>();
  /** Of them those that were told before the subscription that is under way. */
  #doubtful = new Set<string>();
  /** What was closed since. */
  #closed = new Set<string>();
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

  asked(question: string): void {
    this.#open.add(question);
    this.#doubtful.delete(question);
    this.#closed.delete(question);
  }

  closed(question: string): void {
    this.#open.delete(question);
    this.#closed.add(question);
  }

  /** A subscription is asked for, whose reply may be heard after what comes behind it. */
  subscribes(): void {
    this.#doubtful = new Set(this.#open);
    this.#closed = new Set();
  }

  /** By the reply these wait: which of the others that were open are closed, and which of these are not closed by now. */
  subscribed(waiting: readonly string[]): { readonly closed: readonly string[]; readonly open: ReadonlySet<string> } {
    return { closed: [...this.#doubtful].filter((question) => this.#open.has(question) && !waiting.includes(question)), open: new Set(waiting.filter((question) => !this.#closed.has(question))) };
  }

  take(event: VouchEvent): void {
    if (event.seq <= this.#since) return;
    this.#since = event.seq;
    this.#listener(event);
  }
}
