/**
 * A model server process that fails on demand. It speaks the start-line protocol, takes `loadMs` to load, computes one request at a time
 * for `workMs`, and answers a chat with a digest of its prompt, so that a wrong answer shows. `fault` fails the load; a prompt that begins
 * with "fault KIND NAME" fails the request, once for each NAME where a file NAME can be made in `marks`, always where KIND ends in "!".
 */
const { createHash } = require('node:crypto');
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');
const { createInterface } = require('node:readline');

const lines = createInterface({ input: process.stdin });
lines.once('close', () => process.exit(0));
setInterval(() => undefined, 1000);
lines.once('line', (text) => {
  const { token, modelId, settings } = JSON.parse(text);
  if (settings.pids) writeFileSync(join(settings.pids, String(process.pid)), '');
  if (settings.fault === 'silent') return;
  if (settings.fault === 'crash') return setTimeout(() => process.exit(1), 5);
  if (settings.fault === 'out-of-memory') {
    console.error('ggml: failed to allocate buffer: out of memory');
    return setTimeout(() => process.exit(1), 20);
  }
  if (settings.fault === 'refused') {
    console.log(JSON.stringify({ error: { message: 'the file has another hash', code: 'start_failed' } }));
    return process.exit(1);
  }
  let turn = Promise.resolve();
  let [running, progress] = [0, 0];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const json = (status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.headers.authorization !== `Bearer ${token}`) return json(401, { error: { message: 'no' } });
      if (request.url === '/health') return json(200, {});
      if (request.url === '/activity') return json(200, { running, progress });
      running += 1;
      response.on('close', () => {
        running -= 1;
        progress += 1;
      });
      turn = turn.then(() => new Promise((done) => {
        setTimeout(() => {
          done();
          answer(request.url, Buffer.concat(chunks), response, json);
        }, settings.workMs ?? 0);
      }));
    });
  });
  function answer(url, body, response, json) {
    if (!url.endsWith('/chat/completions')) return json(404, { error: { message: 'no such route' } });
    const prompt = JSON.parse(body.toString()).messages.at(-1).content;
    const content = `answer ${createHash('sha256').update(prompt).digest('hex')}`;
    const reply = JSON.stringify({ id: 'x', object: 'chat.completion', model: modelId, choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }], usage: { prompt_tokens: 5, completion_tokens: 9 } });
    const fault = faultOf(prompt, settings.marks);
    if (fault === 'crash') return process.kill(process.pid, 'SIGKILL');
    if (fault === 'hang') return undefined;
    if (fault === 'out-of-memory') return json(503, { error: { message: 'CUDA error: out of memory', code: 'out_of_memory' } });
    if (fault === 'error-in-200') return json(200, { error: { message: 'the model has no answer', code: 'engine_failed' } });
    if (fault === 'half') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(reply) });
      response.write(reply.slice(0, reply.length / 2));
      return setTimeout(() => response.destroy(), 10);
    }
    if (fault === 'half-stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: content.slice(0, 20) }, finish_reason: null }] })}\n\n`);
      return setTimeout(() => response.end(), 10);
    }
    if (fault === 'content-type') return response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Welcome</body></html>');
    return response.writeHead(200, { 'content-type': 'application/json' }).end(reply);
  }
  setTimeout(() => server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port }))), settings.loadMs ?? 0);
});

function faultOf(prompt, marks) {
  const [, kind, always, name] = /^fault ([\w-]+)(!?) (\S+)/.exec(prompt) ?? [];
  if (kind === undefined || always === '!') return kind;
  try {
    writeFileSync(join(marks, name), '', { flag: 'wx' });
    return kind;
  } catch {
    return undefined;
  }
}
