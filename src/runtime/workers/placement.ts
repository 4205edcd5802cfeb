import type { Capability } from './capability.js';

/** One queue with the workers that take from it. */
export interface Line {
  readonly name: string;
  readonly can: ReadonlySet<Capability>;
  /** Steps that its workers do at a time; 0 where none is alive, and one may be started. */
  readonly slots: number;
  /** Steps that wait in it or are being done. */
  readonly queued: number;
  /** Models that are loaded at one of its workers. */
  readonly resident: ReadonlySet<string>;
}

/** What a step wants of its place. */
export interface Want {
  /** All of it, for a place to be considered at all. */
  readonly needs: readonly Capability[];
  /** Models that it will ask. */
  readonly models: readonly string[];
  /** Line → share of the step's input bytes that were made there, 0 to 1. */
  readonly near: ReadonlyMap<string, number>;
}

// In units of one step's time on a free worker.
/** Loading a model takes as long as a few steps. */
const LOAD = 3;
/** Inputs that were made elsewhere are fetched first. */
const FETCH = 0.5;
/** A worker that can do more than is asked is kept for what needs it. */
const SPARE = 0.05;
/** Workers that are not there must first be started. */
const START = 20;

/**
 * The best place for a step, or `undefined` where none can do it: how long it would wait there, whether its models are loaded,
 * whether its inputs were made there, and how much of what the place can do would lie idle. Of equal places the first.
 */
export function choosePlace(lines: readonly Line[], want: Want): Line | undefined {
  let best: { line: Line; cost: number } | undefined;
  for (const line of lines) {
    if (!want.needs.every((need) => line.can.has(need))) continue;
    const cost = costOf(line, want);
    if (!best || cost < best.cost) best = { line, cost };
  }
  return best?.line;
}

/** Of places that can do only part of what is wanted, those that can do most of it. */
export function mostAble(lines: readonly Line[], wanted: readonly Capability[]): readonly Capability[] {
  return lines.map(({ can }) => wanted.filter((one) => can.has(one))).reduce<readonly Capability[]>((most, able) => (able.length > most.length ? able : most), []);
}

function costOf({ name, can, slots, queued, resident }: Line, { needs, models, near }: Want): number {
  const wait = slots === 0 ? START + queued : queued / slots;
  const missing = models.filter((model) => !resident.has(model)).length;
  return wait + LOAD * missing + FETCH * (1 - (near.get(name) ?? 0)) + SPARE * (can.size - needs.length);
}
