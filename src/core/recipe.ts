import { z } from 'zod';
import { Plan } from './plan.js';

/** A plan that held, to be offered when a like request comes. */
export const Recipe = z.object({
  name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u, 'a name is up to 64 letters, digits, ".", "_" and "-"'),
  /** The words of the request that it comes from. */
  goal: z.string().min(1),
  /** Its givens are open: they have the names in `givens`. */
  plan: Plan,
  /** What it works on, in the order in which requests give it. */
  givens: z.array(z.object({ name: z.string(), modality: z.string() })),
  runId: z.string(),
  /** ms since 1970 */
  savedAt: z.number(),
  /** Passed checks of the run. */
  checks: z.number().int().nonnegative(),
  /** Saved on demand, although the run did not prove everything. */
  forced: z.boolean(),
});
export type Recipe = z.infer<typeof Recipe>;

/** A recipe that fits a request. Nobody uses it without being told to. */
export interface RecipeOffer {
  readonly name: string;
  /** The words that it was saved with. */
  readonly goal: string;
  /** Likeness of the words, up to 1. */
  readonly similarity: number;
  readonly forced: boolean;
  /** Bound to what this request gives, and valid with today's tools. */
  readonly plan: Plan;
}
