import type { Redis } from 'ioredis';
import { abortable, throwIfAborted, toVouchError, VouchError, type ModelClient, type Oracle, type Tool } from '../../core/index.js';
import { servingOf, type Checked, type Live, type Made, type Pressure, type StepExecutor, type StepJob, type Took } from '../executor/index.js';
import { cancelJob, forgetCancel } from './cancels.js';
import { neededFor, wantedFor } from './capability.js';
import { Lines, type LinesOptions, type Wanted } from './lines.js';
import type { JobLine } from './job-line.js';
import { Progress } from './progress.js';
import { connectRedis } from './redis.js';
import { BEGUN_SECONDS, errorOf, jobId, newestKey, type StepReply } from './reply.js';

/** Times that a job is put again which an earlier leg of its run had cancelled. */
const AGAIN = 3;

export interface QueueExecutorOptions extends LinesOptions {
  readonly tools: ReadonlyMap<string, Tool>;
  readonly oracles: ReadonlyMap<string, Oracle>;
  /** Says which models would do the steps; none is asked here. */
  readonly models: ModelClient;
}

const NOTHING: Took = { models: [], fallbacks: [], versions: {}, tokens: 0 };

/** Has steps done by workers elsewhere, through queues in Redis. `close` lets go of them; jobs under way go on. Throws QUEUE_FAILED. */
export async function openQueueExecutor(options: QueueExecutorOptions): Promise<StepExecutor & { close(): Promise<void> }> {
  const redis = await connectRedis(options.place, options.onFault);
  const lines = new Lines(redis, options);
  const one = new QueueExecutor(redis, lines, options);
  return {
    concurrency: options.config.inFlight,
    make: (job, live) => one.make(job, live),
    check: (job, live) => one.check(job, live),
    pressure: (): Pressure => ({ held: lines.held }),
    close: async () => {
      await lines.close();
      redis.disconnect();
    },
  };
}

class QueueExecutor {
  readonly #redis: Redis;
  readonly #lines: Lines;
  readonly #options: QueueExecutorOptions;

  constructor(redis: Redis, lines: Lines, options: QueueExecutorOptions) {
    this.#redis = redis;
    this.#lines = lines;
    this.#options = options;
  }

  async make(job: Parameters<StepExecutor['make']>[0], live: Live): Promise<Made> {
    try {
      const tool = this.#options.tools.get(job.tool.name);
      if (!tool) throw new VouchError('INTERNAL', `There is no tool ${job.tool.name}.`);
      const reply = await this.#do(job, live, { needs: neededFor(tool), must: true, models: servingOf(tool, this.#options.models, job.preferred).flatMap(([, model]) => model ?? []), once: tool.spec.effects === 'external' });
      if (reply.kind !== 'make') throw refusal(reply);
      const outputs = reply.outputs;
      this.#lines.remember(reply.line, Object.values(outputs).flat());
      return { took: told(reply.took, reply.notices, live), basis: reply.basis, outputs, ...(reply.error ? { error: errorOf(reply.error) } : {}) };
    } catch (thrown) {
      return { took: NOTHING, basis: '', outputs: {}, error: toVouchError(thrown) };
    }
  }

  async check(job: Parameters<StepExecutor['check']>[0], live: Live): Promise<Checked> {
    try {
      const needs = wantedFor(job, this.#options.oracles);
      const models = needs.flatMap((need) => (need === 'plain' ? [] : (this.#options.models.modelsFor(need)[0] ?? [])));
      const reply = await this.#do(job, live, { needs, must: false, models, once: false });
      if (reply.kind !== 'check') throw refusal(reply);
      for (const decision of reply.decisions) live.onDecision(decision);
      return { took: told(reply.took, reply.notices, live), decisions: reply.decisions, ...(reply.error ? { error: errorOf(reply.error) } : {}) };
    } catch (thrown) {
      return { took: NOTHING, decisions: [], error: toVouchError(thrown) };
    }
  }

  async #do(job: StepJob, live: Live, { once, ...wanted }: Wanted & { readonly once: boolean }): Promise<StepReply & { readonly line: string }> {
    const id = jobId(job, once);
    // Each step listens to a signal of its own: hundreds of listeners on the run's would look like a leak.
    const own: Live = { ...live, signal: AbortSignal.any([live.signal]) };
    const onProgress = (data: unknown): void => {
      const said = Progress.safeParse(data);
      if (said.success) live.onProgress(said.data.fraction, said.data.note);
    };
    for (let tries = 0; ; tries++) {
      throwIfAborted(own.signal);
      const line = await this.#lines.placeFor(job, wanted, own);
      const release = await line.jobs.slots.take(own.signal);
      let reply: StepReply;
      try {
        if (once) await abortable(this.#redis.set(newestKey(this.#options.config.prefix, job), job.attempt, 'EX', BEGUN_SECONDS), own.signal);
        reply = await line.jobs.ask(job, { id, urgency: own.urgency, once, onProgress }, own.signal);
      } catch (error) {
        if (own.signal.aborted) await this.#cancel(id, line.jobs);
        throw error;
      } finally {
        release();
      }
      const cancelled = 'error' in reply && reply.error?.code === 'CANCELLED';
      if (!cancelled || once || tries >= AGAIN) return { ...reply, line: line.name };
      // Not by us: an earlier leg of the run had cancelled it.
      await line.jobs.remove(id);
      await forgetCancel(this.#redis, this.#options.config.prefix, id);
    }
  }

  async #cancel(id: string, jobs: JobLine): Promise<void> {
    try {
      await Promise.race([
        this.#cancelled(id, jobs),
        // Without Redis nobody can be told now: the worker's own lock runs out.
        new Promise((resolve) => setTimeout(resolve, 2000).unref()),
      ]);
    } catch (error) {
      this.#options.onFault(error);
    }
  }

  async #cancelled(id: string, jobs: JobLine): Promise<void> {
    const { prefix } = this.#options.config;
    await cancelJob(this.#redis, prefix, id);
    // What nobody had begun is not remembered as cancelled.
    if (await jobs.remove(id)) await forgetCancel(this.#redis, prefix, id);
  }
}

/** What a job took, put down where it counts. */
function told({ promptTokens, completionTokens, bytes, calls, ...took }: Extract<StepReply, { kind: 'make' | 'check' }>['took'], notices: readonly string[], live: Live): Took {
  live.meter.used += promptTokens + completionTokens;
  live.meter.prompt += promptTokens;
  live.meter.completion += completionTokens;
  live.bytes.used += bytes;
  for (const call of calls) live.onCall(call);
  for (const notice of notices) live.onNotice(notice);
  return took;
}

function refusal(reply: StepReply): VouchError {
  return reply.kind === 'refused' ? errorOf(reply.error) : new VouchError('QUEUE_FAILED', `A worker answered a job with the reply to a ${reply.kind} job.`, { retryable: false });
}
