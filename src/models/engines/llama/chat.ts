import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { generate, type Generated } from './generate.js';
import type { GrammarCache } from './grammar.js';
import type { LlamaRuntime } from './runtime.js';
import { ChatBody } from './wire.js';

/** `POST /v1/chat/completions` of the OpenAI API, whole or as server-sent events. */
export function chatRoute(runtime: LlamaRuntime, grammars: GrammarCache) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const body = ChatBody.parse(request.body);
    const signal = clientSignal(reply);
    const head = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: runtime.modelId };
    if (body.stream) return stream(runtime, grammars, body, signal, head, reply);
    const generated = await generate(runtime, grammars, body, signal, () => undefined);
    return {
      ...head,
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: generated.text }, finish_reason: generated.finish, logprobs: null }],
      usage: usageOf(generated),
    };
  };
}

/** Aborts when the client goes away before the reply is complete. */
export function clientSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new Error('The client went away.'));
  });
  return controller.signal;
}

export function usageOf(generated: Pick<Generated, 'promptTokens' | 'cachedTokens' | 'completionTokens'>): Record<string, unknown> {
  return {
    prompt_tokens: generated.promptTokens,
    completion_tokens: generated.completionTokens,
    total_tokens: generated.promptTokens + generated.completionTokens,
    prompt_tokens_details: { cached_tokens: generated.cachedTokens },
  };
}

async function stream(runtime: LlamaRuntime, grammars: GrammarCache, body: ChatBody, signal: AbortSignal, head: Record<string, unknown>, reply: FastifyReply): Promise<FastifyReply> {
  let begun = false;
  const send = (payload: unknown): void => {
    if (!begun) {
      begun = true;
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    }
    reply.raw.write(`data: ${JSON.stringify(payload)}\n\n`);
  };
  const chunk = (delta: Record<string, unknown>, finish: string | null): unknown => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  try {
    const generated = await generate(runtime, grammars, body, signal, (text) => {
      send(chunk({ content: text }, null));
    });
    send(chunk({}, generated.finish));
    if (body.stream_options?.include_usage) send({ ...head, object: 'chat.completion.chunk', choices: [], usage: usageOf(generated) });
    reply.raw.write('data: [DONE]\n\n');
  } catch (error) {
    // Before the first byte the ordinary error answer is still possible; afterwards the error is an event of the stream.
    if (!begun) throw error;
    send({ error: { message: error instanceof Error ? error.message : String(error), type: 'server_error', code: 'engine_failed' } });
  }
  reply.raw.end();
  return reply;
}
