import { request } from 'undici';
import { readStart } from '../providers/index.js';

/** How servers name the requests that wait inside them, in their metrics. */
const WAITING = /^(?:vllm:num_requests_waiting|sglang:num_queue_reqs|llamacpp:requests_deferred|vouch_requests_waiting)(?:\{[^}]*\})?\s+([\d.eE+-]+)/gm;

/** Requests that wait, summed over models, by Prometheus text; `undefined` where the text does not tell. */
export function waitingIn(metrics: string): number | undefined {
  const found = [...metrics.matchAll(WAITING)].map((match) => Number(match[1])).filter(Number.isFinite);
  return found.length === 0 ? undefined : found.reduce((sum, value) => sum + value, 0);
}

/** A server is asked at most this often, ms; one without metrics after a minute again. */
const EVERY_MS = 500;
const WITHOUT_MS = 60_000;
const TIMEOUT_MS = 1_000;
/** Of its metrics, at most. */
const MOST_BYTES = 4_000_000;

/** What a server tells of its queue. It is asked beside the requests, never before one. */
export class ServerLoad {
  #waiting: number | undefined;
  #next = 0;
  readonly #url: string;

  constructor(
    baseUrl: string,
    private readonly apiKey: string | undefined,
  ) {
    this.#url = `${baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '')}/metrics`;
  }

  /** The latest that is known; asks anew where that is old. `undefined`: the server does not tell. */
  waiting(): number | undefined {
    const now = performance.now();
    if (now >= this.#next) {
      this.#next = now + EVERY_MS;
      void this.#ask();
    }
    return this.#waiting;
  }

  async #ask(): Promise<void> {
    try {
      const { statusCode, body } = await request(this.#url, { headers: this.apiKey === undefined ? {} : { authorization: `Bearer ${this.apiKey}` }, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
      const text = await readStart(body, MOST_BYTES);
      this.#waiting = statusCode === 200 ? waitingIn(text) : undefined;
    } catch {
      // Whether the server can be reached at all is for its requests to say.
      this.#waiting = undefined;
    }
    if (this.#waiting === undefined) this.#next = performance.now() + WITHOUT_MS;
  }
}
