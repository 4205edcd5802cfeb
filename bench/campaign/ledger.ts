// Writes down what is done outside, in a process that no fault meets. Arguments: address, port. A deed with a key that it knows is not done again.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const [host = '127.0.0.1', port = '0'] = process.argv.slice(2);
const keys = new Set<string>();
/** Deed → how often it was done, by whichever run. */
const deeds: Record<string, number> = {};
createServer((request, response) => {
  void text(request).then((body) => {
    if (request.method === 'POST') {
      const { deed, key } = JSON.parse(body) as { deed: string; key: string };
      if (!keys.has(key)) deeds[deed] = (deeds[deed] ?? 0) + 1;
      keys.add(key);
    }
    response.end(JSON.stringify(deeds));
  });
}).listen(Number(port), host, () => { process.stdout.write('ready\n'); });
