import type { FastifyInstance, FastifyRequest } from 'fastify';
import { checkAsking, VouchError } from '../../core/index.js';
import type { ServerContext } from '../context.js';
import type { KnownPaths } from './known-paths.js';
import type { Scope } from '../protocol/index.js';
import { mustHave, type Access } from '../security/index.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; `undefined` where a route lets everybody in. */
    access: Access | undefined;
  }
  interface FastifyContextConfig {
    /** What a token must allow; `public` lets everybody in, `session` those who say later who they are. Default `read`. */
    scope?: Scope | 'public' | 'session';
  }
}

/** The cookie that the page's session is kept in. */
export const SESSION_COOKIE = 'vouch_token';

/** Lets requests in: the page and the address first, then the token, its rate and its scope. */
export function registerGuard(app: FastifyInstance, { gate, options }: Pick<ServerContext, 'gate' | 'options'>, paths: KnownPaths): void {
  app.decorateRequest('access', undefined);
  app.addHook('onRequest', async (request) => {
    const { headers, routeOptions } = request;
    const header = (name: string): string | undefined => [headers[name]].flat()[0];
    checkAsking({ host: headers.host, origin: headers.origin, fetchSite: header('sec-fetch-site'), fetchMode: header('sec-fetch-mode') }, options.allowOrigin);
    const { scope = 'read' } = routeOptions.config;
    if (scope === 'public') return;
    const token = tokenOf(request);
    if (scope === 'session' && token === undefined) return;
    request.access = await gate.admit(token, request.ip);
    await gate.count(request.access, request.ip);
    // Before the body is read: nobody waits for it.
    if (request.is404) throw paths.missing(request.method, request.url);
    if (scope !== 'session') mustHave(request.access, scope);
  });
}

/** Who asks, on a route that is not public. */
export function accessOf(request: FastifyRequest): Access {
  if (!request.access) throw new VouchError('UNAUTHORIZED', 'This route wants a token.');
  return request.access;
}

/** The server's address as the client knows it, for links in answers. */
export function baseOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}

function tokenOf(request: FastifyRequest): string | undefined {
  const [, bearer] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return bearer ?? request.cookies[SESSION_COOKIE];
}
