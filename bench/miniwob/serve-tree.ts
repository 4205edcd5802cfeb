import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.png': 'image/png', '.svg': 'image/svg+xml', '.gif': 'image/gif', '.jpg': 'image/jpeg' };

/** Serves a folder with its folders on a free port of the loopback interface. */
export async function serveTree(folder: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    // Normalised behind a slash, no path leads out of the folder.
    const path = normalize(`/${decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)}`);
    const file = createReadStream(join(folder, path));
    file.once('open', () => response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }));
    file.once('error', () => response.writeHead(404).end());
    file.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
