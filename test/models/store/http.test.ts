import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { VouchError } from '../../../src/core/index.js';
import { createModelStore, type ModelStore, type PullEvent } from '../../../src/models/store/index.js';
import { entryOf, hubFile, serveFiles, sha256, someBytes, type FileServer, type FileServerOptions } from '../../support/model-files.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const servers: FileServer[] = [];
let count = 0;

afterEach(async () => { await Promise.all(servers.splice(0).map((server) => server.close())); });

async function serving(files: Record<string, Uint8Array>, options?: FileServerOptions): Promise<FileServer> {
  const server = await serveFiles(files, options);
  servers.push(server);
  return server;
}

function storeFor(entry: ReturnType<typeof entryOf>, hub: string): { store: ModelStore; cache: string } {
  const cache = folder(`cache-${(count += 1)}`);
  return { store: createModelStore({ home: { cache, data: cache }, entries: [entry], env: { HF_ENDPOINT: hub } }), cache };
}

const left = (cache: string, name: string): string[] => (existsSync(`${cache}/models/${name}`) ? readdirSync(`${cache}/models/${name}`) : []);

test('a model from the hub is installed under the names that its engine needs, and a second pull asks nobody', async () => {
  const [model, config] = [someBytes(300_000), Buffer.from('{"a":1}')];
  const server = await serving({ 'model.bin': model, 'config.json': config });
  const { store, cache } = storeFor(entryOf('m', [
    { name: 'model.bin', bytes: model, sources: [hubFile('sub/model.bin')] },
    { name: 'voices/config.json', bytes: config, sources: [hubFile('config.json')] },
  ]), `${server.url}/`);
  expect(store.state('m')).toBe('missing');
  expect(() => store.files('m')).toThrow('vouch pull m');

  const events: PullEvent[] = [];
  await store.pull(['m'], { onProgress: (event) => events.push(event) });

  expect(store.state('m')).toBe('installed');
  const files = store.files('m');
  expect(readFileSync(files['model.bin']!).equals(model)).toBe(true);
  expect(files['voices/config.json']).toMatch(/voices\/config\.json$/);
  expect(server.requests.map(({ path }) => path).sort()).toEqual(['/maker/model/resolve/main/config.json', '/maker/model/resolve/main/sub/model.bin']);
  expect(left(cache, 'partial')).toEqual([]);
  expect(left(cache, 'tmp')).toEqual([]);
  const done = events.map(({ doneBytes }) => doneBytes);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(events.at(-1)).toMatchObject({ phase: 'done', doneBytes: 300_007, totalBytes: 300_007, etaMs: 0 });

  await store.pull(['m']);
  expect(server.requests).toHaveLength(2);
});

test('bytes of another hash are an error that names the file, and nothing of them is left', async () => {
  const wanted = someBytes(100_000);
  const server = await serving({ 'model.bin': someBytes(100_000) });
  const { store, cache } = storeFor(entryOf('m', [{ name: 'model.bin', bytes: wanted, sources: [hubFile('model.bin')] }]), server.url);
  await expect(store.pull(['m'])).rejects.toMatchObject({ code: 'MODEL_HASH_MISMATCH', message: expect.stringContaining('model.bin') });
  expect(store.state('m')).toBe('missing');
  for (const name of ['partial', 'blobs', 'entries', 'tmp']) expect(left(cache, name)).toEqual([]);
});

test.each([['longer', 50_000], ['shorter', -50_000]])('a file that is %s than the catalogue says is refused before it is read', async (_word, more) => {
  const wanted = someBytes(100_000);
  const server = await serving({ 'model.bin': someBytes(100_000 + more) });
  const { store, cache } = storeFor(entryOf('m', [{ name: 'model.bin', bytes: wanted, sources: [hubFile('model.bin')] }]), server.url);
  await expect(store.pull(['m'])).rejects.toMatchObject({ code: 'MODEL_HASH_MISMATCH', message: expect.stringContaining('100000') });
  expect(store.state('m')).not.toBe('installed');
  expect(left(cache, 'blobs')).toEqual([]);
});

test('an aborted pull throws its reason, shows nothing, and the next one asks for the rest only', async () => {
  const model = someBytes(2_000_000);
  const server = await serving({ 'model.bin': model }, { pauseMs: 20 });
  const { store, cache } = storeFor(entryOf('m', [{ name: 'model.bin', bytes: model, sources: [hubFile('model.bin')] }]), server.url);
  const stop = new AbortController();
  const reason = new VouchError('CANCELLED', 'The user pressed Ctrl-C.');
  const pulling = store.pull(['m'], { signal: stop.signal, onProgress: ({ doneBytes }) => { if (doneBytes > 500_000) stop.abort(reason); } });
  await expect(pulling).rejects.toBe(reason);
  expect(store.state('m')).toBe('partial');
  expect(left(cache, 'blobs')).toEqual([]);
  expect(left(cache, 'locks')).toEqual([]);

  await store.pull(['m']);
  expect(store.state('m')).toBe('installed');
  expect(Number(/\d+/.exec(server.requests[1]!.range!)![0])).toBeGreaterThan(500_000);
  expect(server.sent()).toBeLessThan(3_000_000);
});

test('a connection that breaks off is taken up again where it broke', async () => {
  const model = someBytes(1_000_000);
  const server = await serving({ 'model.bin': model }, { cutFirstAt: 400_000, pauseMs: 1 });
  const { store } = storeFor(entryOf('m', [{ name: 'model.bin', bytes: model, sources: [hubFile('model.bin')] }]), server.url);
  await store.pull(['m']);
  expect(store.state('m')).toBe('installed');
  expect(server.requests[1]!.range).toMatch(/^bytes=[1-9]\d*-$/);
});

test('a server without ranges is read from the start again', async () => {
  const model = someBytes(1_000_000);
  const server = await serving({ 'model.bin': model }, { cutFirstAt: 400_000, pauseMs: 1, ranges: false });
  const { store } = storeFor(entryOf('m', [{ name: 'model.bin', bytes: model, sources: [hubFile('model.bin')] }]), server.url);
  await store.pull(['m']);
  expect(sha256(readFileSync(store.files('m')['model.bin']!))).toBe(sha256(model));
});

test('what another source left in the middle does not spoil the file', async () => {
  const model = someBytes(1_000_000);
  const server = await serving({ 'model.bin': model });
  const { store, cache } = storeFor(entryOf('m', [{ name: 'model.bin', bytes: model, sources: [hubFile('model.bin')] }]), server.url);
  mkdirSync(`${cache}/models/partial`, { recursive: true });
  writeFileSync(`${cache}/models/partial/${sha256(model)}`, someBytes(300_000));
  await store.pull(['m']);
  expect(server.requests.map(({ range }) => range)).toEqual(['bytes=300000-', undefined]);
  expect(readFileSync(store.files('m')['model.bin']!).equals(model)).toBe(true);
});

test('a hub that cannot be reached is said once and passed over at once for every file', async () => {
  const server = await serving({});
  await server.close();
  const files = ['a.bin', 'b.bin', 'c.bin'].map((name) => ({ name, bytes: someBytes(1000) }));
  for (const { name, bytes } of files) writeFileSync(folder(name), bytes);
  const cache = folder('unreachable');
  const entry = entryOf('m', files.map((file) => ({ ...file, sources: [{ kind: 'file', path: folder(file.name) }, hubFile(file.name)] })));
  const store = createModelStore({ home: { cache, data: cache }, entries: [entry], sources: ['hub', 'file'], env: { HF_ENDPOINT: server.url } });
  const notices: string[] = [];
  const startedAt = performance.now();
  await store.pull(['m'], { onNotice: (notice) => notices.push(notice) });
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(store.state('m')).toBe('installed');
  expect(notices).toEqual([expect.stringContaining('cannot be reached')]);
});

test('when no source can be reached, the error says so for each of them', async () => {
  const server = await serving({});
  const { store } = storeFor(entryOf('m', [{ name: 'a.bin', bytes: someBytes(10), sources: [hubFile('a.bin'), { kind: 'file', path: folder('nowhere.bin') }] }]), server.url);
  await expect(store.pull(['m'])).rejects.toMatchObject({
    code: 'MODEL_SOURCE_UNREACHABLE',
    retryable: true,
    message: expect.stringMatching(/nowhere\.bin.*status 404/s),
  });
});
