import { z } from 'zod';
import { Artifact, Provenance } from './artifact.js';
import { Budget, Usage } from './budget.js';
import { JOBS } from './model-client.js';
import { LearnedChoice } from './learned-choice.js';
import { Given, Plan } from './plan.js';
import { Finding, Verdict } from './verdict.js';

/** An error as it stands in the journal. */
export const ErrorData = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.unknown()).optional(),
  cause: z.string().optional(),
});
export type ErrorData = z.infer<typeof ErrorData>;

/** The rungs of the ladder, lowest first. */
export const Rung = z.enum(['retry', 'alternative', 'repair', 'replan', 'give-up']);
export type Rung = z.infer<typeof Rung>;

/**
 * What follows a rejected attempt. ladder: the whole ladder. resample: the step is made anew with another seed and told
 * nothing, and the last attempt counts. critique: it is made anew and told what was wrong, by no other way, and the last attempt
 * counts. none: the first attempt is the only one.
 */
export const RepairPolicy = z.enum(['ladder', 'resample', 'critique', 'none']);
export type RepairPolicy = z.infer<typeof RepairPolicy>;

/** Something that only the user can decide. */
export const Question = z.object({
  id: z.string(),
  kind: z.enum(['ambiguity', 'approval', 'budget']),
  text: z.string(),
  /** Answers that make sense; empty: free text. */
  options: z.array(z.string()).default([]),
  step: z.string().optional(),
  /** Of an approval: the tool that is to be used, which may stand in for the one in the plan. */
  tool: z.string().optional(),
});
export type Question = z.infer<typeof Question>;

const step = { step: z.string() };
const attempt = { step: z.string(), attempt: z.number().int().positive() };

/** The version of what is written today. Events of every earlier one stay readable. */
export const EVENT_VERSION = 1;

/** Event types and their data. Adding a type or an optional field keeps version 1; anything else makes version 2. */
export const EVENT_DATA = {
  /** `plan`: what the user wants to run as it is, not yet checked. `recipe`: the saved plan that it is. `refused`: what was given was not taken in, so there is nothing to go on with. */
  'run.started': z.object({ goal: z.string(), givens: z.array(Given), artifacts: z.array(Artifact), budget: Budget, verify: z.boolean(), repair: RepairPolicy.optional(), judge: z.boolean().optional(), outside: z.boolean().optional(), pid: z.number(), plan: z.unknown().optional(), recipe: z.string().optional(), refused: z.boolean().optional() }),
  /** Another process goes on with a run that was suspended or killed. */
  'run.resumed': z.object({ pid: z.number() }),
  /** The planner has decided on one more step; more may follow. */
  'plan.step': z.object({ step: z.string(), tool: z.string() }),
  /** The whole, validated plan that is now in force; `unmet`: parts of the request that no step does. */
  'plan.accepted': z.object({ plan: Plan, origin: z.enum(['planner', 'user', 'repair', 'replan']), ms: z.number(), notes: z.array(z.string()), unmet: z.array(z.string()).optional() }),
  /** The lists of a mapped step are known. From here on each item is a step of its own, `step[1]`, `step[2]`, ...; `items`: what each is about, in words. */
  'step.expanded': z.object({ ...step, items: z.array(z.string()) }),
  /** What a step's condition (in words) came to: `pass` when it holds. */
  'condition.decided': Finding.extend({ ...step, condition: z.string(), oracle: z.string().optional() }),
  /** Is not done, and that is no failure: its condition does not hold, or `by` (a step that it cannot do without) was skipped. */
  'step.skipped': z.object({ ...step, reason: z.string(), by: z.string().optional() }),
  /** `kind`: the coarse kind of its inputs, by which statistics are kept. `chosen`: why statistics put this way first. */
  'attempt.started': z.object({ ...attempt, tool: z.string(), rung: z.string().nullable(), parameters: z.record(z.string(), z.json()), models: z.record(z.string(), z.string()), kind: z.string().optional(), chosen: LearnedChoice.optional() }),
  'attempt.progress': z.object({ ...attempt, fraction: z.number().min(0).max(1).nullable(), note: z.string().nullable() }),
  'artifact.created': z.object({ artifact: Artifact, provenance: Provenance }),
  'verdict.given': Verdict,
  'attempt.ended': z.object({
    ...attempt,
    status: z.enum(['passed', 'rejected', 'error']),
    ms: z.number(),
    outputs: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    models: z.array(z.string()),
    /** Model id → version of its files, where it has one. */
    versions: z.record(z.string(), z.string()).optional(),
    /** True when the result was taken from an earlier, equal step. */
    reused: z.boolean(),
    /** Prompt and completion tokens of language models, for making and for checking it. */
    tokens: z.number().int().nonnegative().optional(),
    error: ErrorData.optional(),
  }),
  /** A model was asked: for a step, or, without one, for the plan and for the answer as a whole. Tokens where the model counts them; `error`: the code of what it ended with. */
  'model.called': z.object({
    step: z.string().optional(),
    attempt: z.number().int().positive().optional(),
    job: z.enum(JOBS),
    operation: z.enum(['chat', 'score', 'embed', 'speak', 'transcribe', 'ocr', 'detect']),
    model: z.string(),
    ms: z.number(),
    promptTokens: z.number().int().nonnegative().optional(),
    completionTokens: z.number().int().nonnegative().optional(),
    /** The server counted no tokens: they are estimated. */
    estimated: z.literal(true).optional(),
    error: z.string().optional(),
  }),
  /** The step goes up one rung, because of this critique. */
  'ladder.climbed': z.object({ ...step, rung: Rung, name: z.string(), critique: z.string() }),
  'step.completed': z.object({ ...step, attempt: z.number(), ms: z.number() }),
  'step.failed': z.object({ ...step, error: ErrorData, ms: z.number() }),
  /** Will not run, because a step that it needs failed. */
  'step.blocked': z.object({ ...step, by: z.string() }),
  /** `unattended`: nobody can answer it where the run is; it suspends the run. */
  'question.asked': Question.extend({ unattended: z.literal(true).optional() }),
  'question.answered': z.object({ id: z.string(), answer: z.string() }),
  /** Something that the user should know: a fallback to a smaller model, a check that did not run. */
  notice: z.object({ message: z.string(), step: z.string().optional() }),
  'run.completed': z.object({ answer: z.string(), unproved: z.array(z.string()), usage: Usage }),
  'run.failed': z.object({ answer: z.string(), unproved: z.array(z.string()), usage: Usage, error: ErrorData }),
  'run.suspended': z.object({ answer: z.string(), unproved: z.array(z.string()), usage: Usage, question: Question }),
  /** Laid down by its process, for instance because a server shuts down; it goes on when it is resumed. */
  'run.paused': z.object({ answer: z.string(), unproved: z.array(z.string()), usage: Usage, reason: z.string() }),
  'run.cancelled': z.object({ answer: z.string(), unproved: z.array(z.string()), usage: Usage }),
} as const;

export type EventType = keyof typeof EVENT_DATA;
export type EventData<T extends EventType> = z.infer<(typeof EVENT_DATA)[T]>;

/** One line of the stream and of the journal. `seq` counts from 1 without gaps within a run; `ts` is ms since 1970. */
export type VouchEvent = {
  [T in EventType]: { readonly v: 1; readonly runId: string; readonly seq: number; readonly ts: number; readonly type: T; readonly data: EventData<T> };
}[EventType];

/** An event before the journal has numbered it. */
export type NewEvent = { [T in EventType]: { readonly type: T; readonly data: EventData<T> } }[EventType];

const Envelope = z.object({ v: z.literal(EVENT_VERSION), runId: z.string(), seq: z.number().int().positive(), ts: z.number(), type: z.string(), data: z.unknown() });

/**
 * Reads one event from parsed JSON. An event type of a later minor version is `undefined`, so that old readers skip it;
 * a wrong envelope or wrong data throws a ZodError.
 */
export function parseEvent(value: unknown): VouchEvent | undefined {
  const envelope = Envelope.parse(value);
  if (!(envelope.type in EVENT_DATA)) return undefined;
  const data = EVENT_DATA[envelope.type as EventType].parse(envelope.data);
  return { ...envelope, data } as VouchEvent;
}
