import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { afterEach, expect, test } from '@jest/globals';
import type { CatalogEntry } from '../../../src/models/catalog/index.js';
import { createModelStore, DiskLedger } from '../../../src/models/store/index.js';
import { entryOf, serveFiles, someBytes, type FileServer } from '../../support/model-files.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const started: ChildProcess[] = [];
let server: FileServer | undefined;

afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await server?.close();
});

const model = someBytes(3_000_000);

/** A catalogue file with one model that the slow server offers. */
async function catalogue(name: string, pauseMs: number): Promise<{ file: string; entry: ReturnType<typeof entryOf> }> {
  server = await serveFiles({ 'model.bin': model }, { pauseMs });
  const entry = entryOf('m', [{ name: 'model.bin', bytes: model, sources: [{ kind: 'url', url: `${server.url}/model.bin` }] }]);
  writeFileSync(folder(name), JSON.stringify({ models: [entry] }));
  return { file: folder(name), entry };
}

function pull(cache: string, file: string): { child: ChildProcess; output: () => string; ended: Promise<unknown> } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/pull-once.ts', cache, file, 'm'], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  return { child, output: () => output, ended: once(child, 'close') };
}

const listing = (path: string): string[] => (existsSync(path) ? readdirSync(path) : []);

test('two processes that pull at once share one download, and the one that waits shows its progress', async () => {
  const { file, entry } = await catalogue('shared.json', 30);
  const cache = folder('shared');
  const [one, two] = [pull(cache, file), pull(cache, file)];
  await Promise.all([one.ended, two.ended]);
  expect(one.output()).toMatch(/done\n$/);
  expect(two.output()).toMatch(/done\n$/);
  expect(server!.sent()).toBe(3_000_000);
  expect(`${one.output()}${two.output()}`).toMatch(/waiting [1-9]\d{5}/);
  expect(readFileSync(createModelStore({ home: { cache, data: cache }, entries: [entry] }).files('m')['model.bin']!).equals(model)).toBe(true);
}, 60_000);

test('a process killed half-way leaves nothing that counts as a model; the next pull takes its lock over and goes on', async () => {
  const { file, entry } = await catalogue('killed.json', 30);
  const cache = folder('killed');
  const first = pull(cache, file);
  while (!/fetching 1\d{6}/.test(first.output())) await new Promise((resolve) => { setTimeout(resolve, 20); });
  first.child.kill('SIGKILL');
  await first.ended;
  const store = createModelStore({ home: { cache, data: cache }, entries: [entry] });
  expect(store.state('m')).toBe('partial');
  expect(listing(`${cache}/models/blobs`)).toEqual([]);
  expect(listing(`${cache}/models/entries`)).toEqual([]);
  expect(listing(`${cache}/models/tmp`)).toHaveLength(1);

  await store.pull(['m']);
  expect(readFileSync(store.files('m')['model.bin']!).equals(model)).toBe(true);
  expect(server!.requests[1]!.range).toMatch(/^bytes=1\d{6}-$/);
  expect(listing(`${cache}/models/tmp`)).toEqual([]);
}, 60_000);

test('room that another process has reserved is not given away while it pulls, and is free again once it was killed', async () => {
  const cache = folder('room');
  const size = Math.floor(((await new DiskLedger({ cache, data: cache }).account()).freeBytes ?? 0) * 0.6);
  // It takes the connection and says nothing, so that the pull lasts.
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => { silent.listen(0, '127.0.0.1', resolve); });
  const large = (id: string): CatalogEntry => entryOf(id, [{ name: 'model.bin', bytes: someBytes(5), size, sources: [{ kind: 'url', url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/model.bin` }] }]);
  writeFileSync(folder('room.json'), JSON.stringify({ models: [large('m')] }));
  const first = pull(cache, folder('room.json'));
  const store = createModelStore({ home: { cache, data: cache }, entries: [large('other')], diskFloorBytes: 0 });
  while ((await store.disk.account()).downloads === 0) await new Promise((resolve) => { setTimeout(resolve, 50); });
  await expect(store.pull(['other'])).rejects.toMatchObject({ code: 'STORE_FULL', details: { reservedBytes: expect.any(Number) } });
  first.child.kill('SIGKILL');
  await first.ended;
  while ((await store.disk.account()).downloads > 0) await new Promise((resolve) => { setTimeout(resolve, 200); });
  silent.closeAllConnections();
  silent.close();
  // There is room now; whether there is a source is another matter.
  await expect(store.pull(['other'])).rejects.toMatchObject({ code: 'MODEL_SOURCE_UNREACHABLE' });
}, 60_000);

test('scratch folders of running processes stay', async () => {
  const { entry } = await catalogue('running.json', 0);
  const cache = folder('running');
  const host = hostname().toLowerCase().replaceAll(/[^0-9a-z]/g, '');
  mkdirSync(`${cache}/models/tmp/${host}-${process.ppid}-0123abcd`, { recursive: true });
  mkdirSync(`${cache}/models/tmp/elsewhere-${2 ** 22 + 1}-0123abcd`, { recursive: true });
  await createModelStore({ home: { cache, data: cache }, entries: [entry] }).pull(['m']);
  expect(listing(`${cache}/models/tmp`).sort()).toEqual([`${host}-${process.ppid}-0123abcd`, `elsewhere-${2 ** 22 + 1}-0123abcd`].sort());
});
