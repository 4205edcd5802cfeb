import { rateOf, type Rate, type VerdictStatus } from '../../src/core/index.js';
import type { Tally } from '../../src/oracles/calibration.js';
import type { Half } from './case.js';

/** One case decided: a line of the progress file. */
export interface Decided {
  readonly oracle: string;
  readonly half: Half;
  readonly seed: string;
  readonly index: number;
  /** The planted defect; null for a clean case. */
  readonly defect: string | null;
  /** The kind of case in words. */
  readonly what: string;
  readonly status: VerdictStatus;
  readonly ms: number;
  readonly note: string;
  /** The oracle's first words of evidence or critique. */
  readonly said: string;
}

/** Counts what an oracle decided. */
export function tallyOf(decided: readonly Decided[]): Tally {
  const defects = decided.filter(({ defect }) => defect !== null);
  const clean = decided.filter(({ defect }) => defect === null);
  const count = (cases: readonly Decided[], status: VerdictStatus): number => cases.filter((one) => one.status === status).length;
  return {
    defects: defects.length, caught: count(defects, 'fail'), missed: count(defects, 'pass'),
    clean: clean.length, passed: count(clean, 'pass'), falseAlarms: count(clean, 'fail'),
    secondsPerCase: Math.round(decided.reduce((sum, { ms }) => sum + ms, 0) / Math.max(1, decided.length)) / 1000,
    seed: [...new Set(decided.map(({ seed }) => seed))].join(', '),
  };
}

/** `97.5% (87-100)`: share with its 95% interval, in percent. */
export function inPercent(hits: number, total: number): string {
  if (total === 0) return 'none';
  const { share, low, high }: Rate = rateOf(hits, total);
  return `${(share * 100).toFixed(1)}% (${(low * 100).toFixed(0)}-${(high * 100).toFixed(0)})`;
}

/** The rows of the report, one an oracle. */
export function tableOf(tallies: readonly (readonly [name: string, tally: Tally])[]): string {
  const rows = tallies.map(([name, { defects, caught, missed, clean, passed, falseAlarms, secondsPerCase, seed }]) =>
    [name, `${defects} / ${clean}`, inPercent(caught, defects), inPercent(missed, defects), inPercent(falseAlarms, clean), inPercent(clean - passed - falseAlarms, clean), secondsPerCase.toFixed(secondsPerCase < 0.1 ? 3 : 2), seed]);
  const head = ['oracle', 'defects / clean', 'caught', 'missed', 'false alarms', 'clean left open', 's a case', 'seed'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
