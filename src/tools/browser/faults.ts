import { VouchError, messageOf } from '../../core/index.js';
import type { Gate } from './gate.js';

/** What Chromium's network errors mean to a user. https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h */
const MEANINGS: readonly (readonly [RegExp, string, boolean])[] = [
  [/ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION_FAILED/, 'its host name is not known', true],
  [/ERR_CONNECTION_REFUSED/, 'nothing answers at this host and port', true],
  [/ERR_CONNECTION_(RESET|CLOSED|ABORTED)|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED/, 'the server hung up without an answer', true],
  [/ERR_CONNECTION_TIMED_OUT|ERR_TIMED_OUT/, 'the server did not answer in time', true],
  [/ERR_INTERNET_DISCONNECTED|ERR_ADDRESS_UNREACHABLE|ERR_NETWORK/, 'the network does not reach it', true],
  [/ERR_CERT_|ERR_SSL_|ERR_BAD_SSL|CERTIFICATE/, 'its certificate or its encryption is not valid', false],
  [/ERR_TOO_MANY_REDIRECTS/, 'it redirects in a circle', false],
  [/ERR_UNSAFE_REDIRECT|ERR_UNKNOWN_URL_SCHEME|ERR_DISALLOWED_URL_SCHEME/, 'it redirects to an address that is not allowed', false],
  [/ERR_BLOCKED_BY_CLIENT|ERR_ACCESS_DENIED/, 'it leads to an address that is not allowed', false],
  [/ERR_UNSAFE_PORT/, 'browsers refuse this port', false],
  [/ERR_INVALID_RESPONSE|ERR_INVALID_HTTP_RESPONSE|ERR_CONTENT_DECODING_FAILED|ERR_INVALID_CHUNKED_ENCODING|ERR_HTTP2_PROTOCOL_ERROR/, 'what it answers is not HTTP as it should be', true],
  [/ERR_FILE_NOT_FOUND/, 'there is no such file', false],
  [/Download is starting/, 'it is a download and not a page', false],
  [/ERR_ABORTED/, 'it answers with a download or without a page', false],
  [/ERR_PROXY|ERR_TUNNEL_CONNECTION_FAILED/, 'the proxy does not let it through', true],
];

/** A navigation that failed: what the gate before the browser says, where it was the gate. `thrown`: what the browser threw, or the status of an answer of the gate. */
export function faultAtGate(gate: Gate | undefined, thrown: unknown, url: string): VouchError | undefined {
  const isGates = typeof thrown === 'number' || /ERR_TUNNEL_CONNECTION_FAILED|ERR_PROXY|ERR_EMPTY_RESPONSE/.test(messageOf(thrown));
  const fault = isGates ? gate?.fault : undefined;
  return fault && new VouchError(fault.code, fault.message, { retryable: fault.retryable, cause: thrown, details: { ...fault.details, url } });
}

/** A failed navigation as URL_REFUSED or URL_UNREACHABLE, in words for the user. */
export function navigationFault(url: string, thrown: unknown, timeoutMs: number): VouchError {
  const message = messageOf(thrown);
  if (/Timeout \d+ms exceeded/.test(message)) {
    return new VouchError('URL_UNREACHABLE', `${url} did not answer within ${Math.round(timeoutMs / 1000)} s.`, { cause: thrown, details: { url } });
  }
  const known = MEANINGS.find(([pattern]) => pattern.test(message));
  if (!known) return new VouchError('URL_UNREACHABLE', `${url} cannot be opened: ${message.split('\n')[0] ?? message}`, { cause: thrown, details: { url } });
  const [pattern, meaning, retryable] = known;
  const refused = pattern.test('ERR_UNSAFE_REDIRECT') || pattern.test('ERR_BLOCKED_BY_CLIENT');
  return new VouchError(refused ? 'URL_REFUSED' : 'URL_UNREACHABLE', `${url} cannot be opened: ${meaning}.`, { cause: thrown, retryable, details: { url } });
}

/** An HTTP status of 400 and above as URL_UNREACHABLE. */
export function statusFault(url: string, status: number, statusText: string): VouchError {
  const retryable = status >= 500 || [408, 425, 429].includes(status);
  return new VouchError('URL_UNREACHABLE', `${url} answers with HTTP status ${status}${statusText === '' ? '' : ` (${statusText})`} and not with the page.`, { retryable, details: { url, status } });
}
