import { z } from 'zod';

/** Hard limits of a run. At the end of any of them the run stops with what is proved so far. */
export const Budget = z.object({
  /** Wall time of the run in ms, model start-up included. */
  wallMs: z.number().positive().default(600_000),
  /** Prompt and completion tokens of all language-model calls together. */
  tokens: z.number().int().positive().default(120_000),
  /** Attempts of one step, the first included. */
  attempts: z.number().int().positive().default(3),
  /** Items of one mapped step. A step with more fails before any of them starts. */
  items: z.number().int().positive().default(200),
  /** Bytes of all artifacts that the steps make. */
  artifactBytes: z.number().int().positive().default(2_000_000_000),
});
export type Budget = z.infer<typeof Budget>;

export const Usage = z.object({
  llmTokens: z.number().int().nonnegative(),
  /** How they are made up; absent in runs of earlier versions. */
  promptTokens: z.number().int().nonnegative().optional(),
  completionTokens: z.number().int().nonnegative().optional(),
  ms: z.number().nonnegative(),
  /** Highest resident memory of the runtime and its child processes together, as sampled; 0 where it cannot be read. */
  peakBytes: z.number().nonnegative(),
});
export type Usage = z.infer<typeof Usage>;
