import { toJsonSchema } from '@langchain/core/utils/json_schema';
import { z } from 'zod';
import { defineTool, text, VouchError, type CallOptions, type ChatMessage, type ChatReply, type ChatRequest, type ModelClient, type Tool } from '../core/index.js';
import type { LangChainChatModelLike, LangChainToolLike, RunInput, Runtime } from './types.js';

/** True for a LangChain structured tool, false for a tool of Vouch. */
export function isLangChainTool(tool: Tool | LangChainToolLike): tool is LangChainToolLike {
  return 'invoke' in tool && 'schema' in tool;
}

/**
 * A LangChain structured tool as a tool of Vouch: its free strings become text ports that can be wired, its other fields
 * parameters, and what it returns one text. Its effects are unknown, so it is never reused between runs.
 */
export function fromLangChainTool(tool: LangChainToolLike): Tool {
  const schema = toJsonSchema(tool.schema as Parameters<typeof toJsonSchema>[0]) as { properties?: Record<string, Record<string, unknown>>; required?: string[] };
  const shape = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, field]) => {
      const port = field['type'] === 'string' && !('enum' in field) ? text().describe(typeof field['description'] === 'string' ? field['description'] : '') : z.fromJSONSchema(field);
      return [name, schema.required?.includes(name) ? port : port.optional()];
    }),
  );
  return defineTool({
    name: tool.name,
    description: tool.description,
    input: z.object(shape),
    output: z.object({ text: text() }),
    effects: 'reads-world',
    async execute(input, { signal }) {
      const result = await tool.invoke(input, { signal });
      return { text: typeof result === 'string' ? result : JSON.stringify(result) };
    },
  });
}

/** `models` with a LangChain chat model in the place of the language model. */
export function withChatModel(models: ModelClient, chatModel: LangChainChatModelLike): ModelClient {
  return {
    has: (job) => job === 'chat' || models.has(job),
    modelsFor: (job) => (job === 'chat' ? [modelName(chatModel)] : models.modelsFor(job)),
    facts: (job, model) => (job === 'chat' ? undefined : models.facts?.(job, model)),
    canScore: () => false,
    score: () => Promise.reject(new VouchError('MEDIA_UNSUPPORTED', 'A LangChain chat model gives no token probabilities.')),
    chat: (request, options) => chatWith(chatModel, request, options),
    embed: (texts, options) => models.embed(texts, options),
    speak: (request, options) => models.speak(request, options),
    voices: (options) => models.voices(options),
    transcribe: (request, options) => models.transcribe(request, options),
    ...(models.scoreSpeech ? { scoreSpeech: (request, options) => models.scoreSpeech?.(request, options) ?? Promise.reject(new RangeError('unreachable: it is there')) } : {}),
    ocr: (request, options) => models.ocr(request, options),
    readLines: (request, options) => models.readLines(request, options),
    detect: (request, options) => models.detect(request, options),
    ...(models.listen ? { listen: (request, options) => models.listen?.(request, options) ?? Promise.reject(new RangeError('unreachable: it is there')) } : {}),
  };
}

/** A whole run as one node of a LangGraph graph: reads `goal` and `inputs` of the state and writes `outcome` and `answer`. */
export function asLangGraphNode(runtime: Pick<Runtime, 'run'>): (
  state: { goal: string; inputs?: readonly RunInput[] },
  config?: { signal?: AbortSignal },
) => Promise<{ outcome: Awaited<ReturnType<Runtime['run']>['result']>; answer: string }> {
  return async ({ goal, inputs }, config) => {
    const outcome = await runtime.run({ goal, inputs, signal: config?.signal }).result;
    return { outcome, answer: outcome.answer };
  };
}

async function chatWith(chatModel: LangChainChatModelLike, request: ChatRequest, options: CallOptions = {}): Promise<ChatReply> {
  const asked = request.schema ? [...request.messages, wantsJson(request.schema)] : request.messages;
  const reply = await chatModel.invoke(asked.map(toLangChain), options.signal ? { signal: options.signal } : {}).catch((error: unknown) => {
    throw new VouchError('MODEL_SERVER_FAILED', `The LangChain chat model failed: ${(error as Error).message}`, { cause: error });
  });
  const content = typeof reply.content === 'string' ? reply.content : JSON.stringify(reply.content);
  const usage = { promptTokens: reply.usage_metadata?.input_tokens ?? 0, completionTokens: reply.usage_metadata?.output_tokens ?? 0 };
  const common = { finish: 'stop' as const, model: modelName(chatModel), usage };
  return request.schema ? { ...common, text: content, json: parseReply(content, request.schema) } : { ...common, text: content };
}

function toLangChain({ role, content }: ChatMessage): { role: string; content: string } {
  if (typeof content === 'string') return { role, content };
  const media = content.find(({ type }) => type !== 'text');
  if (media) throw new VouchError('MEDIA_UNSUPPORTED', `A LangChain chat model gets words only; this message holds ${media.type}.`);
  return { role, content: content.map((part) => (part.type === 'text' ? part.text : '')).join('\n') };
}

function wantsJson(schema: Record<string, unknown>): ChatMessage {
  return { role: 'user', content: `Answer with JSON alone that satisfies this JSON Schema:\n${JSON.stringify(schema)}` };
}

function parseReply(content: string, schema: Record<string, unknown>): unknown {
  const body = /```(?:json)?\s*([\s\S]*?)```/.exec(content)?.[1] ?? content;
  try {
    return z.fromJSONSchema(schema).parse(JSON.parse(body));
  } catch (error) {
    throw new VouchError('MODEL_REPLY_INVALID', 'The LangChain chat model did not answer with the JSON that was asked for.', { cause: error });
  }
}

function modelName(chatModel: LangChainChatModelLike): string {
  const named = chatModel as { model?: unknown; modelName?: unknown };
  return [named.model, named.modelName].find((name) => typeof name === 'string') ?? 'langchain';
}
