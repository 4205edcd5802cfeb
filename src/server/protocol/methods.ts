import { z } from 'zod';
import { ArtifactId, Conversation, ConversationEntry, Message, Outcome } from '../../core/index.js';
import { BudgetLimits, Draft, PendingQuestion, RunEntry, Scope } from './records.js';

const run = { runId: z.string().min(1).max(100) };
const Nothing = z.strictObject({});

/** Characters of one message's text. */
const TEXT_LENGTH = 100_000;
/** Bytes of a plan are bounded by the message; its steps by this. */
const PLAN_STEPS = 500;

const GivenPlan = z.looseObject({ steps: z.array(z.unknown()).max(PLAN_STEPS) });

/** Artifacts of an upload or of an earlier run. */
const Attachments = z.array(z.strictObject({ artifact: ArtifactId, name: z.string().max(255).optional() })).max(100).default([]);

/** Every method that a client may call over `/v1/ws`: the scope that it needs, its parameters and its result. */
export const METHODS = {
  /** Must come first where the server wants a token and the connection brought none. Opens a conversation to go on with. */
  'session.open': {
    scope: undefined,
    params: z.strictObject({ token: z.string().max(500).optional(), conversation: z.string().max(100).optional() }),
    result: z.object({
      /** The conversation that was asked for; `null` where none was. */
      conversation: Conversation.nullable(),
      scopes: z.array(Scope),
      version: z.string(),
      /** ms between two heartbeats; a client that hears nothing for three of them has lost the server. */
      heartbeatMs: z.number(),
      limits: z.object({ messageBytes: z.number(), uploadBytes: z.number() }),
    }),
  },
  'conversation.list': {
    scope: 'read',
    params: z.strictObject({ limit: z.int().min(1).max(1000).default(100) }),
    result: z.object({ conversations: z.array(ConversationEntry) }),
  },
  'conversation.get': {
    scope: 'read',
    params: z.strictObject({ conversation: z.string().max(100) }),
    result: z.object({ conversation: Conversation }),
  },
  /** Starts a run outside of any conversation, by a plan where one is given. Who sends the same again with the same `key`, within a day and at any server, gets the run that it began. */
  'run.start': {
    scope: 'run',
    params: z.strictObject({ key: z.string().min(1).max(255).optional(), goal: z.string().max(TEXT_LENGTH).default(''), plan: GivenPlan.optional(), attachments: Attachments, budget: BudgetLimits.optional(), verify: z.boolean().default(true) }),
    result: z.object(run),
  },
  /** Starts a run; without `conversation` a new one begins. `review`: the plan is made and shown first. */
  'message.send': {
    scope: 'run',
    params: z.strictObject({
      conversation: z.string().max(100).optional(),
      text: z.string().max(TEXT_LENGTH),
      attachments: Attachments,
      review: z.boolean().default(false),
      budget: BudgetLimits.optional(),
      verify: z.boolean().default(true),
    }),
    result: z.object({ conversation: z.string(), message: Message, draft: Draft.optional() }),
  },
  /** Runs a plan that was shown. A draft is good for one run. */
  'plan.approve': {
    scope: 'run',
    params: z.strictObject({ draft: z.string().max(100) }),
    result: z.object({ conversation: z.string(), message: Message }),
  },
  /** Replaces the plan of a draft. PLAN_INVALID names every fault with its path in `details.faults`; the draft then stays as it was. */
  'plan.edit': {
    scope: 'run',
    params: z.strictObject({ draft: z.string().max(100), plan: GivenPlan }),
    result: z.object({ draft: Draft }),
  },
  'run.list': {
    scope: 'read',
    params: z.strictObject({ limit: z.int().min(1).max(1000).default(100) }),
    result: z.object({ runs: z.array(RunEntry) }),
  },
  /** The outcome is `null` while the run is under way. */
  'run.get': {
    scope: 'read',
    params: z.strictObject(run),
    result: z.object({ run: RunEntry, outcome: Outcome.nullable(), questions: z.array(PendingQuestion) }),
  },
  'run.cancel': { scope: 'run', params: z.strictObject(run), result: Nothing },
  /** Goes on with a suspended, cancelled or killed run; finished steps are not done again. */
  'run.resume': {
    scope: 'run',
    params: z.strictObject({ ...run, answer: z.string().max(TEXT_LENGTH).optional() }),
    result: z.object(run),
  },
  /** A new run of the same task on the same files, by its own plan or an edited one. Results of equal steps are taken over, except of the steps in `anew`. */
  'run.again': {
    scope: 'run',
    params: z.strictObject({ ...run, plan: GivenPlan.optional(), anew: z.array(z.string()).max(PLAN_STEPS).default([]) }),
    result: z.object({ conversation: z.string(), message: Message }),
  },
  /** Answers a question about the meaning of the task, or about more budget. */
  'question.answer': {
    scope: 'run',
    params: z.strictObject({ ...run, question: z.string().max(200), answer: z.string().max(TEXT_LENGTH) }),
    result: Nothing,
  },
  /** Decides about an act on the world: `yes` or `no`, for exactly what was shown, once. */
  'approval.resolve': {
    scope: 'approve',
    params: z.strictObject({ ...run, approval: z.string().max(100), argumentsHash: z.string().max(100), answer: z.enum(['yes', 'no']) }),
    result: Nothing,
  },
  /** All events after `since`, then live ones. A second subscription to a run replaces the first. */
  subscribe: {
    scope: 'read',
    params: z.strictObject({ ...run, since: z.int().min(0).default(0) }),
    result: z.object({ run: RunEntry, questions: z.array(PendingQuestion) }),
  },
  unsubscribe: { scope: 'read', params: z.strictObject(run), result: Nothing },
  /** Opens the microphone of this connection; the speech comes as binary frames. A second call replaces the first. */
  'voice.open': {
    scope: 'run',
    params: z.strictObject({ conversation: z.string().max(100).optional(), speak: z.boolean().default(true) }),
    result: z.object({ voice: z.string(), sampleRate: z.literal(16_000) }),
  },
  /** Ends what is being spoken; the run goes on. */
  'voice.hush': { scope: 'run', params: Nothing, result: Nothing },
  'voice.close': { scope: 'run', params: Nothing, result: Nothing },
  /** Model servers, memory and runs at a glance. */
  'server.status': {
    scope: 'read',
    params: Nothing,
    result: z.object({
      version: z.string(),
      startedAt: z.number(),
      runs: z.object({ active: z.number(), limit: z.number() }),
      connections: z.number(),
      /** Bytes, of the server's own process. */
      memoryBytes: z.number(),
      models: z.array(z.record(z.string(), z.json())),
    }),
  },
  /** The tools that plans are made of. */
  'tool.list': {
    scope: 'read',
    params: Nothing,
    result: z.object({ tools: z.array(z.object({ name: z.string(), description: z.string(), inputs: z.array(z.json()), outputs: z.array(z.json()), effects: z.string(), criteria: z.array(z.json()) })) }),
  },
} as const;

export type Method = keyof typeof METHODS;
/** What a caller writes: defaults may be left out. */
export type Params<M extends Method> = z.input<(typeof METHODS)[M]['params']>;
/** What a method gets: defaults are filled in. */
export type ParsedParams<M extends Method> = z.output<(typeof METHODS)[M]['params']>;
export type Result<M extends Method> = z.output<(typeof METHODS)[M]['result']>;
