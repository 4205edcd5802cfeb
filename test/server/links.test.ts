import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import sharp from 'sharp';
import { openStoresAt } from '../../src/store/index.js';
import { hasS3, openS3, type S3Server } from '../support/s3-server.js';
import { tokenHash } from '../support/token-hash.js';
import { echo, freshFolder, servers, testRuntime } from './support.js';

jest.setTimeout(60_000);
const serve = servers();
const [ADA, EVE] = ['a'.repeat(40), 'e'.repeat(40)];

(hasS3() ? describe : describe.skip)('links into the artifact store', () => {
  let s3: S3Server;
  beforeAll(async () => {
    s3 = await openS3();
  });
  afterAll(() => s3.close());

  /** A server whose artifacts lie in S3, and what a browser of a token gets of an artifact. */
  async function opened(more: object = { links: { seconds: 60 } }) {
    const folder = freshFolder();
    const place = { bucket: await s3.bucket(), endpoint: s3.endpoint, region: 'us-east-1', prefix: '', cacheBytes: 1e9, credentials: { accessKeyFromEnv: 'KEY', secretKeyFromEnv: 'SECRET' }, ...more };
    const stores = await openStoresAt(folder, { s3: place }, { KEY: s3.keys.accessKeyId, SECRET: s3.keys.secretAccessKey });
    const tokenFile = join(folder, 'tokens.json');
    const scopes = ['run', 'read', 'approve'];
    writeFileSync(tokenFile, JSON.stringify({ tenants: [{ name: 'red' }, { name: 'blue' }], tokens: [{ name: 'ada', tokenHash: tokenHash(ADA), tenant: 'red', scopes }, { name: 'eve', tokenHash: tokenHash(EVE), tenant: 'blue', scopes }] }), { mode: 0o600 });
    const served = await serve([echo], { tokenFile }, testRuntime({ tools: [echo], stores }, folder));
    const put = async (bytes: Uint8Array, name: string): Promise<string> => {
      const response = await fetch(`${served.server.url}/v1/artifacts?name=${name}`, { method: 'POST', body: bytes as Uint8Array<ArrayBuffer>, headers: { authorization: `Bearer ${ADA}`, 'content-type': 'application/octet-stream' } });
      return ((await response.json()) as { artifact: { id: string } }).artifact.id;
    };
    const get = (id: string, destination: string, { token = ADA, query = '' } = {}): Promise<Response> =>
      fetch(`${served.server.url}/v1/artifacts/${id}${query}`, { redirect: 'manual', headers: { authorization: `Bearer ${token}`, 'sec-fetch-dest': destination } });
    return { ...served, put, get };
  }

  test('a picture that a page shows comes from the store, and only for who sees it', async () => {
    const { put, get, server } = await opened();
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } }).png().toBuffer();
    const id = await put(png, 'a.png');
    const sent = await get(id, 'image');
    expect([sent.status, sent.headers.get('cache-control'), sent.headers.get('referrer-policy')]).toEqual([302, 'no-store', 'no-referrer']);
    const link = sent.headers.get('location')!;
    expect(link.startsWith(`${s3.endpoint}/`)).toBe(true);
    expect(link).not.toContain(ADA);
    const shown = await fetch(link);
    expect([shown.headers.get('content-type'), shown.headers.get('content-disposition'), Buffer.from(await shown.arrayBuffer()).equals(png)]).toEqual(['image/png', 'inline', true]);
    const saved = await fetch((await get(id, 'document', { query: '?download=true&name=dog.png' })).headers.get('location')!);
    expect(saved.headers.get('content-disposition')).toBe('attachment; filename="dog.png"');
    expect((await get(id, 'image', { token: EVE })).status).toBe(404);
    expect((await get('0'.repeat(64), 'image')).status).toBe(404);
    expect((await fetch(`${server.url}/v1/artifacts/${id}`, { redirect: 'manual', headers: { 'sec-fetch-dest': 'image' } })).status).toBe(401);
    const csp = (await fetch(`${server.url}/healthz`)).headers.get('content-security-policy');
    expect(csp).toContain(`img-src 'self' blob: ${s3.endpoint};`);
  });

  test('what could hold a program is only ever saved, and text is shown by the server itself', async () => {
    const { put, get } = await opened();
    const [svg, html, text] = [await put(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'), 'a.svg'), await put(Buffer.from('<!doctype html><script>alert(1)</script>'), 'a.html'), await put(Buffer.from('plain words'), 'a.txt')];
    for (const id of [svg, html]) {
      for (const destination of ['image', 'document']) {
        const shown = await fetch((await get(id, destination)).headers.get('location')!);
        expect([shown.status, shown.headers.get('content-disposition')]).toEqual([200, 'attachment']);
        expect(shown.headers.get('content-type')).not.toMatch(/svg|html|xml/);
      }
    }
    const shown = await get(text, 'document');
    expect([shown.status, await shown.text()]).toEqual([200, 'plain words']);
    expect((await fetch((await get(text, 'document', { query: '?download=true' })).headers.get('location')!)).headers.get('content-disposition')).toBe('attachment');
  });

  test('what a page or a program reads itself comes from the server, as all does where links are not wanted', async () => {
    const { put, get } = await opened();
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'blue' } }).png().toBuffer();
    const id = await put(png, 'a.png');
    const read = await get(id, 'empty');
    expect([read.status, Buffer.from(await read.arrayBuffer()).equals(png)]).toEqual([200, true]);
    const without = await opened({});
    const other = await without.put(png, 'a.png');
    expect((await without.get(other, 'image')).status).toBe(200);
    expect(readFileSync(await without.runtime.readArtifact(other)).equals(png)).toBe(true);
  });
});
