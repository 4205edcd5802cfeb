import { z } from 'zod';
import { EVENT_DATA, Message, type EventType, type VouchEvent } from '../../core/index.js';
import { METHODS, type Method, type ParsedParams } from './methods.js';
import { PendingQuestion, WireError } from './records.js';

/** The id of a call, made up by the client; the reply carries it. */
export const CallId = z.union([z.string().min(1).max(100), z.int()]);
export type CallId = z.infer<typeof CallId>;

type CallOf<M extends Method> = { id: CallId; method: M; params: ParsedParams<M> };
/** What a client sends, after it was checked. */
export type ClientMessage = { [M in Method]: CallOf<M> }[Method];

const [first, ...rest] = (Object.keys(METHODS) as Method[]).map((method) => z.strictObject({ id: CallId, method: z.literal(method), params: METHODS[method].params }));
if (!first) throw new RangeError('unreachable: there are methods');

/** The envelope alone, so that a call with wrong parameters is answered under its own id. */
export const CallEnvelope = z.looseObject({ id: CallId, method: z.string().max(100) });

/** A text frame from a client. */
export const ClientMessage = z.discriminatedUnion('method', [first, ...rest]) as unknown as z.ZodType<ClientMessage>;

/** The answer to a call: its result, or an error. */
export const Reply = z.union([z.strictObject({ id: CallId, result: z.unknown() }), z.strictObject({ id: CallId.nullable(), error: WireError })]);
export type Reply = z.infer<typeof Reply>;

/** What the server says of its own accord, beside the events. */
export const Note = z.discriminatedUnion('note', [
  z.object({ note: z.literal('heartbeat'), ts: z.number() }),
  /** The client reads too slowly: the subscription has ended after `since`. Subscribe again from there. */
  z.object({ note: z.literal('resubscribe'), runId: z.string(), since: z.int(), reason: z.string() }),
  /** A run that is subscribed to waits for an answer. */
  z.object({ note: z.literal('question'), pending: PendingQuestion }),
  /** A question has been answered, or its run has ended. */
  z.object({ note: z.literal('question.closed'), runId: z.string(), question: z.string() }),
  /** Another window has sent a message in a conversation that this connection has opened. */
  z.object({ note: z.literal('message'), conversation: z.string(), message: Message }),
  /** Somebody begins to speak: what is being played is to stop. */
  z.object({ note: z.literal('voice.began'), voice: z.string() }),
  /** What was said is over; it is being written down. */
  z.object({ note: z.literal('voice.ended'), voice: z.string() }),
  /** What was said, which is a message like a written one. */
  z.object({ note: z.literal('voice.heard'), voice: z.string(), text: z.string(), language: z.string(), conversation: z.string(), message: Message }),
  /** Nothing was said, or nothing that can be understood. */
  z.object({ note: z.literal('voice.idle'), voice: z.string() }),
  /** The answer has been spoken to its end. */
  z.object({ note: z.literal('voice.said'), voice: z.string(), runId: z.string() }),
  z.object({ note: z.literal('voice.failed'), voice: z.string(), error: WireError }),
  /** The server shuts down; its runs go on when it is back. */
  z.object({ note: z.literal('closing'), reason: z.string() }),
]);
export type Note = z.infer<typeof Note>;

/** One event of a run, as the runtime and the journal write it. */
export const EventMessage = z.discriminatedUnion('type', eventSchemas()) as unknown as z.ZodType<VouchEvent>;

/** A text frame from the server. They tell themselves apart by a field: `id` a reply, `note` a note, `v` an event. */
export const ServerMessage = z.union([Reply, Note, EventMessage]);
export type ServerMessage = Reply | Note | VouchEvent;

type EventSchema = z.ZodObject<{ type: z.ZodLiteral<EventType> }>;

function eventSchemas(): [EventSchema, ...EventSchema[]] {
  const schemas = (Object.keys(EVENT_DATA) as EventType[]).map((type) =>
    z.object({ v: z.literal(1), runId: z.string(), seq: z.int().positive(), ts: z.number(), type: z.literal(type), data: EVENT_DATA[type] }));
  return schemas as unknown as [EventSchema, ...EventSchema[]];
}
