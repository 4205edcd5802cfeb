import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../context.js';
import { handle } from '../methods.js';
import { METHODS, type ParsedParams } from '../protocol/index.js';
import type { CommonMethod } from '../methods.js';
import { goneSignal } from './gone-signal.js';
import { accessOf } from './guard.js';
import { parse } from './parse.js';
import { bodyOf, ROUTES } from './routes.js';

/** The routes of the table: parameters from path, query and body go to the method of the same name. */
export function registerMethods(app: FastifyInstance, context: ServerContext): void {
  for (const route of ROUTES) {
    const { verb, path, method, query, headers = {}, status = 200 } = route;
    const { scope, params } = METHODS[method];
    const body = bodyOf(route);
    app.route({
      method: verb,
      url: path.replace(/\{(\w+)\}/g, ':$1'),
      config: { scope },
      handler: async (request, reply) => {
        const rest = verb === 'GET' ? (query ? parse(query, request.query) : {}) : parse(body, asObject(request.body));
        const inHeaders = Object.fromEntries(Object.entries(headers).flatMap(([name, header]) => [request.headers[header.toLowerCase()] ?? []].flat().slice(0, 1).map((value) => [name, value] as const)));
        const given = parse(params, { ...rest, ...inHeaders, ...(request.params as object) }) as ParsedParams<CommonMethod>;
        return reply.status(status).send(await handle(method, context, given, accessOf(request), goneSignal(reply)));
      },
    });
  }
}

/** A call without parameters may come without a body. Anything but an object is left for the schema to refuse. */
function asObject(body: unknown): object {
  return body === undefined ? {} : typeof body === 'object' && body !== null && !Array.isArray(body) ? body : { body };
}
