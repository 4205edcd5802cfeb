import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { CreateMultipartUploadCommand, DeleteObjectCommand, GetObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { checkArtifacts } from '../../src/cli/doctor/machine.js';
import { examineS3, openArtifactsAt, openStoresAt, type ArtifactPlace } from '../../src/store/index.js';
import { openBucket } from '../../src/store/s3/bucket.js';
import { Marks } from '../../src/store/s3/marks.js';
import { hasS3, openS3, type S3Server } from '../support/s3-server.js';
import { echo } from '../server/support.js';
import { freshFolder, removeFolders, testRuntime } from '../support/workshop.js';
import { artifactConformance } from './kit/artifact-conformance.js';
import { conformance } from './kit/conformance.js';
import { sqliteBackend } from './kit/backends.js';

jest.setTimeout(120_000);

(hasS3() ? describe : describe.skip)('artifacts in S3', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await openS3();
  });
  afterAll(async () => {
    await server.close();
    removeFolders();
  });

  const env = (keys = server.keys): Record<string, string> => ({ TEST_KEY: keys.accessKeyId, TEST_SECRET: keys.secretAccessKey });
  const placeOf = (bucket: string, more: object = {}) => ({
    bucket, endpoint: server.endpoint, region: 'us-east-1', prefix: 'some/project/', cacheBytes: 1_000_000_000, credentials: { accessKeyFromEnv: 'TEST_KEY', secretKeyFromEnv: 'TEST_SECRET' }, ...more,
  });
  const open = (bucket: string, more: object = {}, folder = freshFolder()): Promise<ArtifactPlace> => openArtifactsAt(folder, { s3: placeOf(bucket, more) }, env());
  const keyOf = (id: string): string => `some/project/artifacts/${id.slice(0, 2)}/${id}`;
  const rot = async (Bucket: string, id: string): Promise<void> => {
    const { Body } = await server.client.send(new GetObjectCommand({ Bucket, Key: keyOf(id) }));
    const bytes = await Body!.transformToByteArray();
    bytes[7] = (bytes[7] ?? 0) ^ 1;
    await server.client.send(new PutObjectCommand({ Bucket, Key: keyOf(id), Body: bytes }));
  };

  describe('by the kit of artifact stores', () => {
    artifactConformance(async () => {
      const bucket = await server.bucket();
      return { open: () => open(bucket), rot: (id) => rot(bucket, id) };
    });
  });

  describe('beside a journal, by the kit of stores', () => {
    conformance(async () => {
      const [bucket, backend] = [await server.bucket(), sqliteBackend()];
      return { ...backend, open: () => openStoresAt(backend.folder, { s3: placeOf(bucket) }, env()) };
    });
  });

  test('a machine that has the bytes beside it does not fetch them again, and does when they have changed there', async () => {
    const bucket = await server.bucket();
    const [writer, folder] = [await open(bucket), freshFolder()];
    const { id } = await writer.artifacts.put({ bytes: Buffer.from('what it was') });
    const reader = await open(bucket, {}, folder);
    const path = await reader.artifacts.read(id);
    await rot(bucket, id);
    expect(readFileSync(await reader.artifacts.read(id), 'utf8')).toBe('what it was');
    await writer.artifacts.put({ bytes: Buffer.from('what it was') });
    writeFileSync(path, 'what it isn');
    const again = await open(bucket, {}, folder);
    await expect(again.artifacts.read(id)).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT' });
    await writer.artifacts.put({ bytes: Buffer.from('what it was') });
    expect(readFileSync(await again.artifacts.read(id), 'utf8')).toBe('what it was');
    for (const place of [writer, reader, again]) await place.close();
  });

  test('what lies beside a machine is kept within its limit, and what was just used stays', async () => {
    const [bucket, folder] = [await server.bucket(), freshFolder()];
    const place = await open(bucket, { cacheBytes: 250_000 }, folder);
    const ids: string[] = [];
    for (let number = 0; number < 3; number++) ids.push((await place.artifacts.put({ bytes: randomBytes(100_000) })).id);
    const paths = await Promise.all(ids.map((id) => place.artifacts.path(id)));
    await place.close();
    for (const [index, path] of paths.slice(0, 2).entries()) utimesSync(path, new Date(), new Date(Date.now() - (7200 - index * 60) * 1000));
    const again = await open(bucket, { cacheBytes: 250_000 }, folder);
    await again.artifacts.path(ids[2]!);
    await again.close();
    expect(paths.map((path) => existsSync(path))).toEqual([false, true, true]);
    const third = await open(bucket, {}, folder);
    expect(readFileSync(await third.artifacts.read(ids[0]!)).length).toBe(100_000);
    await third.close();
  });

  test('a download that breaks off goes on where it broke', async () => {
    const bucket = await server.bucket();
    const writer = await open(bucket);
    const { id } = await writer.artifacts.put({ bytes: randomBytes(6_000_000) });
    const ranges: string[] = [];
    const proxy = await breakingProxy(server.endpoint, 1_000_000, ranges);
    // The signature names the host that was asked.
    const reader = await open(bucket, { endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });
    expect(readFileSync(await reader.artifacts.read(id)).length).toBe(6_000_000);
    expect(ranges.length).toBeGreaterThan(1);
    expect(ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range))).toBe(true);
    proxy.closeAllConnections();
    proxy.close();
    for (const place of [writer, reader]) await place.close();
  });

  test('an upload that is cancelled is not to be seen, and parts that nobody ends are cleared away after a day', async () => {
    const bucket = await server.bucket();
    const place = await open(bucket);
    const stop = new AbortController();
    const stream = (async function* () {
      for (let part = 0; part < 40; part++) yield randomBytes(1_000_000);
      // All bytes are here; the upload begins after the last.
      setTimeout(() => { stop.abort(); }, 30);
    })();
    await expect(place.artifacts.put({ stream }, { signal: stop.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    const { Contents = [] } = await server.client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'some/project/artifacts/' }));
    expect(Contents).toEqual([]);
    await server.client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: keyOf('a'.repeat(64)) }));
    const uploads = async (): Promise<number> => (await server.client.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads?.length ?? 0;
    await place.shelf.putBack();
    expect(await uploads()).toBe(1);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 25 * 3_600_000);
    // The client finds out that its clock is wrong, and signs by the server's.
    await place.shelf.putBack().finally(() => { clock.mockRestore(); });
    expect(await uploads()).toBe(0);
    await place.close();
  });

  test('who clears away and who uses an artifact at the same time never both succeed', async () => {
    const bucket = await server.bucket();
    const [keeper, user] = [await open(bucket), await open(bucket)];
    for (let round = 0; round < 10; round++) {
      const { id } = await keeper.artifacts.put({ bytes: Buffer.from(`round ${round}`) });
      const listed = [];
      for await (const entry of keeper.shelf.entries()) if (entry.id === id) listed.push({ ...entry, touchedAt: entry.touchedAt });
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const [removed, used] = await Promise.all([keeper.shelf.remove(listed[0]!), user.artifacts.touch(id)]);
      expect(removed && used).toBe(false);
      if (used) expect(await user.artifacts.has(id)).toBe(true);
    }
    for (const place of [keeper, user]) await place.close();
  });

  test('who takes bytes in waits for each of several who clear them away, not for the first alone', async () => {
    const bucket = await server.bucket();
    const [keeper, user] = [await open(bucket), await open(bucket)];
    const bytes = Buffer.from('cleared away twice');
    const { id } = await keeper.artifacts.put({ bytes });
    const entries = [];
    for await (const entry of keeper.shelf.entries()) entries.push(entry);
    const isThere = async (Key: string): Promise<boolean> => ((await server.client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: Key }))).Contents ?? []).length > 0;
    const other = `some/project/doomed/${id}.another`;
    await server.client.send(new PutObjectCommand({ Bucket: bucket, Key: other, Body: 'x' }));
    expect(await keeper.shelf.remove(entries[0]!)).toBe(true);
    expect(await keeper.artifacts.touch(id)).toBe(false);
    const taken = user.artifacts.put({ bytes });
    while (!(await isThere(`some/project/touched/${id}`))) await new Promise((resolve) => setTimeout(resolve, 20));
    for (let looks = 0; looks < 20; looks++) expect(await isThere(keyOf(id))).toBe(false);
    await server.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: other }));
    expect(await taken).toMatchObject({ id });
    expect([await isThere(keyOf(id)), await isThere('some/project/doomed/')]).toEqual([true, false]);
    for (const place of [keeper, user]) await place.close();
  });

  test('what one who died over clearing left hinders nobody for good', async () => {
    const bucket = await server.bucket();
    const place = await open(bucket);
    const { id } = await place.artifacts.put({ bytes: Buffer.from('spared') });
    await server.client.send(new PutObjectCommand({ Bucket: bucket, Key: `some/project/doomed/${id}.dead`, Body: 'x' }));
    await place.shelf.putBack();
    expect(await place.artifacts.touch(id)).toBe(false);
    // As if by the server's clock five minutes had gone by.
    const clock = jest.spyOn(Marks.prototype, 'ahead').mockResolvedValue(302_000);
    await place.shelf.putBack().finally(() => { clock.mockRestore(); });
    expect(await place.artifacts.touch(id)).toBe(true);
    await place.close();
  });

  test('verifying looks at the bucket whatever lies here, and what is known to be damaged is not there until it is whole again', async () => {
    const bucket = await server.bucket();
    const place = await open(bucket);
    const bytes = Buffer.from('what it was');
    const { id } = await place.artifacts.put({ bytes });
    await expect(place.artifacts.verify(id)).resolves.toBeUndefined();
    await rot(bucket, id);
    await expect(place.artifacts.verify(id)).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT', details: { artifact: id } });
    const other = await open(bucket);
    expect(await Promise.all([place.artifacts.has(id), other.artifacts.has(id), other.artifacts.touch(id)])).toEqual([false, false, false]);
    await other.artifacts.put({ bytes });
    expect(await Promise.all([place.artifacts.has(id), place.artifacts.touch(id)])).toEqual([true, true]);
    await expect(place.artifacts.verify(id)).resolves.toBeUndefined();
    await rot(bucket, id);
    await expect(place.artifacts.verify(id)).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT' });
    // Times of objects are whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await server.client.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(id), Body: bytes }));
    expect(await other.artifacts.has(id)).toBe(true);
    for (const opened of [place, other]) await opened.close();
  });

  test('all unfinished uploads are seen, however many, and keys that may not see them clear the rest', async () => {
    const bucket = await server.bucket();
    for (let sent = 0; sent < 460; sent += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, index) => server.client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: keyOf(String(sent + index).padStart(64, '0')) }))));
    }
    const opened = openBucket(placeOf(bucket), server.keys);
    const found = [];
    for await (const { key } of opened.uploads('some/project/artifacts/')) found.push(key);
    expect(new Set(found).size).toBe(460);
    opened.close();

    const proxy = await refusingProxy(server.endpoint, (path) => /[?&]uploads/.test(path));
    const endpoint = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const limited = await open(bucket, { endpoint });
    await expect(limited.shelf.putBack()).resolves.toBeUndefined();
    await expect(examineS3(placeOf(bucket, { endpoint }), env())).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringContaining('s3:ListBucketMultipartUploads') });
    await limited.close();
    proxy.closeAllConnections();
    proxy.close();
  });

  test('links give a browser the bytes for a while, in parts too, as what the server says they are and as nothing else', async () => {
    const bucket = await server.bucket();
    const place = await open(bucket, { links: { seconds: 2 } });
    const { id } = await place.artifacts.put({ bytes: Buffer.from('<script>alert(1)</script>') });
    const links = place.artifacts.links!;
    expect([links.origin, links.seconds]).toEqual([server.endpoint, 2]);
    expect(Buffer.from((await links.start(id, 7))!).toString()).toBe('<script');
    expect(await links.start('0'.repeat(64), 7)).toBeUndefined();
    const link = await links.link(id, { mime: 'text/plain; charset=utf-8', disposition: 'attachment; filename="a.html"' });
    const whole = await fetch(link);
    expect([whole.status, await whole.text(), whole.headers.get('content-type'), whole.headers.get('content-disposition'), whole.headers.get('cache-control')]).toEqual([200, '<script>alert(1)</script>', 'text/plain; charset=utf-8', 'attachment; filename="a.html"', 'private, max-age=2']);
    const part = await fetch(link, { headers: { range: 'bytes=1-6' } });
    expect([part.status, await part.text()]).toEqual([206, 'script']);
    for (const method of ['PUT', 'DELETE', 'POST']) expect([403, 405]).toContain((await fetch(link, { method, ...(method === 'DELETE' ? {} : { body: 'other' }) })).status);
    expect(await (await fetch(link)).text()).toBe('<script>alert(1)</script>');
    expect((await fetch(link.replace('text%2Fplain', 'text%2Fhtml'))).status).toBe(403);
    expect((await fetch(link.replace(id, '0'.repeat(64)))).status).toBe(403);
    await new Promise((resolve) => setTimeout(resolve, 3100));
    expect((await fetch(link)).status).toBe(403);
    await place.close();
    const silent = await open(bucket);
    expect(silent.artifacts.links).toBeUndefined();
    await silent.close();
  });

  test('the doctor says which server answers, and what is missing', async () => {
    const bucket = await server.bucket();
    expect(await examineS3(placeOf(bucket), env())).toEqual({ server: expect.stringMatching(/^SeaweedFS/), where: `${bucket}/some/project/ at ${server.endpoint}` });
    const { Contents = [] } = await server.client.send(new ListObjectsV2Command({ Bucket: bucket }));
    expect(Contents).toEqual([]);
    expect(await checkArtifacts(freshFolder(), { s3: placeOf(bucket) }, env())).toMatchObject({ status: 'ok', message: expect.stringContaining('SeaweedFS') });
    await expect(examineS3(placeOf('nowhere-at-all'), env())).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringContaining('There is no bucket nowhere-at-all') });
    await expect(examineS3(placeOf(bucket), env(server.readerKeys))).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringContaining('It may not write') });
    await expect(examineS3(placeOf(bucket), env({ accessKeyId: 'vouch-test', secretAccessKey: 'wrong' }))).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringContaining('may not be used with these keys') });
    await expect(examineS3(placeOf(bucket), {})).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('TEST_KEY') });
  });

  test('a run that ends while the bucket is away ends as it did, and says that what it made cannot be had', async () => {
    const folder = freshFolder();
    const stores = await openStoresAt(folder, { s3: placeOf(await server.bucket()) }, env());
    const runtime = testRuntime({ tools: [echo], stores }, folder);
    let gone: Promise<void> | undefined;
    stores.journal.subscribeAll(({ type }) => { if (type === 'run.completed') gone = server.kill(); });
    const outcome = await runtime.run({ plan: { steps: [{ id: 'a', tool: 'echo', inputs: { text: { value: 'words' } } }] } }).result;
    await gone;
    expect(outcome).toMatchObject({ status: 'completed', answer: 'words', artifacts: [], error: { code: 'STORE_FAILED', message: expect.stringContaining('The run is completed') } });
    await server.start();
    const { artifacts } = await runtime.outcome(outcome.runId);
    expect(readFileSync(artifacts[0]!.path, 'utf8')).toBe('words');
    expect((await runtime.outcome(outcome.runId, { paths: false })).artifacts).toEqual([{ ...artifacts[0]!, path: '' }]);
    await runtime.close();
  });

  test('a server that is away, and one that is killed and comes back, are an error that names the bucket and then none', async () => {
    const bucket = await server.bucket();
    const place = await open(bucket);
    const { id } = await place.artifacts.put({ bytes: Buffer.from('kept') });
    await server.kill();
    await expect(place.artifacts.has(id)).rejects.toMatchObject({ code: 'STORE_FAILED', retryable: true, message: expect.stringContaining(bucket) });
    // What this machine has it can go on with.
    expect(readFileSync(await place.artifacts.read(id), 'utf8')).toBe('kept');
    await server.start();
    await expect(place.artifacts.has(id)).resolves.toBe(true);
    await place.close();
  });
});

/** Hands requests through, and answers some as S3 does to who may not. */
async function refusingProxy(target: string, isRefused: (path: string) => boolean): Promise<Server> {
  const proxy = createServer((asked, answer) => {
    if (isRefused(asked.url ?? '')) {
      answer.writeHead(403, { 'content-type': 'application/xml' }).end('<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>');
      return;
    }
    const passed = request(`${target}${asked.url ?? ''}`, { method: asked.method, headers: asked.headers }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers);
      came.pipe(answer);
    });
    asked.pipe(passed);
    passed.on('error', () => { answer.destroy(); });
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return proxy;
}

/** Hands requests through, and breaks off each answer after so many bytes. */
async function breakingProxy(target: string, bytes: number, ranges: string[]): Promise<Server> {
  const proxy = createServer((asked, answer) => {
    const passed = request(`${target}${asked.url ?? ''}`, { method: asked.method, headers: asked.headers }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers);
      if (asked.method !== 'GET') {
        came.pipe(answer);
        return;
      }
      ranges.push(asked.headers.range ?? '');
      let sent = 0;
      came.on('data', (chunk: Buffer) => {
        answer.write(chunk);
        sent += chunk.length;
        if (sent >= bytes * 2) setImmediate(() => { answer.destroy(); });
      });
      came.on('end', () => { answer.end(); });
    });
    asked.pipe(passed);
    passed.on('error', () => { answer.destroy(); });
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return proxy;
}
