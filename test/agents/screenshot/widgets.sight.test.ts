import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { operate, PageSurface } from '../../../src/agents/screenshot/index.js';
import { createModels, type Models } from '../../../src/models/index.js';
import { closeBrowser, openBrowser, PageDriver } from '../../../src/tools/browser/index.js';
import { WIDGET_PAGES } from './widget-pages.js';

jest.setTimeout(240_000);

let engines: Models;
/** Rules alone: these goals must not depend on a language model. */
let models: Models;
let server: Server;

beforeAll(async () => {
  engines = await createModels();
  models = Object.assign(Object.create(engines) as Models, { has: (job: Parameters<Models['has']>[0]) => job !== 'chat' && engines.has(job) });
  server = createServer((request, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(WIDGET_PAGES[Number((request.url ?? '').slice(1))]?.body ?? ''));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});

afterAll(async () => {
  await closeBrowser();
  await engines.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

for (const [index, { name, goal }] of WIDGET_PAGES.entries()) test(name, async () => {
  const lease = await openBrowser();
  const context = await lease.browser.newContext({ viewport: { width: 320, height: 290 } });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${index}`);
  const driver = await PageDriver.around(page);
  const outcome = await operate(goal, new PageSurface(driver), { models, wallMs: 200_000, approve: () => Promise.resolve(true) });
  await driver.close();
  const title = await page.title();
  await context.close();
  lease.release();
  // What the page says, and not what the agent believes.
  expect({ title, error: outcome.error }).toEqual({ title: 'done', error: null });
});
