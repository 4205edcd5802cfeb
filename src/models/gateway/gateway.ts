import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { fetch } from 'undici';
import { checkAsking, messageOf, VouchError, type ErrorCode } from '../../core/index.js';
import { modelFailure, patient, type Endpoint } from '../providers/index.js';
import type { CreateModelsOptions } from '../router/index.js';
import { openRouter, type Offer } from '../router/open-router.js';
import { sameSecret } from '../same-secret.js';
import { jobOfRoute, modelOf } from './route.js';

/** Largest request, in bytes: about 20 minutes of CD-quality WAV. */
const BODY_BYTES = 256 * 1024 * 1024;
/** Where the error's details do not say it; else 503. */
const STATUS_OF: Readonly<Partial<Record<ErrorCode, number>>> = { MODEL_MISSING: 404, FORBIDDEN: 403 };

export interface ModelServerOptions {
  /** Default 127.0.0.1. Any other address wants a token. */
  readonly host?: string | undefined;
  /** 0 takes any free one. */
  readonly port: number;
  /** Bearer token that every request must carry; absent: nobody is asked for one. */
  readonly token?: string | undefined;
  readonly models?: CreateModelsOptions | undefined;
}

export interface RunningModelServer {
  readonly url: string;
  /** Ends what is being answered and stops every engine. */
  close(): Promise<void>;
}

/**
 * Serves every installed model under its own name. A request goes to its engine as it is, and the answer back as it comes, streams
 * included; engines start when they are first asked, within the memory that the configuration allows.
 */
export async function startModelServer({ host = '127.0.0.1', port, token, models }: ModelServerOptions): Promise<RunningModelServer> {
  if (token === undefined && !['127.0.0.1', 'localhost', '::1'].includes(host)) throw new VouchError('USAGE', `Others can reach ${host}: name a token that requests must carry.`);
  const { router, supervisor } = await openRouter(models);
  const offers = router.all().filter(({ embedded }) => embedded);
  const app = fastify({ bodyLimit: BODY_BYTES, forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  app.addHook('onRequest', async (request, reply) => {
    const { host, origin, 'sec-fetch-site': fetchSite, 'sec-fetch-mode': fetchMode } = request.headers;
    // Where nobody needs a token, any page that this machine's browser shows could ask.
    if (token === undefined) checkAsking({ host, origin, fetchSite: [fetchSite].flat()[0], fetchMode: [fetchMode].flat()[0] }, undefined);
    else if (!sameSecret(request.headers.authorization ?? '', `Bearer ${token}`)) await refuse(reply, 401, 'unauthorized', 'The bearer token is missing or wrong.');
  });
  app.setErrorHandler(async (error, _request, reply) => {
    const { statusCode } = error as { statusCode?: number };
    const known = VouchError.is(error) ? error : undefined;
    const status = known ? Number(known.details?.['status'] ?? STATUS_OF[known.code] ?? 503) : (statusCode ?? (error instanceof SyntaxError ? 400 : 500));
    await refuse(reply, status, known?.code.toLowerCase() ?? 'invalid_request', messageOf(error));
  });
  app.get('/health', () => ({ status: 'ok' }));
  app.get('/v1/models', () => ({ object: 'list', data: offers.map(describe) }));
  app.all('/v1/*', async (request, reply) => forward(chosen(offers, request), request, reply));
  await app.listen({ host, port });
  const address = app.server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${listening}/v1`,
    async close() {
      await app.close();
      await supervisor.close();
    },
  };
}

function describe(offer: Offer): object {
  const { state, engine, memoryBytes } = offer.status();
  return { id: offer.modelId, object: 'model', created: 0, owned_by: 'vouch', job: offer.job, engine, state, memory_bytes: memoryBytes };
}

/** The model that is named, else the first that does the route's job. */
function chosen(offers: readonly Offer[], request: FastifyRequest): Offer {
  const path = request.url.split('?')[0] ?? '';
  const job = jobOfRoute(path);
  if (job === undefined) throw new VouchError('NOT_FOUND', `There is no route ${request.method} ${path} here.`, { details: { status: 404 } });
  const able = offers.filter((offer) => offer.job === job);
  const name = modelOf(request.query, request.headers['content-type'] ?? '', Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
  const offer = name === undefined ? able[0] : able.find(({ modelId }) => modelId === name);
  if (offer) return offer;
  throw new VouchError('MODEL_MISSING', `${name === undefined ? 'No model' : `No model "${name}"`} for ${path} is here; there are ${able.map(({ modelId }) => modelId).join(', ') || 'none'}.`);
}

async function forward(offer: Offer, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new VouchError('CANCELLED', 'The client has gone.'));
  });
  try {
    await offer.call((endpoint) => relay(endpoint, request, reply, gone.signal), { signal: gone.signal, owner: request.ip, hasOther: false, begun: () => reply.raw.headersSent });
  } catch (error) {
    // Once the answer has begun its end can only be cut off, and nobody reads an answer to a client that has gone.
    if (!reply.raw.headersSent && !gone.signal.aborted) throw error;
    reply.raw.destroy();
  }
}

async function relay(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply, signal: AbortSignal): Promise<void> {
  const { baseUrl, apiKey } = endpoint;
  const type = request.headers['content-type'];
  try {
    const response = await fetch(`${baseUrl}${request.url.replace(/^\/v1/, '')}`, {
      dispatcher: patient,
      method: request.method,
      headers: { ...(type === undefined ? {} : { 'content-type': type }), ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) },
      ...(Buffer.isBuffer(request.body) && request.body.length > 0 ? { body: request.body } : {}),
      signal,
    });
    reply.hijack();
    reply.raw.writeHead(response.status, { 'content-type': response.headers.get('content-type') ?? 'application/octet-stream' });
    if (response.body) await pipeline(Readable.fromWeb(response.body), reply.raw, { signal });
    else reply.raw.end();
  } catch (error) {
    // In the words that tell the supervisor that an engine is gone, so that it is started again.
    throw modelFailure(error, endpoint, signal);
  }
}

async function refuse(reply: FastifyReply, status: number, code: string, message: string): Promise<void> {
  await reply.code(status).send({ error: { message, type: status < 500 ? 'invalid_request_error' : 'server_error', code } });
}
