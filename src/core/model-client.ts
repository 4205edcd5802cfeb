import type { Box } from './verdict.js';

/**
 * What a model can be asked to do. `chat` is a language model, `see` a vision-language model (none is embedded: it is
 * there only where a server is configured), `listen` hears when somebody speaks, the rest are what their names say.
 */
export const JOBS = ['chat', 'see', 'embed', 'transcribe', 'speak', 'ocr', 'detect', 'listen'] as const;
export type Job = (typeof JOBS)[number];

export type ChatPart = { type: 'text'; text: string } | { type: 'image' | 'audio' | 'video'; path: string; mime?: string };

/** A call that a model makes of one of the tools that a request names. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** Parsed; checked against no schema. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  /**
   * Media parts name a local file; its bytes are read only when the request goes on the wire. Media that a tool made reach
   * the model as one user message behind the tools' messages, because chat wires take none inside them.
   */
  readonly content: string | readonly ChatPart[];
  /** Calls that an assistant's message made. */
  readonly toolCalls?: readonly ToolCall[] | undefined;
  /** Of a `tool` message: the call that it answers. */
  readonly toolCallId?: string | undefined;
}

/** A tool that the model may call instead of answering. */
export interface ChatTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Options that every model call takes. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Catalogue id or the id of a configured server's model; the router's choice when absent. */
  readonly model?: string | undefined;
  /** Whose call it is, such as a run's id: where many wait for a server, owners take turns. `GROUP/NAME`: groups do, and within each its owners. */
  readonly owner?: string | undefined;
  /** performance.now() by which the answer is wanted: a model that is known to be too slow for it is asked last. */
  readonly deadline?: number | undefined;
  /** Told in words when something less than the router's first choice did it: another model, another device, smaller limits; or when nothing could show that a model saw its media. */
  readonly onFallback?: ((fallback: string) => void) | undefined;
  /** Told what a call used whose reply does not say it, such as `embed`; a long one is told in parts. Not told by servers that do not count. */
  readonly onUsage?: ((usage: TokenUsage) => void) | undefined;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /** JSON Schema that the reply must satisfy: decoding is constrained to it and the reply is validated against it. */
  readonly schema?: Record<string, unknown> | undefined;
  /** Default 512. */
  readonly maxTokens?: number | undefined;
  /** Default 0: greedy. */
  readonly temperature?: number | undefined;
  readonly seed?: number | undefined;
  readonly stop?: readonly string[] | undefined;
  readonly tools?: readonly ChatTool[] | undefined;
}

export interface EmbedOptions extends CallOptions {
  /** Every new process embeds these same texts, such as what tools say of themselves: their vectors may be taken from a file of an earlier one. Default false. */
  readonly keep?: boolean | undefined;
}

export interface TokenUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** The server counted nothing: both are estimated by the length of the texts. Absent: counted. */
  readonly estimated?: true | undefined;
}

export interface ChatReply {
  readonly text: string;
  /** The parsed reply when a schema was given. */
  readonly json?: unknown;
  /** What the model thought aloud before it answered, where the server tells it apart. */
  readonly reasoning?: string;
  /** Tools that the model wants called; absent when it called none. */
  readonly toolCalls?: readonly ToolCall[];
  readonly finish: 'stop' | 'length';
  readonly model: string;
  readonly usage: TokenUsage;
}

/** What can be embedded: a text, or an image file where the model has pictures and texts in one space. */
export type EmbedItem = string | { readonly image: string };

export interface ScoreRequest {
  /** The conversation up to the point where a candidate would be the assistant's reply. */
  readonly messages: readonly ChatMessage[];
  /** Start of the assistant's reply that is common to all candidates; default empty. */
  readonly prefix?: string | undefined;
  readonly candidates: readonly string[];
}

export interface ScoreReply {
  /** Natural-log probability of each candidate: the sum over its tokens, in the order of the request. */
  readonly logProbabilities: readonly number[];
  /** Number of tokens of each candidate, for length normalisation. */
  readonly tokenCounts: readonly number[];
  readonly model: string;
  readonly usage: TokenUsage;
}

export interface SpeakRequest {
  readonly text: string;
  /** A name that the model lists; its first voice when absent. */
  readonly voice?: string | undefined;
  /** 0.5 to 2; default 1. */
  readonly speed?: number | undefined;
  /** Where the WAV (16-bit PCM, mono) is written. */
  readonly into: string;
}

export interface SpeakReply {
  readonly path: string;
  /** Hz */
  readonly sampleRate: number;
  readonly durationMs: number;
  readonly model: string;
}

export interface TranscribeRequest {
  /** Any audio file that ffmpeg reads. */
  readonly path: string;
  /** ISO 639-1; detected when absent. */
  readonly language?: string | undefined;
}

export interface TranscriptWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** 0 to 1 */
  readonly probability: number;
}

export interface TranscriptSegment {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** 0 to 1: the model's own estimate that nobody speaks here. */
  readonly noSpeechProbability: number;
  /** Mean natural-log probability of the tokens. */
  readonly meanLogProbability: number;
  readonly words: readonly TranscriptWord[];
}

export interface TranscribeReply {
  readonly text: string;
  readonly language: string;
  readonly durationMs: number;
  readonly segments: readonly TranscriptSegment[];
  readonly model: string;
}

export interface ScoreSpeechRequest {
  /** Any audio file that ffmpeg reads. */
  readonly path: string;
  /** ISO 639-1; detected when absent. */
  readonly language?: string | undefined;
  /** Each a text that may be what is said, from the beginning of the part on. */
  readonly texts: readonly string[];
  /** The part of the file that is listened to, at most half a minute; default: from its beginning. */
  readonly startMs?: number | undefined;
  /** Default: to its end. */
  readonly endMs?: number | undefined;
}

export interface ScoreSpeechReply {
  /** Natural-log probability of each text, in the order of the request: of its words, not that nothing follows them. */
  readonly logProbabilities: readonly number[];
  /** The same of each text where there is nothing to hear: what its words have by themselves. */
  readonly priorLogProbabilities: readonly number[];
  readonly model: string;
}

/** Decoded pixels in memory: 8-bit sRGB, `data[(y * width + x) * channels + channel]`, rows without padding. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 3: red, green, blue; 4: with alpha. */
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
}

/** An image file that sharp reads, or pixels. */
export type ImageSource = { readonly path: string } | { readonly pixels: Pixels };

export interface OcrWord {
  readonly text: string;
  readonly box: Box;
}

export interface OcrLine {
  readonly text: string;
  /** Upright bounding box, px of the image that was sent. */
  readonly box: Box;
  /** 0 to 1 */
  readonly confidence: number;
  /** Words with approximate boxes, in order. */
  readonly words: readonly OcrWord[];
}

export interface OcrReply {
  /** px */
  readonly width: number;
  readonly height: number;
  /** In detection order; reading order is the business of src/tools/ocr. */
  readonly lines: readonly OcrLine[];
  readonly model: string;
}

export interface ReadLinesReply {
  /** One a box, in their order; where nothing could be read, its text is empty, its confidence 0, and it has no words. */
  readonly lines: readonly OcrLine[];
  readonly model: string;
}

export interface Detection {
  /** One of the 80 COCO names for the embedded model. */
  readonly label: string;
  /** 0 to 1 */
  readonly score: number;
  readonly box: Box;
}

export interface DetectReply {
  readonly width: number;
  readonly height: number;
  /** Best first. */
  readonly detections: readonly Detection[];
  readonly model: string;
}

/** Speech as it comes from a microphone. */
export interface ListenRequest {
  /** 16-bit little-endian PCM, mono, 16 kHz; whole windows of 512 samples (32 ms). */
  readonly pcm: Uint8Array;
  /** `state` of the reply to what came right before; absent at the beginning. */
  readonly state?: string | undefined;
}

export interface ListenReply {
  /** One a window: 0 to 1, that somebody speaks in it. */
  readonly probabilities: readonly number[];
  readonly state: string;
  readonly model: string;
}

/** What is known of a model before it is asked. */
export interface ModelFacts {
  /** Start of its main file's SHA-256; `null` for a model on somebody else's server. */
  readonly version: string | null;
  /** Bytes that it takes when loaded; 0 where that is not this machine's memory. */
  readonly memoryBytes: number;
  /** The user's configuration names it for its job: no statistics overrule that. */
  readonly configured: boolean;
}

/** A voice that a model speaks with. */
export interface Voice {
  readonly model: string;
  readonly voice: string;
  /** BCP 47 */
  readonly language: string;
  /** Whose voice it sounds like; absent where nobody says. */
  readonly sounds?: 'female' | 'male' | undefined;
}

/**
 * All that tools, agents and oracles may ask of models. Where and by which engine it is done is the router's business.
 * Every method throws VouchError: MODEL_MISSING, MODEL_SERVER_FAILED, MODEL_REPLY_INVALID, MEDIA_UNSUPPORTED,
 * BUDGET_SPENT, TIMEOUT, or the signal's reason.
 */
export interface ModelClient {
  /** True when some configured or installed model does this job. */
  has(job: Job): boolean;
  /** Ids of the models that can do the job, the router's favourite first. */
  modelsFor(job: Job): readonly string[];
  /** Facts about a model that can do the job; `undefined` for one that cannot. A client without it knows none. */
  facts?(job: Job, model: string): ModelFacts | undefined;
  /** Language model; with media parts the `see` model. */
  chat(request: ChatRequest, options?: CallOptions): Promise<ChatReply>;
  /**
   * Probability of each candidate reply. Throws MEDIA_UNSUPPORTED where the server gives no token probabilities
   * (`canScore` is false then).
   */
  score(request: ScoreRequest, options?: CallOptions): Promise<ScoreReply>;
  canScore(): boolean;
  /** One unit vector an item, in order. Images need a model that puts them into the space of its texts. */
  embed(items: readonly EmbedItem[], options?: EmbedOptions): Promise<readonly (readonly number[])[]>;
  speak(request: SpeakRequest, options?: CallOptions): Promise<SpeakReply>;
  voices(options?: CallOptions): Promise<readonly Voice[]>;
  transcribe(request: TranscribeRequest, options?: CallOptions): Promise<TranscribeReply>;
  /**
   * How likely texts are as what is said in a recording. A job of the `transcribe` models. Throws MEDIA_UNSUPPORTED where the
   * server only tells what it heard. A client without it has no such server.
   */
  scoreSpeech?(request: ScoreSpeechRequest, options?: CallOptions): Promise<ScoreSpeechReply>;
  /** Finds the lines of text in an image and reads them. */
  ocr(request: ImageSource, options?: CallOptions): Promise<OcrReply>;
  /** Reads what stands in each box (px), one upright line each, without looking for text; several times faster than `ocr`. A job of the `ocr` models. */
  readLines(request: ImageSource & { readonly boxes: readonly Box[] }, options?: CallOptions): Promise<ReadLinesReply>;
  detect(request: { path: string; minScore?: number }, options?: CallOptions): Promise<DetectReply>;
  /** When somebody speaks. A client without it cannot be spoken to. */
  listen?(request: ListenRequest, options?: CallOptions): Promise<ListenReply>;
}
