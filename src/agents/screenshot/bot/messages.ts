import { z } from 'zod';
import { Box } from '../../../core/index.js';
import { Action } from '../action.js';
import { ActionVerdict, Check } from '../operate/index.js';

/** What a bot sends: what its page shows now, and with the first one what is wanted; or an answer to a question. */
export const BotInput = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('observe'),
    goal: z.string().optional(),
    /** Path of an image file, or its bytes in base64 (with or without `data:image/...;base64,`). */
    image: z.string().min(1),
    /** px of the image per CSS px; default 1. */
    deviceScaleFactor: z.number().positive().max(8).default(1),
    url: z.string().default(''),
    /** True, with the first one: each `act` brings a set-of-marks picture. */
    marks: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('answer'),
    approved: z.boolean().default(false),
    /** To a question that is no approval: what is to be done, in plain words; without it the goal ends there. */
    text: z.string().optional(),
  }),
]);
export type BotInput = z.infer<typeof BotInput>;

/** What a bot gets: the next action, a question to its user, or the end. Coordinates are CSS px. */
export const BotOutput = z.discriminatedUnion('type', [
  z.object({ type: z.literal('act'), action: Action, target: z.string(), box: Box.nullable(), expect: z.string(), /** What the last picture said about the action before this one. */ verdict: ActionVerdict.nullable(), /** PNG in base64: the last picture with a numbered box around each element that was seen; where it was asked for. */ marks: z.string().optional() }),
  /** `label` and `risk` are empty where it asks for words (`text` of the answer) and not for an approval. */
  z.object({ type: z.literal('ask'), question: z.string(), label: z.string(), risk: z.string() }),
  z.object({ type: z.literal('done'), status: z.string(), answer: z.string(), proof: z.array(Check), unproved: z.array(z.string()), verdict: ActionVerdict.nullable(), error: z.object({ code: z.string(), message: z.string() }).nullable() }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
]);
export type BotOutput = z.infer<typeof BotOutput>;
