import type { Run, RunInput, RunRequest, Runtime } from '../../runtime/index.js';

/** What an MCP server stands on: the same over stdio and HTTP, but for where files come from and how results are named. */
export interface McpBackend {
  readonly runtime: Pick<Runtime, 'tools' | 'readArtifact'>;
  readonly version: string;
  /** Starts a run that nobody can answer: a question suspends it. Throws what the caller may not ask for. */
  start(request: Pick<RunRequest, 'goal' | 'plan' | 'inputs'>): Promise<Run>;
  /** What a caller names as a file. Throws USAGE and INPUT_* for what it may not or cannot be. */
  take(file: string): Promise<RunInput>;
  /** How a caller may name a file, in words for models. */
  readonly files: string;
  /** Address under which the host can fetch an artifact. */
  link(artifact: string): Promise<string>;
}
