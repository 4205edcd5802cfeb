import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can go mute: its connections stay open and pass nothing more, as when a machine between is gone. */
export interface MuteProxy {
  /** The same address by this way. */
  readonly url: string;
  /** What is connected now passes nothing any more, for good; so do new connections until `pass`. */
  mute(): void;
  /** New connections pass. */
  pass(): void;
  /** Connections that were opened so far. */
  connections(): number;
  close(): Promise<void>;
}

export async function openMuteProxy(url: string): Promise<MuteProxy> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let isMute = false;
  let count = 0;
  const server = createServer((near) => {
    count++;
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    }
    if (isMute) return;
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = new URL(url);
  own.hostname = '127.0.0.1';
  own.port = String((server.address() as AddressInfo).port);
  return {
    url: own.href,
    mute: () => {
      isMute = true;
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    pass: () => { isMute = false; },
    connections: () => count,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
