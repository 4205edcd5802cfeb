import type { Dialect } from './dialects/index.js';

/** A picture of a video, as a file, and the moment that it shows. */
export interface SampledFrame {
  readonly path: string;
  readonly timeMs: number;
}

/** Hands a few frames of a video to `use`, as image files, and removes them afterwards. */
export type FrameSampler = <T>(video: string, use: (frames: readonly SampledFrame[]) => Promise<T>, signal: AbortSignal | undefined) => Promise<T>;

export type MediaModality = 'image' | 'audio' | 'video';

/** A model behind an OpenAI-compatible server. */
export interface Endpoint {
  /** The server, for error messages: its configured id, or the id of the embedded model. */
  readonly server: string;
  /** Up to and including `/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  /** Name of the model on that server. */
  readonly model: string;
  /** What the reply calls the model; the catalogue id or the configured name. */
  readonly modelId: string;
  /** How the server is spoken to. */
  readonly dialect: Dialect;
  /** Tokens that the model's context holds; absent: not known. */
  readonly contextTokens?: number | undefined;
  /** Tokens that the server reckons for each medium when it decides what to cut; absent: those that the model makes of it. */
  readonly reckonedTokens?: number | undefined;
  /** What the model is known to take, or not to take; absent: not known. */
  readonly takes?: Partial<Readonly<Record<MediaModality, boolean>>> | undefined;
  /** Absent: videos can be sent only to servers that take them whole. */
  readonly sampleFrames?: FrameSampler | undefined;
}

/** The server's address without the `/v1` of its API, for routes of its own. */
export function rootOf({ baseUrl }: Pick<Endpoint, 'baseUrl'>): string {
  return baseUrl.replace(/\/v1$/, '');
}
