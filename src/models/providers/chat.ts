import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { ChatMessage, ChatReply, ChatRequest } from '../../core/index.js';
import { openAiClient } from './client.js';
import type { Endpoint } from './endpoint.js';
import { complaint, invalidReply, modelFailure } from './failure.js';
import { parseJsonReply } from './json-reply.js';
import { toWirePart } from './media.js';

const DEFAULT_MAX_TOKENS = 512;

/** The parts of a chat completion that are used; servers add more. */
const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }), finish_reason: z.string().nullish() })).min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

/** Some servers report an error with status 200. */
const Complaint = z.object({ error: z.union([z.string(), z.object({ message: z.string(), code: z.union([z.string(), z.number()]).nullish() })]) });

/** One chat completion. A reply for a schema is parsed and validated. */
export async function chat(endpoint: Endpoint, request: ChatRequest, signal: AbortSignal | undefined): Promise<ChatReply> {
  try {
    const messages = await Promise.all(request.messages.map((message) => toWireMessage(message, endpoint)));
    const answer: unknown = await openAiClient(endpoint).chat.completions.create(
      {
        model: endpoint.model,
        messages,
        // Deprecated by OpenAI in favour of a field that most other servers do not know.
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        max_tokens: request.maxTokens ?? DEFAULT_MAX_TOKENS,
        temperature: request.temperature ?? 0,
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- a beta at OpenAI, plain practice elsewhere
        ...(request.seed === undefined ? {} : { seed: request.seed }),
        ...(request.stop === undefined ? {} : { stop: [...request.stop] }),
        ...(request.schema === undefined ? {} : { response_format: { type: 'json_schema' as const, json_schema: { name: 'reply', strict: true, schema: request.schema } } }),
      },
      signal ? { signal } : {},
    );
    return readCompletion(answer, endpoint, request);
  } catch (error) {
    throw modelFailure(error, endpoint, signal);
  }
}

function readCompletion(answer: unknown, endpoint: Endpoint, request: ChatRequest): ChatReply {
  const parsed = Completion.safeParse(answer);
  if (!parsed.success) {
    const refused = Complaint.safeParse(answer);
    if (refused.success) {
      const { error } = refused.data;
      throw complaint({ status: 500, code: typeof error === 'string' ? '' : String(error.code ?? ''), message: typeof error === 'string' ? error : error.message }, endpoint);
    }
    throw invalidReply(endpoint, 'no chat completion', z.prettifyError(parsed.error), { text: JSON.stringify(answer).slice(0, 2000) });
  }
  const [choice] = parsed.data.choices;
  const text = choice?.message.content ?? '';
  const finish = choice?.finish_reason === 'length' ? 'length' : 'stop';
  const { usage } = parsed.data;
  return {
    text,
    ...(request.schema === undefined ? {} : { json: parseJsonReply(text, request.schema, finish, endpoint) }),
    finish,
    model: endpoint.modelId,
    usage: { promptTokens: usage?.prompt_tokens ?? 0, completionTokens: usage?.completion_tokens ?? 0 },
  };
}

async function toWireMessage(message: ChatMessage, endpoint: Endpoint): Promise<ChatCompletionMessageParam> {
  const { role, content } = message;
  if (typeof content === 'string') return { role, content };
  if (role === 'user') return { role, content: await Promise.all(content.map((part) => toWirePart(part, endpoint))) };
  const texts = content.map((part) => {
    if (part.type !== 'text') throw invalidReply(endpoint, `a ${part.type} in a ${role} message`, 'only user messages may hold media');
    return part.text;
  });
  return { role, content: texts.join('\n') };
}
