import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { WaitingError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { messageOf, VouchError, type SerializedError } from '../../core/index.js';
import { localExecutor, parseStepJob, type ExecutorParts, type StepExecutor, type StepJob } from '../executor/index.js';
import { hearCancels, isCancelled } from './cancels.js';
import { lineName, type Capability } from './capability.js';
import { doJob } from './do-job.js';
import { announce } from './presence.js';
import { connectRedis, redisOptions, type RedisPlace } from './redis.js';
import { BEGUN_SECONDS, newestKey, type StepReply } from './reply.js';

const LOCK_MS = 10_000;
/** ms in which steps that are handed back let go. */
const LETTING_GO_MS = 5000;
/** A step at which so many workers died is given up. */
const DEATHS = 2;

export interface WorkerOptions {
  readonly place: RedisPlace;
  readonly prefix: string;
  /** The machines it is one of: `gpu`, `cpu`. */
  readonly pool: string;
  readonly can: readonly Capability[];
  /** Steps at a time. */
  readonly concurrency: number;
  /** ms that steps under way may take to end when it is closed; then they are handed back. */
  readonly graceMs: number;
  /** ms after which a worker that says nothing is taken for dead; default 10,000. */
  readonly lockMs?: number | undefined;
  /** Models that are loaded. */
  readonly resident: () => readonly string[];
  readonly onFault: (error: unknown) => void;
  /** Told of each piece of a step when it has ended: `code` of its error, where it has one. */
  readonly onDone?: (done: { readonly runId: string; readonly step: string; readonly kind: string; readonly ms: number; readonly code?: string | undefined }) => void;
}

export interface RunningWorker {
  readonly id: string;
  /** The queue that it takes from. */
  readonly line: string;
  /** Takes no more steps; resolves when those under way have ended or were handed back. */
  close(): Promise<void>;
}

interface Underway {
  readonly controller: AbortController;
  /** Set when it is to be done by somebody else. */
  handedBack: boolean;
}

/** Takes steps from the queue of its pool and does them here. Throws QUEUE_FAILED where Redis cannot be used. */
export async function startWorker(parts: ExecutorParts, options: WorkerOptions): Promise<RunningWorker> {
  const { place, prefix, pool, can, concurrency, onFault, lockMs = LOCK_MS } = options;
  const id = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const line = lineName(pool, can);
  const redis = await connectRedis(place, onFault);
  const underway = new Map<string, Underway>();
  const hands = new Hands(redis, localExecutor(parts), parts, underway, { ...options, id });
  const deaf = await hearCancels(redis, prefix, {
    jobs: () => [...underway.keys()],
    onCancel: (job) => { underway.get(job)?.controller.abort(new VouchError('CANCELLED', 'The run was cancelled, or another attempt took the place of this one.')); },
    onFault,
  });
  const worker = new Worker<unknown, StepReply>(line, (job, token) => hands.take(job, token ?? ''), {
    connection: redisOptions(place), prefix, concurrency, name: id,
    lockDuration: lockMs, stalledInterval: lockMs / 2, maxStalledCount: DEATHS, drainDelay: 5,
  });
  worker.on('error', onFault);
  worker.on('lockRenewalFailed', (jobs) => {
    for (const job of jobs) underway.get(job)?.controller.abort(new VouchError('WORKER_LOST', 'This worker had not been heard of for too long; another one does the step.'));
  });
  const undo = async (error: unknown): Promise<never> => {
    await worker.close(true);
    deaf();
    redis.disconnect();
    throw error;
  };
  await worker.waitUntilReady().catch(undo);
  const leave = await announce(redis, prefix, () => ({ id, pool, can: [...can], line, concurrency, host: hostname(), pid: process.pid, resident: [...options.resident()] }), onFault).catch(undo);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    // Takes nothing more, and waits for what is under way.
    const ended = Promise.all([leave(), worker.close()]);
    await within(ended, options.graceMs);
    hands.handBack();
    // Without Redis nothing can be told or handed back any more: the lock runs out by itself.
    await within(ended, LETTING_GO_MS);
    deaf();
    redis.disconnect();
  };
  return { id, line, close: () => (closing ??= close()) };
}

/** Waits for it, but not for longer; a timer that is left would keep the process. */
async function within(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => { timer = setTimeout(resolve, ms); })]);
  clearTimeout(timer);
}

/** What one worker does with the jobs that it takes. */
class Hands {
  readonly #redis: Redis;
  readonly #executor: StepExecutor;
  readonly #parts: ExecutorParts;
  readonly #underway: Map<string, Underway>;
  readonly #options: WorkerOptions & { readonly id: string };

  constructor(redis: Redis, executor: StepExecutor, parts: ExecutorParts, underway: Map<string, Underway>, options: WorkerOptions & { readonly id: string }) {
    this.#redis = redis;
    this.#executor = executor;
    this.#parts = parts;
    this.#underway = underway;
    this.#options = options;
  }

  handBack(): void {
    for (const one of this.#underway.values()) {
      one.handedBack = true;
      one.controller.abort(new VouchError('WORKER_LOST', 'The worker was stopped in the middle of the step.'));
    }
  }

  async take(job: Job<unknown, StepReply>, token: string): Promise<StepReply> {
    const id = job.id ?? '';
    const started = performance.now();
    const own: Underway = { controller: new AbortController(), handedBack: false };
    this.#underway.set(id, own);
    try {
      const parsed = parseOrRefuse(job.data);
      if (parsed instanceof VouchError) return { kind: 'refused', error: parsed.toJSON() };
      const actsOutside = parsed.kind === 'make' && this.#parts.tools.get(parsed.tool.name)?.spec.effects === 'external';
      const refused = await this.#mayNot(id, parsed, actsOutside);
      if (refused) return { kind: 'refused', error: refused.toJSON() };
      const reply = await doJob(this.#executor, parsed, own.controller.signal, (progress) => { job.updateProgress(progress).catch(this.#options.onFault); });
      if (own.handedBack && !actsOutside && errorIn(reply)?.code === 'WORKER_LOST') {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      this.#options.onDone?.({ runId: parsed.runId, step: parsed.step, kind: parsed.kind, ms: Math.round(performance.now() - started), code: errorIn(reply)?.code });
      return reply;
    } finally {
      this.#underway.delete(id);
    }
  }

  /** Why a job is not begun: it is cancelled, or it acts outside and was begun before. */
  async #mayNot(id: string, job: StepJob, actsOutside: boolean): Promise<VouchError | undefined> {
    const { prefix } = this.#options;
    if (await isCancelled(this.#redis, prefix, id)) return new VouchError('CANCELLED', 'The run was cancelled before the step was begun.');
    if (!actsOutside) return undefined;
    // A run that was resumed may have put a later attempt while this one still waited.
    if (Number(await this.#redis.get(newestKey(prefix, job))) > job.attempt) return new VouchError('WORKER_LOST', `A later attempt took the place of attempt ${job.attempt} of step ${job.step}; this one was not begun.`);
    const first = await this.#redis.set(`${prefix}:begun:${id}`, this.#options.id, 'EX', BEGUN_SECONDS, 'NX');
    if (first !== null) return undefined;
    const who = await this.#redis.get(`${prefix}:begun:${id}`);
    return new VouchError('WORKER_LOST', `Worker ${who ?? '?'} had begun step ${job.step} and is gone: ${job.tool.name} may have changed something outside.`);
  }
}

function parseOrRefuse(data: unknown): StepJob | VouchError {
  try {
    return parseStepJob(data);
  } catch (error) {
    return VouchError.is(error) ? error : new VouchError('USAGE', messageOf(error));
  }
}

function errorIn(reply: StepReply): Pick<SerializedError, 'code'> | undefined {
  return reply.error as SerializedError | undefined;
}
