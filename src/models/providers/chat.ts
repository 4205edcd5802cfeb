import type { Response } from 'undici';
import type { ChatReply, ChatRequest } from '../../core/index.js';
import { CompletionCollector, type Collected } from './completion.js';
import type { Endpoint } from './endpoint.js';
import { estimateUsage } from './estimate.js';
import { boundedBytes, readJson } from './answer.js';
import { brokenOff, invalidReply, isRefusal, modelFailure } from './failure.js';
import { send } from './http.js';
import { jsonBody } from './json-body.js';
import { parseJsonReply } from './json-reply.js';
import { loadedContext } from './recognise.js';
import { MediaMemory } from './media-memory.js';
import { toBody, type ChatBody } from './chat-body.js';
import { withSchemaAsked } from './schema-prompt.js';
import { accepted, learnRefusal, leftOut } from './refused-fields.js';
import { proveSeen } from './seen.js';
import { serverSentEvents } from './sse.js';
import { refuseTooLong, refuseTruncated } from './truncation.js';

/** ms after which a reply that is not streamed is given up, and a stream that has said nothing; callers bound calls more tightly by their signals. */
const PATIENCE_MS = 600_000;

/** One chat completion. `onUnproved` is told in words what could not be checked of a reply that is given all the same. A reply for a schema is parsed and validated; media that the model did not see, and a prompt that was cut, are errors. */
export async function chat(endpoint: Endpoint, asked: ChatRequest, signal: AbortSignal | undefined, onUnproved?: (note: string) => void): Promise<ChatReply> {
  const request = asked.schema !== undefined && endpoint.dialect.schema === 'asked' ? { ...asked, messages: withSchemaAsked(asked.messages, asked.schema) } : asked;
  try {
    const collected = await complete(endpoint, request, signal);
    await refuseCut(endpoint, request, collected, signal);
    const unproved = await proveSeen(endpoint, collected.sent, collected.usage, signal);
    const reply = toReply(collected, request, endpoint);
    for (const note of [unproved, collected.note]) if (note !== undefined) onUnproved?.(note);
    return reply;
  } catch (error) {
    throw modelFailure(error, endpoint, signal);
  }
}

/** A server that cuts may tell its context only once the model is loaded: what could not be refused before is refused now. */
async function refuseCut(endpoint: Endpoint, request: ChatRequest, { usage, sent }: Completed, signal: AbortSignal | undefined): Promise<void> {
  if (endpoint.dialect.tooLong !== 'cuts') return;
  const told = endpoint.contextTokens === undefined ? { ...endpoint, contextTokens: await loadedContext(endpoint, signal) } : endpoint;
  refuseTruncated(told, request, usage?.promptTokens);
  refuseTooLong(told, request, sent);
}

function toReply(collected: Collected, request: ChatRequest, endpoint: Endpoint): ChatReply {
  const { text, reasoning, toolCalls, finish, usage } = collected;
  const calls = toolCalls.length > 0;
  return {
    text,
    ...(request.schema === undefined || calls ? {} : { json: parseJsonReply(text, request.schema, finish, endpoint) }),
    ...(reasoning === '' ? {} : { reasoning }),
    ...(calls ? { toolCalls } : {}),
    finish,
    model: endpoint.modelId,
    usage: usage && usage.promptTokens > 0 ? { promptTokens: usage.promptTokens, completionTokens: usage.completionTokens } : estimateUsage(request, text + reasoning + toolCalls.map((call) => JSON.stringify(call)).join('')),
  };
}

type Completed = Collected & {
  /** What was left out of the request, in words. */
  readonly note?: string | undefined;
  readonly sent: ChatBody;
};

/** Sends the request; once more without a field that the model refuses by name, and with all its media where the server no longer has what was only named. */
async function complete(endpoint: Endpoint, request: ChatRequest, signal: AbortSignal | undefined): Promise<Completed> {
  const memory = MediaMemory.of(endpoint);
  for (;;) {
    const body = await toBody(endpoint, request, memory, signal);
    refuseTooLong(endpoint, request, body);
    try {
      const collected = await ask(endpoint, accepted(body, endpoint), signal);
      memory?.keep();
      return { ...collected, sent: body, note: leftOut(body, endpoint) };
    } catch (error) {
      if (learnRefusal(error, endpoint)) continue;
      const named = memory?.recalled ?? 0;
      memory?.forget();
      if (named === 0 || !isRefusal(modelFailure(error, endpoint, signal))) throw error;
    }
  }
}

async function ask(endpoint: Endpoint, body: Record<string, unknown>, signal: AbortSignal | undefined): Promise<Collected> {
  const limits = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(signal ? [signal] : [])]);
  const { streams } = endpoint.dialect;
  const streaming = streams ? { stream: true, stream_options: { include_usage: true } } : {};
  const response = await send(endpoint, { method: 'POST', path: '/chat/completions', ...jsonBody({ ...body, ...streaming }) }, limits);
  const collector = new CompletionCollector(endpoint);
  // A server that ignores `stream` answers JSON, as does one that refuses with status 200.
  if (response.headers.get('content-type')?.includes('text/event-stream')) await readStream(response, collector, endpoint);
  else collector.take(await readJson(response.body, endpoint));
  return collector.collected();
}

/** A stream ends with `[DONE]`, or without it once the reply was finished; anything else was broken off. */
async function readStream(response: Response, collector: CompletionCollector, endpoint: Endpoint): Promise<void> {
  if (!response.body) throw invalidReply(endpoint, 'no stream', 'the answer is empty');
  for await (const data of serverSentEvents(boundedBytes(response.body, endpoint))) {
    if (data.trim() === '[DONE]') return;
    collector.take(parsePiece(data, endpoint));
  }
  if (!collector.finished) throw brokenOff(endpoint);
}

function parsePiece(data: string, endpoint: Endpoint): unknown {
  try {
    return JSON.parse(data);
  } catch (error) {
    throw invalidReply(endpoint, 'a piece of a stream that is not JSON', String(error), { text: data.slice(0, 2000) });
  }
}
