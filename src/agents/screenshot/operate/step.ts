import { z } from 'zod';
import { Box } from '../../../core/index.js';
import { Action } from '../action.js';
import { ClaimRecord } from './claim.js';
import { ActionVerdict, Expectation } from './verdict.js';

/** One action with its proof. Pictures are files of the trace folder, by name, where a trace is kept. */
export const BrowseStep = z.object({
  n: z.number().int().positive(),
  /** Number of the part of the goal that it serves, from 0. */
  part: z.number().int().min(0),
  /** Which part of the goal it serves, and why this. */
  thought: z.string(),
  action: Action,
  /** What it was done to, in words, and where. */
  target: z.string(),
  box: Box.nullable(),
  expect: z.string(),
  /** The same for programs: a replay proves by it. */
  expectation: Expectation,
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** The target alone, before the action. */
  crop: z.string().nullable(),
  /** The picture before with a numbered box around each element that was seen, where such pictures were asked for. */
  marks: z.string().nullable().default(null),
  /** What changed, as crops of both pictures; first what should not have. Empty where no trace is kept. */
  evidence: z.array(z.object({ box: Box, before: z.string(), after: z.string() })).default([]),
  verdict: ActionVerdict,
  url: z.string(),
  ms: z.number(),
});
export type BrowseStep = z.infer<typeof BrowseStep>;

/** A part of the goal and whether pictures prove it. */
export const Check = z.object({
  part: z.string(),
  status: z.enum(['proved', 'unproved', 'failed']),
  reason: z.string(),
});
export type Check = z.infer<typeof Check>;

/** How an operated page ended. */
export const BrowseOutcome = z.object({
  status: z.enum(['completed', 'failed', 'suspended', 'cancelled']),
  answer: z.string(),
  steps: z.array(BrowseStep),
  /** Every part of the goal with what the independent check at the end found. */
  checks: z.array(Check),
  /** What the checks tested, for a replay. */
  claims: z.array(ClaimRecord),
  artifacts: z.array(z.object({ name: z.string(), path: z.string() })),
  unproved: z.array(z.string()),
  /** Dialogs, downloads, refused addresses, orders found on pages. */
  notes: z.array(z.string()),
  /** What the user has to say before it can go on. */
  question: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  usage: z.object({ ms: z.number(), steps: z.number(), seeMs: z.number(), thinkMs: z.number(), actMs: z.number(), modelCalls: z.number() }),
});
export type BrowseOutcome = z.infer<typeof BrowseOutcome>;
