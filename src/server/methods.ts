import { VouchError, type Outcome } from '../core/index.js';
import type { Run } from '../runtime/index.js';
import type { ServerContext } from './context.js';
import type { Method, ParsedParams, Result } from './protocol/index.js';
import type { Beginning } from './runs/index.js';
import type { Access, Named } from './security/index.js';

/** Conversations that are looked through for those of a tenant. */
const ALL = 1_000_000;

/** Methods that speak of the connection that calls are handled by it; the rest is here, the same for every way in. */
export type ConnectionMethod = 'session.open' | 'subscribe' | 'unsubscribe' | 'voice.open' | 'voice.hush' | 'voice.close';
export type CommonMethod = Exclude<Method, ConnectionMethod>;

type Handlers = { readonly [M in CommonMethod]: (context: ServerContext, params: ParsedParams<M>, access: Access, signal: AbortSignal) => Result<M> | Promise<Result<M>> };

/** What each method does. The caller has checked parameters and scope. */
export const HANDLERS: Handlers = {
  'conversation.list': async ({ runtime, tenants }, { limit }, access) => ({ conversations: (await tenants.visible(access, 'conversation', await runtime.conversations.list(tenants.bounds(access) ? ALL : limit), ({ id }) => id)).slice(0, limit) }),
  'conversation.get': async ({ chat }, { conversation }) => ({ conversation: await chat.get(conversation) }),
  'message.send': async ({ chat, connections }, params, access, signal) => {
    const sent = await chat.send(params, access, signal);
    connections.tellMessage(sent.conversation, sent.message);
    return sent;
  },
  'plan.approve': async ({ chat, connections }, { draft }, access) => {
    const sent = await chat.approve(draft, access);
    connections.tellMessage(sent.conversation, sent.message);
    return sent;
  },
  'plan.edit': async ({ chat }, { draft, plan }, access) => ({ draft: await chat.edit(draft, plan, access) }),
  'run.list': async ({ runtime, tenants }, { limit }, access) => ({ runs: (await tenants.visible(access, 'run', await runtime.runs(), ({ runId }) => runId)).slice(0, limit) }),
  'run.start': async ({ chat, once }, { key, ...asked }, access) => {
    const { attachments, ...request } = asked;
    const start = async (how: Beginning = {}): Promise<Run> => chat.startRun({ ...request, inputs: await chat.inputsOf(attachments) }, access, how);
    const makes = { start: (id: string) => start({ id }), goOn: (runId: string) => chat.goOn(runId, access) };
    return { runId: key === undefined ? (await start()).id : await once.run(access, key, asked, makes) };
  },
  'run.get': async ({ runtime, host }, { runId }) => {
    const run = await runtime.summary(runId);
    const ended = run.status !== 'open' && run.status !== 'interrupted';
    return { run, outcome: ended ? withAddresses(await runtime.outcome(runId, { paths: false })) : null, questions: await host.questions.of(runId) };
  },
  'run.cancel': async ({ host }, { runId }) => {
    await host.cancel(runId);
    return {};
  },
  'run.resume': async ({ chat }, { runId, answer }, access) => ({ runId: (await chat.resume(runId, answer, access)).id }),
  'run.again': async ({ chat, connections }, params, access) => {
    const sent = await chat.again(params, access);
    connections.tellMessage(sent.conversation, sent.message);
    return sent;
  },
  'question.answer': async ({ chat }, params, access) => {
    await chat.answer(params, access);
    return {};
  },
  'approval.resolve': async ({ host }, { runId, approval, argumentsHash, answer }, access) => {
    await host.questions.resolve(runId, approval, argumentsHash, answer, access);
    return {};
  },
  'server.status': ({ runtime, host, options, connections, version, startedAt }) => ({
    version,
    startedAt,
    runs: { active: host.active, limit: options.maxRuns },
    connections: connections.size,
    memoryBytes: process.memoryUsage.rss(),
    models: (runtime.models.status?.() ?? []).map((status) => JSON.parse(JSON.stringify(status)) as Result<'server.status'>['models'][number]),
  }),
  'tool.list': ({ runtime }) => ({
    tools: runtime.tools().map(({ name, description, inputs, outputs, effects, criteria }) =>
      JSON.parse(JSON.stringify({ name, description, inputs, outputs, effects, criteria })) as Result<'tool.list'>['tools'][number]),
  }),
};

/** Where the bytes lie on this machine is nobody's business: clients get the address at which they are served. */
function withAddresses(outcome: Outcome): Outcome {
  return { ...outcome, artifacts: outcome.artifacts.map((artifact) => ({ ...artifact, path: `/v1/artifacts/${artifact.id}` })) };
}

/** Calls a common method by its name. `signal` is aborted when the caller has gone: what is made for its eyes alone ends then, a run does not. */
export async function handle<M extends CommonMethod>(method: M, context: ServerContext, params: ParsedParams<M>, access: Access, signal: AbortSignal): Promise<Result<M>> {
  const handler: Handlers[M] | undefined = HANDLERS[method];
  if (handler === undefined) throw new VouchError('NOT_FOUND', `There is no method ${method}.`);
  await context.tenants.mustSee(access, params as Named);
  return handler(context, params, access, signal);
}
