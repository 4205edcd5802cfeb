import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { openStores } from '../../src/store/index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vouch-store-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const notice = (message: string) => ({ type: 'notice', data: { message } }) as const;

test('events are numbered from 1 without gaps, each run for itself, and survive closing', () => {
  let stores = openStores(folder);
  stores.journal.append('a', notice('one'));
  stores.journal.append('b', notice('other'));
  stores.journal.append('a', notice('two'));
  stores.close();
  stores = openStores(folder);
  stores.journal.append('a', notice('three'));
  expect(stores.journal.read('a').map(({ seq, data }) => [seq, data])).toEqual([
    [1, { message: 'one' }],
    [2, { message: 'two' }],
    [3, { message: 'three' }],
  ]);
  expect(stores.journal.read('a', 2)).toHaveLength(1);
  expect(stores.journal.list().map(({ runId }) => runId).sort()).toEqual(['a', 'b']);
  stores.close();
});

test('a subscriber sees what is appended after it subscribed, until it unsubscribes', () => {
  const stores = openStores(folder);
  const seen: number[] = [];
  const stop = stores.journal.subscribe('a', ({ seq }) => seen.push(seq));
  stores.journal.append('a', notice('1'));
  stores.journal.append('b', notice('1'));
  stores.journal.append('a', notice('2'));
  stop();
  stores.journal.append('a', notice('3'));
  expect(seen).toEqual([1, 2]);
  stores.close();
});

test('an event of an unknown later type is skipped, and a broken one is an error that names it', () => {
  const stores = openStores(folder);
  stores.journal.append('a', notice('1'));
  stores.close();
  const raw = new Database(join(folder, 'journal.db'));
  raw.exec(`INSERT INTO events VALUES ('a', 2, 0, 'future.thing', '{}')`);
  raw.exec(`INSERT INTO events VALUES ('broken', 1, 0, 'notice', '{"message":3}')`);
  raw.close();
  const again = openStores(folder);
  expect(again.journal.read('a')).toHaveLength(1);
  expect(() => again.journal.read('broken')).toThrow(/Event 1 \(notice\) of run broken/);
  again.close();
});

test('a journal of a later schema is refused with what to do', () => {
  openStores(folder).close();
  const raw = new Database(join(folder, 'journal.db'));
  raw.exec('PRAGMA user_version = 99');
  raw.close();
  expect(() => openStores(folder)).toThrow(expect.objectContaining({ code: 'STORE_FAILED', message: expect.stringContaining('later version') }));
});

test('a run has one living holder at a time', () => {
  const stores = openStores(folder);
  const other = openStores(folder);
  const release = stores.leases.acquire('run');
  expect(release).toBeDefined();
  expect(other.leases.acquire('run')).toBeUndefined();
  expect(other.leases.holder('run')).toBe(process.pid);
  release?.();
  const taken = other.leases.acquire('run');
  expect(taken).toBeDefined();
  taken?.();
  other.close();
  stores.close();
});

test('the lease of a dead process can be taken', () => {
  const stores = openStores(folder);
  const raw = new Database(join(folder, 'journal.db'));
  raw.exec(`INSERT INTO leases VALUES ('run', 4194304, 'gone', ${Date.now()})`);
  raw.close();
  expect(stores.leases.holder('run')).toBeUndefined();
  stores.leases.acquire('run')?.();
  stores.close();
});
