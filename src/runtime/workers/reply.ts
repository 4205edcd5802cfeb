import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ErrorData, schemaFaults, VouchError, type SerializedError } from '../../core/index.js';
import { MadeOutputs, ModelCall, TracedDecision, type StepJob } from '../executor/index.js';

const Took = z.strictObject({
  models: z.array(z.string()),
  fallbacks: z.array(z.string()),
  versions: z.record(z.string(), z.string()),
  tokens: z.int().min(0),
  promptTokens: z.int().min(0),
  completionTokens: z.int().min(0),
  /** Bytes of artifacts. */
  bytes: z.int().min(0),
  calls: z.array(ModelCall),
});

/** What a worker tells at the end of a job. */
export const StepReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('make'), took: Took, basis: z.string(), outputs: MadeOutputs, notices: z.array(z.string()), error: ErrorData.optional() }),
  z.strictObject({ kind: z.literal('check'), took: Took, decisions: z.array(TracedDecision), notices: z.array(z.string()), error: ErrorData.optional() }),
  /** The job was not begun. */
  z.strictObject({ kind: z.literal('refused'), error: ErrorData }),
]);
export type StepReply = z.infer<typeof StepReply>;

/** Reads what a worker told. Throws QUEUE_FAILED for what is no reply. */
export function parseStepReply(value: unknown): StepReply {
  const parsed = StepReply.safeParse(value);
  if (!parsed.success) throw new VouchError('QUEUE_FAILED', `A worker answered something else than a reply: ${schemaFaults(parsed.error)}`, { retryable: false });
  return parsed.data;
}

export function errorOf(data: ErrorData): VouchError {
  return VouchError.fromJSON(data as SerializedError);
}

/** That a step which acts outside was begun, and by which attempt, is remembered for a week. */
export const BEGUN_SECONDS = 7 * 24 * 3600;

/** Where the latest attempt at a step that acts outside stands: no earlier one is begun any more. */
export function newestKey(prefix: string, { runId, step }: Pick<StepJob, 'runId' | 'step'>): string {
  return `${prefix}:newest:${runId}/${step}`;
}

/**
 * The same for a piece of work that a process which died had put, and for the one that puts it again. What acts outside is
 * never taken for what an earlier attempt did.
 */
export function jobId(job: StepJob, once: boolean): string {
  // What is left of budgets, and the number of an attempt, change when a run is resumed.
  const same = { ...job, tokens: 0, ...(job.kind === 'make' ? { bytes: 0 } : {}), ...(once ? {} : { attempt: 0, idempotencyKey: '' }) };
  return `${job.kind}-${createHash('sha256').update(JSON.stringify(same)).digest('hex').slice(0, 32)}`;
}
