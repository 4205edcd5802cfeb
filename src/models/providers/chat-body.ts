import { VouchError, type ChatMessage, type ChatPart, type ChatRequest } from '../../core/index.js';
import type { Endpoint } from './endpoint.js';
import type { MediaMemory } from './media-memory.js';
import { toWireParts, type WirePart } from './media.js';

const DEFAULT_MAX_TOKENS = 512;

/** A message of a chat-completions request. */
export interface WireMessage {
  readonly role: string;
  readonly content: string | readonly WirePart[] | null;
  readonly tool_calls?: unknown;
  readonly tool_call_id?: string;
}

/** A request for a chat completion. */
export type ChatBody = Readonly<Record<string, unknown>> & { readonly messages: readonly WireMessage[] };

/** Media of a request as the server gets them: a video may have become many pictures. */
export function mediaOnWire({ messages }: ChatBody): number {
  return messages.reduce((sum, { content }) => sum + (Array.isArray(content) ? content.filter(({ type }) => type !== 'text').length : 0), 0);
}

/**
 * The conversation in the wire's words. Media inside tool messages, which no chat wire takes, follow the run of tool
 * messages that they came with in one user message, which says where each comes from.
 */
export async function toWireMessages(messages: readonly ChatMessage[], endpoint: Endpoint, memory: MediaMemory | undefined, signal: AbortSignal | undefined): Promise<WireMessage[]> {
  const wire: WireMessage[] = [];
  for (const message of afterTools(messages)) wire.push(await toWireMessage(message, endpoint, memory, signal));
  return wire;
}

/** The messages with what tools made as pictures moved behind them. */
export function afterTools(messages: readonly ChatMessage[]): ChatMessage[] {
  const ordered: ChatMessage[] = [];
  let made: ChatPart[] = [];
  const flush = (): void => {
    if (made.length > 0) ordered.push({ role: 'user', content: made });
    made = [];
  };
  for (const message of messages) {
    if (message.role !== 'tool') flush();
    if (message.role !== 'tool' || typeof message.content === 'string') {
      ordered.push(message);
      continue;
    }
    const texts = message.content.filter((part) => part.type === 'text');
    const media = message.content.filter((part) => part.type !== 'text');
    if (media.length > 0) made.push({ type: 'text', text: `What the tool call ${message.toolCallId ?? ''} gave:` }, ...media);
    ordered.push({ ...message, content: texts.map(({ text }) => text).join('\n') || 'See the media that follow.' });
  }
  flush();
  return ordered;
}

async function toWireMessage(message: ChatMessage, endpoint: Endpoint, memory: MediaMemory | undefined, signal: AbortSignal | undefined): Promise<WireMessage> {
  const { role, content, toolCalls, toolCallId } = message;
  const calls = toolCalls?.map(({ id, name, arguments: values }) => ({ id, type: 'function', function: { name, arguments: JSON.stringify(values) } }));
  const more = { ...(calls ? { tool_calls: calls } : {}), ...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }) };
  if (typeof content === 'string') return { role, content: content === '' && calls ? null : content, ...more };
  if (role === 'user') {
    const parts: WirePart[] = [];
    for (const part of content) parts.push(...(await toWireParts(part, endpoint, memory, signal)));
    return { role, content: parts };
  }
  const texts = content.map((part) => {
    if (part.type !== 'text') throw new VouchError('MEDIA_UNSUPPORTED', `${endpoint.server} takes no ${part.type} in a ${role} message: only messages of users and tools may hold media.`, { details: { server: endpoint.server, modality: part.type } });
    return part.text;
  });
  return { role, content: texts.join('\n'), ...more };
}

/** The body of a request for a chat completion. */
export async function toBody(endpoint: Endpoint, request: ChatRequest, memory: MediaMemory | undefined, signal: AbortSignal | undefined): Promise<ChatBody> {
  const { schema } = request;
  return {
    model: endpoint.model,
    messages: await toWireMessages(request.messages, endpoint, memory, signal),
    // OpenAI deprecates the field for one that most other servers do not know; its models that refuse it are asked by that one (refused-fields.ts).
    max_tokens: request.maxTokens ?? DEFAULT_MAX_TOKENS,
    temperature: request.temperature ?? 0,
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.stop === undefined ? {} : { stop: request.stop }),
    ...(request.tools === undefined ? {} : { tools: request.tools.map((tool) => ({ type: 'function', function: tool })) }),
    ...(schema === undefined ? {} : { response_format: endpoint.dialect.responseFormat === 'json_object' ? { type: 'json_object', schema } : { type: 'json_schema', json_schema: { name: 'reply', strict: true, schema } } }),
  };
}
