import { jest } from '@jest/globals';
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

/** What another process might do to the database. */
function raw(sql: string): void {
  const database = new Database(join(folder, 'journal.db'));
  database.exec(sql);
  database.close();
}

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
  raw(`INSERT INTO events (run_id, seq, ts, type, data) VALUES ('a', 2, 0, 'future.thing', '{}')`);
  raw(`INSERT INTO events (run_id, seq, ts, type, data) VALUES ('broken', 1, 0, 'notice', '{"message":3}')`);
  const again = openStores(folder);
  expect(again.journal.read('a')).toHaveLength(1);
  expect(() => again.journal.read('broken')).toThrow(/Event 1 \(notice\) of run broken/);
  again.close();
});

test('a journal of a later schema is refused with what to do', () => {
  openStores(folder).close();
  raw('PRAGMA user_version = 99');
  expect(() => openStores(folder)).toThrow(expect.objectContaining({ code: 'STORE_FAILED', message: expect.stringContaining('later version') }));
});

test('a run has one living holder at a time', () => {
  const stores = openStores(folder);
  const other = openStores(folder);
  const lease = stores.leases.acquire('run');
  expect(lease).toBeDefined();
  expect(other.leases.acquire('run')).toBeUndefined();
  expect(other.leases.holder('run')).toBe(process.pid);
  lease?.release();
  const taken = other.leases.acquire('run');
  expect(taken).toBeDefined();
  taken?.release();
  other.close();
  stores.close();
});

test('the lease of a dead process can be taken', () => {
  const stores = openStores(folder);
  raw(`INSERT INTO leases (run_id, pid, owner, heartbeat) VALUES ('run', 4194304, 'gone', ${Date.now()})`);
  expect(stores.leases.holder('run')).toBeUndefined();
  stores.leases.acquire('run')?.release();
  stores.close();
});

test('a journal that another process has gone on with is numbered on from there', () => {
  const first = openStores(folder);
  const second = openStores(folder);
  first.journal.append('a', notice('1'));
  second.journal.append('a', notice('2'));
  expect(first.journal.append('a', notice('3')).seq).toBe(3);
  expect(second.journal.read('a').map(({ data }) => (data as { message: string }).message)).toEqual(['1', '2', '3']);
  first.close();
  second.close();
});

test('an event that could not be read again is refused and leaves the run readable', () => {
  const stores = openStores(folder);
  stores.journal.append('a', notice('1'));
  expect(() => stores.journal.append('a', notice(7 as unknown as string))).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  expect(stores.journal.read('a')).toHaveLength(1);
  stores.close();
});

test('the list has the first and the last event of each run, the latest run first', () => {
  const stores = openStores(folder);
  for (const run of ['b', 'a', 'c']) for (const message of ['1', '2', '3']) stores.journal.append(run, notice(message));
  const entries = stores.journal.list();
  expect(entries.map(({ runId }) => runId).sort()).toEqual(['a', 'b', 'c']);
  for (const { first, last } of entries) expect([first.seq, last.seq]).toEqual([1, 3]);
  stores.close();
  expect(openStores(join(folder, 'empty')).journal.list()).toEqual([]);
});

test('a lease that was taken over is told once, and giving it back harms neither the new holder nor a closed database', () => {
  jest.useFakeTimers();
  const stores = openStores(folder);
  const lost: (number | undefined)[] = [];
  const lease = stores.leases.acquire('run', (holder) => lost.push(holder));
  raw(`UPDATE leases SET owner = 'another', pid = ${process.ppid}`);
  jest.advanceTimersByTime(25_000);
  expect(lost).toEqual([process.ppid]);
  lease?.release();
  expect(stores.leases.holder('run')).toBe(process.ppid);
  const other = stores.leases.acquire('second', (holder) => lost.push(holder));
  stores.close();
  jest.advanceTimersByTime(60_000);
  expect(() => other?.release()).not.toThrow();
  expect(lost).toHaveLength(1);
  jest.useRealTimers();
});

test('a stored result that is damaged counts as absent', () => {
  const stores = openStores(folder);
  stores.results.put('key', { outputs: {}, verdicts: [], models: [] });
  raw(`UPDATE results SET record = '{"outputs":'`);
  expect(stores.results.get('key')).toBeUndefined();
  stores.close();
});

test.each([['forward', 86_400_000], ['back', -86_400_000]])('a clock that is set %s by a day takes no run from its process and adds no time to it', (_, jump) => {
  const stores = openStores(folder);
  const other = openStores(folder);
  const lease = stores.leases.acquire('run')!;
  const started = stores.journal.append('run', { type: 'run.resumed', data: { pid: 1 } }, lease);
  const now = Date.now() + jump;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
  expect(other.leases.acquire('run')).toBeUndefined();
  const later = stores.journal.append('run', notice('later'), lease);
  expect(later.ts - started.ts).toBeGreaterThanOrEqual(0);
  expect(later.ts - started.ts).toBeLessThan(60_000);
  clock.mockRestore();
  lease.release();
  other.close();
  stores.close();
});

test('who has lost the lease of a run, or given it back, writes nothing more to it', () => {
  const stores = openStores(folder);
  const lease = stores.leases.acquire('run')!;
  stores.journal.append('run', notice('mine'), lease);
  raw(`UPDATE leases SET owner = 'another'`);
  const late = (): unknown => stores.journal.append('run', notice('late'), lease);
  expect(late).toThrow(expect.objectContaining({ code: 'RUN_NOT_RESUMABLE' }));
  raw('DELETE FROM leases');
  expect(late).toThrow(expect.objectContaining({ code: 'RUN_NOT_RESUMABLE' }));
  expect(stores.journal.read('run')).toHaveLength(1);
  stores.close();
});

test('a lease that could not be given back on a full disk holds nobody up in its own process', () => {
  const stores = openStores(folder);
  const lease = stores.leases.acquire('run')!;
  raw(`CREATE TRIGGER full BEFORE DELETE ON leases BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  lease.release();
  raw('DROP TRIGGER full');
  const again = stores.leases.acquire('run');
  expect(again).toBeDefined();
  again?.release();
  stores.close();
});

test.each([[{ boot: 'another start', place: 'another machine' }, true], [{ boot: 'another start' }, false]])('a lease %j from elsewhere counts by its own clock (held: %s)', (where, held) => {
  const stores = openStores(folder);
  const lease = stores.leases.acquire('run')!;
  for (const [column, value] of Object.entries({ owner: 'theirs', ...where })) raw(`UPDATE leases SET ${column} = '${value}'`);
  // A machine that was started anew runs none of its old processes; of another machine nobody here knows.
  expect(stores.leases.holder('run') !== undefined).toBe(process.platform === 'linux' ? held : true);
  raw(`UPDATE leases SET heartbeat = heartbeat - 120000`);
  expect(stores.leases.holder('run')).toBeUndefined();
  lease.release();
  stores.close();
});
