import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArtifactStore } from '../../src/store/index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vouch-artifacts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('bytes are found under their SHA-256, and equal bytes are kept once', async () => {
  const store = openArtifactStore(folder);
  const first = await store.put({ bytes: Buffer.from('hello') });
  writeFileSync(join(folder, 'file'), 'hello');
  const second = await store.put({ path: join(folder, 'file') });
  expect(first).toEqual({ id: createHash('sha256').update('hello').digest('hex'), bytes: 5 });
  expect(second).toEqual(first);
  expect(readFileSync(await store.path(first.id), 'utf8')).toBe('hello');
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
});

test('ten writers of the same bytes at once leave one whole copy', async () => {
  const store = openArtifactStore(folder);
  const bytes = Buffer.alloc(300_000, 7);
  const results = await Promise.all(Array.from({ length: 10 }, () => store.put({ bytes })));
  expect(new Set(results.map(({ id }) => id)).size).toBe(1);
  await expect(store.verify(results[0]!.id)).resolves.toBeUndefined();
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
});

test('bytes over the limit, a missing file and a cancelled write leave nothing behind', async () => {
  const store = openArtifactStore(folder);
  await expect(store.put({ bytes: Buffer.alloc(100) }, { limit: 99 })).rejects.toMatchObject({ code: 'BUDGET_SPENT' });
  await expect(store.put({ path: join(folder, 'nothing') })).rejects.toMatchObject({ code: 'STORE_FAILED' });
  await expect(store.put({ bytes: Buffer.alloc(100) }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(readdirSync(folder)).toEqual(['incoming']);
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
});

test('changed bytes on disk are found and named', async () => {
  const store = openArtifactStore(folder);
  const { id } = await store.put({ bytes: Buffer.from('hello') });
  writeFileSync(await store.path(id), 'hellO');
  await expect(store.verify(id)).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT', message: expect.stringContaining(id) });
});

test('taking in the same bytes again heals a damaged copy', async () => {
  const store = openArtifactStore(folder);
  const { id } = await store.put({ bytes: Buffer.from('hello') });
  writeFileSync(await store.path(id), 'hellO');
  await store.put({ bytes: Buffer.from('hello') });
  await expect(store.verify(id)).resolves.toBeUndefined();
});

test('a whole copy is not written anew, which a loss of power could damage for all who speak of it, but is said to be in use', async () => {
  const store = openArtifactStore(folder);
  const small = Buffer.from('hello');
  const large = Buffer.alloc(200_000, 1);
  for (const bytes of [small, large]) {
    const { id } = await store.put({ bytes });
    const path = await store.path(id);
    const { ino } = statSync(path);
    utimesSync(path, 1000, 1000);
    await store.put({ bytes });
    expect(statSync(path).ino).toBe(ino);
    expect(statSync(path).mtimeMs).toBeGreaterThan(1000_000);
  }
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
});

test('an id that is not a hash never becomes a path', async () => {
  const store = openArtifactStore(folder);
  for (const id of ['../../etc/passwd', '', 'A'.repeat(64)]) await expect(store.path(id)).rejects.toEqual(expect.objectContaining({ code: 'STORE_FAILED' }));
});
