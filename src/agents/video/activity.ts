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
/** Frames that are compared for cuts in one step: a pan or a hand moves little between two of them, a cut changes everything. */
const FRAMES_A_STEP = 3;
/** Mean change of a pixel that a cut makes, at least, and by how much it is more than the changes right before and after. */
const CUT_CHANGE = 0.07;
const CUT_JUMP = 0.05;
/** Frames after a jump at which a flash is over: then the picture is again as it was before. */
const FLASH_FRAMES = 3;

/** Decodes a video once, small and grey, and measures its changes and cuts. */
export async function measureActivity(path: string, durationMs: number, signal: AbortSignal): Promise<Activity> {
  const rate = Math.max(0.1, Math.min(CLIP_RATE, MOST_STEPS / Math.max(1, durationMs / 1000)));
  const changes: number[] = [];
  const jumps: Jump[] = [];
  let step: GrayFrame | undefined;
  let latest: GrayFrame[] = [];
  for await (const frame of grayFrames(path, { rate: rate * FRAMES_A_STEP, signal })) {
    if (jumps.length % FRAMES_A_STEP === 0) {
      changes.push(step ? frameDifference(step, frame) : 0);
      step = frame;
    }
    const before = latest.at(-1);
    jumps.push({ change: before ? frameDifference(before, frame) : 0, stays: Infinity });
    // Only now is it seen what became of a jump some frames ago.
    const [old] = latest;
    const past = jumps[jumps.length - FLASH_FRAMES];
    if (old && past && latest.length === FLASH_FRAMES) past.stays = frameDifference(old, frame);
    latest = [...latest, frame].slice(-FLASH_FRAMES);
  }
  const stepMs = 1000 / rate;
  return { stepMs, changes, shotsMs: [0, ...cutsOf(jumps).map((index) => (index * stepMs) / FRAMES_A_STEP)] };
}

/** A frame against the one before it. */
export interface Jump {
  /** Mean change of a pixel, 0 to 1. */
  readonly change: number;
  /** The same of the picture some frames later against the one before the jump; `Infinity` where the video ends sooner. */
  stays: number;
}

/** Frames at which a new shot begins: a jump that stands out from what happens right before and after it, and after which the picture stays another one. */
export function cutsOf(jumps: readonly Jump[]): number[] {
  return [...jumps.keys()].filter((index) => {
    const { change = 0, stays = 0 } = jumps[index] ?? {};
    const around = Math.max(jumps[index - 1]?.change ?? 0, jumps[index + 1]?.change ?? 0);
    return index > 0 && change >= CUT_CHANGE && change - around >= CUT_JUMP && stays >= change / 2;
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
