import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { abortable, throwIfAborted, type Artifact } from '../../core/index.js';
import type { QueueConfig } from '../../models/index.js';
import type { Live, StepJob } from '../executor/index.js';
import { lineName, type Capability } from './capability.js';
import { JobLine } from './job-line.js';
import { Outlook } from './outlook.js';
import { choosePlace, mostAble, type Line, type Want } from './placement.js';
import { workersPresent } from './presence.js';
import type { RedisPlace } from './redis.js';

/** Who finds no worker looks again after this time, ms. */
const LOOK_AGAIN_MS = 500;
/** Artifacts whose place of making is remembered. */
const REMEMBERED = 10_000;

/** What a job wants of its worker. */
export interface Wanted {
  readonly needs: readonly Capability[];
  /** All that it needs; otherwise what there is has to do. */
  readonly must: boolean;
  /** Models that it will ask. */
  readonly models: readonly string[];
}

/** Where the queues are. */
export interface LinesOptions {
  readonly place: RedisPlace;
  readonly config: QueueConfig;
  /** Hears of faults of the connection, which is made again by itself. */
  readonly onFault: (error: unknown) => void;
}

/** The queues there are, and which one a step goes to. */
export class Lines {
  readonly #redis: Redis;
  readonly #options: LinesOptions;
  readonly #open = new Map<string, Promise<JobLine>>();
  readonly #jobs = new Map<string, JobLine>();
  readonly #madeAt = new Map<string, string>();
  readonly #outlook = new Outlook(() => this.#lookAnew());

  constructor(redis: Redis, options: LinesOptions) {
    this.#redis = redis;
    this.#options = options;
  }

  /** Steps that wait for room in a queue. Those that no worker can do hold nobody else up. */
  get held(): number {
    return [...this.#jobs.values()].reduce((sum, { slots }) => sum + slots.waiting, 0);
  }

  /** Where outputs were made, so that what uses them goes there rather than elsewhere. */
  remember(line: string, artifacts: readonly Artifact[]): void {
    for (const { id } of artifacts) {
      this.#madeAt.delete(id);
      this.#madeAt.set(id, line);
    }
    for (const oldest of this.#madeAt.keys()) {
      if (this.#madeAt.size <= REMEMBERED) break;
      this.#madeAt.delete(oldest);
    }
  }

  /**
   * The queue for a job. Where no worker can do it, waits for one and says so once. Rejects with the signal's reason.
   */
  async placeFor(job: StepJob, { needs, must, models }: Wanted, live: Live): Promise<{ readonly name: string; readonly jobs: JobLine }> {
    let told = false;
    for (;;) {
      throwIfAborted(live.signal);
      // Without Redis neither would ever end.
      const lines = await abortable(this.#outlook.lines(), live.signal);
      const want: Want = { needs: must ? needs : mostAble(lines, needs), models, near: this.#nearTo(job) };
      const found = lines.length > 0 ? choosePlace(lines, want) : undefined;
      if (found) {
        this.#outlook.put(found.name);
        return { name: found.name, jobs: await abortable(this.#line(found.name), live.signal) };
      }
      if (!told) live.onNotice(`No worker is there that can do ${needs.join(' and ')}: step ${job.step} waits for one.`);
      told = true;
      await sleep(LOOK_AGAIN_MS, undefined, { signal: live.signal }).catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    // Who is still being opened when Redis is away is closed with the connection.
    await Promise.allSettled([...this.#jobs.values()].map((line) => line.close()));
  }

  #nearTo({ inputs }: StepJob): Map<string, number> {
    const made = Object.values(inputs).flat().flatMap(({ artifact }) => (artifact ? [{ bytes: artifact.bytes + 1, line: this.#madeAt.get(artifact.id) }] : []));
    const all = made.reduce((sum, { bytes }) => sum + bytes, 0);
    const near = new Map<string, number>();
    for (const { bytes, line } of made) if (line !== undefined) near.set(line, (near.get(line) ?? 0) + bytes / all);
    return near;
  }

  #line(name: string): Promise<JobLine> {
    const known = this.#open.get(name);
    if (known) return known;
    const { place, config: { prefix, inFlight }, onFault } = this.#options;
    const line = JobLine.open(name, this.#redis, { place, prefix, inFlight, onFault });
    line.then((jobs) => this.#jobs.set(name, jobs), () => this.#open.delete(name));
    this.#open.set(name, line);
    return line;
  }

  async #lookAnew(): Promise<readonly Line[]> {
    const cards = await workersPresent(this.#redis, this.#options.config.prefix);
    const found = new Map<string, { can: Set<Capability>; slots: number; resident: Set<string> }>();
    for (const [pool, can] of Object.entries<Capability[]>(this.#options.config.pools)) found.set(lineName(pool, can), { can: new Set(can), slots: 0, resident: new Set() });
    for (const { line, can, concurrency, resident } of cards) {
      const known = found.get(line) ?? { can: new Set(can), slots: 0, resident: new Set<string>() };
      known.slots += concurrency;
      for (const model of resident) known.resident.add(model);
      found.set(line, known);
    }
    return Promise.all([...found].map(async ([name, known]) => ({ name, ...known, queued: await (await this.#line(name)).queued() })));
  }
}
