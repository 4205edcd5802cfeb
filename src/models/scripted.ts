import { VouchError, type Box, type CallOptions, type ChatReply, type ChatRequest, type DetectReply, type EmbedItem, type ImageSource, type Job, type ModelClient, type OcrReply, type ReadLinesReply, type ScoreReply, type ScoreRequest, type ScoreSpeechReply, type ScoreSpeechRequest, type SpeakReply, type SpeakRequest, type TranscribeReply, type TranscribeRequest, type Voice } from '../core/index.js';

/** What a scripted model answers: a value, an error to throw, or a function of the request. */
type Answer<Request, Reply> = Reply | Error | ((request: Request, options?: CallOptions) => Reply | Promise<Reply>);

/** One expected call, with its answer. `chat` may be answered by text or by a value that becomes the JSON reply. */
export type ScriptedStep =
  | { readonly chat: Answer<ChatRequest, string | ChatReply> }
  | { readonly json: Answer<ChatRequest, unknown> }
  | { readonly score: Answer<ScoreRequest, readonly number[]> }
  | { readonly embed: Answer<readonly EmbedItem[], readonly (readonly number[])[]> }
  | { readonly speak: Answer<SpeakRequest, Omit<SpeakReply, 'model' | 'path'>> }
  | { readonly voices: Answer<undefined, readonly Voice[]> }
  | { readonly transcribe: Answer<TranscribeRequest, Partial<TranscribeReply> & { text: string }> }
  | { readonly scoreSpeech: Answer<ScoreSpeechRequest, Omit<ScoreSpeechReply, 'model'>> }
  | { readonly ocr: Answer<ImageSource, Partial<OcrReply>> }
  | { readonly readLines: Answer<ImageSource & { readonly boxes: readonly Box[] }, Partial<ReadLinesReply>> }
  | { readonly detect: Answer<{ path: string; minScore?: number }, Partial<DetectReply>> };

type Kind = 'chat' | 'json' | 'score' | 'embed' | 'speak' | 'voices' | 'transcribe' | 'scoreSpeech' | 'ocr' | 'readLines' | 'detect';

export interface ScriptedOptions {
  /** Jobs that `has` says yes to; default all but `see`. */
  readonly jobs?: readonly Job[];
  /** Name of the model in replies; default `scripted`. */
  readonly model?: string;
  /** Default true. */
  readonly canScore?: boolean;
}

const MODEL_USAGE = { promptTokens: 10, completionTokens: 5 };

/**
 * A deterministic model client for tests: it gives the answers of a script in order and is strict in both directions: a
 * call that the script does not expect next throws, and `finish()` throws when answers are left over.
 */
export class ScriptedModels implements ModelClient {
  /** Every call so far, for assertions. */
  readonly calls: { readonly kind: Kind; readonly request: unknown }[] = [];
  readonly #steps: ScriptedStep[];
  readonly #model: string;
  readonly #jobs: readonly Job[];
  readonly #canScore: boolean;

  constructor(steps: readonly ScriptedStep[], options: ScriptedOptions = {}) {
    this.#steps = [...steps];
    this.#model = options.model ?? 'scripted';
    this.#jobs = options.jobs ?? ['chat', 'embed', 'transcribe', 'speak', 'ocr', 'detect'];
    this.#canScore = options.canScore ?? true;
  }

  /** Throws when the script holds answers that nobody asked for. */
  finish(): void {
    if (this.#steps.length > 0) throw new Error(`The script has ${this.#steps.length} unused steps: ${this.#steps.map(kindOf).join(', ')}.`);
  }

  has(job: Job): boolean {
    return this.#jobs.includes(job);
  }

  modelsFor(job: Job): readonly string[] {
    return this.has(job) ? [this.#model] : [];
  }

  canScore(): boolean {
    return this.#canScore;
  }

  async chat(request: ChatRequest, options?: CallOptions): Promise<ChatReply> {
    const answer = await this.#next(['chat', 'json'], request, options);
    if (answer.kind === 'json') return this.#reply(JSON.stringify(answer.value), answer.value);
    if (typeof answer.value !== 'string') return answer.value as ChatReply;
    if (request.schema === undefined) return this.#reply(answer.value, undefined);
    return this.#reply(answer.value, JSON.parse(answer.value));
  }

  async score(request: ScoreRequest, options?: CallOptions): Promise<ScoreReply> {
    const { value } = await this.#next(['score'], request, options);
    const logProbabilities = value as number[];
    if (logProbabilities.length !== request.candidates.length) throw new Error(`The script scores ${logProbabilities.length} candidates, the call has ${request.candidates.length}: ${request.candidates.join(' | ')}`);
    return { logProbabilities, tokenCounts: logProbabilities.map(() => 1), model: this.#model, usage: { ...MODEL_USAGE, completionTokens: 0 } };
  }

  async embed(items: readonly EmbedItem[], options?: CallOptions): Promise<readonly (readonly number[])[]> {
    return (await this.#next(['embed'], items, options)).value as number[][];
  }

  async speak(request: SpeakRequest, options?: CallOptions): Promise<SpeakReply> {
    const { value } = await this.#next(['speak'], request, options);
    return { ...(value as Omit<SpeakReply, 'model' | 'path'>), path: request.into, model: options?.model ?? this.#model };
  }

  async voices(options?: CallOptions): Promise<readonly Voice[]> {
    return (await this.#next(['voices'], undefined, options)).value as Voice[];
  }

  async transcribe(request: TranscribeRequest, options?: CallOptions): Promise<TranscribeReply> {
    const { value } = await this.#next(['transcribe'], request, options);
    return { language: 'en', durationMs: 1000, segments: [], model: options?.model ?? this.#model, ...(value as { text: string }) };
  }

  async scoreSpeech(request: ScoreSpeechRequest, options?: CallOptions): Promise<ScoreSpeechReply> {
    if (!this.#canScore) throw new VouchError('MEDIA_UNSUPPORTED', 'This script tells what is heard, not how likely a text is.');
    const { value } = await this.#next(['scoreSpeech'], request, options);
    return { ...(value as Omit<ScoreSpeechReply, 'model'>), model: options?.model ?? this.#model };
  }

  async ocr(request: ImageSource, options?: CallOptions): Promise<OcrReply> {
    const { value } = await this.#next(['ocr'], request, options);
    return { width: 100, height: 100, lines: [], model: this.#model, ...(value as Partial<OcrReply>) };
  }

  async readLines(request: ImageSource & { readonly boxes: readonly Box[] }, options?: CallOptions): Promise<ReadLinesReply> {
    const { value } = await this.#next(['readLines'], request, options);
    return { lines: [], model: this.#model, ...(value as Partial<ReadLinesReply>) };
  }

  async detect(request: { path: string; minScore?: number }, options?: CallOptions): Promise<DetectReply> {
    const { value } = await this.#next(['detect'], request, options);
    return { width: 100, height: 100, detections: [], model: this.#model, ...(value as Partial<DetectReply>) };
  }

  #reply(text: string, json: unknown): ChatReply {
    return { text, ...(json === undefined ? {} : { json }), finish: 'stop', model: this.#model, usage: MODEL_USAGE };
  }

  async #next(kinds: readonly Kind[], request: unknown, options: CallOptions | undefined): Promise<{ kind: Kind; value: unknown }> {
    options?.signal?.throwIfAborted();
    const step = this.#steps[0];
    const kind = step && kindOf(step);
    if (!step || !kind || !kinds.includes(kind)) {
      throw new VouchError('INTERNAL', `The script expects ${kind ?? 'no more calls'}, but ${kinds.join(' or ')} was called with ${JSON.stringify(request).slice(0, 500)}`);
    }
    this.#steps.shift();
    this.calls.push({ kind, request });
    const answer: unknown = (step as Record<Kind, unknown>)[kind];
    const value: unknown = typeof answer === 'function' ? await (answer as (request: unknown, options?: CallOptions) => unknown)(request, options) : answer;
    if (value instanceof Error) throw value;
    return { kind, value };
  }
}

function kindOf(step: ScriptedStep): Kind {
  return Object.keys(step)[0] as Kind;
}
