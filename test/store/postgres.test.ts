import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import pg from 'pg';
import type { VouchEvent } from '../../src/core/index.js';
import { checkStore } from '../../src/cli/doctor/machine.js';
import { examinePostgres, openSharedStores, openStoresAt, type Stores } from '../../src/store/index.js';
import { openSql } from '../../src/store/postgres/sql.js';
import { hasPostgres, openPostgres, type PostgresServer } from '../support/postgres-server.js';
import { removeFolders, testRuntime } from '../support/workshop.js';
import { postgresBackend } from './kit/backends.js';
import { chainPlan, chainTools } from './kit/chain.js';
import { conformance } from './kit/conformance.js';

jest.setTimeout(180_000);
const notice = (message: string) => ({ type: 'notice', data: { message } }) as const;

(hasPostgres() ? describe : describe.skip)('stores in PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await openPostgres();
  });
  afterAll(async () => {
    await server.close();
    removeFolders();
  });

  conformance(() => postgresBackend(server));

  async function ask<T extends object>(url: string, text: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<T>(text);
    await client.end();
    return rows;
  }
  const numbers = async (stores: Stores, run: string): Promise<number[]> => (await stores.journal.read(run)).map(({ seq }) => seq);

  test('old requests are found by the time at which they came', async () => {
    const backend = await postgresBackend(server);
    await (await backend.open()).close();
    const pool = new pg.Pool({ connectionString: backend.url, max: 1 });
    const sql = openSql(pool);
    await sql.rows('SET enable_seqscan = off');
    const plan = (await sql.rows(`EXPLAIN DELETE FROM requests WHERE ts < ${sql.now} - 1`)) as { 'QUERY PLAN': string }[];
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/requests_by_time[^]*Index Cond/);
    await pool.end();
  });

  test('who follows a run gets what another process writes, also after the connection broke', async () => {
    const backend = await postgresBackend(server);
    const [writer, reader] = [await backend.open(), await backend.open()];
    const seen = new Set<number>();
    let told: () => void = () => undefined;
    const until = async (seq: number): Promise<void> => {
      while (!seen.has(seq)) await new Promise<void>((resolve) => (told = resolve));
    };
    reader.journal.subscribe('a', ({ seq }) => {
      seen.add(seq);
      told();
    });
    const lease = await writer.leases.acquire('a');
    writer.journal.append('a', notice('1'), lease);
    await until(1);
    await ask(backend.url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vouch news'");
    for (const message of ['2', '3']) writer.journal.append('a', notice(message), lease);
    await writer.journal.settled('a');
    await until(3);
    expect([...seen]).toEqual([1, 2, 3]);
    await lease?.release();
    await Promise.all([reader.close(), writer.close()]);
  });

  test('a server that is killed in the middle and started again loses nothing and doubles nothing', async () => {
    const backend = await postgresBackend(server);
    const stores = await backend.open();
    const lease = await stores.leases.acquire('a');
    for (let number = 0; number < 50; number++) stores.journal.append('a', notice(String(number)), lease);
    await stores.journal.settled('a');
    for (let number = 50; number < 100; number++) stores.journal.append('a', notice(String(number)), lease);
    const killed = server.kill();
    for (let number = 100; number < 150; number++) stores.journal.append('a', notice(String(number)), lease);
    await killed;
    const settled = stores.journal.settled('a');
    await server.start();
    await settled;
    expect((await stores.journal.read('a')).map(({ data }) => Number((data as { message: string }).message))).toEqual(Array.from({ length: 150 }, (_, index) => index));
    expect(await numbers(stores, 'a')).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
    await lease?.release();
    await stores.close();
  });

  test('what was not written because the server stays away is not told as done', async () => {
    const backend = await postgresBackend(server);
    const stores = await openSharedStores(backend.folder, backend.url, { patienceMs: 300 });
    const lease = await stores.leases.acquire('a');
    const seen: VouchEvent[] = [];
    stores.journal.subscribe('a', (event) => seen.push(event));
    stores.journal.append('a', notice('1'), lease);
    await stores.journal.settled('a');
    await server.kill();
    stores.journal.append('a', notice('2'), lease);
    await expect(stores.journal.settled('a')).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(() => stores.journal.append('a', notice('3'), lease)).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
    expect(seen.map(({ seq }) => seq)).toEqual([1]);
    await server.start();
    await lease?.release();
    await stores.close();
    const again = await backend.open();
    expect(await numbers(again, 'a')).toEqual([1]);
    await again.close();
  });

  test('a takeover waits for a write under way, and the loser writes nothing after it', async () => {
    const backend = await postgresBackend(server);
    const [loser, winner] = [await backend.open(), await backend.open()];
    const lease = await loser.leases.acquire('a');
    for (let round = 0; round < 200; round++) loser.journal.append('a', notice(String(round)), lease);
    await backend.expireLeases();
    const taken = await winner.leases.acquire('a');
    const written = await numbers(winner, 'a');
    const first = winner.journal.append('a', notice('mine'), taken);
    await winner.journal.settled('a');
    await loser.journal.settled('a').catch(() => undefined);
    expect(first.seq).toBe(written.length + 1);
    expect(await numbers(winner, 'a')).toEqual(Array.from({ length: first.seq }, (_, index) => index + 1));
    await taken?.release();
    await lease?.release();
    await Promise.all([loser.close(), winner.close()]);
  });

  test('each month has its partition: those to come are there, and others come with their events', async () => {
    const backend = await postgresBackend(server);
    const stores = await backend.open();
    const partitions = async (): Promise<string[]> => (await ask<{ name: string }>(backend.url, "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'events'::regclass")).map(({ name }) => name).sort();
    const ahead = [0, 1, 2].map((months) => {
      const date = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + months));
      return `events_${date.toISOString().slice(0, 7).replace('-', '_')}`;
    });
    expect(await partitions()).toEqual(ahead);
    const lease = await stores.leases.acquire('a');
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2031, 4, 17));
    stores.journal.append('a', notice('1'), lease);
    clock.mockRestore();
    await stores.journal.settled('a');
    expect(await partitions()).toEqual([...ahead, 'events_2031_05']);
    expect(await ask(backend.url, 'SELECT seq FROM events_2031_05')).toEqual([{ seq: 1 }]);
    await lease?.release();
    await stores.close();
  });

  test('processes that start together make the schema once, and a later one is refused', async () => {
    const backend = await postgresBackend(server);
    const openings = await Promise.all(Array.from({ length: 4 }, () => backend.open()));
    expect(await ask(backend.url, 'SELECT version FROM vouch_schema')).toEqual([{ version: 1 }, { version: 2 }, { version: 3 }, { version: 4 }, { version: 5 }]);
    await Promise.all(openings.map((stores) => stores.close()));
    await backend.raw('INSERT INTO vouch_schema (version) VALUES (99)');
    await expect(backend.open()).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringContaining('later version') });
  });

  test('a database of an earlier schema is brought up to date, and keeps what it holds', async () => {
    const backend = await postgresBackend(server);
    const first = await backend.open();
    const lease = await first.leases.acquire('a');
    first.journal.append('a', notice('kept'), lease);
    await first.journal.settled('a');
    await lease?.release();
    await first.close();
    await backend.raw('DROP TABLE owned, spent, audit, servers, places, rates, orders, drafts, requests; DROP FUNCTION vouch_only_added; DELETE FROM vouch_schema WHERE version > 1');
    const second = await backend.open();
    expect((await second.journal.read('a')).map(({ data }) => data)).toEqual([{ message: 'kept' }]);
    await second.ownership.give('red', 'run', ['a']);
    await second.audit.append({ who: 'ada', tenant: null, what: 'acted', runId: 'a', step: 's', tool: 'send', attempt: 1, argumentsHash: null });
    expect([await second.ownership.owners('run', 'a'), (await second.audit.entries()).length]).toEqual([['red'], 1]);
    await expect(backend.raw('TRUNCATE audit')).rejects.toThrow('only added to');
    await second.close();
  });

  test('of the plans that wait the oldest of a tenant go where it has too many, and none of another', async () => {
    const backend = await postgresBackend(server);
    const { drafts, close } = await backend.open();
    await drafts.put('blue', 'theirs', 'blue');
    await backend.raw(`INSERT INTO drafts (id, ts, record, tenant) SELECT 'red ' || n, ${Date.now() - 10_000} + n, 'ours', 'red' FROM generate_series(1, 2000) AS n`);
    await drafts.put('red new', 'ours', 'red');
    expect([await drafts.get('blue'), await drafts.get('red 1'), await drafts.get('red 2'), await drafts.get('red new')]).toEqual(['theirs', undefined, 'ours', 'ours']);
    await close();
  });

  test('the configuration names the database by a variable, and the doctor asks it without making tables', async () => {
    const { url, folder } = await postgresBackend(server);
    const place = { postgres: { urlFromEnv: 'TEST_DATABASE' } };
    await expect(openStoresAt(folder, place, {})).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('TEST_DATABASE') });
    expect(await examinePostgres(url)).toMatchObject({ schema: 0, runs: 0 });
    const stores = await openStoresAt(folder, place, { TEST_DATABASE: url });
    const lease = await stores.leases.acquire('a');
    stores.journal.append('a', notice('1'), lease);
    await stores.journal.settled('a');
    await lease?.release();
    await stores.close();
    process.env['TEST_DATABASE'] = url;
    try {
      expect(await checkStore(folder, place)).toEqual({ status: 'ok', message: expect.stringMatching(/^PostgreSQL \d+.*: schema 5, 1 run$/) });
    } finally {
      delete process.env['TEST_DATABASE'];
    }
    await expect(examinePostgres('postgresql://vouch@127.0.0.1:1/none')).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  test('a run whose process is killed after any event is finished by another, and acts outside once', async () => {
    const whole = testRuntime({ tools: chainTools(() => undefined), stores: await (await postgresBackend(server)).open() });
    const undisturbed = whole.run({ plan: chainPlan, ask: () => Promise.resolve('yes') });
    expect(await undisturbed.result).toMatchObject({ status: 'completed', answer: 'go++ sent+' });
    const { length } = await whole.history(undisturbed.id);
    await whole.close();
    const ends: unknown[] = [];
    for (let killAfter = 2; killAfter < length; killAfter += 5) {
      const backend = await postgresBackend(server);
      const deeds = join(backend.folder, 'deeds');
      const runId = await killed({ folder: backend.folder, url: backend.url, deeds, killAfter });
      const keys = (): string[] => (existsSync(deeds) ? readFileSync(deeds, 'utf8').trim().split('\n').filter((line) => line !== '') : []);
      const before = keys();
      const runtime = testRuntime({ tools: chainTools((key) => before.push(key)), stores: await backend.open() }, backend.folder);
      const { status, answer } = await (await runtime.resume(runId, { ask: () => Promise.resolve('yes') })).result;
      expect(await runtime.history(runId)).toEqual((await runtime.history(runId)).map((event, index) => ({ ...event, seq: index + 1 })));
      // What knows its key may be asked again; it was asked for one deed.
      ends.push({ killAfter, status, answer, deeds: new Set(before).size });
      await runtime.close();
    }
    expect(ends).toEqual(ends.map((_, index) => ({ killAfter: 2 + 5 * index, status: 'completed', answer: 'go++ sent+', deeds: 1 })));
  });
});

/** The id of a run whose process has died. */
async function killed(order: object): Promise<string> {
  const script = fileURLToPath(new URL('kit/process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  await new Promise((resolve) => child.once('close', resolve));
  return said.trim();
}
