/**
 * A model server process that loads nothing, for tests of the supervisor. Settings: `failStart` (message), `silent`
 * (never says its port), `deafHealth` (health answers 500), `ignoreStop` (does not end with its standard input),
 * `grandchild` (starts a process of its own), `dieAtStart` (writes this and dies), `loadMs` (time that loading takes).
 * Routes: /v1/echo, /v1/slow (answers after ?ms), /v1/crash (kills the process), /v1/crash-once (unless the file ?mark is there, which it
 * makes), /v1/break-once (the same, but only breaks the connection), /v1/hang (never answers), /v1/work (answers after ?ms and gets on meanwhile).
 */
const { existsSync, writeFileSync } = require('node:fs');
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
  if (settings.dieAtStart) {
    console.error(settings.dieAtStart);
    setTimeout(() => process.exit(1), 20);
    return;
  }
  let [running, progress] = [0, 0];
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
    if (url.pathname === '/activity') return answer(200, { running, progress });
    running += 1;
    response.on('close', () => {
      running -= 1;
      progress += 1;
    });
    const mark = url.searchParams.get('mark');
    if (url.pathname === '/v1/crash-once' && !existsSync(mark)) {
      writeFileSync(mark, '');
      console.error('fatal: once');
      process.kill(process.pid, 'SIGKILL');
      return;
    }
    if (url.pathname === '/v1/break-once' && !existsSync(mark)) {
      writeFileSync(mark, '');
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 }).write('{"modelId"');
      setTimeout(() => response.destroy(), 20);
      return;
    }
    if (url.pathname === '/v1/hang') return;
    if (url.pathname === '/v1/work') {
      const timer = setInterval(() => (progress += 1), 10);
      setTimeout(() => {
        clearInterval(timer);
        answer(200, { modelId });
      }, Number(url.searchParams.get('ms')));
      return;
    }
    if (url.pathname === '/v1/slow') return setTimeout(() => answer(200, { modelId }), Number(url.searchParams.get('ms')));
    return answer(200, { modelId, pid: process.pid, grandchild: grandchild?.pid });
  });
  setTimeout(() => server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port, device: settings.device }))), settings.loadMs ?? 0);
});
setInterval(() => undefined, 1000);
