import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ServerContext } from '../context.js';
import { SESSION_COOKIE } from './guard.js';
import { parse } from './parse.js';

const Body = z.strictObject({ token: z.string().max(500) });

/** `POST /v1/session` keeps a token in a cookie that scripts cannot read, so that pictures and players of the page are let in; `DELETE` forgets it. */
export function registerSession(app: FastifyInstance, { gate }: ServerContext): void {
  const cookie = { httpOnly: true, sameSite: 'strict', path: '/' } as const;
  app.post('/v1/session', { config: { scope: 'public' } }, async (request, reply) => {
    const { token } = parse(Body, request.body);
    const { name, scopes } = await gate.admit(token, request.ip);
    return reply.setCookie(SESSION_COOKIE, token, { ...cookie, secure: request.protocol === 'https' }).send({ name, scopes });
  });
  app.delete('/v1/session', { config: { scope: 'public' } }, (_request, reply) => reply.clearCookie(SESSION_COOKIE, cookie).status(204).send());
}
