import { chromium, type Browser } from 'playwright-core';
import { jest } from '@jest/globals';
import sharp from 'sharp';
import { buildWeb } from '../../scripts/build-web.mjs';
import { startServer } from '../../src/server/index.js';
import { openStoresAt } from '../../src/store/index.js';
import { findBrowser } from '../../src/tools/browser/index.js';
import { hasS3, openS3, type S3Server } from '../support/s3-server.js';
import { freshFolder, removeFolders, testRuntime } from '../support/workshop.js';

jest.setTimeout(120_000);

(hasS3() ? describe : describe.skip)('the page with artifacts in S3', () => {
  let s3: S3Server;
  let browser: Browser;
  beforeAll(async () => {
    const executable = await findBrowser();
    [s3, browser] = await Promise.all([openS3(), chromium.launch({ executablePath: executable.path, env: { ...process.env, ...executable.env } })]);
  });
  afterAll(async () => {
    await browser.close();
    await s3.close();
    removeFolders();
  });

  test('a browser shows a picture from the bucket under the page\'s own policy, and reads its bytes from the server', async () => {
    const [folder, pageFolder] = [freshFolder(), freshFolder()];
    await buildWeb(pageFolder);
    const place = { bucket: await s3.bucket(), endpoint: s3.endpoint, region: 'us-east-1', prefix: '', cacheBytes: 1e9, credentials: { accessKeyFromEnv: 'KEY', secretKeyFromEnv: 'SECRET' }, links: { seconds: 60 } };
    const stores = await openStoresAt(folder, { s3: place }, { KEY: s3.keys.accessKeyId, SECRET: s3.keys.secretAccessKey });
    const runtime = testRuntime({ stores }, folder);
    const server = await startServer({ port: 0 }, { runtime, pageFolder });
    const { id } = await stores.artifacts.put({ bytes: await sharp({ create: { width: 41, height: 30, channels: 3, background: 'red' } }).png().toBuffer() });
    const svg = await stores.artifacts.put({ bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>') });
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(server.url);
    const widthOf = (artifact: string): Promise<unknown> => page.evaluate(`new Promise((resolve) => {
      const image = new Image();
      image.onload = () => { resolve(image.naturalWidth); };
      image.onerror = () => { resolve(0); };
      image.src = '/v1/artifacts/${artifact}';
      document.body.append(image);
    })`);
    expect(await widthOf(id)).toBe(41);
    expect(asked.some((url) => url.startsWith(`${s3.endpoint}/`) && url.includes(id))).toBe(true);
    expect(await widthOf(svg.id)).toBe(0);
    asked.length = 0;
    expect(await page.evaluate(async (path) => (await fetch(path)).status, `/v1/artifacts/${id}`)).toBe(200);
    expect(asked.some((url) => url.startsWith(s3.endpoint))).toBe(false);
    await page.close();
    await server.close();
    await runtime.close();
  });
});
