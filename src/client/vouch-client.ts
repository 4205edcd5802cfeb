import type { Artifact, VouchEvent } from '../core/index.js';
import { splitFrame } from '../server/protocol/frame-bytes.js';
import type { Method, Note, Params, Result, SpokenHeader } from '../server/protocol/index.js';
import { Line, type LineStatus } from './line.js';
import { RunFeed } from './run-feed.js';
import { ServerError } from './server-error.js';
import { platformSocket, type SocketConstructor } from './socket.js';
import type { Spoken, Voice, VoiceOptions } from './voice.js';

/** Bytes of one upload frame, and how many may wait for the network. */
const FRAME_BYTES = 256_000;
const HIGH_BYTES = 2_000_000;
/** Bytes of a frame's header, at most: it holds a sentence. */
const HEADER_BYTES = 16_384;

export interface ClientOptions {
  /** The server, such as `http://127.0.0.1:7700`; in a browser the page's own by default. */
  readonly url?: string;
  /** Where the server wants one and there is no session cookie. */
  readonly token?: string;
  /** A conversation to go on with. */
  readonly conversation?: string;
  /** The platform's own by default; Node 20 wants the one of the package `ws`. */
  readonly WebSocket?: SocketConstructor;
  readonly onNote?: (note: Note) => void;
  /** The connection: for a sign that says "reconnecting". */
  readonly onStatus?: (status: LineStatus, retryInMs?: number) => void;
  /** Told why a run cannot be watched: it is not there, or the token does not allow it. */
  readonly onFault?: (error: unknown) => void;
  /** Told after each connection with what the server said: the conversation may have gone on meanwhile. */
  readonly onSession?: (session: Result<'session.open'>) => void;
}

/** What the client is: typed calls, runs that can be watched, uploads. It reconnects by itself and misses no event. */
export class VouchClient {
  readonly url: string;
  readonly #options: ClientOptions;
  readonly #line: Line;
  readonly #feeds = new Map<string, RunFeed>();
  #conversation: string | undefined;
  #onSpoken: ((spoken: Spoken) => void) | undefined;

  constructor(options: ClientOptions = {}) {
    this.#options = options;
    this.#conversation = options.conversation;
    this.url = (options.url ?? pageOrigin()).replace(/\/+$/, '');
    this.#line = new Line(`${this.url.replace(/^http/, 'ws')}/v1/ws`, options.WebSocket ?? platformSocket(), {
      greet: () => this.#greet(),
      message: (message) => {
        this.#take(message);
      },
      frame: (bytes) => {
        const { header, body } = splitFrame(bytes, HEADER_BYTES);
        const { kind, ...spoken } = header as SpokenHeader;
        if (kind === 'spoken') this.#onSpoken?.({ ...spoken, wav: body });
      },
      status: (status, retryInMs) => options.onStatus?.(status, retryInMs),
    });
  }

  get status(): LineStatus {
    return this.#line.status;
  }

  /** Calls a method of docs/server.md. Throws ServerError with the server's code, or `DISCONNECTED`. */
  async call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    if (method === 'session.open') this.#conversation = (params as Params<'session.open'>).conversation;
    return (await this.#line.call(method, params)) as Result<M>;
  }

  /** Watches a run from after `since`: each event once and in order, whatever happens to the connection. Returns how to stop. */
  watch(runId: string, listener: (event: VouchEvent) => void, since = 0): () => void {
    const feed = new RunFeed(runId, since, listener);
    this.#feeds.set(runId, feed);
    this.#subscribe(feed);
    return () => {
      if (this.#feeds.get(runId) !== feed) return;
      this.#feeds.delete(runId);
      if (this.#line.status === 'open') this.#line.call('unsubscribe', { runId }).catch(() => undefined);
    };
  }

  /** Sends a file; `progress` gets bytes sent and all bytes. Throws ServerError: INPUT_* for what no run would take. */
  async upload(file: Blob | Uint8Array, name: string, progress?: (sent: number, total: number) => void): Promise<Artifact> {
    // A copy: bytes that are shared between threads are no part of a Blob.
    const blob = file instanceof Blob ? file : new Blob([file.slice()]);
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let from = 0; from < blob.size; from += FRAME_BYTES) {
        const to = Math.min(blob.size, from + FRAME_BYTES);
        yield new Uint8Array(await blob.slice(from, to).arrayBuffer());
        progress?.(to, blob.size);
      }
    }
    const { artifact } = (await this.#line.upload(name, pieces(), HIGH_BYTES)) as { artifact: Artifact };
    return artifact;
  }

  /** Opens the microphone: speech in, messages and spoken sentences out. It ends with the connection. Throws ServerError: MODEL_MISSING where nobody can be spoken with. */
  async openVoice({ conversation, speak = true, onSpoken }: VoiceOptions = {}): Promise<Voice> {
    const { voice: id } = await this.call('voice.open', { speak, ...(conversation === undefined ? {} : { conversation }) });
    this.#onSpoken = (spoken) => { if (spoken.voice === id) onSpoken?.(spoken); };
    return {
      id,
      send: (pcm) => { this.#line.sendFrame({ kind: 'speech', voice: id, last: false }, pcm); },
      end: () => { this.#line.sendFrame({ kind: 'speech', voice: id, last: true }, new Uint8Array(0)); },
      hush: async () => { await this.call('voice.hush', {}); },
      close: async () => { await this.call('voice.close', {}); },
    };
  }

  /** Address of an artifact's bytes, for pictures, players (with seeking) and links. */
  artifactUrl(id: string, options: { name?: string; download?: boolean } = {}): string {
    const query = new URLSearchParams({ ...(options.name === undefined ? {} : { name: options.name }), ...(options.download ? { download: 'true' } : {}) }).toString();
    return `${this.url}/v1/artifacts/${id}${query === '' ? '' : `?${query}`}`;
  }

  /** Connects anew at once, for instance when the browser says that the network is back. */
  reconnect(): void {
    this.#line.reconnect();
  }

  /** Ends the connection for good; runs go on. */
  close(): void {
    this.#line.close();
  }

  async #greet(): Promise<Result<'session.open'>> {
    const { token } = this.#options;
    const params: Params<'session.open'> = { ...(token === undefined ? {} : { token }), ...(this.#conversation === undefined ? {} : { conversation: this.#conversation }) };
    const session = (await this.#line.greet('session.open', params)) as Result<'session.open'>;
    // Told first: what it begins to watch is subscribed to with the rest.
    this.#options.onSession?.(session);
    for (const feed of this.#feeds.values()) this.#follow(feed, this.#line.greet('subscribe', { runId: feed.runId, since: feed.since }));
    return session;
  }

  /** While the line is down nothing is to be done: each greeting subscribes to all feeds. */
  #subscribe(feed: RunFeed): void {
    if (this.#line.status === 'open') this.#follow(feed, this.#line.call('subscribe', { runId: feed.runId, since: feed.since }));
  }

  /** Questions that wait are told as if they came up now. A subscription that was lost with its connection is made again with the next. */
  #follow(feed: RunFeed, subscribed: Promise<unknown>): void {
    feed.subscribes();
    subscribed.then((result) => {
      const { questions } = result as Result<'subscribe'>;
      const { closed, open } = feed.subscribed(questions.map(({ question }) => question.id));
      // Answered while nobody told this client.
      for (const question of closed) this.#tell({ note: 'question.closed', runId: feed.runId, question });
      for (const pending of questions) if (open.has(pending.question.id)) this.#tell({ note: 'question', pending });
    }, (error: unknown) => {
      if (error instanceof ServerError && error.code !== 'DISCONNECTED') this.#feeds.delete(feed.runId);
      this.#options.onFault?.(error);
    });
  }

  #take(message: object): void {
    if ('v' in message) {
      const event = message as VouchEvent;
      this.#feeds.get(event.runId)?.take(event);
      return;
    }
    const note = message as Note;
    const feed = note.note === 'resubscribe' ? this.#feeds.get(note.runId) : undefined;
    if (feed) this.#subscribe(feed);
    this.#tell(note);
  }

  #tell(note: Note): void {
    if (note.note === 'question') this.#feeds.get(note.pending.runId)?.asked(note.pending.question.id);
    if (note.note === 'question.closed') this.#feeds.get(note.runId)?.closed(note.question);
    this.#options.onNote?.(note);
  }
}

function pageOrigin(): string {
  const { location } = globalThis as { location?: { origin: string } };
  if (!location) throw new RangeError('Say which server: new VouchClient({ url }).');
  return location.origin;
}
