import { VouchError, type VouchEvent } from '../../core/index.js';
import type { Run } from '../../runtime/index.js';
import type { EventLog, WrittenEvent } from './event-log.js';
import { Subscription, type EventSink } from './subscription.js';

/** How often the journal is looked at for a run that another process executes, ms. */
const POLL_MS = 500;
/** The same where the journal tells of such events: a connection that went dead without a word is found out. */
const DOUBT_MS = 30_000;

/** Tells of events that another process writes; `undefined` where nobody does. */
export type Follow = (listener: (event: VouchEvent) => void) => (() => void) | undefined;

/** One run with all who watch it. */
export class RunChannel {
  readonly log: EventLog;
  readonly #subscriptions = new Set<Subscription>();
  readonly #onFault: (error: unknown) => void;
  #run: Run | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  /** The last event that those who watch were told. */
  #told = 0;
  readonly #onTold: (event: VouchEvent) => void;
  readonly #follow: Follow;
  #unfollow: (() => void) | undefined;

  /** `onTold` is told each event once that comes while somebody watches, `onFault` when the run's events cannot be read. */
  constructor(log: EventLog, follow: Follow, { onTold, onFault }: { readonly onTold: (event: VouchEvent) => void; readonly onFault: (error: unknown) => void }) {
    this.log = log;
    this.#follow = follow;
    this.#onTold = onTold;
    this.#onFault = onFault;
  }

  /** Throws USAGE for a number that no event has yet: waiting for what comes after it would have no end, for the run may end before it. */
  async mustHave(runId: string, since: number): Promise<void> {
    if (since > 0 && (await this.log.after(since - 1, 1)).length === 0) throw new VouchError('USAGE', `Run ${runId} has no event ${since} yet; ask with the number of the last event that was read.`);
  }

  /** Nobody watches, and nothing comes. */
  get idle(): boolean {
    return this.#subscriptions.size === 0 && this.#run === undefined;
  }

  /** Passes the events of a run of this process on; what came before is read from the log by those who want it. */
  attach(run: Run, since: number): void {
    this.#run = run;
    this.#watchJournal();
    void this.#pump(run, since);
  }

  /** Sends the run's events after `since` to the sink until the returned function is called, or `ended` is: the reader did not read, or the events could not be read (`fault`). */
  subscribe(since: number, sink: EventSink, ended: (since: number, fault?: unknown) => void): () => void {
    const subscription = new Subscription(this.log, since, sink, (last, fault) => {
      this.#subscriptions.delete(subscription);
      if (fault !== undefined) this.#onFault(fault);
      ended(last, fault);
    });
    this.#subscriptions.add(subscription);
    this.#watchJournal();
    subscription.start();
    return () => {
      subscription.close();
      this.#subscriptions.delete(subscription);
      this.#watchJournal();
    };
  }

  close(): void {
    for (const subscription of this.#subscriptions) subscription.close();
    this.#subscriptions.clear();
    this.#watchJournal();
  }

  async #pump(run: Run, since: number): Promise<void> {
    try {
      for await (const event of run.events({ since })) this.#offer(event, this.log.append(event));
    } catch (error) {
      // What the journal still gives is sent as if another process ran it.
      this.#onFault(error);
    }
    if (this.#run === run) this.#run = undefined;
    this.#watchJournal();
  }

  #offer(event: VouchEvent, entry: WrittenEvent): void {
    if (this.#subscriptions.size > 0 && event.seq > this.#told) {
      this.#told = event.seq;
      this.#onTold(event);
    }
    for (const subscription of this.#subscriptions) subscription.offer(entry);
  }

  /** Another process may execute the run, or go on with it: its events come by way of the journal. */
  #watchJournal(): void {
    const isWanted = this.#run === undefined && this.#subscriptions.size > 0;
    if (isWanted === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#unfollow?.();
    this.#unfollow = undefined;
    if (!isWanted) return;
    this.#unfollow = this.#follow((event) => { this.#offer(event, this.log.append(event)); });
    this.#timer = setInterval(() => void this.#look(), this.#unfollow ? DOUBT_MS : POLL_MS);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      for (const entry of await this.log.gained()) this.#offer(entry.event, entry);
    } catch (error) {
      // The journal may be readable again at the next look.
      this.#onFault(error);
    } finally {
      this.#isLooking = false;
    }
  }
}
