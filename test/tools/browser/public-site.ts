// A public page that reaches for what lies on this machine: run in a network of its own, where a public address is given to the loopback device.
// Prints what came of each path as a JSON object: the code of the error or the addresses that were refused, and what the private server was asked.
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VouchError } from '../../../src/core/index.js';
import { capturePage, closeBrowser } from '../../../src/tools/browser/index.js';

const [publicAddress = ''] = process.argv.slice(2);
const PRIVATE = 'http://127.0.0.1:8081';
const ROUTES: Record<string, string> = {
  '/image': `<h1>News</h1><img src="${PRIVATE}/image">`,
  '/frame': `<h1>News</h1><iframe src="${PRIVATE}/frame"></iframe>`,
  '/fetch': `<h1>News</h1><script>fetch("${PRIVATE}/fetch", { mode: "no-cors" })</script>`,
  '/script': `<h1>News</h1><script>location = "${PRIVATE}/script"</script>`,
  '/name': '<h1>News</h1><img src="http://localhost:8081/name">',
  '/plain': '<h1>News</h1>',
};

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((ready) => server.listen(port, host, ready));
}

const asked: string[] = [];
const secret = createServer(({ url }, response) => {
  asked.push(url ?? '');
  response.end('secret');
});
const site = createServer(({ url = '' }, response) => {
  if (url === '/redirect') response.writeHead(302, { location: `${PRIVATE}/redirect` }).end();
  else response.writeHead(200, { 'content-type': 'text/html' }).end(ROUTES[url] ?? '');
});
await listen(secret, 8081, '127.0.0.1');
await listen(site, 8080, publicAddress);
const folder = await mkdtemp(join(tmpdir(), 'vouch-public-'));
const endings: Record<string, unknown> = {};
for (const [index, path] of ['/redirect', ...Object.keys(ROUTES)].entries()) {
  const own = join(folder, String(index));
  await mkdir(own);
  try {
    const { facts } = await capturePage(`http://${publicAddress}:8080${path}`, { folder: own });
    endings[path] = { shown: facts.blocks.map(({ text }) => text).join(' '), blocked: facts.blocked.map(({ url }) => url) };
  } catch (error) {
    if (!VouchError.is(error)) throw error;
    endings[path] = { code: error.code };
  }
}
await closeBrowser();
for (const server of [secret, site]) {
  server.closeAllConnections();
  server.close();
}
await rm(folder, { recursive: true, force: true });
process.stdout.write(JSON.stringify({ endings, asked }));
