import type { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { chromium } from 'playwright-core';
import { closeBrowser, findBrowser, PageDriver } from '../../../src/tools/browser/index.js';
import { RequestGuard } from '../../../src/tools/browser/request-guard.js';
import { runningChromium, type RunningChromium } from '../../support/running-chromium.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

jest.setTimeout(120_000);

const folder = temporaryFolder();
let site: Server;
let origin = '';
let elsewhere = '';
/** Another site, which is allowed. */
let friend = '';
/** What the host was asked for that nobody has allowed. */
let asked: string[] = [];
let running: RunningChromium;

const pressed = (script: string): string => `<!doctype html><body style="margin:0;height:100vh" onclick="${script}"></body>`;
const link = (path: string, more = ''): string => `<!doctype html><a href="${elsewhere}${path}" ${more} style="position:fixed;inset:0">x</a>`;
const pageAt = (path: string): string => ({
  '/link': link('/link'), '/noopener': link('/noopener', 'target=_blank rel=noopener'), '/tab': link('/tab', 'rel=noreferrer'),
  '/leap': pressed('location=\'/to/leap\''), '/leaping-popup': pressed('window.open(\'/to/leaping-popup\')'), '/popup': pressed(`window.open('${elsewhere}/popup')`), '/late-popup': pressed(`const w=window.open('');setTimeout(()=>{w.location='${elsewhere}/late-popup'},50)`),
  '/form': `<form id=f method=post action="${elsewhere}/form"></form>${pressed('f.submit()')}`, '/window-of-window': pressed('window.open(\'/opens\')'), '/opens': `<script>open('${elsewhere}/window-of-window')</script>`,
  '/written': pressed(`const w=window.open('');w.document.write('<img src=${elsewhere}/picture><iframe src=${elsewhere}/written></iframe>');w.fetch('${elsewhere}/fetched')`),
  '/at-once': pressed('const w=window.open(\'\');w.location=\'/takes/at-once\''), '/takes/at-once': `<!doctype html><img src="${elsewhere}/at-once">`,
  '/tab-of-frame': `<!doctype html><iframe src="${friend}/frame-with-tab" style="position:fixed;inset:0;width:100%;height:100%;border:0"></iframe>`, '/frame-with-tab': link('/tab-of-frame', 'rel=noreferrer'),
  '/empty-tab': '<!doctype html><a href="about:blank" rel=noreferrer style="position:fixed;inset:0">x</a>',
  '/parts': `<!doctype html><img src="http://nowhere.invalid/unknown"><img src="${elsewhere}/picture"><iframe src="${elsewhere}/frame"></iframe><script>fetch('${elsewhere}/fetched');new Worker('/worker.js')</script>`,
  '/worker.js': `fetch('${elsewhere}/by-worker')`,
})[path] ?? '<!doctype html>here';

beforeAll(async () => {
  site = createServer(({ url = '', headers: { host = '' } }, response) => {
    if (host.startsWith('localhost')) asked.push(url);
    if (url.startsWith('/to/')) response.writeHead(302, { location: `${elsewhere}/${url.slice(4)}` }).end();
    else response.writeHead(200, { 'content-type': url.endsWith('.js') ? 'text/javascript' : 'text/html', 'access-control-allow-origin': '*' }).end(pageAt(url));
  });
  await new Promise<void>((ready) => site.listen(0, ready));
  const { port } = site.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  elsewhere = `http://localhost:${port}`;
  friend = `http://127.0.0.2:${port}`;
  running = await runningChromium(folder('profile'), `${origin}/`);
});

afterAll(async () => {
  await running.end();
  await closeBrowser();
  site.closeAllConnections();
  await new Promise((closed) => site.close(closed));
});

beforeEach(() => { asked = []; });

/** Presses in the middle of each page in turn, until it is noted that what it led to was refused. */
async function press(driver: PageDriver, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await driver.navigate(`${origin}${path}`);
    await driver.click({ x: 100, y: 100 }, path.startsWith('/tab') ? { keys: ['Control'] } : {});
    await until(() => driver.notes.some((note) => note.includes(`${elsewhere}${path},`)));
    await driver.atRest();
    await driver.switchTab(0);
  }
}

const LEAVING = ['/link', '/leap', '/form', '/popup', '/leaping-popup', '/late-popup', '/noopener', '/tab', '/tab-of-frame', '/window-of-window', '/written', '/at-once'];

test('in a browser that is joined nothing asks a host that is not allowed: no link, redirect, form, window or part of a page', async () => {
  const driver = await PageDriver.open({ cdp: running.devtools, allow: [friend.slice(7)] });
  try {
    await press(driver, LEAVING);
    await driver.navigate(`${origin}/parts`);
    for (const part of ['/picture', '/frame', '/fetched', '/by-worker']) await until(() => driver.notes.some((note) => note.includes(`wanted ${elsewhere}${part},`)));
    await until(() => driver.notes.some((note) => note.includes('wanted http://nowhere.invalid/unknown,')));
    await expect(driver.navigate(`${origin}/to/redirect`)).rejects.toMatchObject({ code: 'URL_REFUSED', message: expect.stringContaining(`it leads to ${elsewhere}/redirect`) });
    // That a window was refused says already that it is gone.
    expect(driver.notes.filter((note) => note.includes('was gone'))).toEqual([]);
    expect(asked).toEqual([]);
  } finally {
    await driver.close();
  }
});

test('other tabs of the browser go where they want meanwhile, and the page itself afterwards', async () => {
  const before = await running.pages();
  const driver = await PageDriver.open({ cdp: running.devtools, url: `${origin}/` });
  const beside = await chromium.connectOverCDP(running.devtools);
  const ofUser = await beside.contexts()[0]?.newPage();
  await running.open(`${elsewhere}/by-user`);
  await until(async () => (await running.pages()).includes(`${elsewhere}/by-user`));
  await driver.navigate(`${origin}/empty-tab`);
  // Right after the page has asked for a tab.
  await driver.click({ x: 100, y: 100 }, { keys: ['Control'] });
  await ofUser?.goto(`${elsewhere}/by-user-too`);
  await beside.close();
  await driver.atRest();
  await driver.switchTab(0);
  await driver.navigate(`${origin}/link`);
  await driver.click({ x: 100, y: 100 });
  await driver.atRest();
  expect(driver.url).toBe(`${origin}/link`);
  await driver.close();
  expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/by-user', '/by-user-too']);
  // Somebody who joins after us finds a page without anything of ours.
  const user = await chromium.connectOverCDP(running.devtools);
  const page = user.contexts()[0]?.pages().find((one) => one.url() === `${origin}/link`);
  await page?.mouse.click(100, 100);
  await page?.waitForURL(`${elsewhere}/link`);
  await user.close();
  expect((await running.pages()).length).toBe(before.length + 3);
});

test('a page that is lent, and its windows, ask no host that is not allowed either; other pages of its context do', async () => {
  const { path, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath: path, env: { ...process.env, ...env }, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const context = await browser.newContext({ viewport: { width: 300, height: 200 } });
    const [lent, other] = [await context.newPage(), await context.newPage()];
    await lent.goto(`${origin}/`);
    const driver = await PageDriver.around(lent, { allow: [friend.slice(7)] });
    await press(driver, LEAVING);
    expect(asked).toEqual([]);
    await other.goto(`${elsewhere}/other`);
    await driver.close();
    await lent.goto(`${elsewhere}/afterwards`);
    // A window that comes when all was given back is let go of, too.
    const no = (): Promise<string> => Promise.resolve('no');
    const guard = await RequestGuard.before(lent, { document: no, part: no, onRefused: () => undefined, onUnheld: () => undefined }, { isOurs: false });
    await expect(lent.goto(`${elsewhere}/held`)).rejects.toThrow();
    await guard.release();
    await guard.include(other);
    await other.goto(`${elsewhere}/let-go`);
    expect(asked.filter((one) => one !== '/favicon.ico')).toEqual(['/other', '/afterwards', '/let-go']);
    const listeners = (): number => (context as unknown as EventEmitter).listenerCount('page');
    const before = listeners();
    await other.close();
    await expect(PageDriver.around(other)).rejects.toThrow();
    expect(listeners()).toBe(before);
  } finally {
    await browser.close();
  }
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((later) => setTimeout(later, 50));
}
