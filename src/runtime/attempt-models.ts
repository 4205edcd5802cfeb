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
  /** Language-model tokens so far. */
  readonly tokens: () => number;
}

export interface BindOptions {
  readonly preferred?: Readonly<Partial<Record<Job, string>>> | undefined;
  readonly sampling?: Sampling | undefined;
}

/** Binds `inner` to an attempt. Its calls throw BUDGET_SPENT once the meter is at its limit, and end with `signal`. */
export function bindModels(inner: ModelClient, meter: TokenMeter, signal: AbortSignal, { preferred = {}, sampling }: BindOptions = {}): AttemptModels {
  let tokens = 0;
  const used = new Set<string>();
  const options = (job: Job, own: CallOptions | undefined): CallOptions => ({
    model: own?.model ?? preferred[job],
    signal: own?.signal ? AbortSignal.any([signal, own.signal]) : signal,
  });
  const note = <T extends { model: string; usage?: TokenUsage }>(reply: T): T => {
    used.add(reply.model);
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
  return { client, used, tokens: () => tokens };
}
