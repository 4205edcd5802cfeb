import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { browse } from '../../../src/agents/screenshot/index.js';
import { createModels, type Models } from '../../../src/models/index.js';
import { runningChromium, type RunningChromium } from '../../support/running-chromium.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

jest.setTimeout(240_000);

const folder = temporaryFolder();
let site: Server;
let origin = '';
let chromium: RunningChromium;
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
  chromium = await runningChromium(folder('profile'), `${origin}/`);
});

afterAll(async () => {
  await chromium.end();
  await models.close();
  site.closeAllConnections();
  await new Promise((closed) => site.close(closed));
});

test('a running Chromium is joined at its first page, operated, and left open', async () => {
  const outcome = await browse('Click "Press me".', { cdp: chromium.devtools, models });
  expect(outcome).toMatchObject({ status: 'completed', unproved: [], steps: [{ verdict: { status: 'expected' } }] });
  expect(await chromium.pages()).toEqual([`${origin}/`]);
});

test('its page is kept on the hosts that are allowed', async () => {
  const outcome = await browse('Click "Leave".', { cdp: chromium.devtools, models, maxSteps: 4 });
  expect(outcome.notes.join(' ')).toMatch(/localhost.*not allowed/);
  expect((await chromium.pages()).join(' ')).not.toContain('localhost');
});

test('where no browser answers, that is said before anything is done', async () => {
  await expect(browse('Click "Press me".', { cdp: 'http://127.0.0.1:9', models })).rejects.toMatchObject({ code: 'URL_UNREACHABLE' });
});
