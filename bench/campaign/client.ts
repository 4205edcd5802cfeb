/** What a client sees of a run. */
export interface SeenRun {
  readonly run: { readonly runId: string; readonly goal: string; readonly status: string };
  readonly outcome: { readonly answer: string; readonly error?: { readonly code: string; readonly message: string } } | null;
  readonly questions: readonly SeenQuestion[];
}

export interface SeenQuestion {
  readonly question: { readonly id: string; readonly kind: string; readonly text: string };
  readonly approval?: { readonly id: string; readonly argumentsHash: string };
}

/** Speaks to one server. Every call may fail, as calls over a network do. */
export class Client {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** The same key is the same run, whichever server is asked and whichever answer was lost. */
  start(key: string, goal: string, plan: unknown): Promise<{ runId: string }> {
    return this.#call('POST', '/v1/runs', { goal, plan }, { 'idempotency-key': key });
  }

  async list(): Promise<readonly SeenRun['run'][]> {
    return (await this.#call<{ runs: SeenRun['run'][] }>('GET', '/v1/runs?limit=1000')).runs;
  }

  get(runId: string): Promise<SeenRun> {
    return this.#call('GET', `/v1/runs/${runId}`);
  }

  resume(runId: string): Promise<unknown> {
    return this.#call('POST', `/v1/runs/${runId}/resume`, {});
  }

  decide(runId: string, approval: { readonly id: string; readonly argumentsHash: string }, answer: 'yes' | 'no'): Promise<unknown> {
    return this.#call('POST', `/v1/runs/${runId}/approvals`, { approval: approval.id, argumentsHash: approval.argumentsHash, answer });
  }

  async #call<T>(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<T> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const reply = await fetch(this.#url + path, { method, signal: AbortSignal.timeout(5000), headers: { ...headers, authorization: `Bearer ${this.#token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...sent });
    const said = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${said}`);
    return JSON.parse(said) as T;
  }
}
