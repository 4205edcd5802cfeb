import { openPool } from '../../src/store/postgres/pool.js';
import { hasPostgres, openPostgres } from '../support/postgres-server.js';

(hasPostgres() ? test : test.skip)('a connection that breaks between two statements fails the next one and leaves the process alone', async () => {
  const server = await openPostgres();
  const pool = openPool(await server.database());
  try {
    const [held, other] = [await pool.connect(), await pool.connect()];
    const { rows } = await held.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const broken = new Promise<void>((resolve) => { held.once('end', () => { resolve(); }); });
    await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await broken;
    await expect(held.query('SELECT 1')).rejects.toThrow();
    held.release(true);
    other.release();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  } finally {
    await pool.end();
    await server.close();
  }
});
