import { existsSync, mkdirSync, readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { VouchError } from '../../../src/core/index.js';
import { createModelStore, DiskLedger } from '../../../src/models/store/index.js';
import { withLock } from '../../../src/models/store/locks.js';
import { entryOf, someBytes } from '../../support/model-files.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const none = undefined;

function ledgerOf(name: string, floorBytes = 0): DiskLedger {
  const cache = folder(name);
  return new DiskLedger({ cache, data: cache }, { floorBytes });
}

/** A download of so many bytes that lasts until it is told to end. */
function download(ledger: DiskLedger, files: Record<string, number>, besideBytes = 0): { readonly began: Promise<void>; end(): void; readonly ended: Promise<void> } {
  let [begin, end] = [(): void => undefined, (): void => undefined];
  const began = new Promise<void>((resolve) => { begin = resolve; });
  const wait = new Promise<void>((resolve) => { end = resolve; });
  const ended = ledger.withRoom('The test needs', { files, besideBytes }, none, async () => {
    begin();
    await wait;
  });
  return { began: Promise.race([began, ended]), end, ended };
}

const sha = (digit: string): string => digit.repeat(64);

async function free(ledger: DiskLedger): Promise<number> {
  const { freeBytes } = await ledger.account();
  if (freeBytes === undefined) throw new Error('the disk of the tests can be measured');
  return freeBytes;
}

test('of two downloads that fit alone and not together the second is refused, and let in once the first has ended', async () => {
  const ledger = ledgerOf('two');
  const size = Math.floor((await free(ledger)) * 0.6);
  const first = download(ledger, { [sha('a')]: size });
  await first.began;
  expect(await ledger.account()).toMatchObject({ reservedBytes: size, downloads: 1, floorBytes: 0 });
  const refused: unknown = await download(ledgerOf('two'), { [sha('b')]: size }).began.catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'STORE_FULL', retryable: true, details: { neededBytes: size, reservedBytes: size, floorBytes: 0, removable: [] } });
  expect(VouchError.is(refused) && refused.message).toContain('downloads under way will take');
  first.end();
  await first.ended;
  const second = download(ledger, { [sha('b')]: size });
  await second.began;
  second.end();
  await second.ended;
  expect(await ledger.account()).toMatchObject({ reservedBytes: 0, downloads: 0 });
  expect(readdirSync(folder('two', 'models', 'reserved'))).toEqual([]);
});

test('two that begin at the same moment never both pass', async () => {
  const ledgers = [ledgerOf('race'), ledgerOf('race'), ledgerOf('race')];
  const size = Math.floor((await free(ledgers[0]!)) * 0.6);
  const all = ledgers.map((ledger, index) => download(ledger, { [sha(String(index))]: size }));
  const outcomes = await Promise.allSettled(all.map(({ began }) => began));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const { end } of all) end();
  await Promise.allSettled(all.map(({ ended }) => ended));
});

test('a file that two downloads share is counted once, and what has come of it no more', async () => {
  const ledger = ledgerOf('shared');
  const size = Math.floor((await free(ledger)) * 0.6);
  const [one, two] = [download(ledger, { [sha('c')]: size }, 10), download(ledger, { [sha('c')]: size }, 20)];
  await Promise.all([one.began, two.began]);
  expect((await ledger.account()).reservedBytes).toBe(size + 30);
  mkdirSync(folder('shared', 'models', 'partial'), { recursive: true });
  writeFileSync(folder('shared', 'models', 'partial', sha('c')), '');
  truncateSync(folder('shared', 'models', 'partial', sha('c')), 1_000_000);
  expect((await ledger.account()).reservedBytes).toBe(size + 30 - 1_000_000);
  one.end();
  two.end();
  await Promise.all([one.ended, two.ended]);
});

test('what a dead process has reserved does not count, and is cleared away', async () => {
  const ledger = ledgerOf('dead');
  mkdirSync(folder('dead', 'models', 'reserved'), { recursive: true });
  const left = folder('dead', 'models', 'reserved', 'host-1-00000000.json');
  writeFileSync(left, JSON.stringify({ files: { [sha('d')]: 1e15 }, besideBytes: 0 }));
  expect(await ledger.account()).toMatchObject({ reservedBytes: 0, downloads: 0 });
  expect(existsSync(left)).toBe(false);
});

test('locks of dead downloads are cleared away by the next one, those of living ones are not', async () => {
  const locks = folder('stale', 'models', 'locks');
  for (const name of ['reserved-host-1-00000000.lock', 'reserved-host-2-00000000.lock', 'model-a.lock']) mkdirSync(`${locks}/${name}`, { recursive: true });
  const longAgo = new Date(Date.now() - 60_000);
  for (const name of ['reserved-host-1-00000000.lock', 'model-a.lock']) utimesSync(`${locks}/${name}`, longAgo, longAgo);
  await ledgerOf('stale').withRoom('The test needs', { files: {}, besideBytes: 1 }, none, () => Promise.resolve());
  expect(readdirSync(locks).sort()).toEqual(['model-a.lock', 'reserved-host-2-00000000.lock']);
});

test('the floor is kept free', async () => {
  const ledger = ledgerOf('floor');
  const size = Math.floor((await free(ledger)) * 0.6);
  await expect(download(ledgerOf('floor', size), { [sha('e')]: size }).began).rejects.toMatchObject({ code: 'STORE_FULL', message: expect.stringContaining('kept free'), details: { floorBytes: size } });
});

test('a disk that nobody can measure refuses nobody', async () => {
  // Below a file there is no folder, and no disk to ask.
  writeFileSync(folder('plain'), 'x');
  const cache = folder('plain', 'cache');
  expect((await new DiskLedger({ cache, data: cache }).account()).freeBytes).toBeUndefined();
});

test('a pull that does not fit names what can be removed, and the command that does it', async () => {
  const cache = folder('remove');
  const file = (name: string, bytes: number) => {
    const content = someBytes(bytes);
    writeFileSync(folder(name), content);
    return { name, bytes: content, sources: [{ kind: 'file' as const, path: folder(name) }] };
  };
  const [shared, alone] = [file('shared.bin', 3_000), file('alone.bin', 5_000)];
  const entries = [entryOf('small', [shared]), entryOf('large', [shared, alone]), entryOf('huge', [{ ...file('huge.bin', 5), size: 9e15 }])];
  const store = createModelStore({ home: { cache, data: cache }, entries, diskFloorBytes: 0 });
  await store.pull(['small', 'large']);
  const advice = async (): Promise<unknown> => {
    const refused: unknown = await store.pull(['huge']).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'STORE_FULL', message: expect.stringContaining('VOUCH_CACHE') });
    return VouchError.is(refused) && refused.details?.['removable'];
  };
  // What the other model links to stays: it is room that nobody gets.
  expect(await advice()).toEqual([{ command: 'vouch models remove large', bytes: 5_000 }]);
  expect(await store.remove('large')).toBe(5_000);
  expect([store.state('large'), store.state('small')]).toEqual(['partial', 'installed']);
  expect(await advice()).toEqual([{ command: 'vouch models remove small', bytes: 3_000 }]);
  expect(await store.remove('small')).toBe(3_000);
  expect(store.state('small')).toBe('missing');
  expect(await store.remove('small')).toBe(0);
});

test('what a download under way needs is not removed, nor what somebody is just fetching', async () => {
  const cache = folder('needed');
  const content = someBytes(2_000);
  writeFileSync(folder('needed.bin'), content);
  const entry = entryOf('model', [{ name: 'needed.bin', bytes: content, sources: [{ kind: 'file', path: folder('needed.bin') }] }]);
  const store = createModelStore({ home: { cache, data: cache }, entries: [entry], diskFloorBytes: 0 });
  const { sha256 } = entry.files[0]!;
  await store.pull(['model']);
  // Of another model that shares the file.
  const other = download(new DiskLedger({ cache, data: cache }, { floorBytes: 0 }), { [sha256]: 2_000 });
  await other.began;
  expect(await store.remove('model')).toBe(0);
  expect(readdirSync(folder('needed', 'models', 'blobs'))).toEqual([sha256]);
  other.end();
  await other.ended;
  let removed: Promise<number> | undefined;
  await withLock(folder('needed', 'models', 'locks'), `file-${sha256}`, {}, async () => {
    removed = store.remove('model');
    await delay(500);
    expect(readdirSync(folder('needed', 'models', 'blobs'))).toEqual([sha256]);
  });
  expect(await removed).toBe(2_000);
});

test('room is given back where the download fails or is cancelled', async () => {
  const ledger = ledgerOf('failed');
  await expect(ledger.withRoom('The test needs', { files: {}, besideBytes: 1 }, none, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  const stop = new AbortController();
  const cancelled = ledger.withRoom('The test needs', { files: {}, besideBytes: 1 }, stop.signal, (signal) => delay(60_000, undefined, { signal }));
  await delay(50);
  stop.abort(new VouchError('CANCELLED', 'enough'));
  await expect(cancelled).rejects.toThrow();
  expect(await ledger.account()).toMatchObject({ reservedBytes: 0, downloads: 0 });
});
