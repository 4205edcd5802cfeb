import { countCharacters } from './words.js';

/** Sentences that stand for each other; one side is empty where something is missing or added. */
export interface AlignedSentences {
  readonly source: readonly string[];
  readonly target: readonly string[];
}

/** Variance of a translation's length, characters² for each character of the source (Gale and Church 1993). */
const VARIANCE = 6.8;

/** Steps of an alignment, with minus the logarithm of how frequent each is among translators, against one to one (ibid.). */
const STEPS: readonly { readonly source: number; readonly target: number; readonly penalty: number }[] = [
  { source: 1, target: 1, penalty: 0 }, { source: 1, target: 0, penalty: 4.5 }, { source: 0, target: 1, penalty: 4.5 },
  { source: 2, target: 1, penalty: 2.3 }, { source: 1, target: 2, penalty: 2.3 }, { source: 2, target: 2, penalty: 4.4 },
];

/**
 * Aligns the sentences of a text and its translation by their lengths alone (W. Gale, K. Church, "A program for aligning
 * sentences in bilingual corpora", 1993). `bonus` lowers the cost of a pair that something else speaks for.
 */
export function alignSentences(source: readonly string[], target: readonly string[], bonus: (source: readonly string[], target: readonly string[]) => number = () => 0): AlignedSentences[] {
  const lengths = [source, target].map((side) => side.map(countCharacters)) as [number[], number[]];
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  // Languages differ in length by themselves: the whole texts say by how much.
  const factor = Math.min(1.25, Math.max(0.8, sum(lengths[1]) / Math.max(1, sum(lengths[0]))));
  const best: { cost: number; from?: (typeof STEPS)[number] }[][] = Array.from({ length: source.length + 1 }, () => Array.from({ length: target.length + 1 }, () => ({ cost: Infinity })));
  (best[0] as { cost: number }[])[0] = { cost: 0 };
  for (let i = 0; i <= source.length; i += 1) {
    for (let j = 0; j <= target.length; j += 1) {
      for (const step of STEPS) {
        const before = best[i - step.source]?.[j - step.target];
        if (!before || before.cost === Infinity) continue;
        const [mine, theirs] = [source.slice(i - step.source, i), target.slice(j - step.target, j)];
        const [a, b] = [sum(lengths[0].slice(i - step.source, i)) * factor, sum(lengths[1].slice(j - step.target, j))];
        const cost = before.cost + step.penalty + (step.source === 0 || step.target === 0 ? 0 : lengthCost(a, b) - bonus(mine, theirs));
        if (cost < (best[i]?.[j]?.cost ?? 0)) (best[i] as { cost: number }[])[j] = { cost, from: step } as { cost: number };
      }
    }
  }
  const pairs: AlignedSentences[] = [];
  for (let i = source.length, j = target.length; i > 0 || j > 0;) {
    const step = best[i]?.[j]?.from;
    if (!step) break;
    pairs.unshift({ source: source.slice(i - step.source, i), target: target.slice(j - step.target, j) });
    i -= step.source;
    j -= step.target;
  }
  return pairs;
}

/** Minus the logarithm of the chance that lengths differ so much or more. */
function lengthCost(a: number, b: number): number {
  const deviation = Math.abs(b - a) / Math.sqrt(Math.max(1, (a + b) / 2) * VARIANCE);
  return -Math.log(Math.max(1e-12, 2 * upperTail(deviation)));
}

/** Share of the normal distribution above `x` ≥ 0 (Abramowitz and Stegun, 26.2.17; error below 1e-7). */
function upperTail(x: number): number {
  const t = 1 / (1 + 0.2316419 * x);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  return density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
}
