import type { ChatMessage } from '../../core/index.js';

/** The conversation with the schema as its last instruction, for servers that do not constrain decoding. */
export function withSchemaAsked(messages: readonly ChatMessage[], schema: Readonly<Record<string, unknown>>): ChatMessage[] {
  const order = `Answer with one JSON value and nothing else. It must fit this JSON Schema:\n${JSON.stringify(schema)}`;
  const last = messages.findLastIndex(({ role }) => role === 'user');
  if (last < 0) return [...messages, { role: 'user', content: order }];
  return messages.map((message, index) => {
    if (index !== last) return message;
    const { content } = message;
    return { ...message, content: typeof content === 'string' ? `${content}\n\n${order}` : [...content, { type: 'text' as const, text: order }] };
  });
}
