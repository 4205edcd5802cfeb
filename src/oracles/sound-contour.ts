import { readPcm } from '../tools/media/index.js';

/** How a recording goes up and down: a level in dB every `STEP_MS`. */
export interface SoundContour {
  readonly levels: readonly number[];
  /** How often a second the wave crosses zero where there is sound: it moves with the pitch. */
  readonly crossings: number;
}

const RATE = 8000;
/** ms from one level to the next. */
export const STEP_MS = 20;
const STEP = (RATE * STEP_MS) / 1000;
/** What lies so far below the loud parts, dB, counts as silence: quantising and coding change it. */
const DEPTH_DB = 45;
/** A recording whose level moves by less than this, dB standard deviation, sounds alike everywhere. */
const LEAST_MOVEMENT_DB = 1.5;

/** Decodes a recording and measures its level over time; memory stays constant but for the levels. */
export async function contourOf(path: string, signal: AbortSignal): Promise<SoundContour> {
  const levels: number[] = [];
  let [power, count, crossings, crossed, heard, before] = [0, 0, 0, 0, 0, 0];
  for await (const block of readPcm(path, { sampleRate: RATE, signal })) {
    for (const sample of block) {
      power += sample * sample;
      if ((sample > 0 && before <= 0) || (sample <= 0 && before > 0)) crossed += 1;
      before = sample;
      count += 1;
      if (count < STEP) continue;
      levels.push(10 * Math.log10(power / STEP + 1e-12));
      // Silence crosses zero at random.
      crossings += crossed * power;
      heard += power;
      [power, count, crossed] = [0, 0, 0];
    }
  }
  return { levels, crossings: heard === 0 ? 0 : (crossings / heard) * (1000 / STEP_MS) };
}

/** Whether a recording has enough ups and downs that a place in it can be told from others. */
export function hasShape({ levels }: Pick<SoundContour, 'levels'>): boolean {
  return deviation(abovefloor(levels)) >= LEAST_MOVEMENT_DB;
}

/**
 * How well two recordings go up and down together, -1 to 1, where the second is played `speed` times as fast and its beginning lies at `startMs` of the
 * first: the best within `slackMs` of there.
 */
export function likenessOf(source: SoundContour, made: SoundContour, { startMs = 0, speed = 1, slackMs = 160 }: { readonly startMs?: number; readonly speed?: number; readonly slackMs?: number } = {}): number {
  const from = abovefloor(source.levels);
  const steps = Math.ceil(slackMs / STEP_MS);
  let best = -1;
  for (let shift = -steps; shift <= steps; shift += 1) {
    const first = startMs / STEP_MS + shift;
    const pairs = made.levels.flatMap((level, at) => {
      const other = from[Math.round(first + at * speed)];
      return other === undefined ? [] : [[other, level] as const];
    });
    if (pairs.length < made.levels.length * 0.8) continue;
    best = Math.max(best, correlation(pairs.map(([one]) => one), abovefloor(pairs.map(([, other]) => other))));
  }
  return best;
}

/** Levels without what is as good as silent. */
function abovefloor(levels: readonly number[]): number[] {
  const loud = [...levels].sort((a, b) => b - a)[Math.floor(levels.length * 0.05)] ?? 0;
  return levels.map((level) => Math.max(level, loud - DEPTH_DB));
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length));
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const [a, b] = [mean(one), mean(other)];
  const shared = one.reduce((sum, value, at) => sum + (value - a) * ((other[at] ?? 0) - b), 0) / Math.max(1, one.length);
  const spread = deviation(one) * deviation(other);
  return spread === 0 ? 0 : shared / spread;
}
