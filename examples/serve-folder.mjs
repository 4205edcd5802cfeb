// A web server for one folder of examples, on this machine only.
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = { '.html': 'text/html; charset=utf-8', '.png': 'image/png', '.css': 'text/css' };

/**
 * Serves the files of `folder` on a free port of the loopback interface.
 * @param {URL} folder
 * @returns {Promise<{url: string, close: () => void}>}
 */
export async function serveFolder(folder) {
  const server = createServer((request, response) => {
    // The base name alone: no path leads out of the folder.
    const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname) || 'index.html';
    const file = createReadStream(fileURLToPath(new URL(name, folder)));
    file.once('open', () => response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' }));
    file.once('error', () => response.writeHead(404, { 'content-type': 'text/plain' }).end('not found'));
    file.pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
