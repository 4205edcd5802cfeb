import { toVouchError, VouchError, type CallOptions, type ChatReply, type ChatRequest, type Job, type ModelClient, type TokenUsage } from '../core/index.js';
import type { ModelCall, Sampling } from './executor/job.js';

/** Counts the tokens of a run against its budget. */
export interface TokenMeter {
  used: number;
  limit: number;
  /** How `used` is made up, as far as it was told apart: runs that were begun by an earlier version know their sum alone. */
  prompt: number;
  completion: number;
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
  readonly deadline?: (() => number) | undefined;
  /** Greedy replies about texts that the run has already: the same is not asked twice. Absent: everything is asked. */
  readonly replies?: Map<string, ChatReply> | undefined;
  /** Told of each call when it has ended, however it ended. */
  readonly onCall?: ((call: ModelCall) => void) | undefined;
}

/** Binds `inner` to an attempt. Its calls throw BUDGET_SPENT once the meter is at its limit, and end with `signal`. */
export function bindModels(inner: ModelClient, meter: TokenMeter, signal: AbortSignal, { preferred = {}, sampling, owner, deadline, replies, onCall }: BindOptions = {}): AttemptModels {
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
    deadline: own?.deadline ?? deadline?.(),
    onFallback: (fallback) => {
      fallbacks.add(fallback);
      recent.fallbacks.add(fallback);
      own?.onFallback?.(fallback);
    },
    signal: own?.signal ? AbortSignal.any([signal, own.signal]) : signal,
  });
  const count = ({ promptTokens, completionTokens }: TokenUsage): void => {
    tokens += promptTokens + completionTokens;
    meter.used += promptTokens + completionTokens;
    meter.prompt += promptTokens;
    meter.completion += completionTokens;
  };
  const note = (model: string): void => {
    used.add(model);
    recent.models.add(model);
  };
  const call = async <T>(job: Job, operation: ModelCall['operation'], own: CallOptions | undefined, work: (bound: CallOptions) => Promise<T>): Promise<T> => {
    const started = performance.now();
    const bound = options(job, own);
    const told = { job, operation, model: bound.model ?? inner.modelsFor(job)[0] ?? '' };
    const ms = (): number => Math.round(performance.now() - started);
    let reply: T;
    try {
      reply = await work(bound);
    } catch (error) {
      onCall?.({ ...told, ms: ms(), error: toVouchError(error).code });
      throw error;
    }
    const { model = told.model, usage } = reply as { model?: string; usage?: TokenUsage };
    if (usage) count(usage);
    // Vectors come without the name of who made them.
    if (operation !== 'embed') note(model);
    onCall?.({ ...told, model, ms: ms(), ...usage });
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
      const key = replies && isGreedyText(sampled) ? JSON.stringify([own?.model ?? preferred.chat ?? null, sampled]) : undefined;
      const known = key === undefined ? undefined : replies?.get(key);
      if (known) {
        note(known.model);
        return known;
      }
      let isInstead = false;
      const told: CallOptions = { ...own, onFallback: (fallback) => { isInstead = true; own?.onFallback?.(fallback); } };
      const reply = await call('chat', 'chat', told, (bound) => inner.chat(sampled, bound));
      // What another model said instead is told where it happened, and the one that was meant may be back the next time.
      if (key !== undefined && !isInstead) replies?.set(key, reply);
      return reply;
    },
    async score(request, own) {
      affordable();
      return call('chat', 'score', own, (bound) => inner.score(request, bound));
    },
    embed: (texts, own) => call('embed', 'embed', own, (bound) => inner.embed(texts, { ...own, ...bound })),
    speak: (request, own) => call('speak', 'speak', own, (bound) => inner.speak(request, bound)),
    voices: (own) => inner.voices(options('speak', own)),
    transcribe: (request, own) => call('transcribe', 'transcribe', own, (bound) => inner.transcribe(request, bound)),
    ...(inner.scoreSpeech ? { scoreSpeech: (request, own) => call('transcribe', 'score', own, (bound) => inner.scoreSpeech?.(request, bound) ?? Promise.reject(new RangeError('unreachable: it is there'))) } : {}),
    ocr: (request, own) => call('ocr', 'ocr', own, (bound) => inner.ocr(request, bound)),
    readLines: (request, own) => call('ocr', 'ocr', own, (bound) => inner.readLines(request, bound)),
    detect: (request, own) => call('detect', 'detect', own, (bound) => inner.detect(request, bound)),
  };
  return { client, used, fallbacks, takeRecent, tokens: () => tokens };
}

/** Chance has no part in the reply, and all that it is about stands in the request. */
function isGreedyText({ messages, temperature = 0 }: ChatRequest): boolean {
  return temperature === 0 && messages.every(({ content }) => typeof content === 'string');
}
