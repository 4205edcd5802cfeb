import { frameDifference, grayFrames, type GrayFrame } from '../../tools/media/index.js';

/** How much the picture changes over time. */
export interface Activity {
  /** Looked at this often, ms. */
  readonly stepMs: number;
  /** Mean change of a pixel since the step before, 0 to 1; the first is 0. */
  readonly changes: readonly number[];
  /** Start times of shots, the first always 0. */
  readonly shotsMs: readonly number[];
}

/** Steps a second for clips; long videos are looked at more coarsely, so that the list stays short. */
const CLIP_RATE = 4;
const MOST_STEPS = 20_000;
/** A cut changes this much of the picture at once, and this many times more than the steps around it. */
const CUT_CHANGE = 0.1;
const CUT_RATIO = 4;
const NEIGHBOURS = 4;

/** Decodes a video once, small and grey, and measures its changes and cuts. */
export async function measureActivity(path: string, durationMs: number, signal: AbortSignal): Promise<Activity> {
  const rate = Math.max(0.1, Math.min(CLIP_RATE, MOST_STEPS / Math.max(1, durationMs / 1000)));
  const changes: number[] = [];
  let previous: GrayFrame | undefined;
  for await (const frame of grayFrames(path, { rate, signal })) {
    changes.push(previous ? frameDifference(previous, frame) : 0);
    previous = frame;
  }
  const stepMs = 1000 / rate;
  return { stepMs, changes, shotsMs: [0, ...cutsOf(changes).map((index) => index * stepMs)] };
}

/** Steps at which a new shot begins: a jump that stands out from what happens around it. */
export function cutsOf(changes: readonly number[]): number[] {
  return [...changes.keys()].filter((index) => {
    const change = changes[index] ?? 0;
    if (index === 0 || change < CUT_CHANGE) return false;
    const around = [...changes.slice(Math.max(1, index - NEIGHBOURS), index), ...changes.slice(index + 1, index + 1 + NEIGHBOURS)].sort((a, b) => a - b);
    return change > CUT_RATIO * (around[Math.floor(around.length / 2)] ?? 0);
  });
}

/** Share of the even grid in the choice of times; the rest follows the change. */
const EVEN_SHARE = 0.6;

/**
 * `count` times of a video: spread evenly, but denser where the picture changes, each moved to the calmest moment nearby,
 * where what is there can be seen best. In order, without repeats, at least one in every shot while they last.
 */
export function chooseTimes(activity: Activity, count: number): number[] {
  const { changes, stepMs, shotsMs } = activity;
  const total = changes.reduce((sum, change) => sum + change, 0);
  const weights = changes.map((change) => EVEN_SHARE / changes.length + (total === 0 ? (1 - EVEN_SHARE) / changes.length : ((1 - EVEN_SHARE) * change) / total));
  const indices = new Set<number>();
  let mass = 0;
  let next = 0;
  for (const [index, weight] of weights.entries()) {
    mass += weight;
    for (; next < count && mass >= (next + 0.5) / count - 1e-9; next += 1) indices.add(calmest(changes, index));
  }
  const times = [...indices].map((index) => index * stepMs);
  const missing = shotsMs.filter((start, shot) => !times.some((time) => time >= start && time < (shotsMs[shot + 1] ?? Infinity)));
  return [...new Set([...times, ...missing.slice(0, count).map((start) => start + stepMs)])].sort((a, b) => a - b);
}

/** The calmest step among the given one and its neighbours. */
function calmest(changes: readonly number[], index: number): number {
  const near = [index, index - 1, index + 1].filter((candidate) => candidate >= 0 && candidate < changes.length);
  return near.reduce((best, candidate) => (restlessness(changes, candidate) < restlessness(changes, best) ? candidate : best), index);
}

function restlessness(changes: readonly number[], index: number): number {
  return (changes[index] ?? 0) + (changes[index + 1] ?? 0);
}
