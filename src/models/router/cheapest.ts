/** How one model did a tool's work on one kind of input, and what it takes. */
export interface ModelRecord {
  readonly model: string;
  /** Checked attempts that it took part in, and how many of them held. */
  readonly held: number;
  readonly of: number;
  /** Mean ms of an attempt. */
  readonly ms: number;
  /** Bytes when loaded. */
  readonly memoryBytes: number;
}

/** Fewer checked attempts of a model are no record. */
const LEAST = 20;
/** Two-sided 95% for the difference of two shares. */
const Z = 1.96;
/** A cheaper model takes at most this share of the time. */
const TIME = 0.7;

/**
 * The cheapest of the models that do the work about as well as the best of them: no more memory and clearly less time than the
 * favourite, and not significantly rarer success than the best. The first record is the favourite's; `undefined` keeps it, as without
 * enough attempts of both.
 */
export function cheapestThatHolds(records: readonly ModelRecord[]): ModelRecord | undefined {
  const [favourite] = records;
  if (!favourite || favourite.of < LEAST) return undefined;
  const known = records.filter(({ of }) => of >= LEAST);
  const best = known.reduce((a, b) => (b.held / b.of > a.held / a.of ? b : a));
  return known
    .filter((record) => record !== favourite && record.memoryBytes <= favourite.memoryBytes && record.ms <= TIME * favourite.ms && !isRarer(record, best))
    .sort((a, b) => a.ms - b.ms)[0];
}

/** True when the share of `a` is below that of `b` beyond doubt (two-proportion z-test, pooled). */
function isRarer(a: ModelRecord, b: ModelRecord): boolean {
  const [one, other] = [a.held / a.of, b.held / b.of];
  const pooled = (a.held + b.held) / (a.of + b.of);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / a.of + 1 / b.of));
  return other - one > Z * spread;
}
