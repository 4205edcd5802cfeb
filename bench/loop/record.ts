import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ARM_NAMES } from './arms.js';
import { FAMILIES } from './task.js';

const AttemptRecord = z.object({
  step: z.string(),
  tool: z.string(),
  /** Rung of the ladder; `null` for a first attempt. */
  rung: z.string().nullable(),
  status: z.string(),
  accepted: z.boolean(),
  /** Oracles that rejected it, and what they said. */
  fails: z.array(z.object({ oracle: z.string(), critique: z.string() })),
  /** What is wrong with it by the truth, as if it had been delivered; only for attempts at the step that delivers. */
  faults: z.array(z.string()).optional(),
  /** Of language models, checks included. */
  tokens: z.number(),
  text: z.string().optional(),
});

/** One task in one arm, as it stands in the progress file. */
export const LoopRecord = z.object({
  task: z.string(),
  family: z.enum(FAMILIES),
  arm: z.enum(ARM_NAMES as [(typeof ARM_NAMES)[number], ...(typeof ARM_NAMES)[number][]]),
  status: z.string(),
  error: z.string().optional(),
  answer: z.string(),
  unproved: z.array(z.string()),
  /** What is wrong with the answer by the truth; empty: it is right. */
  faults: z.array(z.string()),
  /** The right end would be a refusal. */
  cannot: z.boolean(),
  attempts: z.array(AttemptRecord),
  /** Of the whole run, planning and judging included. */
  tokens: z.number(),
  /** The same by what the model was asked to be; absent in records of earlier versions. */
  roles: z.record(z.string(), z.number()).optional(),
  ms: z.number(),
});
export type LoopRecord = z.infer<typeof LoopRecord>;
export type AttemptRecord = z.infer<typeof AttemptRecord>;

/** How a run ended, seen from the truth. */
export type Ending = 'success' | 'false done' | 'honest partial' | 'false alarm';

/**
 * success: what was delivered is right (or what cannot be done was refused). false done: it is wrong, and the run said that it
 * was done and named nothing that is unproved. honest partial: it is wrong or there is nothing, and the run said so. false
 * alarm: an attempt was right, but all were rejected. An arm that verifies nothing says of everything that it is done.
 */
export function endingOf({ arm, status, unproved, faults, cannot, attempts }: LoopRecord): Ending {
  const completed = status === 'completed';
  if (cannot) return completed ? (saysDone(arm, unproved) ? 'false done' : 'honest partial') : 'success';
  if (completed && faults.length === 0) return 'success';
  if (completed) return saysDone(arm, unproved) ? 'false done' : 'honest partial';
  return attempts.some((attempt) => attempt.faults?.length === 0) ? 'false alarm' : 'honest partial';
}

function saysDone(arm: LoopRecord['arm'], unproved: readonly string[]): boolean {
  return arm === 'none' || unproved.length === 0;
}

/** The records of a progress file; none where there is no such file. */
export function readRecords(path: string): LoopRecord[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line) => LoopRecord.parse(JSON.parse(line)));
}

export function appendRecord(path: string, record: LoopRecord): void {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${JSON.stringify(record)}\n`);
}
