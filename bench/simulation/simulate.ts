import { setMaxListeners } from 'node:events';
import { dependenciesOf } from '../../src/core/index.js';
import { dispatch } from '../../src/runtime/dispatcher.js';
import { urgencyOf } from '../../src/runtime/urgency.js';
import { Outlook } from '../../src/runtime/workers/outlook.js';
import { choosePlace } from '../../src/runtime/workers/placement.js';
import { priorityOf } from '../../src/runtime/workers/rank.js';
import { Slots } from '../../src/runtime/workers/slots.js';
import { seededRandom } from '../seeded-random.js';
import { spreadOf, type Spread } from '../scale/spread.js';
import { VirtualClock } from './clock.js';
import { Fleet } from './fleet.js';
import type { SimulationOptions } from './options.js';
import { Shared } from './shared.js';
import { makeRun, type SimulatedRun } from './workload.js';

export interface SimulationReport {
  readonly steps: number;
  readonly runs: number;
  /** h from the first run to the end of the last. */
  readonly hours: number;
  readonly stepsPerSecond: number;
  /** Shares of the time of all workers, from the first run to the beginning of the last. */
  readonly useful: number;
  readonly loading: number;
  readonly wasted: number;
  readonly failures: number;
  /** s from when a step could begin to when a worker began it. */
  readonly waitSeconds: Spread;
  /** Of those, s for a place in a queue. */
  readonly heldSeconds: Spread;
  /** How many times as long a run took as it would have with all workers for itself. */
  readonly slowdown: Spread;
  /** Shares of the time in which it was busy; above 1 it could not keep up. */
  readonly busy: { readonly runtimes: number; readonly redis: number; readonly commits: number };
}

/** One process that executes runs: its thread, its view of the queues, and its slots in each. */
interface Runtime {
  readonly thread: Shared;
  readonly outlook: Outlook;
  readonly slots: Map<string, Slots>;
}

/** Has the dispatcher, the urgency, the choice of a place and the slots of the product do all steps, on a clock of its own. */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const random = seededRandom(options.seed);
  const clock = new VirtualClock();
  const fleet = new Fleet(clock, options, random);
  const [redis, commits] = [new Shared(clock), new Shared(clock)];
  const workers = options.pools.reduce((sum, pool) => sum + pool.workers, 0);
  const { costs } = options;
  const runtimes = Array.from({ length: options.runtimes }, (): Runtime => {
    const thread = new Shared(clock);
    const look = async (): Promise<ReturnType<Fleet['look']>> => {
      await thread.serve(costs.lookMsPerWorker * workers);
      return fleet.look();
    };
    return { thread, outlook: new Outlook(look, () => clock.now), slots: new Map(options.pools.map(({ name }) => [name, new Slots(options.inFlight)])) };
  });
  const [waited, held, slowdown]: number[][] = [[], [], []];
  const never = new AbortController().signal;
  setMaxListeners(0, never);
  let order = 0;

  const doStep = async ({ thread, outlook, slots }: Runtime, run: SimulatedRun, id: string): Promise<boolean> => {
    const work = run.works.get(id);
    if (!work) throw new RangeError(`There is no step ${id}.`);
    const ready = clock.now;
    const urgency = urgencyOf({ plan: run.plan, steps: new Map() }, id);
    await thread.serve(costs.runtimeMs);
    const place = choosePlace(await outlook.lines(), { needs: work.kind.needs, models: work.model === undefined ? [] : [work.model], near: new Map() });
    if (!place) throw new Error(`Nobody can do ${work.kind.needs.join(', ')}.`);
    outlook.put(place.name);
    const before = clock.now;
    const release = await slots.get(place.name)?.take(never);
    held?.push((clock.now - before) / 1000);
    await redis.serve(costs.redisMs);
    const queuedAt = clock.now;
    const inQueue = await new Promise<number>((done) => { fleet.put(place.name, { priority: priorityOf('make', urgency), order: order++, ms: work.ms, model: work.model, since: queuedAt, done }); });
    release?.();
    waited?.push((queuedAt - ready + inQueue) / 1000);
    await commits.serve(costs.commitMs);
    return true;
  };

  let asked = 0;
  let done = 0;
  let runs = 0;
  let ended = 0;
  /** What the workers had done when the last run was asked for: the end, when fewer and fewer have something to do, says nothing of them. */
  let atLast: (Fleet['times'] & { readonly at: number }) | undefined;
  const everyMs = msBetweenRuns(options);
  const begin = (): void => {
    const run = makeRun(options, random);
    const runtime = runtimes[runs++ % runtimes.length];
    asked += run.plan.steps.length;
    const started = clock.now;
    const nodes = run.plan.steps.map((step) => ({ id: step.id, dependencies: dependenciesOf(step) }));
    if (runtime) void dispatch(nodes, { concurrency: options.inFlight, execute: (id) => doStep(runtime, run, id) }).then(() => {
      ended++;
      done += nodes.length;
      slowdown?.push((clock.now - started) / run.criticalMs);
    });
    if (asked >= options.steps) atLast = { ...fleet.times, at: clock.now };
    else clock.in(-Math.log(1 - random()) * everyMs, begin);
  };
  clock.in(0, begin);
  await clock.run(() => ended === runs && asked >= options.steps);
  const { useful, loading, wasted, failures, at } = atLast ?? { ...fleet.times, at: clock.now };
  const all = workers * at;
  const none: number[] = [];
  return {
    steps: done, runs, hours: clock.now / 3_600_000, stepsPerSecond: (done * 1000) / clock.now, useful: useful / all, loading: loading / all, wasted: wasted / all, failures,
    waitSeconds: spreadOf(waited ?? none), heldSeconds: spreadOf(held ?? none), slowdown: spreadOf(slowdown ?? none),
    busy: { runtimes: runtimes.reduce((sum, { thread }) => sum + thread.busyMs, 0) / runtimes.length / clock.now, redis: redis.busyMs / clock.now, commits: commits.busyMs / clock.now },
  };
}

/** Runs come so often that the busiest pool has as much to do as `load` says. What any pool can do goes to those that can do nothing else. */
function msBetweenRuns({ kinds, pools, load, stepsPerRun, stragglers }: SimulationOptions): number {
  const meanMs = (seconds: number): number => seconds * 1000 * Math.exp(0.125) * (1 + stragglers.share * (stragglers.times - 1));
  const ableTo = (needs: readonly string[]): number => pools.filter(({ can }) => (needs[0] === 'plain' ? can.length === 1 : needs.every((need) => (can as readonly string[]).includes(need)))).reduce((sum, { workers }) => sum + workers, 0);
  const groups = new Map<number, number>();
  for (const { needs, share, seconds } of kinds) groups.set(ableTo(needs), (groups.get(ableTo(needs)) ?? 0) + share * meanMs(seconds));
  // ms of one worker of each group that one step of the mixture means.
  const perStep = Math.max(...[...groups].map(([workers, ms]) => ms / workers));
  return (perStep * stepsPerRun) / load;
}
