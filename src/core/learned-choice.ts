import { z } from 'zod';

/** How statistics name a step that is made by its tool as the plan says, without a rung of the ladder. */
export const OWN_WAY = 'its own way';

/** How often a way held: `held` of `of` checked attempts. */
const record = { held: z.number().int().nonnegative(), of: z.number().int().positive() };

/** Why a step is made in another way than the ladder's own order says: what the journal's statistics said at that moment. */
export const LearnedChoice = z.object({
  /** The kind of input that the numbers speak of. */
  kind: z.string(),
  way: z.string(),
  ...record,
  /** The way that would have come otherwise. */
  instead: z.object({ way: z.string(), ...record }),
});
export type LearnedChoice = z.infer<typeof LearnedChoice>;
