import { abortable, VouchError } from '../../core/index.js';
import type { Endpoint, ServerFound } from '../providers/index.js';

/** ms after which a server is asked again beside the next request: other models may have been loaded, with another context. */
const FRESH_MS = 60_000;
/** ms between two such questions at least. */
const AGAIN_MS = 5_000;

export type Recognise = (plain: Endpoint) => Promise<ServerFound>;

/**
 * What a server was recognised as. One question serves all who want its answer, and who gives up leaves the others waiting. The answer is
 * used while it is fresh; later it is still used once more while the server is asked again. A failure is not kept, nor is a list without
 * the model that is looked for.
 */
export class Recognition {
  #asked: { readonly baseUrl: string; readonly found: Promise<ServerFound> } | undefined;
  #answeredAt = -Infinity;
  #doubted = false;

  constructor(
    private readonly recognise: Recognise,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Rejects with the signal's reason, or with what the server failed with. */
  async of(plain: Endpoint, signal: AbortSignal): Promise<ServerFound> {
    // A server that was started again may listen elsewhere.
    if (this.#asked?.baseUrl !== plain.baseUrl) return abortable(this.#ask(plain), signal);
    const { found } = this.#asked;
    const age = this.now() - this.#answeredAt;
    if (age > (this.#doubted ? AGAIN_MS : FRESH_MS)) this.#askBeside(plain, found);
    return abortable(found, signal);
  }

  /** The server may have become another: the next request asks first. */
  forget(): void {
    this.#asked = undefined;
  }

  /** Something that it did not tell may be known by now. */
  doubt(): void {
    this.#doubted = true;
  }

  #ask(plain: Endpoint): Promise<ServerFound> {
    const asked = { baseUrl: plain.baseUrl, found: this.recognise(plain) };
    this.#answeredAt = this.now();
    this.#note(asked);
    return asked.found;
  }

  /** The earlier answer holds until there is another; where there is none, the next request is told why. */
  #askBeside(plain: Endpoint, before: Promise<ServerFound>): void {
    this.#answeredAt = this.now();
    this.#note({ baseUrl: plain.baseUrl, found: this.recognise(plain) }, before);
  }

  #note(asked: { readonly baseUrl: string; readonly found: Promise<ServerFound> }, meanwhile?: Promise<ServerFound>): void {
    const current = meanwhile === undefined ? asked : { baseUrl: asked.baseUrl, found: meanwhile };
    this.#asked = current;
    asked.found.then(
      () => {
        if (this.#asked !== current) return;
        this.#asked = asked;
        this.#answeredAt = this.now();
        this.#doubted = false;
      },
      () => {
        if (this.#asked === current) this.#asked = undefined;
      },
    );
  }
}

/** What a failed request says of the server itself: it is gone, or no longer has the model, or the model no longer has the context. */
export function mayHaveChanged(error: unknown): boolean {
  if (!VouchError.is(error)) return false;
  const { unreachable, status, code } = error.details ?? {};
  return unreachable === true || status === 404 || code === 'context_length_exceeded' || error.code === 'MEDIA_UNSUPPORTED';
}
