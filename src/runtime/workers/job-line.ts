import { Queue, QueueEvents, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { toVouchError, VouchError } from '../../core/index.js';
import type { StepJob } from '../executor/index.js';
import { priorityOf } from './rank.js';
import { redisOptions, type RedisPlace } from './redis.js';
import { parseStepReply, type StepReply } from './reply.js';
import { Slots } from './slots.js';

/** A job whose reply is not there after this time is looked for, again and again: a notice of its end can be lost. */
const LOOK_EVERY_MS = 2000;
/** Seconds for which a reply that nobody has fetched is kept, for a runtime that resumes a run. By age alone: however many others end meanwhile, who looks late finds it. */
const KEPT = { age: 24 * 3600 } as const;
/** ms after which a reply that was fetched goes: by then what it says, and what its check said, stands in the journal as a rule, and whoever resumes the run does not ask again. */
const FETCHED_MS = 10 * 60_000;

interface Waiting {
  readonly job: StepJob;
  readonly order: Order;
  readonly since: number;
  readonly settle: (reply: StepReply) => void;
  readonly fail: (error: unknown) => void;
}

/** How a job is to be treated. */
export interface Order {
  readonly id: string;
  /** Longest way to the end of the plan: the longer, the earlier it is done. */
  readonly urgency: number;
  /** It acts outside: where it may have been begun, it is not put again. */
  readonly once: boolean;
  readonly onProgress: (data: unknown) => void;
}

/** One queue from the side of who puts jobs into it. */
export class JobLine {
  readonly slots: Slots;
  readonly #queue: Queue;
  readonly #events: QueueEvents;
  readonly #waiting = new Map<string, Waiting>();
  readonly #onFault: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  /** Jobs whose replies were fetched, with the time of it, oldest first. */
  readonly #fetched = new Map<string, number>();
  readonly #fetchedMs: number;

  private constructor(name: string, lastEventId: string, { place, prefix, inFlight, fetchedMs = FETCHED_MS, onFault }: LineOptions) {
    const connection = redisOptions(place);
    this.slots = new Slots(inFlight);
    this.#onFault = onFault;
    this.#fetchedMs = fetchedMs;
    this.#queue = new Queue(name, { connection, prefix, defaultJobOptions: { removeOnComplete: KEPT, removeOnFail: KEPT } });
    this.#events = new QueueEvents(name, { connection, prefix, lastEventId });
    this.#queue.on('error', onFault);
    this.#events.on('error', onFault);
    this.#events.on('completed', ({ jobId, returnvalue }) => { this.#completed(jobId, returnvalue); });
    this.#events.on('failed', ({ jobId, failedReason }) => { this.#failed(jobId, failedReason); });
    this.#events.on('progress', ({ jobId, data }) => { this.#waiting.get(jobId)?.order.onProgress(data); });
    // A job that was there already may have ended before we listened.
    this.#events.on('duplicated', ({ jobId }) => { this.#look(jobId).catch(onFault); });
    this.#timer = setInterval(() => {
      this.#lookForOld();
      this.#removeFetched().catch(onFault);
    }, Math.min(LOOK_EVERY_MS, this.#fetchedMs));
  }

  static async open(name: string, redis: Redis, options: LineOptions): Promise<JobLine> {
    // Nothing that is told from here on is missed, whenever the first reading of it begins.
    const [seconds, micros] = await redis.time();
    const line = new JobLine(name, `${Number(seconds) * 1000 + Math.floor(Number(micros) / 1000) - 1}-0`, options);
    try {
      await line.#queue.waitUntilReady();
      return line;
    } catch (error) {
      await line.close();
      throw error;
    }
  }

  /** Puts a job and waits for its reply. Rejects with the signal's reason; cancelling the job is up to who calls. */
  async ask(job: StepJob, order: Order, signal: AbortSignal): Promise<StepReply> {
    const leave = (): void => { this.#waiting.get(order.id)?.fail(toVouchError(signal.reason, 'CANCELLED')); };
    const reply = new Promise<StepReply>((settle, fail) => {
      this.#waiting.set(order.id, { job, order, since: performance.now(), settle, fail });
    });
    signal.addEventListener('abort', leave, { once: true });
    try {
      if (signal.aborted) leave();
      else this.#put(job, order).catch((error: unknown) => { this.#waiting.get(order.id)?.fail(new VouchError('QUEUE_FAILED', `The step could not be put into the queue ${this.#queue.name}.`, { cause: error })); });
      const fetched = await reply;
      this.#fetched.set(order.id, performance.now());
      return fetched;
    } finally {
      signal.removeEventListener('abort', leave);
      this.#waiting.delete(order.id);
    }
  }

  /** Steps that wait in the queue or are being done. */
  async queued(): Promise<number> {
    const { wait = 0, prioritized = 0, active = 0 } = await this.#queue.getJobCounts('wait', 'prioritized', 'active');
    return wait + prioritized + active;
  }

  /** Takes a job out that nobody does yet; false where somebody does it. */
  async remove(id: string): Promise<boolean> {
    return (await this.#queue.remove(id)) === 1;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const { fail } of this.#waiting.values()) fail(new VouchError('CANCELLED', 'The runtime was closed.'));
    // What was fetched lately may not be in the journal yet: it goes by its age.
    await Promise.all([this.#events.close(), this.#queue.close()]);
  }

  async #put(job: StepJob, { id, urgency }: Order): Promise<void> {
    await this.#queue.add(job.kind, job, { jobId: id, priority: priorityOf(job.kind, urgency) });
  }

  /** Takes jobs out whose replies were fetched so long ago; one that is asked for again meanwhile stays. */
  async #removeFetched(): Promise<void> {
    const now = performance.now();
    const due = [...this.#fetched].filter(([, at]) => now - at >= this.#fetchedMs).map(([id]) => id);
    for (const id of due) this.#fetched.delete(id);
    await Promise.all(due.filter((id) => !this.#waiting.has(id)).map((id) => this.#queue.remove(id)));
  }

  #lookForOld(): void {
    const now = performance.now();
    for (const [id, { since }] of this.#waiting) if (now - since > LOOK_EVERY_MS) this.#look(id).catch(this.#onFault);
  }

  async #look(id: string): Promise<void> {
    const found = (await this.#queue.getJob(id)) as Job<StepJob, unknown> | undefined;
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (!found) {
      // Redis has forgotten it, because it was started anew without its data.
      if (waiting.order.once) waiting.fail(new VouchError('WORKER_LOST', `The queue has lost step ${waiting.job.step} of run ${waiting.job.runId}; nobody can tell whether it was done.`));
      else await this.#put(waiting.job, waiting.order);
      return;
    }
    if (found.finishedOn === undefined) return;
    if (found.failedReason) this.#failed(id, found.failedReason);
    else this.#completed(id, found.returnvalue);
  }

  #completed(id: string, returned: unknown): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    try {
      waiting.settle(parseStepReply(returned));
    } catch (error) {
      waiting.fail(error);
    }
  }

  /** Workers tell faults in their replies: a job fails only where its worker is gone, too often. */
  #failed(id: string, reason: string): void {
    const waiting = this.#waiting.get(id);
    waiting?.fail(new VouchError('WORKER_LOST', `Nobody could finish step ${waiting.job.step} of run ${waiting.job.runId}: ${reason}.`));
  }
}

interface LineOptions {
  readonly place: RedisPlace;
  readonly prefix: string;
  readonly inFlight: number;
  /** Default 10 minutes. */
  readonly fetchedMs?: number;
  readonly onFault: (error: unknown) => void;
}
