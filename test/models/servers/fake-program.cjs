/** A model server program of somebody else: it takes its port as an argument, becomes ready after a while, and ends on SIGTERM alone. /v1/busy computes for ?ms and hears nothing meanwhile. */
const { createServer } = require('node:http');

const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
const readyAt = Date.now() + 200;
createServer((request, response) => {
  const ready = Date.now() >= readyAt;
  if (request.url === '/health') return response.writeHead(ready ? 200 : 503).end();
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const until = Date.now() + (pathname === '/v1/busy' ? Number(searchParams.get('ms')) : 0);
  while (Date.now() < until);
  return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ modelId: 'program', pid: process.pid }));
}).listen(port, '127.0.0.1');
