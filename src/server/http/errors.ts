import type { Socket } from 'node:net';
import type { ConnectionError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toVouchError, VouchError, type ErrorCode } from '../../core/index.js';
import type { KnownPaths } from './known-paths.js';

/** The HTTP status of an error; every other one is 500. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  CANCELLED: 499, USAGE: 400, INPUT_EMPTY: 400, INPUT_CORRUPT: 400, PLAN_INVALID: 400, URL_REFUSED: 400, URL_UNREACHABLE: 400,
  UNAUTHORIZED: 401, FORBIDDEN: 403, REFUSED: 403, NOT_FOUND: 404, RUN_NOT_FOUND: 404, INPUT_NOT_FOUND: 404, RUN_NOT_RESUMABLE: 409,
  INPUT_TOO_LARGE: 413, INPUT_UNSUPPORTED: 415, MEDIA_UNSUPPORTED: 415, CAPABILITY_MISSING: 422, PLAN_NOT_FOUND: 422, RATE_LIMITED: 429,
  MODEL_MISSING: 503, STORE_FAILED: 503, STORE_FULL: 507,
};

/** A range that the bytes do not have. */
const UNSATISFIABLE = 416;
/** A method that the path does not take. */
const NOT_ALLOWED = 405;

/** The HTTP status of an error. A spent allowance is free again after a while; what a request's own budget ended would end there again. */
export function statusOf({ code, details }: VouchError): number {
  if (code === 'BUDGET_SPENT') return details?.['hours'] === undefined ? 422 : 429;
  return STATUS[code] ?? 500;
}

/** Says when to ask again, where the error knows it. */
export function sayWhen({ details }: VouchError, reply: FastifyReply): void {
  const retryAfterMs = details?.['retryAfterMs'];
  if (typeof retryAfterMs === 'number') void reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
}

/** What a request ended with; what Fastify itself refuses is said in our words. */
export function requestError(error: unknown): VouchError {
  if (VouchError.is(error)) return error;
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode === 413) return new VouchError('INPUT_TOO_LARGE', 'The body is larger than this route takes.');
  if (statusCode === 415) return new VouchError('INPUT_UNSUPPORTED', 'This route does not take a body of this type.');
  if (statusCode !== undefined && statusCode < 500) return new VouchError('USAGE', message ?? 'The request is not usable.');
  return toVouchError(error);
}

/** Answers an error as `{error: {code, message, retryable}}` with the status that its code has. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = requestError(thrown);
  const { statusCode } = thrown as { statusCode?: number };
  const allow = error.code === 'NOT_FOUND' ? error.details?.['allow'] : undefined;
  const status = statusCode === UNSATISFIABLE ? UNSATISFIABLE : Array.isArray(allow) ? NOT_ALLOWED : statusOf(error);
  if (Array.isArray(allow)) void reply.header('allow', allow.join(', '));
  if (status >= 500) request.log.error({ err: thrown }, 'a request failed');
  sayWhen(error, reply);
  void reply.status(status).send({ error: error.toJSON() });
}

/** Answers bytes that are no HTTP request, for which there is no route and no reply: in the same words, then closes. */
export function answerBadBytes(error: Pick<ConnectionError, 'code'>, socket: Socket): void {
  if (socket.destroyed || error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, words] = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? ['408 Request Timeout', 'The request did not come in time.'] : error.code === 'HPE_HEADER_OVERFLOW' ? ['431 Request Header Fields Too Large', 'The headers are larger than this server takes.'] : ['400 Bad Request', 'These bytes are no HTTP request.'];
  const body = JSON.stringify({ error: new VouchError('USAGE', words).toJSON() });
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`, () => { socket.destroy(); });
}

/** Errors of routes, and addresses that there are none of. */
export function registerErrors(app: FastifyInstance, paths: KnownPaths): void {
  app.setErrorHandler((thrown, request, reply) => {
    answerError(thrown, request, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    answerError(paths.missing(request.method, request.url), request, reply);
  });
}
