const ROUNDS = 1000;

/**
 * The 95% percentile interval of a statistic over samples drawn with replacement (Efron 1979). The same items give the same
 * interval each time.
 */
export function bootstrapInterval<T>(items: readonly T[], statistic: (sample: readonly T[]) => number): readonly [number, number] {
  const random = generator(1);
  const values = Array.from({ length: ROUNDS }, () => statistic(items.map(() => items[Math.floor(random() * items.length)] as T))).sort((a, b) => a - b);
  return [values[Math.floor(0.025 * ROUNDS)] ?? 0, values[Math.floor(0.975 * ROUNDS)] ?? 0];
}

/** Mulberry32: 0 to 1, the same row of numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
