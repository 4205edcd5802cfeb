import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { VouchError, type Outcome } from '../../core/index.js';
import type { ServerContext } from '../context.js';
import { accessOf, baseOf, goneSignal, parse } from '../http/index.js';
import { progressIn } from '../runs/index.js';
import { outwardJson } from '../outward.js';
import type { Access } from '../security/index.js';
import { contentOf, modelNotFound, openAiError, proofOf, RUN_MODEL, usageOf } from './answer.js';
import { ChatCompletionBody, ResponseBody } from './schemas.js';
import { piecesOf } from './pieces.js';
import { taskOf, textOf } from './task.js';
import { mustSupport, mustSupportResponse } from './unsupported.js';

/** How often a stream that has nothing to say yet says so, ms: clients and proxies give up on silent ones. */
const KEEP_ALIVE_MS = 10_000;

/** A finished answer, before it is put into the form of a route. */
interface Answered {
  readonly content: string;
  readonly usage: ReturnType<typeof usageOf>;
  readonly finish: 'stop' | 'length';
  readonly proof: Record<string, unknown> | undefined;
}

/** `POST /v1/chat/completions` and a part of `POST /v1/responses`: the model `vouch` is a run, every other one a single model call. */
export function registerChat(app: FastifyInstance, context: ServerContext): void {
  app.post('/v1/chat/completions', { config: { scope: 'run' } }, async (request, reply) => {
    const body = parse(ChatCompletionBody, request.body);
    mustSupport(body);
    const gone = goneSignal(reply);
    const work = (progress?: (said: string) => void): Promise<Answered> => (body.model === RUN_MODEL ? runToAnswer(body.messages, context, request, progress) : askModel(body, context, accessOf(request), gone));
    const head = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: body.model };
    if (!body.stream) {
      const { content, usage, finish, proof } = await work();
      return reply.send({ ...head, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, logprobs: null, finish_reason: finish }], usage, ...(proof ? { vouch: proof } : {}) });
    }
    return stream(reply, context, async (send) => {
      const chunk = (delta: object, finish: string | null): object => ({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] });
      send(chunk({ role: 'assistant', content: '' }, null));
      const { content, usage, finish, proof } = await work((said) => { send(chunk({ reasoning_content: `${said}\n` }, null)); });
      for (const piece of piecesOf(content)) send(chunk({ content: piece }, null));
      send({ ...chunk({}, finish), ...(proof ? { vouch: proof } : {}) });
      if (body.stream_options?.include_usage) send({ ...head, object: 'chat.completion.chunk', choices: [], usage });
    }, '[DONE]');
  });

  app.post('/v1/responses', { config: { scope: 'run' } }, async (request, reply) => {
    const body = parse(ResponseBody, request.body);
    mustSupportResponse(body);
    if (body.model !== RUN_MODEL) throw modelNotFound(body.model, [RUN_MODEL]);
    const messages = typeof body.input === 'string' ? [{ role: 'user' as const, content: body.input }] : body.input;
    const head = { id: `resp_${randomUUID().replaceAll('-', '')}`, object: 'response', created_at: Math.floor(Date.now() / 1000), model: body.model };
    const item = `msg_${randomUUID().replaceAll('-', '')}`;
    const outputOf = (content: string): object => ({ id: item, type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: content, annotations: [] }] });
    const done = ({ content, usage, proof }: Answered): object => ({
      ...head, status: 'completed', error: null, incomplete_details: null, output: [outputOf(content)],
      usage: { input_tokens: usage.prompt_tokens, input_tokens_details: { cached_tokens: 0 }, output_tokens: usage.completion_tokens, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: usage.total_tokens },
      ...(proof ? { vouch: proof } : {}),
    });
    if (!body.stream) return reply.send(done(await runToAnswer(messages, context, request)));
    return stream(reply, context, async (send) => {
      let sequence = 0;
      const tell = (type: string, data: object): void => { send({ type, sequence_number: sequence++, ...data }); };
      const place = { item_id: item, output_index: 0, content_index: 0 };
      tell('response.created', { response: { ...head, status: 'in_progress', output: [] } });
      tell('response.in_progress', { response: { ...head, status: 'in_progress', output: [] } });
      const answered = await runToAnswer(messages, context, request);
      tell('response.output_item.added', { output_index: 0, item: { id: item, type: 'message', role: 'assistant', status: 'in_progress', content: [] } });
      tell('response.content_part.added', { ...place, part: { type: 'output_text', text: '', annotations: [] } });
      for (const delta of piecesOf(answered.content)) tell('response.output_text.delta', { ...place, delta });
      tell('response.output_text.done', { ...place, text: answered.content });
      tell('response.content_part.done', { ...place, part: { type: 'output_text', text: answered.content, annotations: [] } });
      tell('response.output_item.done', { output_index: 0, item: outputOf(answered.content) });
      tell('response.completed', { response: done(answered) });
    });
  });
}

/** A whole run. It goes on when the client leaves, like every run. `progress` is told how far it is. */
async function runToAnswer(messages: ChatCompletionBody['messages'], context: ServerContext, request: FastifyRequest, progress?: (said: string) => void): Promise<Answered> {
  const { goal, inputs } = await taskOf(messages, { ...context, access: accessOf(request) });
  const run = await context.chat.startRun({ goal, inputs }, accessOf(request), { unattended: true });
  if (progress) {
    for await (const event of run.events()) {
      const said = progressIn(event);
      if (said !== undefined) progress(said);
    }
  }
  const outcome: Outcome = await run.result;
  return { content: contentOf(outcome, baseOf(request)), usage: usageOf(outcome.usage), finish: 'stop', proof: proofOf(outcome) };
}

/** One call of a language model, without tools and without checks; ends when the client goes. */
async function askModel(body: ChatCompletionBody, { runtime, allowances }: ServerContext, access: Access, signal: AbortSignal): Promise<Answered> {
  const known = runtime.models.modelsFor('chat');
  if (!known.includes(body.model)) throw modelNotFound(body.model, [RUN_MODEL, ...known]);
  const media = body.messages.some(({ content }) => typeof content !== 'string' && content.some((part) => !('text' in part)));
  if (media) throw new VouchError('MEDIA_UNSUPPORTED', `${body.model} is asked for text here. Ask the model ${RUN_MODEL} about pictures, sound and files.`);
  const schema = body.response_format?.json_schema?.schema;
  const reply = await allowances.oneCall(access, async (usedTokens) => {
    const answered = await runtime.models.chat({
      messages: body.messages.map((message) => ({ role: message.role === 'developer' ? 'system' : message.role, content: textOf(message) })),
      maxTokens: body.max_completion_tokens ?? body.max_tokens ?? undefined, temperature: body.temperature ?? undefined, seed: body.seed ?? undefined,
      stop: body.stop ? [body.stop].flat() : undefined, schema,
    }, { model: body.model, signal });
    usedTokens(answered.usage.promptTokens + answered.usage.completionTokens);
    return answered;
  });
  const { promptTokens, completionTokens } = reply.usage;
  return { content: reply.text, finish: reply.finish, usage: { prompt_tokens: promptTokens, completion_tokens: completionTokens, total_tokens: promptTokens + completionTokens }, proof: undefined };
}

/** Server-sent events as OpenAI's clients read them; what goes wrong after the start is an event, too. */
function stream(reply: FastifyReply, { connections }: ServerContext, work: (send: (data: object) => void) => Promise<void>, end?: string): FastifyReply {
  const leave = connections.openStream();
  const body = new PassThrough();
  body.once('close', leave);
  const send = (data: object): void => {
    const type = 'type' in data && typeof data.type === 'string' ? `event: ${data.type}\n` : '';
    if (body.writable) body.write(`${type}data: ${outwardJson(data)}\n\n`);
  };
  const alive = setInterval(() => {
    if (body.writable) body.write(': still at work\n\n');
  }, KEEP_ALIVE_MS);
  void work(send)
    .catch((error: unknown) => { send(openAiError(error)); })
    .finally(() => {
      clearInterval(alive);
      if (body.writable) body.end(end === undefined ? undefined : `data: ${end}\n\n`);
    });
  return reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }).send(body);
}
