import { z } from 'zod';
import { rateOf, type ErrorRates, type Oracle } from '../core/index.js';
import { MEASUREMENTS } from './measurements.js';

const count = z.number().int().nonnegative();

/** What one oracle decided on the cases of the held-back half. */
export const Tally = z.object({
  defects: count.describe('planted defects'),
  caught: count.describe('defects that it failed'),
  missed: count.describe('defects that it passed; the rest was inconclusive'),
  clean: count.describe('clean cases'),
  passed: count.describe('clean cases that it passed'),
  falseAlarms: count.describe('clean cases that it failed; the rest was inconclusive'),
  secondsPerCase: z.number().nonnegative(),
  seed: z.string().describe('what the cases were drawn from; another one than "vouch" where they were drawn anew after a mending'),
});
export type Tally = z.infer<typeof Tally>;

/** What `bench/oracles` writes: by oracle, with the machine that the seconds were taken on. */
export const Measurements = z.object({ machine: z.string(), oracles: z.record(z.string(), Tally) });
export type Measurements = z.infer<typeof Measurements>;

const known: Measurements = Measurements.parse(MEASUREMENTS);

/** The measured error rates of a built-in oracle, or undefined when it was not measured. */
export function errorRatesOf(name: string): ErrorRates | undefined {
  const tally = known.oracles[name];
  if (!tally || tally.defects === 0 || tally.clean === 0) return undefined;
  const { defects, missed, clean, passed, falseAlarms } = tally;
  return { cases: { defects, clean }, missed: rateOf(missed, defects), falseAlarms: rateOf(falseAlarms, clean), leftOpen: rateOf(clean - passed - falseAlarms, clean) };
}

/** The oracle with its measured error rates in what plans and verdicts see of it. */
export function withErrorRates(oracle: Oracle): Oracle {
  const errorRates = errorRatesOf(oracle.spec.name);
  return errorRates ? { ...oracle, spec: { ...oracle.spec, errorRates } } : oracle;
}
