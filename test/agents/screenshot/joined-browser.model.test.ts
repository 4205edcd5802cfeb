import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { jest } from '@jest/globals';
import { execa } from 'execa';
import { browse } from '../../../src/agents/screenshot/index.js';
import { createModels, type Models } from '../../../src/models/index.js';
import { findBrowser } from '../../../src/tools/browser/index.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

jest.setTimeout(240_000);

const folder = temporaryFolder();
let site: Server;
let origin = '';
let chromium: { readonly kill: () => boolean; readonly ended: Promise<unknown> };
let devtools = '';
let models: Models;

beforeAll(async () => {
  const engines = await createModels();
  models = Object.assign(Object.create(engines) as Models, { has: (job: Parameters<Models['has']>[0]) => job !== 'chat' && engines.has(job) });
  site = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: `http://localhost:${(site.address() as AddressInfo).port}/` }).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<style>body{font:16px Arial;margin:20px}button,a{font:16px Arial;padding:4px 10px}</style><button onclick="this.textContent=\'Pressed\'">Press me</button><p><a href="/away">Leave</a></p>');
  });
  await new Promise<void>((ready) => site.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const { path, env } = await findBrowser();
  const started = execa(path, ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${folder('profile')}`, '--window-size=500,400', `${origin}/`], { env: { ...env }, reject: false, stdin: 'ignore' });
  chromium = { kill: () => started.kill(), ended: started };
  for await (const line of createInterface({ input: started.stderr })) {
    const address = /DevTools listening on ws:\/\/([^/]+)\//.exec(line)?.[1];
    if (address === undefined) continue;
    devtools = `http://${address}`;
    break;
  }
});

afterAll(async () => {
  chromium.kill();
  await chromium.ended;
  await models.close();
  site.closeAllConnections();
  await new Promise((closed) => site.close(closed));
});

const openPages = async (): Promise<string[]> => ((await (await fetch(`${devtools}/json/list`)).json()) as { type: string; url: string }[]).filter(({ type }) => type === 'page').map(({ url }) => url);

test('a running Chromium is joined at its first page, operated, and left open', async () => {
  const outcome = await browse('Click "Press me".', { cdp: devtools, models });
  expect(outcome).toMatchObject({ status: 'completed', unproved: [], steps: [{ verdict: { status: 'expected' } }] });
  expect(await openPages()).toEqual([`${origin}/`]);
});

test('its page is kept on the hosts that are allowed', async () => {
  const outcome = await browse('Click "Leave".', { cdp: devtools, models, maxSteps: 4 });
  expect(outcome.notes.join(' ')).toMatch(/localhost.*not allowed/);
  expect((await openPages()).join(' ')).not.toContain('localhost');
});

test('where no browser answers, that is said before anything is done', async () => {
  await expect(browse('Click "Press me".', { cdp: 'http://127.0.0.1:9', models })).rejects.toMatchObject({ code: 'URL_UNREACHABLE' });
});
