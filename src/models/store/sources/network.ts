import { EnvHttpProxyAgent, fetch, type Response } from 'undici';
import { throwIfAborted } from '../../../core/index.js';
import { sourceFailed } from './failure.js';

const CONNECT_MS = 4_000;
const FIRST_BYTE_MS = 10_000;
const STALL_MS = 30_000;

/** The network failed before any answer came: another path on the same host would fail in the same way. */
const UNREACHABLE = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'ETIMEDOUT']);

/**
 * HTTP for one pull. Honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY, gives up on a connection after 4 s, and remembers a
 * host that could not be reached, so that it costs its 4 s once and not once a file.
 */
export class Network {
  private readonly agent = new EnvHttpProxyAgent({ connect: { timeout: CONNECT_MS }, headersTimeout: FIRST_BYTE_MS, bodyTimeout: STALL_MS });
  private readonly unreachable = new Map<string, unknown>();

  /** GET from byte `from` on. Throws MODEL_SOURCE_UNREACHABLE when no answer came; the status is the caller's to judge. */
  async get(url: URL, from: number, signal: AbortSignal): Promise<Response> {
    const known = this.unreachable.get(url.origin);
    if (known !== undefined) throw sourceFailed(`${url.host} cannot be reached`, known);
    try {
      return await fetch(url, { dispatcher: this.agent, signal, headers: from > 0 ? { range: `bytes=${from}-` } : {} });
    } catch (error) {
      throwIfAborted(signal);
      if (UNREACHABLE.has(codeOf(error) ?? '')) this.unreachable.set(url.origin, error);
      throw sourceFailed(`${url.host} cannot be reached`, error);
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

function codeOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof AggregateError) return codeOf(at.errors[0]);
    const code = (at as NodeJS.ErrnoException).code;
    if (code !== undefined) return code;
  }
  return undefined;
}
