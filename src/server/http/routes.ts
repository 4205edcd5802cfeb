import { z } from 'zod';
import { METHODS } from '../protocol/index.js';
import type { CommonMethod } from '../methods.js';

const Limit = z.strictObject({ limit: z.coerce.number<string>().int().min(1).max(1000).default(100) });

/** A route that does what a method does. The names in its path are parameters of the method; the rest comes in the query or the body. */
export interface MethodRoute {
  readonly verb: 'GET' | 'POST' | 'PUT';
  /** In the way of OpenAPI: `{runId}`. */
  readonly path: `/v1/${string}`;
  readonly method: CommonMethod;
  readonly summary: string;
  /** Parameters of the method that come as headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a GET. */
  readonly query?: z.ZodObject;
  /** Default 200. */
  readonly status?: 201 | 202;
}

/** The HTTP face of the methods that speak of no connection. The OpenAPI document is made from the same table. */
export const ROUTES: readonly MethodRoute[] = [
  { verb: 'GET', path: '/v1/runs', method: 'run.list', summary: 'Runs, latest first.', query: Limit },
  { verb: 'POST', path: '/v1/runs', method: 'run.start', summary: 'Starts a run outside of any conversation.', headers: { key: 'Idempotency-Key' }, status: 202 },
  { verb: 'GET', path: '/v1/runs/{runId}', method: 'run.get', summary: 'A run, its outcome and what it waits for.' },
  { verb: 'POST', path: '/v1/runs/{runId}/cancel', method: 'run.cancel', summary: 'Cancels a run.' },
  { verb: 'POST', path: '/v1/runs/{runId}/resume', method: 'run.resume', summary: 'Goes on with a suspended, cancelled or killed run.', status: 202 },
  { verb: 'POST', path: '/v1/runs/{runId}/again', method: 'run.again', summary: 'A new run of the same task and files.', status: 202 },
  { verb: 'POST', path: '/v1/runs/{runId}/answers', method: 'question.answer', summary: 'Answers a question of a run.' },
  { verb: 'POST', path: '/v1/runs/{runId}/approvals', method: 'approval.resolve', summary: 'Decides about an act on the world.' },
  { verb: 'GET', path: '/v1/conversations', method: 'conversation.list', summary: 'Conversations, latest first.', query: Limit },
  { verb: 'GET', path: '/v1/conversations/{conversation}', method: 'conversation.get', summary: 'A conversation with its messages.' },
  { verb: 'POST', path: '/v1/messages', method: 'message.send', summary: 'Sends a message, which starts a run.', status: 202 },
  { verb: 'PUT', path: '/v1/drafts/{draft}', method: 'plan.edit', summary: 'Replaces the plan of a draft.' },
  { verb: 'POST', path: '/v1/drafts/{draft}/approve', method: 'plan.approve', summary: 'Runs the plan of a draft.', status: 202 },
  { verb: 'GET', path: '/v1/tools', method: 'tool.list', summary: 'The tools that plans are made of.' },
  { verb: 'GET', path: '/v1/status', method: 'server.status', summary: 'Model servers, memory and runs at a glance.' },
];

/** Names of the parameters in a path. */
export function namesIn(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

/** What a route's body must be: the method's parameters without those in the path and in headers. */
export function bodyOf({ path, method, headers = {} }: MethodRoute): z.ZodObject {
  const { shape }: z.ZodObject = METHODS[method].params;
  const elsewhere = [...namesIn(path), ...Object.keys(headers)];
  return z.strictObject(Object.fromEntries(Object.entries(shape).filter(([name]) => !elsewhere.includes(name))));
}
