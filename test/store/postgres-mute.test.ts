import { jest } from '@jest/globals';
import { openSharedStores, type Stores } from '../../src/store/index.js';
import { openMuteProxy, type MuteProxy } from '../support/mute-proxy.js';
import { hasPostgres, openPostgres, type PostgresServer } from '../support/postgres-server.js';
import { freshFolder, removeFolders } from '../support/workshop.js';
import { until } from '../server/support.js';

jest.setTimeout(60_000);
const ANSWER_MS = 1200;
const notice = (message: string) => ({ type: 'notice', data: { message } }) as const;

(hasPostgres() ? describe : describe.skip)('a way to PostgreSQL that passes nothing more', () => {
  let server: PostgresServer;
  let url: string;
  let proxy: MuteProxy;
  const opened: Stores[] = [];
  beforeAll(async () => {
    server = await openPostgres();
  });
  beforeEach(async () => {
    url = await server.database();
    proxy = await openMuteProxy(url);
  });
  afterEach(async () => {
    for (const stores of opened.splice(0)) await stores.close();
    await proxy.close();
  });
  afterAll(async () => {
    await server.close();
    removeFolders();
  });

  /** Stores that wait little; `by`: the way to the server. */
  async function stores(by: string): Promise<Stores> {
    const made = await openSharedStores(freshFolder(), by, { answerMs: ANSWER_MS });
    opened.push(made);
    return made;
  }
  async function waited(work: Promise<unknown>): Promise<number> {
    const start = performance.now();
    await work;
    return performance.now() - start;
  }
  const failure = { code: 'STORE_FAILED', retryable: true, message: expect.stringContaining('did not answer in time') };

  test('fails what is asked within the time of an answer, whole transactions too, and what is asked later is answered', async () => {
    const far = await stores(proxy.url);
    expect(await far.journal.list()).toEqual([]);
    proxy.mute();
    expect(await waited(expect(far.journal.list()).rejects.toMatchObject(failure))).toBeLessThan(2 * ANSWER_MS);
    expect(await waited(expect(far.ownership.give('red', 'run', ['a'])).rejects.toMatchObject({ code: 'STORE_FAILED', retryable: true }))).toBeLessThan(2 * ANSWER_MS);
    proxy.pass();
    expect(await far.journal.list()).toEqual([]);
  });

  test('holds nobody up for long who is only counted', async () => {
    const far = await stores(proxy.url);
    await far.rates.count('ada', 2);
    proxy.mute();
    expect(await waited(expect(far.rates.count('ada', 2)).resolves.toBe(0))).toBeLessThan(ANSWER_MS);
    proxy.pass();
  });

  test('loses no event of a run and doubles none: what could not be written is when another connection passes', async () => {
    const far = await stores(proxy.url);
    const lease = await far.leases.acquire('a');
    far.journal.append('a', notice('1'), lease);
    await far.journal.settled('a');
    proxy.mute();
    far.journal.append('a', notice('2'), lease);
    const settled = far.journal.settled('a');
    setTimeout(() => { proxy.pass(); }, 100);
    await settled;
    far.journal.append('a', notice('3'), lease);
    await far.journal.settled('a');
    expect((await far.journal.read('a')).map(({ seq, data }) => [seq, data])).toEqual(['1', '2', '3'].map((message, index) => [index + 1, { message }]));
    await lease?.release();
  });

  test('does not keep who follows a run from hearing of it', async () => {
    const [far, near] = [await stores(proxy.url), await stores(url)];
    const seen: number[] = [];
    far.journal.subscribe('a', ({ seq }) => seen.push(seq));
    const lease = await near.leases.acquire('a');
    near.journal.append('a', notice('1'), lease);
    await until(() => seen.length === 1);
    proxy.mute();
    proxy.pass();
    near.journal.append('a', notice('2'), lease);
    await until(() => seen.length === 2);
    near.journal.append('a', notice('3'), lease);
    await until(() => seen.length === 3);
    expect(seen).toEqual([1, 2, 3]);
    await lease?.release();
  });

  test('leaves no lock behind: what a server was doing that is gone holds nobody up for long', async () => {
    const [far, near] = [await stores(proxy.url), await stores(url)];
    const [gone, lives] = [await far.places.join(2), await near.places.join(2)];
    await gone.take({ id: 'first', token: 'ada', tenant: '' });
    // The lock is held, and no further statement comes.
    const taken = gone.take({ id: 'second', token: 'ada', tenant: '' }, () => { proxy.mute(); });
    await expect(taken).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await waited(lives.take({ id: 'mine', token: 'eve', tenant: '' }))).toBeLessThan(ANSWER_MS);
    proxy.pass();
    for (const each of [gone, lives]) await each.close();
  });
});
