import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import sharp from 'sharp';
import { browserStatus, capturePage, closeBrowser, judgePage, type CaptureOptions, type PageCapture } from '../../../src/tools/browser/index.js';

const PAGES: Record<string, string> = {
  '/notice': '<title>Pool</title><h1>Pool closed</h1><p>The <b>Riverside</b> pool is closed.</p><p style="display:none">hidden</p>',
  '/stuck-part': '<h1>Text</h1><img src="/hang">',
  '/tall': Array.from({ length: 400 }, (_, row) => `<p style="height:60px;margin:0">Row ${row}</p>`).join(''),
  '/endless': '<div style="height:3000px">start</div><script>onscroll=()=>{const d=document.createElement("div");d.style.height="3000px";d.textContent="more";document.body.append(d)}</script>',
  '/reads-file': '<p>page</p><img src="file:///etc/hostname"><script>location="file:///etc/passwd"</script>',
  '/popup': '<p>pop</p><script>window.open("/notice");alert(1)</script>',
  '/busy': '<p>busy</p><script>while(true){}</script>',
  '/cookies': '<p>News</p><div style="position:fixed;inset:0;background:#fff"><p>We and our partners use cookies.</p><button>Accept all</button></div>',
  '/blank': '',
};

jest.setTimeout(60_000);

let server: Server;
let origin = '';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vouch-capture-'));
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/hang') return;
    if (path === '/to-metadata') response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    else if (path === '/to-file') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    else if (path === '/download') response.writeHead(200, { 'content-disposition': 'attachment' }).end('abc');
    else if (path in PAGES) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGES[path]);
    else response.writeHead(404).end('not here');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await closeBrowser();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await rm(folder, { recursive: true, force: true });
});

let count = 0;
async function capture(url: string, options: Partial<CaptureOptions> = {}): Promise<PageCapture> {
  count += 1;
  const own = join(folder, `shot-${count}`);
  await mkdir(own);
  return capturePage(url.startsWith('/') ? origin + url : url, { folder: own, ...options });
}

describe('capturePage', () => {
  test('a browser is there', async () => {
    expect(await browserStatus()).toMatchObject({ available: true });
  });

  test('takes a picture at twice the CSS size, with title, status and visible text', async () => {
    const { path, facts } = await capture('/notice');
    expect(await sharp(path).metadata()).toMatchObject({ format: 'png', width: 2560, height: 1600 });
    expect(facts).toMatchObject({ title: 'Pool', status: 200, width: 2560, deviceScaleFactor: 2, cut: false });
    expect(facts.blocks.map(({ text }) => text)).toEqual(['Pool closed', 'The Riverside pool is closed.']);
    const { channels } = await sharp(path).stats();
    expect(channels[0]!.min).toBeLessThan(50);
  });

  test('limits very tall and endless pages and says so', async () => {
    for (const page of ['/tall', '/endless']) {
      const { path, facts } = await capture(page, { fullPage: true });
      expect((await sharp(path).metadata()).height).toBe(16_384);
      expect(facts.cut).toBe(true);
      expect(facts.notes.join(' ')).toContain('upper 8192 px');
    }
  });

  test('does not wait for ever for a part that hangs', async () => {
    const { facts } = await capture('/stuck-part');
    expect(facts.blocks[0]?.text).toBe('Text');
    expect(facts.notes.join(' ')).toContain('still loading');
  });

  test.each([
    ['/hang', 'URL_UNREACHABLE', 'did not answer within 2 s'],
    ['/missing', 'URL_UNREACHABLE', 'HTTP status 404'],
    ['/download', 'URL_UNREACHABLE', 'download'],
    ['/to-file', 'URL_REFUSED', 'not allowed'],
    ['/busy', 'URL_UNREACHABLE', 'did not answer'],
    ['http://no-such-host.invalid/', 'URL_UNREACHABLE', 'host name'],
    ['https://no-such-host.invalid/', 'URL_UNREACHABLE', 'host name'],
    ['http://127.0.0.1:2/', 'URL_UNREACHABLE', 'nothing answers'],
    ['https://127.0.0.1:2/', 'URL_UNREACHABLE', 'nothing answers'],
    ['/to-metadata', 'URL_REFUSED', 'one cable or cloud'],
    ['file:///etc/passwd', 'URL_REFUSED', 'allowed folder'],
    ['ftp://a.example/', 'URL_REFUSED', 'ftp'],
    ['javascript:alert(1)', 'URL_REFUSED', 'javascript'],
  ])('%s ends as %s', async (url, code, words) => {
    await expect(capture(url, { timeoutMs: 2_000 })).rejects.toMatchObject({ code, message: expect.stringContaining(words) as string });
  });

  test('who may not look into the network of the machine sees no page of it, by whatever name', async () => {
    for (const url of [`${origin}/notice`, `${origin}/notice`.replace('127.0.0.1', 'localhost')]) await expect(capture(url, { outside: true })).rejects.toMatchObject({ code: 'URL_REFUSED', message: expect.stringContaining('private network') as string });
  });

  test('a page from the network reads no file, whatever it tries', async () => {
    const { facts } = await capture('/reads-file');
    expect(facts.finalUrl).toBe(`${origin}/reads-file`);
    expect(JSON.stringify(facts.blocks)).not.toContain('root:');
  });

  test('a file page reads only allowed files', async () => {
    const allowed = join(folder, 'allowed');
    await mkdir(allowed);
    await writeFile(join(folder, 'secret.png'), 'x');
    await writeFile(join(allowed, 'page.html'), '<h1>File page</h1><img src="../secret.png"><iframe src="file:///etc/passwd"></iframe>');
    const { facts } = await capture(`file://${join(allowed, 'page.html')}`, { allowedFolders: [allowed] });
    expect(facts.blocks.map(({ text }) => text)).toEqual(['File page']);
    expect(facts.blocked.map(({ url }) => url.split('/').at(-1)).sort()).toEqual(['passwd', 'secret.png']);
  });

  test('popups and dialogs do not get in the way', async () => {
    const { facts } = await capture('/popup');
    expect(facts.blocks[0]?.text).toBe('pop');
    expect(facts.blocked[0]?.reason).toContain('popups');
  });

  test('tells a cookie wall and an empty page from content', async () => {
    expect(judgePage((await capture('/notice')).facts).kind).toBe('content');
    expect(judgePage((await capture('/cookies')).facts).kind).toBe('consent');
    expect(judgePage((await capture('/blank')).facts).kind).toBe('empty');
  });

  test('cancelling ends a capture at once with the coded reason', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 500);
    const started = performance.now();
    await expect(capture('/hang', { signal: controller.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('four captures at once share the browser', async () => {
    const shots = await Promise.all(Array.from({ length: 4 }, () => capture('/notice')));
    expect(shots.map(({ facts }) => facts.title)).toEqual(['Pool', 'Pool', 'Pool', 'Pool']);
  });
});
