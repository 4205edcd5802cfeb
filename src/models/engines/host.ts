import fastify, { type FastifyInstance } from 'fastify';
import { ZodError } from 'zod';
import { activity, requestBegan, requestEnded } from './activity.js';
import type { Engine, EngineOptions } from './engine.js';
import { sameSecret } from '../same-secret.js';
import { WireError } from './wire-error.js';

/** How long a passed health check counts, in ms; a real inference on every poll would steal time from requests. */
const HEALTH_TTL_MS = 5_000;
const BODY_LIMIT = 128 * 1024 * 1024;

export interface EngineHost {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Puts one engine behind HTTP on a free loopback port: bearer token, `/health` with a real tiny inference, `/v1/models`,
 * `/activity`, raw image bodies, and errors in the OpenAI shape.
 */
export async function startEngineHost(engine: Engine, options: EngineOptions, token: string): Promise<EngineHost> {
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  app.addHook('onRequest', async (request, reply) => {
    if (!sameSecret(request.headers.authorization ?? '', `Bearer ${token}`)) {
      await reply.code(401).send(errorBody('The bearer token is missing or wrong.', 'authentication_error', 'unauthorized'));
    }
  });
  app.setErrorHandler(async (error, _request, reply) => {
    const { status, code, message } = describeError(error);
    await reply.code(status).send(errorBody(message, status < 500 ? 'invalid_request_error' : 'server_error', code));
  });
  app.setNotFoundHandler(async (request, reply) => {
    await reply.code(404).send(errorBody(`${options.modelId} does not serve ${request.method} ${request.url}.`, 'invalid_request_error', 'not_found'));
  });
  countRequests(app);
  app.get('/activity', () => activity());
  app.get('/health', healthRoute(engine, options));
  app.get('/v1/models', () => ({ object: 'list', data: [{ id: options.modelId, object: 'model', owned_by: 'vouch' }] }));
  engine.register(app);
  takeRawImages(app);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The engine process got no port.');
  return {
    port: address.port,
    close: async () => {
      await app.close();
      await engine.close();
    },
  };
}

/** What is asked of the model, as the supervisor sees it. */
function countRequests(app: FastifyInstance): void {
  app.addHook('preHandler', async (request, reply) => {
    if (!request.url.startsWith('/v1/')) return;
    requestBegan();
    reply.raw.once('close', requestEnded);
    await Promise.resolve();
  });
}

function healthRoute(engine: Engine, options: EngineOptions): () => Promise<{ status: string; model: string; rss: number }> {
  let passedAt = -Infinity;
  let running: Promise<void> | undefined;
  return async () => {
    if (performance.now() - passedAt > HEALTH_TTL_MS) {
      running ??= engine.check().finally(() => (running = undefined));
      await running;
      passedAt = performance.now();
    }
    return { status: 'ok', model: options.modelId, rss: process.memoryUsage.rss() };
  };
}

/** Image bodies arrive as a Buffer, unless the engine has brought its own parser. */
function takeRawImages(app: FastifyInstance): void {
  for (const type of ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/tiff', 'image/bmp', 'image/avif', 'application/octet-stream']) {
    if (app.hasContentTypeParser(type)) continue;
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
  }
}

function errorBody(message: string, type: string, code: string): { error: { message: string; type: string; code: string } } {
  return { error: { message, type, code } };
}

function describeError(error: unknown): { status: number; code: string; message: string } {
  if (error instanceof WireError) return error;
  if (error instanceof ZodError) {
    const faults = error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
    return { status: 400, code: 'invalid_request', message: faults.join('; ') };
  }
  if (!(error instanceof Error)) return { status: 500, code: 'engine_failed', message: String(error) };
  const { statusCode, code, message } = error as Error & { statusCode?: unknown; code?: unknown };
  return { status: typeof statusCode === 'number' ? statusCode : 500, code: typeof code === 'string' ? code : 'engine_failed', message };
}
