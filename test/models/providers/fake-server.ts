import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dialectOf, type DialectName, type Endpoint } from '../../../src/models/providers/index.js';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

type Handler = (request: Seen, response: ServerResponse) => void;

export interface FakeServer {
  readonly endpoint: Endpoint;
  readonly seen: Seen[];
  /** Resolves when a client has broken its connection. */
  readonly abandoned: Promise<void>;
  close(): Promise<void>;
}

/** An OpenAI-like server on loopback that answers as the test says. */
export async function fakeServer(handle: Handler, dialect: DialectName = 'openai'): Promise<FakeServer> {
  const seen: Seen[] = [];
  let abandon: () => void = () => undefined;
  const abandoned = new Promise<void>((resolve) => {
    abandon = resolve;
  });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    response.on('close', () => {
      if (!response.writableFinished) abandon();
    });
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const record = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
      seen.push(record);
      handle(record, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: { server: 'fake', baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'secret-key', model: 'm', modelId: 'm', dialect: dialectOf(dialect) },
    seen,
    abandoned,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body));
}

export function completion(content: string, finish = 'stop'): unknown {
  return { id: 'x', object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }], usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 } };
}
