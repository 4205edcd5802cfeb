import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { openStores } from '../../src/store/index.js';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vouch-store-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
});

/** What another process might do to the database. */
function raw(sql: string): void {
  const database = new Database(join(folder, 'journal.db'));
  database.exec(sql);
  database.close();
}

const notice = (message: string) => ({ type: 'notice', data: { message } }) as const;

test('events are numbered from 1 without gaps, each run for itself, and survive closing', async () => {
  let stores = openStores(folder);
  stores.journal.append('a', notice('one'));
  stores.journal.append('b', notice('other'));
  stores.journal.append('a', notice('two'));
  await stores.close();
  stores = openStores(folder);
  stores.journal.append('a', notice('three'));
  expect((await stores.journal.read('a')).map(({ seq, data }) => [seq, data])).toEqual([
    [1, { message: 'one' }],
    [2, { message: 'two' }],
    [3, { message: 'three' }],
  ]);
  expect(await stores.journal.read('a', 2)).toHaveLength(1);
  expect((await stores.journal.list()).map(({ runId }) => runId).sort()).toEqual(['a', 'b']);
  await stores.close();
});

test('a subscriber sees what is appended after it subscribed, until it unsubscribes', async () => {
  const stores = openStores(folder);
  const seen: number[] = [];
  const stop = stores.journal.subscribe('a', ({ seq }) => seen.push(seq));
  stores.journal.append('a', notice('1'));
  stores.journal.append('b', notice('1'));
  stores.journal.append('a', notice('2'));
  stop();
  stores.journal.append('a', notice('3'));
  expect(seen).toEqual([1, 2]);
  await stores.close();
});

test('an event of an unknown later type is skipped, and a broken one is an error that names it', async () => {
  const stores = openStores(folder);
  stores.journal.append('a', notice('1'));
  await stores.close();
  raw(`INSERT INTO events (run_id, seq, ts, type, data) VALUES ('a', 2, 0, 'future.thing', '{}')`);
  raw(`INSERT INTO events (run_id, seq, ts, type, data) VALUES ('broken', 1, 0, 'notice', '{"message":3}')`);
  const again = openStores(folder);
  expect(await again.journal.read('a')).toHaveLength(1);
  await expect(again.journal.read('broken')).rejects.toThrow(/Event 1 \(notice\) of run broken/);
  await again.close();
});

test('a journal of a later schema is refused with what to do', async () => {
  await openStores(folder).close();
  raw('PRAGMA user_version = 99');
  expect(() => openStores(folder)).toThrow(expect.objectContaining({ code: 'STORE_FAILED', message: expect.stringContaining('later version') }));
});

test('a run has one living holder at a time', async () => {
  const stores = openStores(folder);
  const other = openStores(folder);
  const lease = await stores.leases.acquire('run');
  expect(lease).toBeDefined();
  expect(await other.leases.acquire('run')).toBeUndefined();
  expect(await other.leases.holder('run')).toBe(`process ${process.pid}`);
  await lease?.release();
  const taken = await other.leases.acquire('run');
  expect(taken).toBeDefined();
  await taken?.release();
  await other.close();
  await stores.close();
});

test('the lease of a dead process can be taken', async () => {
  const stores = openStores(folder);
  raw(`INSERT INTO leases (run_id, pid, owner, heartbeat) VALUES ('run', 4194304, 'gone', ${Date.now()})`);
  expect(await stores.leases.holder('run')).toBeUndefined();
  await (await stores.leases.acquire('run'))?.release();
  await stores.close();
});

test('a journal that another process has gone on with is numbered on from there', async () => {
  const first = openStores(folder);
  const second = openStores(folder);
  first.journal.append('a', notice('1'));
  second.journal.append('a', notice('2'));
  expect(first.journal.append('a', notice('3')).seq).toBe(3);
  expect((await second.journal.read('a')).map(({ data }) => (data as { message: string }).message)).toEqual(['1', '2', '3']);
  await first.close();
  await second.close();
});

test('an event that could not be read again is refused and leaves the run readable', async () => {
  const stores = openStores(folder);
  stores.journal.append('a', notice('1'));
  expect(() => stores.journal.append('a', notice(7 as unknown as string))).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  expect(await stores.journal.read('a')).toHaveLength(1);
  await stores.close();
});

test('the list has the first and the last event of each run, the latest run first', async () => {
  const stores = openStores(folder);
  for (const run of ['b', 'a', 'c']) for (const message of ['1', '2', '3']) stores.journal.append(run, notice(message));
  const entries = await stores.journal.list();
  expect(entries.map(({ runId }) => runId).sort()).toEqual(['a', 'b', 'c']);
  for (const { first, last } of entries) expect([first.seq, last.seq]).toEqual([1, 3]);
  await stores.close();
  expect(await openStores(join(folder, 'empty')).journal.list()).toEqual([]);
});

test('a lease that was taken over is told once, and giving it back harms neither the new holder nor a closed database', async () => {
  jest.useFakeTimers();
  const stores = openStores(folder);
  const lost: (string | undefined)[] = [];
  const lease = await stores.leases.acquire('run', (holder) => lost.push(holder));
  raw(`UPDATE leases SET owner = 'another', pid = ${process.ppid}`);
  jest.advanceTimersByTime(25_000);
  expect(lost).toEqual([`process ${process.ppid}`]);
  await lease?.release();
  expect(await stores.leases.holder('run')).toBe(`process ${process.ppid}`);
  const other = await stores.leases.acquire('second', (holder) => lost.push(holder));
  await stores.close();
  jest.advanceTimersByTime(60_000);
  await expect(other?.release()).resolves.toBeUndefined();
  expect(lost).toHaveLength(1);
  jest.useRealTimers();
});

test('a stored result that is damaged counts as absent', async () => {
  const stores = openStores(folder);
  await stores.results.put('key', { outputs: {}, verdicts: [], checks: 'none', models: [] });
  raw(`UPDATE results SET record = '{"outputs":'`);
  expect(await stores.results.get('key')).toBeUndefined();
  await stores.close();
});

test.each([['forward', 86_400_000], ['back', -86_400_000]])('a clock that is set %s by a day takes no run from its process and adds no time to it', async (_, jump) => {
  const stores = openStores(folder);
  const other = openStores(folder);
  const lease = (await stores.leases.acquire('run'))!;
  const started = stores.journal.append('run', { type: 'run.resumed', data: { pid: 1 } }, lease);
  const now = Date.now() + jump;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
  expect(await other.leases.acquire('run')).toBeUndefined();
  const later = stores.journal.append('run', notice('later'), lease);
  expect(later.ts - started.ts).toBeGreaterThanOrEqual(0);
  expect(later.ts - started.ts).toBeLessThan(60_000);
  clock.mockRestore();
  await lease.release();
  await other.close();
  await stores.close();
});

test('who has lost the lease of a run, or given it back, writes nothing more to it', async () => {
  const stores = openStores(folder);
  const lease = (await stores.leases.acquire('run'))!;
  stores.journal.append('run', notice('mine'), lease);
  await stores.journal.settled('run');
  raw(`UPDATE leases SET owner = 'another'`);
  stores.journal.append('run', notice('late'), lease);
  await expect(stores.journal.settled('run')).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
  const later = (): unknown => stores.journal.append('run', notice('later'), lease);
  expect(later).toThrow(expect.objectContaining({ code: 'RUN_NOT_RESUMABLE' }));
  raw('DELETE FROM leases');
  expect(later).toThrow(expect.objectContaining({ code: 'RUN_NOT_RESUMABLE' }));
  await lease.release();
  expect(later).toThrow(expect.objectContaining({ code: 'RUN_NOT_RESUMABLE' }));
  expect(await stores.journal.read('run')).toHaveLength(1);
  await stores.close();
});

test('what is appended in one turn is told once it is written, all of it, also where the process goes on for long', async () => {
  const stores = openStores(folder);
  const lease = (await stores.leases.acquire('run'))!;
  const written: number[] = [];
  const inFile = (): unknown => {
    const database = new Database(join(folder, 'journal.db'));
    const row = database.prepare('SELECT count(*) AS events FROM events').get();
    database.close();
    return (row as { events: number }).events;
  };
  stores.journal.subscribe('run', ({ seq }) => { written.push(seq); expect(inFile()).toBeGreaterThanOrEqual(seq); });
  for (let number = 1; number <= 40; number++) expect(stores.journal.append('run', notice(String(number)), lease).seq).toBe(number);
  expect(written).toEqual([]);
  stores.journal.flush('run');
  expect(written).toHaveLength(40);
  stores.journal.append('run', notice('41'), lease);
  // Nobody asks for it.
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  expect([written.at(-1), inFile()]).toEqual([41, 41]);
  stores.journal.append('run', notice('42'), lease);
  await lease.release();
  expect(inFile()).toBe(42);
  await stores.close();
});

test('what a listener appends is numbered, written and told after what it was told', async () => {
  const stores = openStores(folder);
  const lease = (await stores.leases.acquire('run'))!;
  const told: number[] = [];
  stores.journal.subscribe('run', ({ seq }) => {
    if (seq === 1) {
      stores.journal.append('run', notice('answer'), lease);
      stores.journal.flush('run');
    }
    told.push(seq);
  });
  for (const message of ['1', '2']) stores.journal.append('run', notice(message), lease);
  await stores.journal.settled('run');
  expect(told).toEqual([1, 2, 3]);
  expect((await stores.journal.read('run')).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  await lease.release();
  await stores.close();
});

test('nothing is written, and nothing told, after an event that could not be written', async () => {
  const stores = openStores(folder);
  const lease = (await stores.leases.acquire('run'))!;
  const told: number[] = [];
  stores.journal.subscribe('run', ({ seq }) => told.push(seq));
  stores.journal.append('run', notice('1'), lease);
  await stores.journal.settled('run');
  raw(`CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  for (const message of ['2', '3']) stores.journal.append('run', notice(message), lease);
  expect(() => { stores.journal.flush('run'); }).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
  raw('DROP TRIGGER full');
  expect(() => stores.journal.append('run', notice('4'), lease)).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
  await lease.release();
  const again = (await stores.leases.acquire('run'))!;
  expect(stores.journal.append('run', notice('anew'), again).seq).toBe(2);
  await again.release();
  expect(told).toEqual([1, 2]);
  await stores.close();
});

test('a lease that could not be given back on a full disk holds nobody up in its own process', async () => {
  const stores = openStores(folder);
  const lease = (await stores.leases.acquire('run'))!;
  raw(`CREATE TRIGGER full BEFORE DELETE ON leases BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  await lease.release();
  raw('DROP TRIGGER full');
  const again = await stores.leases.acquire('run');
  expect(again).toBeDefined();
  await again?.release();
  await stores.close();
});

test.each([[{ boot: 'another start', place: 'another machine' }, true], [{ boot: 'another start' }, false]])('a lease %j from elsewhere counts by its own clock (held: %s)', async (where, held) => {
  const stores = openStores(folder);
  const lease = (await stores.leases.acquire('run'))!;
  for (const [column, value] of Object.entries({ owner: 'theirs', ...where })) raw(`UPDATE leases SET ${column} = '${value}'`);
  // A machine that was started anew runs none of its old processes; of another machine nobody here knows.
  expect((await stores.leases.holder('run')) !== undefined).toBe(process.platform === 'linux' ? held : true);
  raw(`UPDATE leases SET heartbeat = heartbeat - 120000`);
  expect(await stores.leases.holder('run')).toBeUndefined();
  await lease.release();
  await stores.close();
});
