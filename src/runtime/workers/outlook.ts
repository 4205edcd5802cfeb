import type { Line } from './placement.js';

/** What is known of workers and queues is looked up again after this time, ms. */
const FRESH_MS = 500;
/** Looking takes at most this share of the time, however many workers there are: what there is, is then known a little later. */
const LOOKING = 0.05;

/** The queues as they were when they were last looked at, and what this process has put into them since. */
export class Outlook {
  readonly #lookAnew: () => Promise<readonly Line[]>;
  readonly #now: () => number;
  /** Steps that were put since the queues were looked at, by queue. */
  readonly #putSince = new Map<string, number>();
  #seen: { readonly at: number; readonly lines: Promise<readonly Line[]> } | undefined;
  #freshMs = FRESH_MS;

  /** `now`: a clock in ms that nobody sets. */
  constructor(lookAnew: () => Promise<readonly Line[]>, now: () => number = () => performance.now()) {
    this.#lookAnew = lookAnew;
    this.#now = now;
  }

  /** All queues. Rejects where they cannot be looked at; who asks next looks again. */
  async lines(): Promise<readonly Line[]> {
    const now = this.#now();
    if (!this.#seen || now - this.#seen.at > this.#freshMs) {
      this.#seen = { at: now, lines: this.#look(now) };
      this.#seen.lines.catch(() => { this.#seen = undefined; });
    }
    return (await this.#seen.lines).map((line) => ({ ...line, queued: line.queued + (this.#putSince.get(line.name) ?? 0) }));
  }

  /** A step goes into a queue. */
  put(line: string): void {
    this.#putSince.set(line, (this.#putSince.get(line) ?? 0) + 1);
  }

  async #look(from: number): Promise<readonly Line[]> {
    const lines = await this.#lookAnew();
    this.#freshMs = Math.max(FRESH_MS, (this.#now() - from) / LOOKING);
    this.#putSince.clear();
    return lines;
  }
}
