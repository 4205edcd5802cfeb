import { z } from 'zod';
import { Budget, ErrorData, Plan, Question, RunStatus } from '../../core/index.js';

/** What a token allows: look, start and steer runs, decide about acts on the world, look after the server. */
export const Scope = z.enum(['read', 'run', 'approve', 'admin']);
export type Scope = z.infer<typeof Scope>;

const { wallMs, tokens, attempts, items, artifactBytes } = Budget.shape;
/** Limits of a run, where they differ from the defaults. */
export const BudgetLimits = z.strictObject({ wallMs: wallMs.unwrap(), tokens: tokens.unwrap(), attempts: attempts.unwrap(), items: items.unwrap(), artifactBytes: artifactBytes.unwrap() }).partial();
export type BudgetLimits = z.infer<typeof BudgetLimits>;

/** A run as a list shows it. */
export const RunEntry = z.object({
  runId: z.string(),
  goal: z.string(),
  /** `open`: under way; `interrupted`: its process died, and it can be resumed. */
  status: z.enum([...RunStatus.options, 'open', 'interrupted']),
  startedAt: z.number(),
  updatedAt: z.number(),
});
export type RunEntry = z.infer<typeof RunEntry>;

/** A question that a run waits with until somebody answers it, at any server on the same stores. */
export const PendingQuestion = z.object({
  runId: z.string(),
  question: Question,
  /** For an approval: what exactly is to be approved. It is good for one answer, to this and nothing else. */
  approval: z.object({
    /** Names this one decision. */
    id: z.string(),
    step: z.string(),
    tool: z.string(),
    /** SHA-256 over the tool and its arguments. */
    argumentsHash: z.string(),
    /** The arguments as the plan binds them: literals, and what references stand for. */
    arguments: z.record(z.string(), z.json()),
  }).optional(),
});
export type PendingQuestion = z.infer<typeof PendingQuestion>;

/** A plan that waits to be approved: as long as the server lives, or for a day where servers share a database. */
export const Draft = z.object({
  id: z.string(),
  plan: Plan,
  notes: z.array(z.string()),
  /** Parts of the request that no step does. */
  unmet: z.array(z.string()),
});
export type Draft = z.infer<typeof Draft>;

/** An error as it goes over the wire; `code` is one of docs/errors.md. */
export const WireError = ErrorData;
export type WireError = z.infer<typeof WireError>;
