import { z } from 'zod';

const TextPart = z.object({ type: z.literal('text'), text: z.string() });

/** Content as OpenAI clients send it; this engine reads text only and refuses other parts. */
const Content = z
  .union([z.string(), z.array(z.union([TextPart, z.object({ type: z.string() })]))])
  .transform((content, context) => {
    if (typeof content === 'string') return content;
    const texts = content.map((part) => ('text' in part ? part.text : undefined));
    if (texts.every((text) => text !== undefined)) return texts.join('\n');
    context.addIssue({ code: 'custom', message: 'this model takes text only' });
    return z.NEVER;
  });

const Messages = z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: Content })).min(1);

/** The part of OpenAI's chat-completions request that the engine serves; `prefix` is an extension. */
export const ChatBody = z.object({
  messages: Messages,
  /** Start of the assistant's reply; the answer holds what follows it. */
  prefix: z.string().default(''),
  max_tokens: z.number().int().positive().optional(),
  max_completion_tokens: z.number().int().positive().optional(),
  temperature: z.number().min(0).max(2).default(0),
  top_p: z.number().gt(0).max(1).optional(),
  seed: z.number().int().optional(),
  stop: z.union([z.string(), z.array(z.string())]).nullish().transform((stop) => (stop == null ? [] : [stop].flat().filter((text) => text !== ''))),
  stream: z.boolean().default(false),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json_object') }),
      z.object({ type: z.literal('json_schema'), json_schema: z.object({ schema: z.record(z.string(), z.unknown()) }) }),
    ])
    .optional(),
});
export type ChatBody = z.infer<typeof ChatBody>;

/** `POST /v1/score`: our extension, token probabilities of candidate replies. */
export const ScoreBody = z.object({
  messages: Messages,
  prefix: z.string().default(''),
  candidates: z.array(z.string().min(1, 'a candidate is empty')).min(1).max(1000),
});
export type ScoreBody = z.infer<typeof ScoreBody>;

/** The JSON Schema that a reply must follow, or undefined for free text. */
export function schemaOf(body: ChatBody): Readonly<Record<string, unknown>> | undefined {
  const format = body.response_format;
  if (format?.type === 'json_schema') return format.json_schema.schema;
  return format?.type === 'json_object' ? { type: 'object', additionalProperties: true } : undefined;
}
