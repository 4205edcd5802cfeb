import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CatalogEntry, type ModelSource } from '../../src/models/catalog/index.js';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes that do not compress and are new in every test run. */
export const someBytes = (count: number): Buffer => randomBytes(count);

/** A catalogue entry whose files are these bytes, each with its sources. */
export function entryOf(id: string, files: readonly { name: string; bytes: Uint8Array; sources: ModelSource[]; size?: number }[]): CatalogEntry {
  return CatalogEntry.parse({
    id,
    title: 'made for a test',
    job: 'embed',
    modalities: { in: ['text'], out: ['json'] },
    licence: 'Apache-2.0',
    engine: 'embed',
    files: files.map(({ name, bytes, sources, size }) => ({ role: name, name, bytes: size ?? bytes.byteLength, sha256: sha256(bytes), sources })),
    needs: { memoryBytes: 1, threads: 1 },
    pack: 'optional',
  });
}

export const hubFile = (path: string): ModelSource => ({ kind: 'hub', repo: 'maker/model', revision: 'main', path });

export interface FileServer {
  readonly url: string;
  /** Path and Range of each request, in order. */
  readonly requests: { path: string; range: string | undefined }[];
  /** Body bytes that were sent, over all requests. */
  sent(): number;
  close(): Promise<void>;
}

export interface FileServerOptions {
  /** Pause between pieces of 64 KiB. */
  readonly pauseMs?: number;
  readonly ranges?: boolean;
  /** Cuts the connection of the first request after so many bytes. */
  readonly cutFirstAt?: number;
}

/** A hub on loopback: any path whose last segment names a file. */
export async function serveFiles(files: Readonly<Record<string, Uint8Array>>, options: FileServerOptions = {}): Promise<FileServer> {
  const requests: FileServer['requests'] = [];
  let sent = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    requests.push({ path, range: request.headers.range });
    const cutAt = requests.length === 1 ? options.cutFirstAt : undefined;
    const body = files[decodeURIComponent(path.split('/').at(-1) ?? '')];
    if (body === undefined) { response.writeHead(404).end(); return; }
    const from = options.ranges === false ? 0 : Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': body.byteLength - from, ...(from > 0 ? { 'content-range': `bytes ${from}-${body.byteLength - 1}/${body.byteLength}` } : {}) });
    for (let at = from; at < body.byteLength && !response.destroyed; at += 65_536) {
      if (cutAt !== undefined && at >= cutAt) { response.destroy(); return; }
      const piece = body.subarray(at, at + 65_536);
      sent += piece.byteLength;
      response.write(piece);
      if (options.pauseMs !== undefined) await new Promise((resolve) => { setTimeout(resolve, options.pauseMs); });
    }
    response.end();
  };
  const server = createServer((request, response) => { void answer(request, response); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    sent: () => sent,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => { resolve(); }); }),
  };
}
