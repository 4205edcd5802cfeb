/**
 * An OpenAI-compatible server that batches as GPU servers do: up to SLOTS requests share each step, a step takes BASE_MS and a little more
 * for each request in it, and gives every one of them a token. Prints its port. Tells its queue in /metrics.
 */
const { createServer } = require('node:http');

const SLOTS = 8;
const BASE_MS = 12;
const EACH_MS = 0.5;
const waiting = [];
const running = new Set();

function step() {
  while (running.size < SLOTS && waiting.length > 0) running.add(waiting.shift());
  if (running.size === 0) return setTimeout(step, 1);
  setTimeout(() => {
    for (const request of running) {
      request.left -= 1;
      if (request.left >= 0) request.token();
      if (request.left <= 0) {
        running.delete(request);
        request.end();
      }
    }
    step();
  }, BASE_MS + EACH_MS * running.size);
}
step();

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (request.url === '/metrics') return response.end(`vllm:num_requests_waiting{model_name="m"} ${waiting.length}\n`);
    if (!request.url.endsWith('/chat/completions')) return response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    const { max_tokens: tokens, stream, messages } = JSON.parse(Buffer.concat(chunks).toString());
    const usage = { prompt_tokens: JSON.stringify(messages).includes('image_url') ? 500 : 10, completion_tokens: tokens };
    if (!stream) {
      const reply = { id: 'x', object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: 'word '.repeat(tokens) }, finish_reason: 'stop' }], usage };
      return waiting.push({ left: tokens, token: () => undefined, end: () => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply)) });
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const say = (delta, finish, more = {}) => response.write(`data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }], ...more })}\n\n`);
    waiting.push({
      left: tokens,
      token: () => say({ content: 'word ' }, null),
      end: () => {
        say({}, 'stop', { usage });
        response.end('data: [DONE]\n\n');
      },
    });
  });
}).listen(0, '127.0.0.1', function listening() {
  console.log(this.address().port);
});
