import type { FastifyInstance } from 'fastify';
import { toVouchError, VouchError, type ErrorCode } from '../../core/index.js';

/** The HTTP status of an error; every other one is 500. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  CANCELLED: 499, USAGE: 400, INPUT_EMPTY: 400, INPUT_CORRUPT: 400, PLAN_INVALID: 400, URL_REFUSED: 400, URL_UNREACHABLE: 400,
  UNAUTHORIZED: 401, FORBIDDEN: 403, REFUSED: 403, NOT_FOUND: 404, RUN_NOT_FOUND: 404, INPUT_NOT_FOUND: 404, RUN_NOT_RESUMABLE: 409,
  INPUT_TOO_LARGE: 413, INPUT_UNSUPPORTED: 415, MEDIA_UNSUPPORTED: 415, CAPABILITY_MISSING: 422, PLAN_NOT_FOUND: 422, RATE_LIMITED: 429,
  MODEL_MISSING: 503, STORE_FULL: 507,
};

/** A range that the bytes do not have. */
const UNSATISFIABLE = 416;

export function statusOf(code: ErrorCode): number {
  return STATUS[code] ?? 500;
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

/** Every error is answered as `{error: {code, message, retryable}}` with the status that its code has. */
export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((thrown, request, reply) => {
    const error = requestError(thrown);
    const { statusCode } = thrown as { statusCode?: number };
    const status = statusCode === UNSATISFIABLE ? UNSATISFIABLE : statusOf(error.code);
    if (status === 500) request.log.error({ err: thrown }, 'a request failed');
    const retryAfterMs = error.details?.['retryAfterMs'];
    if (typeof retryAfterMs === 'number') void reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
    return reply.status(status).send({ error: error.toJSON() });
  });
  app.setNotFoundHandler((request, reply) => {
    const error = new VouchError('NOT_FOUND', `There is nothing at ${request.method} ${request.url.split('?')[0] ?? ''}.`);
    return reply.status(404).send({ error: error.toJSON() });
  });
}
