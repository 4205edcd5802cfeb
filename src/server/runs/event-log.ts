import type { VouchEvent } from '../../core/index.js';
import { outwardJson } from '../outward.js';

/** An event, written once for all who watch. */
export interface WrittenEvent {
  readonly seq: number;
  /** As it leaves over the network. */
  readonly event: VouchEvent;
  /** The same as JSON. */
  readonly bytes: Buffer;
}

/** Events and bytes of one run that are kept in memory; older ones are read from the journal again. */
const KEPT_EVENTS = 2000;
const KEPT_BYTES = 2_000_000;

/** The latest events of one run in writing, so that many readers cost one reading. */
export class EventLog {
  readonly #read: (since: number, limit: number) => Promise<VouchEvent[]>;
  #kept: WrittenEvent[] = [];
  #bytes = 0;

  /** `read`: events of the journal after `since`. */
  constructor(read: (since: number, limit: number) => Promise<VouchEvent[]>) {
    this.#read = read;
  }

  /** The latest event that is known here; 0: none. */
  get last(): number {
    return this.#kept.at(-1)?.seq ?? 0;
  }

  /** Takes the next event. Events that came before are passed over. */
  append(event: VouchEvent): WrittenEvent {
    const entry = written(event);
    const last = this.#kept.at(-1);
    if (last && event.seq <= last.seq) return entry;
    // After a hole only what follows it is kept: the rest is read from the journal.
    if (last && event.seq !== last.seq + 1) this.#clear();
    this.#kept.push(entry);
    this.#bytes += entry.bytes.length;
    while (this.#kept.length > KEPT_EVENTS || (this.#bytes > KEPT_BYTES && this.#kept.length > 1)) this.#bytes -= this.#kept.shift()?.bytes.length ?? 0;
    return entry;
  }

  /** Events after `since`, at most `limit`. */
  async after(since: number, limit: number): Promise<readonly WrittenEvent[]> {
    const first = this.#kept[0];
    if (first && since >= first.seq - 1) {
      const from = since - first.seq + 1;
      if (from < this.#kept.length) return this.#kept.slice(from, from + limit);
    }
    return (await this.#read(since, limit)).map((event) => {
      const last = this.#kept.at(-1)?.seq;
      // A reader at the end of what is kept carries it on, for those who come behind.
      return last === undefined || event.seq === last + 1 ? this.append(event) : written(event);
    });
  }

  /** What the journal has gained since the last look; nothing before a first reader has read up to its end. */
  async gained(): Promise<readonly WrittenEvent[]> {
    return this.last === 0 ? [] : (await this.#read(this.last, KEPT_EVENTS)).map((event) => this.append(event));
  }

  #clear(): void {
    this.#kept = [];
    this.#bytes = 0;
  }
}

function written(event: VouchEvent): WrittenEvent {
  const json = outwardJson(event);
  return { seq: event.seq, event: 'error' in event.data ? (JSON.parse(json) as VouchEvent) : event, bytes: Buffer.from(json) };
}
