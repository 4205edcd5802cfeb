// Writes down what is done outside, in a process that no fault meets. Arguments: address, port. A deed with a key that it knows is not done again.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const [host = '127.0.0.1', port = '0'] = process.argv.slice(2);
const keys = new Set<string>();
/** Run → deeds that were done. */
const deeds: Record<string, number> = {};
createServer((request, response) => {
  void text(request).then((body) => {
    if (request.method === 'POST') {
      const { runId, key } = JSON.parse(body) as { runId: string; key: string };
      if (!keys.has(key)) deeds[runId] = (deeds[runId] ?? 0) + 1;
      keys.add(key);
    }
    response.end(JSON.stringify(deeds));
  });
}).listen(Number(port), host, () => { process.stdout.write('ready\n'); });
