/** The values at the middle, and below which 99 in 100 lie. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

/** To hundredths, for tables. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
