import type { WebSocket } from 'ws';
import type { EventSink, WrittenEvent } from '../runs/index.js';

/** Bytes that may wait for the network before events are held back, and how few must be left before they go on. */
const HIGH_BYTES = 1_000_000;
const LOW_BYTES = 250_000;

/** The writing side of a socket: it says when the client does not keep up. */
export class Outlet implements EventSink {
  readonly #socket: WebSocket;
  readonly #stallMs: number;
  readonly #write: (event: WrittenEvent) => void;
  readonly #waiting = new Set<(drained: boolean) => void>();

  /** `stallMs`: how long a client may leave events unread. `write` says how an event goes on the wire. */
  constructor(socket: WebSocket, stallMs: number, write: (event: WrittenEvent) => void) {
    this.#socket = socket;
    this.#stallMs = stallMs;
    this.#write = write;
    socket.once('close', () => {
      this.#wake(false);
    });
  }

  ready(): boolean {
    return this.#socket.bufferedAmount < HIGH_BYTES;
  }

  send(event: WrittenEvent): void {
    this.#write(event);
  }

  /** To be called when something has left the process. */
  flushed(): void {
    if (this.#waiting.size > 0 && this.#socket.bufferedAmount < LOW_BYTES) this.#wake(true);
  }

  drained(): Promise<boolean> {
    if (this.#socket.readyState !== this.#socket.OPEN) return Promise.resolve(false);
    if (this.#socket.bufferedAmount < LOW_BYTES) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (drained: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(settle);
        resolve(drained);
      };
      const timer = setTimeout(settle, this.#stallMs, false);
      this.#waiting.add(settle);
    });
  }

  #wake(drained: boolean): void {
    for (const settle of [...this.#waiting]) settle(drained);
  }
}
