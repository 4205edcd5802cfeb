import { VouchError, type CallOptions, type Job, type ModelClient, type TokenUsage } from '../core/index.js';

/** Counts the tokens of a run against its budget. */
export interface TokenMeter {
  used: number;
  limit: number;
}

/** How a language model samples where its request is greedy. */
export interface Sampling {
  readonly temperature: number;
  readonly seed: number;
}

/** A model client bound to one attempt: it counts tokens, prefers the models that a rung asked for and notes who took part. */
export interface AttemptModels {
  readonly client: ModelClient;
  /** Ids of the models that answered. */
  readonly used: ReadonlySet<string>;
  /** What was less than the router's first choice, in words. */
  readonly fallbacks: ReadonlySet<string>;
  /** Who answered, and what was less than the first choice, since this was asked last. */
  readonly takeRecent: () => { models: string[]; fallbacks: string[] };
  /** Language-model tokens so far. */
  readonly tokens: () => number;
}

export interface BindOptions {
  readonly preferred?: Readonly<Partial<Record<Job, string>>> | undefined;
  readonly sampling?: Sampling | undefined;
  /** The run: where many wait for a model, runs take turns. */
  readonly owner?: string | undefined;
  /** performance.now() by which the answers are wanted. */
  readonly deadline?: number | undefined;
}

/** Binds `inner` to an attempt. Its calls throw BUDGET_SPENT once the meter is at its limit, and end with `signal`. */
export function bindModels(inner: ModelClient, meter: TokenMeter, signal: AbortSignal, { preferred = {}, sampling, owner, deadline }: BindOptions = {}): AttemptModels {
  let tokens = 0;
  const used = new Set<string>();
  const fallbacks = new Set<string>();
  let recent = { models: new Set<string>(), fallbacks: new Set<string>() };
  const takeRecent: AttemptModels['takeRecent'] = () => {
    const { models, fallbacks: told } = recent;
    recent = { models: new Set(), fallbacks: new Set() };
    return { models: [...models], fallbacks: [...told] };
  };
  const options = (job: Job, own: CallOptions | undefined): CallOptions => ({
    model: own?.model ?? preferred[job],
    owner: own?.owner ?? owner,
    deadline: own?.deadline ?? deadline,
    onFallback: (fallback) => {
      fallbacks.add(fallback);
      recent.fallbacks.add(fallback);
      own?.onFallback?.(fallback);
    },
    signal: own?.signal ? AbortSignal.any([signal, own.signal]) : signal,
  });
  const note = <T extends { model: string; usage?: TokenUsage }>(reply: T): T => {
    used.add(reply.model);
    recent.models.add(reply.model);
    const spent = reply.usage ? reply.usage.promptTokens + reply.usage.completionTokens : 0;
    tokens += spent;
    meter.used += spent;
    return reply;
  };
  const affordable = (): void => {
    if (meter.used >= meter.limit) throw new VouchError('BUDGET_SPENT', `The run has used its ${meter.limit} tokens.`, { details: { budget: 'tokens' } });
  };
  const client: ModelClient = {
    has: (job) => inner.has(job),
    canScore: () => inner.canScore(),
    facts: (job, model) => inner.facts?.(job, model),
    modelsFor: (job) => {
      const favourite = preferred[job];
      const models = inner.modelsFor(job);
      return favourite === undefined ? models : [favourite, ...models.filter((model) => model !== favourite)];
    },
    async chat(request, own) {
      affordable();
      const sampled = sampling && (request.temperature ?? 0) === 0 ? { ...request, ...sampling } : request;
      return note(await inner.chat(sampled, options('chat', own)));
    },
    async score(request, own) {
      affordable();
      return note(await inner.score(request, options('chat', own)));
    },
    embed: (texts, own) => inner.embed(texts, options('embed', own)),
    speak: async (request, own) => note(await inner.speak(request, options('speak', own))),
    voices: (own) => inner.voices(options('speak', own)),
    transcribe: async (request, own) => note(await inner.transcribe(request, options('transcribe', own))),
    ocr: async (request, own) => note(await inner.ocr(request, options('ocr', own))),
    readLines: async (request, own) => note(await inner.readLines(request, options('ocr', own))),
    detect: async (request, own) => note(await inner.detect(request, options('detect', own))),
  };
  return { client, used, fallbacks, takeRecent, tokens: () => tokens };
}
