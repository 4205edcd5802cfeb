import { messageOf, toVouchError, VouchError } from '../../core/index.js';
import type { Endpoint } from './endpoint.js';
import { MEDIA_REFUSED } from './error-body.js';

/** What an OpenAI-compatible server says with a status of 400 or more. */
interface ServerComplaint {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The field of the request that it refuses. */
  readonly param?: string | undefined;
}

/** Anything thrown by a call to a model server, as the VouchError that callers are promised. */
export function modelFailure(thrown: unknown, endpoint: Endpoint, signal: AbortSignal | undefined): VouchError {
  if (signal?.aborted) return isTimeout(signal.reason) ? tooLate(signal.reason, endpoint) : toVouchError(signal.reason, 'CANCELLED');
  if (VouchError.is(thrown)) return thrown;
  if (isTimeout(thrown)) return tooLate(thrown, endpoint);
  if (nameOf(thrown) === 'RangeError') return invalidReply(endpoint, 'something too deep to be read', messageOf(thrown));
  if (nameOf(thrown) === 'SyntaxError') return invalidReply(endpoint, 'something that is not JSON', messageOf(thrown));
  return unreachable(thrown, endpoint);
}

function tooLate(thrown: unknown, { server, baseUrl }: Endpoint): VouchError {
  return new VouchError('TIMEOUT', `${server} (${baseUrl}) gave no answer in time.`, { cause: thrown, details: { server } });
}

/** The server said no. Only what may go away by itself is retryable. */
export function complaint({ status, code, message: said, param }: ServerComplaint, endpoint: Endpoint): VouchError {
  const message = withoutKey(said, endpoint);
  const details = { server: endpoint.server, status, ...(code === '' ? {} : { code }), ...(param === undefined ? {} : { param }) };
  if (code === 'input_corrupt' || code === 'input_too_large') return new VouchError(code === 'input_corrupt' ? 'INPUT_CORRUPT' : 'INPUT_TOO_LARGE', message, { details });
  if (code === MEDIA_REFUSED) return new VouchError('MEDIA_UNSUPPORTED', `${endpoint.server} refuses media for model ${endpoint.model}: ${message}`, { details });
  if (status === 401 || status === 403) {
    return new VouchError('MODEL_SERVER_FAILED', `${endpoint.server} refuses the key (${status}): ${message}. Set the variable that apiKeyEnv names.`, { retryable: false, details });
  }
  const retryable = status >= 500 || status === 408 || status === 429;
  return new VouchError('MODEL_SERVER_FAILED', `${endpoint.server} answered ${status} for model ${endpoint.model}: ${message}`, { retryable, details });
}

/** The answer came, but is not what the wire format says. */
export function invalidReply(endpoint: Endpoint, what: string, why: string, details: Record<string, unknown> = {}): VouchError {
  const told = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? withoutKey(value, endpoint) : value]));
  return new VouchError('MODEL_REPLY_INVALID', `${endpoint.modelId} on ${endpoint.server} answered ${what}: ${withoutKey(why, endpoint)}`, { details: { server: endpoint.server, model: endpoint.modelId, ...told } });
}

/** Keys that are shorter may be words of a message. */
const LEAST_KEY = 8;

/** Servers repeat the key that they were sent: it is not to stand in a journal or a log. */
function withoutKey(text: string, { apiKey }: Endpoint): string {
  const key = apiKey?.trim() ?? '';
  return key.length < LEAST_KEY ? text : text.replaceAll(key, '***');
}

/** A key that no request can carry. */
export function unusableKey({ server }: Endpoint): VouchError {
  return new VouchError('MODEL_SERVER_FAILED', `The key of ${server} is empty or holds a character that no key may hold, such as a blank. Look at the variable that apiKeyEnv names.`, { retryable: false, details: { server } });
}

/** The server points elsewhere: what is asked, and the key, may be meant for this address alone. */
export function redirected({ server, baseUrl }: Endpoint, status: number, location: string | null): VouchError {
  return new VouchError('MODEL_SERVER_FAILED', `${server} (${baseUrl}) answered ${status} and points to ${location ?? 'nowhere'}: redirections are not followed. Put the address that is meant into the configuration.`, { retryable: false, details: { server, status } });
}

/** The server's own filter took the answer, or a part of it, away. */
export function withheld({ server, model }: Endpoint): VouchError {
  return new VouchError('MODEL_SERVER_FAILED', `${server} withheld the answer of ${model}, or a part of it (content_filter).`, { retryable: false, details: { server, code: 'content_filter' } });
}

/** A stream that ended in the middle of a reply. */
export function brokenOff(endpoint: Endpoint): VouchError {
  return new VouchError('MODEL_SERVER_FAILED', `${endpoint.server} (${endpoint.baseUrl}) broke off its answer.`, { details: { server: endpoint.server, unreachable: true } });
}

/** True for a refusal of what was asked: not of the key, and not because the server is busy or gone. */
export function isRefusal(error: VouchError): boolean {
  const status = error.details?.['status'];
  return error.code === 'MODEL_SERVER_FAILED' && typeof status === 'number' && ![401, 403, 408, 429].includes(status);
}

/** No connection, or one that broke: true for failures after which another server may be asked. */
export function isUnreachable(error: unknown): boolean {
  return VouchError.is(error) && error.code === 'MODEL_SERVER_FAILED' && error.details?.['unreachable'] === true;
}

/** Nothing came of asking the server, so that another may be asked. */
export function unreachable(thrown: unknown, endpoint: Endpoint): VouchError {
  const reasons = [thrown, causeOf(thrown), causeOf(causeOf(thrown))].filter((reason) => reason !== undefined).map(messageOf);
  // A server, or a proxy before it, that refuses a large request may close the connection before its words are read.
  const hint = reasons.some((reason) => /^write E/.test(reason)) ? ' (it went away while the request was being sent: it may take no request of this size)' : '';
  return new VouchError('MODEL_SERVER_FAILED', `${endpoint.server} cannot be reached at ${endpoint.baseUrl}: ${[...new Set(reasons)].join(': ')}${hint}`, {
    cause: thrown,
    details: { server: endpoint.server, unreachable: true },
  });
}

function causeOf(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'cause' in thrown ? thrown.cause : undefined;
}

/** By its name, because fetch may throw errors of another realm than this module's. */
function nameOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown ? String(thrown.name) : '';
}

function isTimeout(thrown: unknown): boolean {
  const cause = causeOf(thrown);
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return nameOf(thrown) === 'TimeoutError' || /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(code);
}
