import { z } from 'zod';
import { Json } from './json.js';

/** What must hold of an output port of a step. */
export const Criterion = z.object({
  /** Name of the oracle that decides it. */
  oracle: z.string(),
  /** The output port it speaks of; the step's first output when absent. */
  port: z.string().optional(),
  /** Parameters of the oracle; checked against the oracle's schema before anything runs. */
  params: z.record(z.string(), Json).default({}),
  /** Where it comes from: the tool's own defaults, a limit that the request states, or the author of the plan. */
  origin: z.enum(['tool', 'request', 'plan']).default('plan'),
});
export type Criterion = z.infer<typeof Criterion>;
