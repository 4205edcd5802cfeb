import { z } from 'zod';
import { Artifact } from './artifact.js';

/** What a user said, with what was attached, and the run that it started. */
export const Message = z.object({
  id: z.string(),
  /** ms since 1970 */
  ts: z.number(),
  text: z.string(),
  attachments: z.array(Artifact),
  /** `null` while its plan waits for approval. */
  runId: z.string().nullable(),
});
export type Message = z.infer<typeof Message>;

/** A conversation as a list shows it. */
export const ConversationEntry = z.object({
  id: z.string(),
  /** The start of its first message. */
  title: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type ConversationEntry = z.infer<typeof ConversationEntry>;

/** Messages and their runs, oldest first. */
export const Conversation = ConversationEntry.extend({
  messages: z.array(Message),
  /** What was asked and answered so far, in few lines, latest last; empty before the first run has ended. */
  summary: z.string(),
});
export type Conversation = z.infer<typeof Conversation>;
