import type { LearnedChoice } from '../core/index.js';
import type { Evidence, EvidenceOf } from './experience.js';

/** Fewer checked attempts say nothing. */
const LEAST = 5;
/** One-sided 95%. */
const Z = 1.645;
/** A way that is chosen because it is cheaper has been tried so often, holds at most this much less often, and takes at most this share of the time. */
const CHEAPER = { least: 20, lessOften: 0.05, time: 0.7 };

/** Bounds of the chance that a way holds: Wilson's score interval (E. B. Wilson, 1927), which stays sound near 0 and 1. */
export function boundsOf({ held, of }: Pick<Evidence, 'held' | 'of'>): { readonly low: number; readonly high: number } {
  const share = held / of;
  const centre = share + Z ** 2 / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return { low: Math.max(0, (centre - spread) / (1 + Z ** 2 / of)), high: Math.min(1, (centre + spread) / (1 + Z ** 2 / of)) };
}

/** For a first attempt: it holds more often beyond doubt, or about as often in clearly less time. */
export function isBetterStart(way: Evidence, than: Evidence): boolean {
  if (boundsOf(way).low > boundsOf(than).high) return true;
  const enough = way.of >= CHEAPER.least && than.of >= CHEAPER.least;
  return enough && way.held / way.of >= than.held / than.of - CHEAPER.lessOften && way.ms <= CHEAPER.time * than.ms;
}

/** For a later one: more success for the time beyond doubt, which is the order that ends soonest where ways are tried one by one. */
export function isBetterNext(way: Evidence, than: Evidence): boolean {
  return boundsOf(way).low / Math.max(1, way.ms) > boundsOf(than).high / Math.max(1, than.ms);
}

/**
 * Which of `ways` should come before the first of them, by what the journal says of this kind of input; `undefined`: none,
 * as without any evidence.
 */
export function mostPromising(ways: readonly string[], evidence: EvidenceOf, kind: string, isBetter: (way: Evidence, than: Evidence) => boolean): { readonly index: number; readonly chosen: LearnedChoice } | undefined {
  const [first] = ways;
  const expected = first === undefined ? undefined : evidence(first);
  if (first === undefined || !expected || expected.of < LEAST) return undefined;
  const better = ways.flatMap((way, index) => {
    const record = evidence(way);
    return index > 0 && record && record.of >= LEAST && isBetter(record, expected) ? [{ index, way, record }] : [];
  });
  const value = ({ held, of, ms }: Evidence): number => held / of / Math.max(1, ms);
  const best = better.sort((a, b) => value(b.record) - value(a.record))[0];
  return best && {
    index: best.index,
    chosen: { kind, way: best.way, held: best.record.held, of: best.record.of, instead: { way: first, held: expected.held, of: expected.of } },
  };
}
