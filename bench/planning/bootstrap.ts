import { seededRandom } from '../seeded-random.js';

const ROUNDS = 1000;

/**
 * The 95% percentile interval of a statistic over samples drawn with replacement (Efron 1979). The same items give the same
 * interval each time.
 */
export function bootstrapInterval<T>(items: readonly T[], statistic: (sample: readonly T[]) => number): readonly [number, number] {
  const random = seededRandom(1);
  const values = Array.from({ length: ROUNDS }, () => statistic(items.map(() => items[Math.floor(random() * items.length)] as T))).sort((a, b) => a - b);
  return [values[Math.floor(0.025 * ROUNDS)] ?? 0, values[Math.floor(0.975 * ROUNDS)] ?? 0];
}
