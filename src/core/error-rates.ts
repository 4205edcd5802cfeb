import { z } from 'zod';

/** A measured share with its 95% interval, each 0 to 1. */
export const Rate = z.object({ share: z.number().min(0).max(1), low: z.number().min(0).max(1), high: z.number().min(0).max(1) });
export type Rate = z.infer<typeof Rate>;

/** How often an oracle was wrong on cases that it was not tuned on. */
export const ErrorRates = z.object({
  /** How many planted defects and how many clean cases were tried. */
  cases: z.object({ defects: z.number().int().positive(), clean: z.number().int().positive() }),
  /** Share of the defects that it passed. */
  missed: Rate,
  /** Share of the clean cases that it failed. */
  falseAlarms: Rate,
  /** Share of the clean cases on which it was inconclusive. */
  leftOpen: Rate,
});
export type ErrorRates = z.infer<typeof ErrorRates>;

/** Two-sided 95%. */
const Z = 1.96;

/** Share of `hits` in `total` with Wilson's score interval (E. B. Wilson, 1927), which stays sound near 0 and 1. */
export function rateOf(hits: number, total: number): Rate {
  const share = hits / total;
  const spread = (Z * Math.sqrt((share * (1 - share)) / total + Z ** 2 / (4 * total ** 2))) / (1 + Z ** 2 / total);
  const centre = (share + Z ** 2 / (2 * total)) / (1 + Z ** 2 / total);
  return { share, low: Math.max(0, Math.min(share, centre - spread)), high: Math.min(1, Math.max(share, centre + spread)) };
}

/**
 * Chance that a result which the oracle passed has the defect that the oracle looks for, at most: Bayes' rule with the
 * upper bound of the missed share, as if every second result were wrong before it is checked.
 */
export function wrongAfterPass({ missed, falseAlarms, leftOpen }: ErrorRates): number {
  const cleanPassed = Math.max(0, 1 - falseAlarms.share - leftOpen.share);
  return missed.high / (missed.high + cleanPassed);
}
