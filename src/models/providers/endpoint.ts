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
  /** Whether the server is one of ours and so knows our extensions. */
  readonly ours: boolean;
}
