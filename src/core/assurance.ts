import { z } from 'zod';
import { wrongAfterPass } from './error-rates.js';
import type { Verdict } from './verdict.js';

/** What "proved" means in an outcome, by the measured rates of the oracles that passed it. Judges are asked, not counted, but for those that settled what an oracle left open: what judges alone passed is unproved. */
export const Assurance = z.object({
  /** Passed checks by oracles whose error rates are measured for such a case. */
  measured: z.number().int().nonnegative(),
  /** Oracles of passed checks whose error rates are not measured for such a case, by name. */
  notMeasured: z.array(z.string()),
  /**
   * Of what the weakest single check passes, the share that has the fault it looks for, at most, rounded up: a bound for that
   * one check and that one fault, as if every second result were wrong. All checks together may be wrong more often. `null`
   * without a measured check.
   */
  wrongAtMost: z.number().min(0).max(1).nullable(),
  /** The oracle of that check. */
  weakest: z.string().nullable(),
});
export type Assurance = z.infer<typeof Assurance>;

/** Bounds are rounded up to one of these: the measurements carry no finer statement. */
const STEPS = [0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 1];

/** What the passes among some verdicts are worth. */
export function assuranceOf(verdicts: readonly Pick<Verdict, 'oracle' | 'kind' | 'status' | 'errorRates' | 'outsideMeasured' | 'settles'>[]): Assurance {
  const open = new Set(verdicts.flatMap(({ status, oracle }) => (status === 'inconclusive' ? [oracle] : [])));
  const passed = verdicts.filter(({ status, kind, settles }) => status === 'pass' && (kind !== 'judge' || settles?.some((oracle) => open.has(oracle)) === true));
  const rated = passed.flatMap(({ oracle, errorRates, outsideMeasured }) => (errorRates && outsideMeasured === undefined ? [{ oracle, wrong: wrongAfterPass(errorRates) }] : []));
  const unrated = passed.filter(({ errorRates, outsideMeasured }) => !errorRates || outsideMeasured !== undefined).map(({ oracle }) => oracle);
  const weakest = [...rated].sort((a, b) => b.wrong - a.wrong)[0];
  return {
    measured: rated.length,
    notMeasured: [...new Set(unrated)],
    wrongAtMost: weakest ? (STEPS.find((step) => step >= weakest.wrong) ?? 1) : null,
    weakest: weakest?.oracle ?? null,
  };
}
