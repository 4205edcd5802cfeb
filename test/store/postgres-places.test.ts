import { jest } from '@jest/globals';
import type pg from 'pg';
import { VouchError } from '../../src/core/index.js';
import { migrate } from '../../src/store/postgres/migrate.js';
import { openPlaceBook } from '../../src/store/postgres/places.js';
import { openPool, waitsOf } from '../../src/store/postgres/pool.js';
import { openSharedRates } from '../../src/store/postgres/rates.js';
import { openSql } from '../../src/store/postgres/sql.js';
import type { PlaceBook } from '../../src/store/index.js';
import { hasPostgres, openPostgres, type PostgresServer } from '../support/postgres-server.js';
import { until } from '../server/support.js';

jest.setTimeout(60_000);
const LOCK = ['SELECT pg_advisory_xact_lock(1)'];
const BEAT_MS = 50;

(hasPostgres() ? describe : describe.skip)('what servers count together in PostgreSQL', () => {
  let server: PostgresServer;
  let pool: pg.Pool;
  let book: PlaceBook;
  beforeAll(async () => {
    server = await openPostgres();
  });
  beforeEach(async () => {
    pool = openPool(await server.database());
    await migrate(pool);
    book = openPlaceBook(openSql(pool), LOCK, BEAT_MS);
  });
  afterEach(() => pool.end());
  afterAll(() => server.close());

  const place = (id: string) => ({ id, token: 'ada', tenant: 'red' });
  const rows = async (): Promise<string[]> => (await pool.query<{ id: string }>('SELECT id FROM places ORDER BY id')).rows.map(({ id }) => id);
  const full = (most: number) => ({ taken }: { taken: readonly unknown[] }) => {
    if (taken.length >= most) throw new VouchError('RATE_LIMITED', 'full');
  };

  test('of many who ask at once at several servers only as many get a place as there are', async () => {
    const servers = [await book.join(4), await book.join(4)];
    const asked = await Promise.allSettled(Array.from({ length: 20 }, (_, number) => servers[number % 2]!.take(place(`run ${number}`), full(5))));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(await rows()).toHaveLength(5);
    const seen: unknown[] = [];
    await servers[0]!.take(place('one more'), ({ total, here, taken }) => { seen.push([total, taken.length, here <= 5]); });
    expect(seen).toEqual([[8, 5, true]]);
    for (const each of servers) await each.close();
    expect(await rows()).toEqual([]);
  });

  test('what a server took counts no longer once nobody has heard of it for a minute, and again when it is back', async () => {
    const [lives, dead] = [await book.join(2), await openPlaceBook(openSql(pool), LOCK, 1_000_000).join(2)];
    await lives.take(place('mine'));
    await dead.take(place('its'));
    await pool.query("UPDATE servers SET expires = now() - interval '1 second'");
    await until(async () => (await rows()).join() === 'mine');
    await lives.take(place('third'), full(2));
    await dead.leave('its');
    for (const each of [lives, dead]) await each.close();
  });

  test('a server whose rows are gone writes them anew, and one that another server has by now stays that one\'s', async () => {
    const [first, second] = [await book.join(2), await book.join(2)];
    await first.take(place('a'));
    await first.take(place('b'));
    await second.take(place('b'));
    await pool.query("DELETE FROM places WHERE id = 'a'");
    await until(async () => (await rows()).join() === 'a,b');
    await first.leave('b');
    expect(await rows()).toEqual(['a', 'b']);
    await second.leave('b');
    expect(await rows()).toEqual(['a']);
    for (const each of [first, second]) await each.close();
  });

  test('the places of a server that the others have not heard of for a minute count for itself', async () => {
    const places = await openPlaceBook(openSql(pool), LOCK, 1_000_000).join(2);
    for (const id of ['left', 'kept']) await places.take(place(id));
    await pool.query("UPDATE servers SET expires = now() - interval '1 second'");
    await places.leave('left');
    await expect(places.take(place('one more'), full(1))).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    let here = -1;
    await places.take(place('third'), (now) => { here = now.here; });
    expect(here).toBe(1);
    await places.close();
  });

  /** A book whose transactions wait while they are held. */
  function held(beatMs: number) {
    const sql = openSql(pool);
    let gate = Promise.resolve();
    const waiting: Promise<unknown>[] = [];
    return {
      book: openPlaceBook({ ...sql, transaction: async (...asked) => { const behind = gate; waiting.push(behind); await behind; return sql.transaction(...asked); } }, LOCK, beatMs),
      waiting,
      /** From now on; what comes after `pass` does not wait. */
      hold: () => {
        let release = (): void => undefined;
        gate = new Promise((resolve) => { release = resolve; });
        return { pass: () => { gate = Promise.resolve(); }, release: () => { release(); } };
      },
    };
  }

  test('a place that becomes a run\'s is there whatever is written first, and gone where the run was sooner over', async () => {
    const { book: slow, hold } = held(BEAT_MS);
    const places = await slow.join(4);
    for (const id of ['start 1', 'start 2']) await places.take(place(id));
    const holding = hold();
    const [stays, goes] = [places.rename('start 1', 'run 1'), places.rename('start 2', 'run 2')];
    holding.pass();
    await until(async () => (await rows()).join() === 'run 1,run 2');
    await places.leave('run 2');
    const seen = jest.fn();
    const connection = await pool.connect();
    // Whatever is written from here on, the place is never gone.
    await connection.query("CREATE FUNCTION told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM places WHERE id = 'run 1') THEN PERFORM pg_notify('gone', ''); END IF; RETURN NULL; END $$");
    await connection.query('CREATE CONSTRAINT TRIGGER told AFTER INSERT OR UPDATE OR DELETE ON places DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION told()');
    connection.on('notification', seen);
    await connection.query('LISTEN gone');
    holding.release();
    await Promise.all([stays, goes]);
    expect(await rows()).toEqual(['run 1']);
    expect(seen).not.toHaveBeenCalled();
    connection.release(true);
    await places.close();
  });

  test('a server that has closed says no more that it lives', async () => {
    const { book: slow, hold, waiting } = held(BEAT_MS);
    const places = await slow.join(4);
    const holding = hold();
    const before = waiting.length;
    await until(() => waiting.length > before);
    holding.pass();
    await places.close();
    holding.release();
    await new Promise((resolve) => setTimeout(resolve, 2 * BEAT_MS));
    expect((await pool.query('SELECT id FROM servers')).rows).toEqual([]);
  });

  test('a place that could not be left, or become a run\'s, because the database was away, is when it is back', async () => {
    const places = await book.join(4);
    for (const id of ['goes', 'start 1', 'stays']) await places.take(place(id));
    await server.kill();
    await Promise.all([places.leave('goes'), places.rename('start 1', 'run 1')]);
    await expect(places.take(place('late'))).rejects.toMatchObject({ code: 'STORE_FAILED', retryable: true });
    await server.start();
    await until(async () => (await rows()).join() === 'run 1,stays');
    await places.close();
  });

  test('what is done in a minute is counted for all, told of without counting, and counted by each for itself while the database is away', async () => {
    const [one, other] = [openSharedRates(pool, waitsOf()), openSharedRates(pool, waitsOf())];
    const count = (...whose: (typeof one)[]) => Promise.all(whose.map(({ rates }) => rates.count('ada', 3)));
    expect(await one.rates.wait('ada', 3)).toBe(0);
    expect(await count(one, other, one)).toEqual([0, 0, 0]);
    const [waits, counted] = [await other.rates.wait('ada', 3), await other.rates.count('ada', 3)];
    for (const ms of [waits, counted]) {
      expect(ms).toBeGreaterThan(50_000);
      expect(ms).toBeLessThanOrEqual(60_000);
    }
    expect(await other.rates.count('eve', 3)).toBe(0);
    await server.kill();
    expect(await count(other, one)).toEqual([expect.any(Number), 0]);
    await server.start();
    for (const { close } of [one, other]) close();
  });
});
