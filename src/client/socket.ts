/** The part of the WebSocket of browsers, of Node 22 and of the package `ws` that the client uses. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: string | Uint8Array): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void;
}

export type SocketConstructor = new (url: string, protocols?: string | string[]) => SocketLike;

/** `readyState` of a socket that can be written to. */
export const OPEN = 1;

/** The platform's own WebSocket. Throws RangeError where there is none: Node 20 wants the one of the package `ws`. */
export function platformSocket(): SocketConstructor {
  const { WebSocket } = globalThis as { WebSocket?: SocketConstructor };
  if (!WebSocket) throw new RangeError('This platform has no WebSocket. Give one: connect({ url, WebSocket }), such as the one of the package ws.');
  return WebSocket;
}
