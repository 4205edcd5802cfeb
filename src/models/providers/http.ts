import { Agent, fetch, type RequestInit, type Response } from 'undici';
import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { readJson, readStart } from './answer.js';
import { readComplaint, type Said } from './error-body.js';
import { complaint, invalidReply, modelFailure, redirected, unusableKey } from './failure.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Below `/v1`, with its leading slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string | AsyncIterable<Uint8Array>;
}

/**
 * A model may compute for longer than the five minutes that fetch waits for an answer: who calls sets the limit by its signal.
 */
export const patient = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

/** What a header may hold of a key. */
const KEY = /^[\x21-\x7e]+$/;

/** One request to a model server. What is asked goes where the user said, and nowhere else: a redirection is an error. Throws VouchError on everything but 2xx. */
export async function send(endpoint: Endpoint, request: HttpRequest, signal: AbortSignal | undefined): Promise<Response> {
  const key = endpoint.apiKey?.trim();
  if (key !== undefined && !KEY.test(key)) throw unusableKey(endpoint);
  try {
    const response = await fetch(`${endpoint.baseUrl}${request.path}`, {
      dispatcher: patient,
      method: request.method,
      headers: { ...request.headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
      redirect: 'manual',
      ...(request.body === undefined ? {} : { body: request.body as NonNullable<RequestInit['body']>, duplex: 'half' }),
      ...(signal ? { signal } : {}),
    });
    if (response.ok) return response;
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw redirected(endpoint, response.status, response.headers.get('location'));
    }
    const { code, message, param } = describe(await readStart(response.body));
    throw complaint({ status: response.status, code, message, param }, endpoint);
  } catch (error) {
    throw modelFailure(error, endpoint, signal);
  }
}

/** Like `send`, and reads the answer as JSON of the given shape. */
export async function sendForJson<T extends z.ZodType>(endpoint: Endpoint, request: HttpRequest, shape: T, signal: AbortSignal | undefined): Promise<z.output<T>> {
  // fetch listens to its signal until memory is cleared up: that of a microphone, which lasts for thousands of requests, would gather them.
  const own = new AbortController();
  const end = (): void => { own.abort(signal?.reason); };
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  let answer: unknown;
  try {
    const response = await send(endpoint, request, own.signal);
    answer = await readJson(response.body, endpoint).catch((error: unknown) => { throw modelFailure(error, endpoint, own.signal); });
  } finally {
    signal?.removeEventListener('abort', end);
  }
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw invalidReply(endpoint, `something unexpected to ${request.path}`, z.prettifyError(parsed.error));
}

function describe(text: string): Said {
  // Proxies and crashed servers answer with HTML or nothing: the text itself is the best description.
  const whole = { code: '', refused: false, message: text.trim().slice(0, 500) || 'an empty answer' };
  try {
    return readComplaint(JSON.parse(text)) ?? whole;
  } catch {
    return whole;
  }
}
