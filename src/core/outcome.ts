import { z } from 'zod';
import { Artifact } from './artifact.js';
import { Assurance } from './assurance.js';
import { Usage } from './budget.js';
import { ErrorData, Question } from './event.js';
import { Plan } from './plan.js';
import { Verdict } from './verdict.js';

export const RunStatus = z.enum(['completed', 'failed', 'suspended', 'cancelled']);
export type RunStatus = z.infer<typeof RunStatus>;

/** `skipped`: its condition did not hold, or there was nothing to do; that is no failure. */
export const StepStatus = z.enum(['pending', 'running', 'completed', 'failed', 'blocked', 'skipped']);
export type StepStatus = z.infer<typeof StepStatus>;

const StepOutcome = z.object({
  id: z.string(),
  tool: z.string(),
  status: StepStatus,
  /** Of a mapped step: of all its items together. */
  attempts: z.number().int(),
  /** Of a mapped step: of all its items together. */
  ms: z.number(),
  /** Why it was skipped. */
  reason: z.string().optional(),
});

/**
 * How a run ended, in one object: what `vouch run --json` prints and `run.result` resolves to. A failed run has the same
 * shape as a good one, and an `error`.
 */
export const Outcome = z.object({
  runId: z.string(),
  status: RunStatus,
  /** The text of the deliverables; what is proved so far where the run did not complete. */
  answer: z.string(),
  /** What the steps made, the accepted attempt of each; `path` is absolute; over the network it is the address on the server. `step` is `id[2]` for the second item of a mapped step. */
  artifacts: z.array(Artifact.pick({ id: true, modality: true, mime: true, bytes: true }).extend({ step: z.string(), port: z.string(), path: z.string() })),
  /** The steps of the plan, in its order. A mapped step has its `items`, with what each is about. */
  steps: z.array(StepOutcome.extend({ items: z.array(StepOutcome.extend({ about: z.string() })).optional() })),
  verdicts: z.array(Verdict),
  /** What nobody proved, in words, one entry a gap; empty when all that was checked holds. */
  unproved: z.array(z.string()),
  /** What the passed checks of the accepted attempts are worth; absent where no run began. */
  assurance: Assurance.optional(),
  plan: Plan.nullable(),
  usage: Usage,
  /** Set when `suspended`: what the user must decide. */
  question: Question.optional(),
  error: ErrorData.optional(),
});
export type Outcome = z.infer<typeof Outcome>;
