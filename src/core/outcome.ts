import { z } from 'zod';
import { Artifact } from './artifact.js';
import { Assurance } from './assurance.js';
import { Usage } from './budget.js';
import { ErrorData, Question } from './event.js';
import { Plan } from './plan.js';
import { Verdict } from './verdict.js';

export const RunStatus = z.enum(['completed', 'failed', 'suspended', 'cancelled']);
export type RunStatus = z.infer<typeof RunStatus>;

export const StepStatus = z.enum(['pending', 'running', 'completed', 'failed', 'blocked']);
export type StepStatus = z.infer<typeof StepStatus>;

/**
 * How a run ended, in one object: what `vouch run --json` prints and `run.result` resolves to. A failed run has the same
 * shape as a good one, and an `error`.
 */
export const Outcome = z.object({
  runId: z.string(),
  status: RunStatus,
  /** The text of the deliverables; what is proved so far where the run did not complete. */
  answer: z.string(),
  /** What the steps made, the accepted attempt of each; `path` is absolute. */
  artifacts: z.array(Artifact.pick({ id: true, modality: true, mime: true, bytes: true }).extend({ step: z.string(), port: z.string(), path: z.string() })),
  steps: z.array(z.object({ id: z.string(), tool: z.string(), status: StepStatus, attempts: z.number().int(), ms: z.number() })),
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
