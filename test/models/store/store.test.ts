import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CatalogEntry } from '../../../src/models/catalog/index.js';
import { createModelStore } from '../../../src/models/store/index.js';
import { entryOf, someBytes } from '../../support/model-files.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();

function local(name: string, bytes: Uint8Array): { name: string; bytes: Uint8Array; sources: { kind: 'file'; path: string }[] } {
  writeFileSync(folder(name), bytes);
  return { name, bytes, sources: [{ kind: 'file', path: folder(name) }] };
}

test('a local file is copied, so that a later change of it changes nothing', async () => {
  const bytes = someBytes(10_000);
  const cache = folder('copied');
  const store = createModelStore({ home: { cache, data: cache }, entries: [entryOf('m', [local('copied.bin', bytes)])] });
  await store.pull(['m']);
  writeFileSync(folder('copied.bin'), 'other');
  expect(readFileSync(store.files('m')['copied.bin']!).equals(bytes)).toBe(true);
  await expect(store.verify('m')).resolves.toEqual({ sound: true, damaged: [] });
});

test('two models with a file of the same bytes keep it once', async () => {
  const file = local('same.bin', someBytes(1000));
  const cache = folder('twice');
  const store = createModelStore({ home: { cache, data: cache }, entries: [entryOf('one', [file]), entryOf('two', [file])] });
  await store.pull(['one', 'two', 'one']);
  expect([store.state('one'), store.state('two')]).toEqual(['installed', 'installed']);
  expect(readdirSync(`${cache}/models/blobs`)).toHaveLength(1);
});

test('a damaged file is found, removed and fetched again', async () => {
  const bytes = someBytes(10_000);
  const cache = folder('damaged');
  const store = createModelStore({ home: { cache, data: cache }, entries: [entryOf('m', [local('damaged.bin', bytes)])] });
  await store.pull(['m']);
  const path = store.files('m')['damaged.bin']!;
  chmodSync(path, 0o644);
  writeFileSync(path, someBytes(10_000));
  await expect(store.verify('m')).resolves.toEqual({ sound: false, damaged: ['damaged.bin'] });
  expect(store.state('m')).toBe('missing');
  await store.pull(['m']);
  expect(readFileSync(store.files('m')['damaged.bin']!).equals(bytes)).toBe(true);
});

test('a hash that changes in the catalogue makes the old files another model', async () => {
  const cache = folder('changed');
  const home = { cache, data: cache };
  await createModelStore({ home, entries: [entryOf('m', [local('changed.bin', someBytes(100))])] }).pull(['m']);
  expect(createModelStore({ home, entries: [entryOf('m', [local('changed.bin', someBytes(100))])] }).state('m')).toBe('missing');
});

test('one model that cannot be fetched does not keep the others away, and the error lists it', async () => {
  const cache = folder('others');
  const bad = entryOf('bad', [{ name: 'x.bin', bytes: someBytes(5), sources: [{ kind: 'file', path: folder('does-not-exist') }] }]);
  const store = createModelStore({ home: { cache, data: cache }, entries: [bad, entryOf('good', [local('good.bin', someBytes(5))])] });
  await expect(store.pull(['bad', 'good'])).rejects.toMatchObject({ code: 'MODEL_SOURCE_UNREACHABLE', details: { failures: [{ model: 'bad' }] } });
  expect(store.state('good')).toBe('installed');
});

test('a model that is larger than the disk is refused before anything is fetched', async () => {
  const cache = folder('full');
  const store = createModelStore({ home: { cache, data: cache }, entries: [entryOf('m', [{ ...local('huge.bin', someBytes(5)), size: 9e15 }])] });
  await expect(store.pull(['m'])).rejects.toMatchObject({ code: 'STORE_FULL', message: expect.stringContaining('VOUCH_CACHE') });
  expect(existsSync(`${cache}/models/partial`)).toBe(false);
});

test('a store that cannot be written is a STORE_FAILED, and no other source is asked', async () => {
  const cache = folder('broken');
  mkdirSync(`${cache}/models`, { recursive: true });
  writeFileSync(`${cache}/models/blobs`, 'a file where the folder should be');
  const notices: string[] = [];
  const store = createModelStore({ home: { cache, data: cache }, entries: [entryOf('m', [local('broken.bin', someBytes(5))])] });
  await expect(store.pull(['m'], { onNotice: (notice) => notices.push(notice) })).rejects.toMatchObject({ code: 'STORE_FAILED' });
  expect(notices).toEqual([]);
});

test('a cache folder inside a file is a STORE_FAILED', async () => {
  writeFileSync(folder('plain'), 'x');
  const cache = folder('plain', 'cache');
  const store = createModelStore({ home: { cache, data: cache }, entries: [entryOf('m', [local('plain.bin', someBytes(5))])] });
  expect(store.state('m')).toBe('missing');
  await expect(store.pull(['m'])).rejects.toMatchObject({ code: 'STORE_FAILED' });
});

test('a model that needs a server is external, has nothing to pull, and says which server', async () => {
  const cache = folder('external');
  const entry = CatalogEntry.parse({ id: 'large', title: 'x', job: 'see', modalities: { in: ['image'], out: ['text'] }, licence: 'MIT', engine: 'server', needs: { memoryBytes: 1, threads: 1 }, pack: 'optional', published: 'maker/large' });
  const store = createModelStore({ home: { cache, data: cache }, entries: [entry] });
  const notices: string[] = [];
  await store.pull(['large'], { onNotice: (notice) => notices.push(notice) });
  expect(store.state('large')).toBe('external');
  expect(notices).toEqual([expect.stringContaining('maker/large')]);
  expect(() => store.files('large')).toThrow('maker/large');
  expect(() => store.state('unknown')).toThrow('It has: large');
});
