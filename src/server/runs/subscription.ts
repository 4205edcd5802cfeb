import type { EventLog, WrittenEvent } from './event-log.js';

/** Where events go: a socket that may be slower than the run. */
export interface EventSink {
  /** False while what was sent before still waits for the network. */
  ready(): boolean;
  send(event: WrittenEvent): void;
  /** Resolves when it is ready again; false when it was not within the time that a client may take, or is closed. */
  drained(): Promise<boolean>;
}

/** Events that are read at a time for a subscription that is behind. */
const PAGE = 256;

/**
 * One reader of one run. It holds no queue: it knows the last event that it sent, gets live events while its sink is ready
 * and reads the rest from the log when it is ready again. So no event is lost or repeated, and a slow reader costs nothing.
 */
export class Subscription {
  readonly #log: EventLog;
  readonly #sink: EventSink;
  readonly #ended: (since: number, fault?: unknown) => void;
  #cursor: number;
  #state: 'idle' | 'live' | 'behind' | 'closed' = 'idle';

  /** `since`: seq of the last event that the reader has. `ended` is called once when the reader does not read, or with what went wrong; the subscription is closed then. */
  constructor(log: EventLog, since: number, sink: EventSink, ended: (since: number, fault?: unknown) => void) {
    this.#log = log;
    this.#cursor = since;
    this.#sink = sink;
    this.#ended = ended;
  }

  /** Begins to send. */
  start(): void {
    if (this.#state === 'idle') this.#catchUp();
  }

  /** A live event. */
  offer(event: WrittenEvent): void {
    if (this.#state !== 'live' || event.seq <= this.#cursor) return;
    if (event.seq !== this.#cursor + 1 || !this.#sink.ready()) {
      this.#catchUp();
      return;
    }
    try {
      this.#send(event);
    } catch (fault) {
      // One reader's fault is not the others'.
      this.#giveUp(fault);
    }
  }

  close(): void {
    this.#state = 'closed';
  }

  #catchUp(): void {
    this.#state = 'behind';
    void this.#readOn().catch((fault: unknown) => { this.#giveUp(fault); });
  }

  async #readOn(): Promise<void> {
    while (this.#isBehind()) {
      if (!this.#sink.ready()) {
        const drained = await this.#sink.drained();
        if (!drained) this.#giveUp();
        continue;
      }
      const page = await this.#log.after(this.#cursor, PAGE);
      if (page.length === 0) {
        // What came while the journal was read is in the log.
        if (this.#log.last > this.#cursor) continue;
        if (this.#isBehind()) this.#state = 'live';
        return;
      }
      for (const event of page) {
        if (!this.#isBehind() || !this.#sink.ready()) break;
        this.#send(event);
      }
    }
  }

  /** It may be closed while it waits. */
  #isBehind(): boolean {
    return this.#state === 'behind';
  }

  #send(event: WrittenEvent): void {
    this.#sink.send(event);
    this.#cursor = event.seq;
  }

  #giveUp(fault?: unknown): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#ended(this.#cursor, fault);
  }
}
