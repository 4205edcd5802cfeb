import { disconnected, ServerError } from './server-error.js';
import { OPEN, type SocketConstructor, type SocketLike } from './socket.js';
import { joinFrame } from '../server/protocol/frame-bytes.js';

/** ms before the first try to connect again, and at most. */
const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 10_000;
/** Heartbeats that may be missed before the line counts as dead. */
const MISSED_BEATS = 3;
/** How long a first connection may take, ms. */
const CONNECT_MS = 15_000;

export type LineStatus = 'connecting' | 'open' | 'waiting' | 'closed';

export interface LineHandlers {
  /** Greets the server on each new connection; the line is open when it resolves. Throws what no further try can mend. */
  greet(): Promise<{ heartbeatMs: number }>;
  message(message: object): void;
  /** A binary frame. */
  frame(bytes: Uint8Array): void;
  /** The state of the line; `retryInMs` while it waits. */
  status(status: LineStatus, retryInMs?: number): void;
}

interface Waiting {
  readonly what: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: ServerError) => void;
}

/** One WebSocket that comes back after it was lost, with calls and their replies. */
export class Line {
  readonly #url: string;
  readonly #Socket: SocketConstructor;
  readonly #handlers: LineHandlers;
  readonly #waiting = new Map<number, Waiting>();
  readonly #opening = new Set<() => void>();
  #socket: SocketLike | undefined;
  #status: LineStatus = 'connecting';
  #calls = 0;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #deadAfterMs = CONNECT_MS;

  constructor(url: string, Socket: SocketConstructor, handlers: LineHandlers) {
    this.#url = url;
    this.#Socket = Socket;
    this.#handlers = handlers;
    this.#connect();
  }

  get status(): LineStatus {
    return this.#status;
  }

  /** Calls a method and waits for its reply. While the line is down the call waits for it to be open. Throws ServerError. */
  async call(method: string, params: object): Promise<unknown> {
    await this.#opened();
    return this.#send(method, params);
  }

  /** A call of the greeting itself, which comes before the line is open. */
  greet(method: string, params: object): Promise<unknown> {
    return this.#send(method, params);
  }

  /** Sends bytes as frames of one upload; `piece` is asked until it gives nothing more. */
  async upload(name: string, pieces: AsyncIterable<Uint8Array>, highBytes: number): Promise<unknown> {
    await this.#opened();
    const id = ++this.#calls;
    const socket = this.#socket;
    // A reply before the end is a refusal: nothing more needs to be sent then.
    let replied = false;
    const reply = this.#replyTo(id, 'an upload').finally(() => { replied = true; });
    // Told by whoever waits for the reply; sending may end first.
    reply.catch(() => undefined);
    const send = (last: boolean, piece: Uint8Array): void => {
      if (socket === undefined || socket !== this.#socket || socket.readyState !== OPEN) throw disconnected('an upload');
      socket.send(joinFrame({ kind: 'upload', id, name, last }, piece));
    };
    for await (const piece of pieces) {
      if (replied) return reply;
      send(false, piece);
      while (!replied && socket?.readyState === OPEN && socket.bufferedAmount > highBytes) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    if (!replied) send(true, new Uint8Array(0));
    return reply;
  }

  /** Sends one binary frame on the connection as it is now. Throws ServerError DISCONNECTED where there is none. */
  sendFrame(header: object, body: Uint8Array): void {
    if (this.#socket?.readyState !== OPEN) throw disconnected('a frame');
    this.#socket.send(joinFrame(header, body));
  }

  /** Drops the connection and tries again at once, as after a lost one. */
  reconnect(): void {
    this.#lost();
    this.#tries = 0;
    clearTimeout(this.#timer);
    this.#connect();
  }

  close(): void {
    this.#set('closed');
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = undefined;
    this.#fail();
    socket?.close(1000);
  }

  #connect(): void {
    if (this.#status === 'closed') return;
    this.#set('connecting');
    const socket = new this.#Socket(this.#url);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#deadAfterMs = CONNECT_MS;
    this.#watch(socket);
    const current = (): boolean => this.#socket === socket;
    socket.addEventListener('open', () => {
      if (current()) void this.#greeting(socket);
    });
    socket.addEventListener('message', ({ data }) => {
      if (!current()) return;
      this.#watch(socket);
      if (typeof data === 'string') this.#take(JSON.parse(data) as object);
      else if (data instanceof ArrayBuffer) this.#handlers.frame(new Uint8Array(data));
    });
    socket.addEventListener('close', () => {
      if (current()) this.#retry();
    });
    // Every error is followed by a close.
    socket.addEventListener('error', () => undefined);
  }

  async #greeting(socket: SocketLike): Promise<void> {
    try {
      const { heartbeatMs } = await this.#handlers.greet();
      if (this.#socket !== socket) return;
      this.#deadAfterMs = heartbeatMs * MISSED_BEATS;
      this.#tries = 0;
      this.#set('open');
      for (const resume of this.#opening) resume();
    } catch (error) {
      if (this.#socket !== socket) return;
      // What the server refuses stays refused; what was lost is tried again when the close comes.
      if (error instanceof ServerError && !error.retryable) this.close();
      else socket.close();
    }
  }

  #take(message: object): void {
    if (!('id' in message)) {
      this.#handlers.message(message);
      return;
    }
    const { id, result, error } = message as { id: number | null; result?: unknown; error?: ConstructorParameters<typeof ServerError>[0] };
    const call = id === null ? undefined : this.#waiting.get(id);
    if (id === null || !call) return;
    this.#waiting.delete(id);
    if (error) call.reject(new ServerError(error));
    else call.resolve(result);
  }

  #send(method: string, params: object): Promise<unknown> {
    const id = ++this.#calls;
    const reply = this.#replyTo(id, method);
    if (this.#socket?.readyState === OPEN) this.#socket.send(JSON.stringify({ id, method, params }));
    else this.#fail();
    return reply;
  }

  #replyTo(id: number, what: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { what, resolve, reject });
    });
  }

  #opened(): Promise<void> {
    if (this.#status === 'open') return Promise.resolve();
    if (this.#status === 'closed') return Promise.reject(new ServerError({ code: 'DISCONNECTED', message: 'The client is closed.', retryable: false }));
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#opening.delete(settle);
        if (this.#status === 'open') resolve();
        else reject(new ServerError({ code: 'DISCONNECTED', message: 'The client was closed.', retryable: false }));
      };
      this.#opening.add(settle);
    });
  }

  /** Half-open connections send nothing, and no close either. */
  #watch(socket: SocketLike): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#socket !== socket) return;
      this.#retry();
    }, this.#deadAfterMs);
  }

  #retry(): void {
    this.#lost();
    if (this.#status === 'closed') return;
    // Spread, so that a thousand clients of a server that comes back do not come at once.
    const waitMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#tries++) * (0.5 + Math.random() / 2);
    this.#set('waiting', waitMs);
    this.#timer = setTimeout(() => {
      this.#connect();
    }, waitMs);
  }

  #lost(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = undefined;
    this.#fail();
    socket?.close();
  }

  #fail(): void {
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { what, reject } of lost) reject(disconnected(what));
  }

  #set(status: LineStatus, retryInMs?: number): void {
    this.#status = status;
    if (status === 'closed') for (const settle of this.#opening) settle();
    this.#handlers.status(status, retryInMs);
  }
}
