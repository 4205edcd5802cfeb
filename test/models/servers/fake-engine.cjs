/**
 * A model server process that loads nothing, for tests of the supervisor. Settings: `failStart` (message), `silent`
 * (never says its port), `deafHealth` (health answers 500), `ignoreStop` (does not end with its standard input),
 * `grandchild` (starts a process of its own).
 * Routes: /v1/echo, /v1/slow (answers after ?ms), /v1/crash (kills the process), /v1/pids.
 */
const { spawn } = require('node:child_process');
const { createServer } = require('node:http');
const { createInterface } = require('node:readline');

const lines = createInterface({ input: process.stdin });
lines.once('line', (text) => {
  const { token, modelId, settings } = JSON.parse(text);
  if (settings.failStart) {
    console.log(JSON.stringify({ error: { message: settings.failStart, code: 'start_failed' } }));
    process.exit(1);
  }
  if (!settings.ignoreStop) lines.once('close', () => process.exit(0));
  if (settings.silent) return;
  const grandchild = settings.grandchild ? spawn('sleep', ['60'], { stdio: 'ignore' }) : undefined;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const answer = (status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, { error: { message: 'no', code: 'unauthorized' } });
    if (url.pathname === '/health') return settings.deafHealth ? answer(500, { error: { message: 'cannot infer' } }) : answer(200, { status: 'ok' });
    if (url.pathname === '/v1/crash') {
      console.error('fatal: the engine hit a wall');
      process.kill(process.pid, 'SIGKILL');
      return;
    }
    if (url.pathname === '/v1/slow') return setTimeout(() => answer(200, { modelId }), Number(url.searchParams.get('ms')));
    return answer(200, { modelId, pid: process.pid, grandchild: grandchild?.pid });
  });
  server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
});
setInterval(() => undefined, 1000);
