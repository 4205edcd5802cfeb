/**
 * The client of `vouch serve`, for browsers and Node, without any dependency. It reconnects by itself, and misses and repeats
 * no event.
 *
 * ```ts
 * import { VouchClient } from 'vouch-runtime/client';
 *
 * const client = new VouchClient({ url: 'http://127.0.0.1:7700' });
 * const picture = await client.upload(file, 'dog.jpg');
 * const { message } = await client.call('message.send', { text: 'What is in this picture?', attachments: [{ artifact: picture.id }] });
 * client.watch(message.runId, (event) => console.log(event.seq, event.type));
 * ```
 *
 * @module
 */
export { applyEvent } from '../core/apply-event.js';
export { acceptedAttempt, answerStep, emptyRunState, type AttemptState, type RunState, type StepState } from '../core/run-state.js';
export type { Artifact, Conversation, ConversationEntry, Evidence, Message, Outcome, Plan, Question, Step, Verdict, VouchEvent } from '../core/index.js';
export type { Draft, Method, Note, Params, PendingQuestion, Result, RunEntry, ServerMessage } from '../server/protocol/index.js';
export type { LineStatus } from './line.js';
export { ServerError } from './server-error.js';
export type { SocketConstructor, SocketLike } from './socket.js';
export type { Spoken, Voice, VoiceOptions } from './voice.js';
export { VouchClient, type ClientOptions } from './vouch-client.js';
