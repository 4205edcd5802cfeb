// A page of this machine that reaches for a public site which is not in the list of allowed hosts: run in a network of its own, where a public address is
// given to the loopback device. Prints, as a JSON object, what the other servers were asked for and where each page ended.
import { createServer, type Server } from 'node:http';
import { VouchError } from '../../../src/core/index.js';
import { closeBrowser, PageDriver } from '../../../src/tools/browser/index.js';

const [publicAddress = ''] = process.argv.slice(2);
const HERE = 'http://127.0.0.1:8080';
const OTHER = `http://${publicAddress}:8081`;
const HIDDEN = 'http://127.0.0.1:8082';
/** A page that is pressed anywhere. */
const pressed = (script: string): string => `<body onclick="${script}" style="margin:0;height:100vh">press me</body>`;
const ROUTES: Record<string, string> = {
  '/link': pressed(`location='${OTHER}/link'`),
  '/leap': pressed('location=\'/to/leap\''),
  '/form': `<form id=f method=post action="${OTHER}/form"></form>${pressed('f.submit()')}`,
  '/popup': pressed(`window.open('${OTHER}/popup')`),
  '/leaping-popup': pressed('window.open(\'/to/leaping-popup\')'),
  '/noopener': `<a href="${OTHER}/noopener" target=_blank rel=noopener style="position:fixed;inset:0">press me</a>`,
  '/blob': pressed('location=URL.createObjectURL(new Blob([\'<h1>blob</h1>\'],{type:\'text/html\'}))'),
  '/picture': `${pressed('0')}<img src="${OTHER}/picture">`,
  '/frame': `${pressed('0')}<iframe src="${OTHER}/frame"></iframe>`,
  '/private-picture': `${pressed('0')}<img src="${HIDDEN}/picture">`,
  '/private-frame': `${pressed('0')}<iframe src="${HIDDEN}/frame"></iframe>`,
  '/private-leap': `${pressed('0')}<img src="/hidden/leap">`,
  '/redirect': '',
};

let asked: string[] = [];
let askedHidden: string[] = [];
const note = (into: () => string[]): Server => createServer(({ url = '' }, response) => {
  if (url !== '/favicon.ico') into().push(url);
  response.writeHead(200, { 'content-type': 'text/html' }).end('seen');
});
const servers: readonly (readonly [Server, number, string])[] = [
  [createServer(({ url = '' }, response) => {
    const to = url === '/redirect' ? `${OTHER}/redirect` : url.startsWith('/to/') ? `${OTHER}/${url.slice(4)}` : url.startsWith('/hidden/') ? `${HIDDEN}/${url.slice(8)}` : undefined;
    if (to === undefined) response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html>${ROUTES[url] ?? ''}`);
    else response.writeHead(302, { location: to }).end();
  }), 8080, '127.0.0.1'],
  [note(() => asked), 8081, publicAddress],
  [note(() => askedHidden), 8082, '127.0.0.1'],
];

async function run(subResources: boolean): Promise<unknown> {
  asked = [];
  askedHidden = [];
  const ends: Record<string, string> = {};
  const driver = await PageDriver.open({ url: `${HERE}/`, subResources });
  try {
    for (const path of subResources ? Object.keys(ROUTES) : ['/picture', '/frame']) {
      try {
        await driver.navigate(`${HERE}${path}`);
        await driver.click({ x: 40, y: 40 });
        await driver.atRest();
        ends[path] = driver.url;
      } catch (error) {
        if (!VouchError.is(error)) throw error;
        ends[path] = error.code;
      }
    }
    return { other: asked, hidden: askedHidden, ends, notes: driver.notes.join('\n') };
  } finally {
    await driver.close();
  }
}

for (const [server, port, host] of servers) await new Promise<void>((ready) => server.listen(port, host, ready));
const ran = { free: await run(true), only: await run(false) };
await closeBrowser();
for (const [server] of servers) {
  server.closeAllConnections();
  server.close();
}
process.stdout.write(JSON.stringify(ran));
