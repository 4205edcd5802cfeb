import { afterAll, afterEach } from '@jest/globals';
import WebSocket from 'ws';
import { VouchClient, type ClientOptions, type SocketConstructor, type VouchEvent } from '../../src/client/index.js';
import type { Tool } from '../../src/core/index.js';
import { startServer, type VouchServer } from '../../src/server/index.js';
import { freshFolder, removeFolders, testRuntime, type TestRuntime } from '../support/workshop.js';
import { planner } from './planner.js';

export { echo, send, waiting } from '../support/sample-tools.js';
export { freshFolder, removeFolders, testRuntime };

export const Socket = WebSocket as unknown as SocketConstructor;

type Options = Parameters<typeof startServer>[0];

/** A running server with what it stands on; `stop` closes all of it. */
export interface Served {
  readonly server: VouchServer;
  readonly runtime: TestRuntime;
  client(options?: Partial<ClientOptions>): VouchClient;
  stop(): Promise<void>;
}

/** Serves a runtime with these tools on a free port of this machine. */
export async function serve(tools: Tool[], options: Options = {}, runtime = testRuntime({ tools, planner: planner(tools) })): Promise<Served> {
  const server = await startServer({ port: 0, ...options }, { runtime });
  const clients: VouchClient[] = [];
  return {
    server,
    runtime,
    client: (more = {}) => {
      const client = new VouchClient({ url: server.url, WebSocket: Socket, ...more });
      clients.push(client);
      return client;
    },
    async stop() {
      for (const client of clients) client.close();
      await server.close();
      await runtime.close();
    },
  };
}

/** `serve` for the tests of one file: what a test started is stopped after it, and the folders go at the end. */
export function servers(): typeof serve {
  const open: Served[] = [];
  afterEach(async () => {
    for (const served of open.splice(0)) await served.stop();
  });
  afterAll(removeFolders);
  return async (...args) => {
    const served = await serve(...args);
    open.push(served);
    return served;
  };
}

export { planner };

/** The events of a run over a client, until it ends. */
export function watchToEnd(client: VouchClient, runId: string, since = 0): Promise<VouchEvent[]> {
  return new Promise((resolve) => {
    const events: VouchEvent[] = [];
    const stop = client.watch(runId, (event) => {
      events.push(event);
      if (!/^run\.(completed|failed|cancelled|suspended|paused)$/.test(event.type)) return;
      stop();
      resolve(events);
    }, since);
  });
}

/** Resolves when `look` gives something; fails after 20 s. */
export async function until<T>(look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error('what was waited for did not come within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
