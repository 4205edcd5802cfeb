import type { FastifyInstance } from 'fastify';

/** What the supervisor tells an engine process about the one model that it serves. */
export interface EngineOptions {
  /** Catalogue id; the `model` of every reply. */
  readonly modelId: string;
  /** Role of each file in the catalogue entry (`model`, `tokenizer`, `detector`, ...) → absolute path. */
  readonly files: Readonly<Record<string, string>>;
  /** CPU threads that the engine may use, at least 1. */
  readonly threads: number;
  /** Engine-specific settings of the catalogue entry, such as a context size. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** One loaded model behind HTTP routes. It lives in a child process and never in the runtime's own. */
export interface Engine {
  /** Adds the OpenAI-compatible routes of this model's job (`/v1/...`). */
  register(app: FastifyInstance): void;
  /** A real, tiny inference with media where the job has media; throws when the answer is not sane. */
  check(): Promise<void>;
  close(): Promise<void>;
  /** What it computes on, where the engine can tell. */
  readonly device?: 'cpu' | 'gpu';
}

/** Loads the model. Rejects with a message that names the file when one is missing or not what it should be. */
export type CreateEngine = (options: EngineOptions) => Promise<Engine>;
