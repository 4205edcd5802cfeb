import type { Line } from '../../src/runtime/workers/placement.js';
import type { VirtualClock } from './clock.js';
import type { Pool, SimulationOptions } from './options.js';

/** As `worker.ts` has it: a worker that says nothing is found dead after its lock and half of it again, at the latest. */
const LOCK_MS = 10_000;
const PER_MACHINE = 8;

/** A step in a queue. */
export interface Queued {
  readonly priority: number;
  readonly order: number;
  readonly ms: number;
  readonly model: string | undefined;
  /** It ended, after it had waited so long for its worker. */
  readonly done: (waitedMs: number) => void;
  readonly since: number;
}

interface Worker {
  readonly line: SimulatedLine;
  model: string | undefined;
  /** What it does, and since when. */
  job: { readonly queued: Queued; readonly since: number; readonly loadMs: number } | undefined;
  isDown: boolean;
  /** Counts its lives: what a dead one was doing never ends. */
  life: number;
}

interface SimulatedLine {
  readonly pool: Pool;
  readonly waiting: PriorityQueue;
  readonly idle: Worker[];
  active: number;
  up: number;
  readonly resident: Map<string, number>;
}

/** What the workers did, in ms of workers. */
export interface FleetTimes {
  useful: number;
  loading: number;
  wasted: number;
  down: number;
  failures: number;
}

/** Workers in pools, the machines that they are on, and the queues that they take from. */
export class Fleet {
  readonly times: FleetTimes = { useful: 0, loading: 0, wasted: 0, down: 0, failures: 0 };
  readonly #clock: VirtualClock;
  readonly #options: SimulationOptions;
  readonly #lines: Map<string, SimulatedLine>;

  constructor(clock: VirtualClock, options: SimulationOptions, random: () => number) {
    this.#clock = clock;
    this.#options = options;
    this.#lines = new Map(options.pools.map((pool) => [pool.name, { pool, waiting: new PriorityQueue(), idle: [], active: 0, up: pool.workers, resident: new Map() }]));
    for (const line of this.#lines.values()) {
      const workers = Array.from({ length: line.pool.workers }, (): Worker => ({ line, model: undefined, job: undefined, isDown: false, life: 0 }));
      line.idle.push(...workers);
      for (let first = 0; first < workers.length; first += PER_MACHINE) this.#age(workers.slice(first, first + PER_MACHINE), random);
    }
  }

  /** The queues as Redis tells of them. */
  look(): Line[] {
    return [...this.#lines.values()].map(({ pool, up, waiting, active, resident }) => ({ name: pool.name, can: new Set(pool.can), slots: up, queued: waiting.size + active, resident: new Set([...resident].flatMap(([model, count]) => (count > 0 ? [model] : []))) }));
  }

  put(name: string, queued: Queued): void {
    const line = this.#lines.get(name);
    if (!line) throw new RangeError(`There is no queue ${name}.`);
    line.waiting.push(queued);
    this.#pump(line);
  }

  #pump(line: SimulatedLine): void {
    while (line.waiting.size > 0 && line.idle.length > 0) {
      const worker = line.idle.shift() as Worker;
      if (!worker.isDown) this.#begin(worker, line.waiting.shift() as Queued);
    }
  }

  /** Any worker of the queue takes the next step, as BullMQ has it, whether its model is loaded or not. */
  #begin(worker: Worker, queued: Queued): void {
    const { line } = worker;
    const loadMs = queued.model === undefined || queued.model === worker.model ? 0 : this.#options.loadSeconds * 1000;
    if (loadMs > 0) this.#hold(worker, queued.model);
    const since = this.#clock.now;
    worker.job = { queued, since, loadMs };
    line.active++;
    const { life } = worker;
    this.#clock.in(loadMs + queued.ms, () => {
      if (worker.life !== life) return;
      worker.job = undefined;
      line.active--;
      this.times.useful += queued.ms;
      this.times.loading += loadMs;
      line.idle.push(worker);
      queued.done(since - queued.since);
      this.#pump(line);
    });
  }

  #hold(worker: Worker, model: string | undefined): void {
    const { resident } = worker.line;
    if (worker.model !== undefined) resident.set(worker.model, (resident.get(worker.model) ?? 1) - 1);
    if (model !== undefined) resident.set(model, (resident.get(model) ?? 0) + 1);
    worker.model = model;
  }

  #age(machine: readonly Worker[], random: () => number): void {
    const { days, repairHours } = this.#options.failures;
    const fail = (): void => {
      this.#clock.in(-Math.log(1 - random()) * days * 86_400_000, () => {
        this.times.failures++;
        for (const worker of machine) this.#down(worker, random);
        this.#clock.in(repairHours * 3_600_000, () => {
          for (const worker of machine) this.#up(worker);
          this.times.down += machine.length * repairHours * 3_600_000;
          fail();
        });
      });
    };
    fail();
  }

  #down(worker: Worker, random: () => number): void {
    const { line, job } = worker;
    worker.isDown = true;
    worker.life++;
    worker.job = undefined;
    line.up--;
    this.#hold(worker, undefined);
    if (!job) return;
    this.times.wasted += this.#clock.now - job.since;
    // Until then it counts as under way; another worker then does it from the beginning.
    this.#clock.in(LOCK_MS + random() * (LOCK_MS / 2), () => {
      line.active--;
      line.waiting.push(job.queued);
      this.#pump(line);
    });
  }

  #up(worker: Worker): void {
    worker.isDown = false;
    worker.line.up++;
    // It may still stand among the idle ones from before.
    if (!worker.line.idle.includes(worker)) worker.line.idle.push(worker);
    this.#pump(worker.line);
  }
}

/** Lowest priority first, then the first that came. */
class PriorityQueue {
  readonly #byPriority = new Map<number, { readonly list: Queued[]; next: number }>();
  #priorities: number[] = [];
  size = 0;

  push(queued: Queued): void {
    let group = this.#byPriority.get(queued.priority);
    if (!group) {
      this.#byPriority.set(queued.priority, (group = { list: [], next: 0 }));
      this.#priorities.push(queued.priority);
      this.#priorities.sort((a, b) => a - b);
    }
    group.list.push(queued);
    this.size++;
  }

  shift(): Queued | undefined {
    const [priority] = this.#priorities;
    const group = priority === undefined ? undefined : this.#byPriority.get(priority);
    if (!group || priority === undefined) return undefined;
    const queued = group.list[group.next++];
    this.size--;
    if (group.next === group.list.length) {
      this.#byPriority.delete(priority);
      this.#priorities = this.#priorities.filter((one) => one !== priority);
    }
    return queued;
  }
}
