import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { jest } from '@jest/globals';
import sharp from 'sharp';
import { closeBrowser, PageDriver, type DriverOptions } from '../../../src/tools/browser/index.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

jest.setTimeout(120_000);

const folder = temporaryFolder();
const SIZE = { width: 300, height: 200 };
/** What a page shows that must not be shown: all red. */
const RED = '<body style="background:red;margin:0"></body>';
const pressed = (script: string): string => `<!doctype html><body style="margin:0;height:100vh" onclick="${script}"></body>`;

let server: Server;
let origin = '';
let asked: string[] = [];
const PAGES: Record<string, string> = {
  '/data': pressed('window.open(\'data:text/html,<body style=background:red>\',\'_top\')'),
  '/data-frame': '<!doctype html><iframe src="data:text/html,<body style=background:white>" style="border:0"></iframe>',
  '/blob': pressed(`location=URL.createObjectURL(new Blob(['${RED.replaceAll('"', '&quot;')}'],{type:'text/html'}))`),
  '/blob-window': pressed(`window.open(URL.createObjectURL(new Blob(['${RED.replaceAll('"', '&quot;')}'],{type:'text/html'})))`),
  '/javascript': '<!doctype html><a href="javascript:fetch(\'/called\');void 0" style="position:fixed;inset:0">x</a>',
  '/javascript-away': pressed('window.open(\'javascript:location=\\\'http://localhost:\\\'+opener.location.port+\\\'/away\\\'\')'),
};

beforeAll(async () => {
  server = createServer(({ url = '', headers: { host = '' } }, response) => {
    asked.push(`${host.startsWith('localhost') ? 'localhost' : ''}${url}`);
    response.writeHead(200, { 'content-type': 'text/html' }).end(PAGES[url] ?? 'here');
  });
  await new Promise<void>((ready) => server.listen(0, ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await closeBrowser();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

beforeEach(() => { asked = []; });

/** Opens a page, presses in its middle, and tells where that ends, whether anything red is seen, and what is noted. */
async function press(driver: PageDriver, url: string): Promise<{ url: string; red: boolean; notes: string }> {
  const noted = driver.notes.length;
  await driver.navigate(url);
  await driver.click({ x: 150, y: 100 });
  await driver.atRest();
  await driver.atRest();
  const { channels: [red, green] } = await sharp((await driver.frame()).png).stats();
  return { url: driver.url, red: (red?.mean ?? 0) - (green?.mean ?? 0) > 5, notes: driver.notes.slice(noted).join('\n') };
}

async function driving<T>(options: DriverOptions, work: (driver: PageDriver) => Promise<T>): Promise<T> {
  const driver = await PageDriver.open({ viewport: SIZE, scale: 1, ...options });
  try {
    return await work(driver);
  } finally {
    await driver.close();
  }
}

test('a page cannot lead to one of its own making, by data, blob or script, and a script cannot lead a window away', () => driving({ url: origin }, async (driver) => {
  for (const path of ['/data', '/blob', '/blob-window', '/javascript-away']) expect(await press(driver, `${origin}${path}`)).toMatchObject({ url: `${origin}${path}`, red: false });
  expect(asked.filter((one) => one.startsWith('localhost'))).toEqual([]);
}));

test('a link that runs a script of the page itself does so, and stays there; a frame of data is a part of its page', () => driving({ url: origin }, async (driver) => {
  expect((await press(driver, `${origin}/javascript`)).url).toBe(`${origin}/javascript`);
  expect(asked).toContain('/called');
  expect(await press(driver, `${origin}/data-frame`)).toEqual({ url: `${origin}/data-frame`, red: false, notes: '' });
}));

test('nobody is sent to an address that is no page of an allowed host', () => driving({ url: origin }, async (driver) => {
  for (const address of ['data:text/html,x', 'blob:http://127.0.0.1/1', 'javascript:alert(1)', 'file:///etc/passwd', 'about:blank', '']) await expect(driver.navigate(address)).rejects.toMatchObject({ code: 'URL_REFUSED' });
  expect(driver.url).toBe(`${origin}/`);
}));

test('a page of an allowed folder shows what lies in that folder, and nothing else: not by link, frame, picture, window or symbolic link', async () => {
  const [inside, outside] = [folder('pages'), folder('private')];
  for (const one of [inside, outside]) await mkdir(one, { recursive: true });
  await writeFile(join(outside, 'secret.html'), RED);
  await sharp({ create: { ...SIZE, channels: 3, background: 'red' } }).png().toFile(join(outside, 'secret.png'));
  await symlink(join(outside, 'secret.html'), join(inside, 'way-out.html'));
  await writeFile(join(inside, 'other.html'), RED);
  const [secret, picture] = [pathToFileURL(join(outside, 'secret.html')).href, pathToFileURL(join(outside, 'secret.png')).href];
  const pages: Record<string, string> = {
    'link.html': pressed(`location='${secret}'`), 'frame.html': `<!doctype html><iframe src="${secret}" width=300 height=200 style="border:0"></iframe>`, 'picture.html': `<!doctype html><img src="${picture}">`,
    'window.html': pressed(`window.open('${secret}')`), 'symbolic.html': pressed('location=\'way-out.html\''), 'away.html': pressed(`location='${origin.replace('127.0.0.1', 'localhost')}/away'`),
  };
  for (const [name, page] of Object.entries({ ...pages, 'inside.html': pressed('location=\'other.html\'') })) await writeFile(join(inside, name), page);
  const at = (name: string): string => pathToFileURL(join(inside, name)).href;
  await driving({ url: at('inside.html'), allowedFolders: [inside] }, async (driver) => {
    for (const name of Object.keys(pages)) expect([name, await press(driver, at(name))]).toMatchObject([name, { url: at(name), red: false, notes: expect.stringContaining('refused') }]);
    expect(asked).toEqual([]);
    expect(await press(driver, at('inside.html'))).toMatchObject({ url: at('other.html'), red: true });
  });
});
