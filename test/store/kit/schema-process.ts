// A process that brings a database to the schema of today, and dies at one of its statements where one is named. Arguments: address, number, and `sent` (it dies as soon
// as the statement is on its way) or `answered` (once the server has done it).
import type pg from 'pg';
import { migrate } from '../../../src/store/postgres/migrate.js';
import { openPool } from '../../../src/store/postgres/pool.js';

const [url = '', number = '', moment = ''] = process.argv.slice(2);
const counts = { sent: 0, answered: 0 };
function count(what: keyof typeof counts): void {
  if (++counts[what] === Number(number) && what === moment) process.kill(process.pid, 'SIGKILL');
}

const pool = openPool(url);
pool.on('connect', (client) => {
  const { connection } = client as pg.PoolClient & { readonly connection: NodeJS.EventEmitter };
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((...args: unknown[]) => {
    const answer = query(...args);
    count('sent');
    return answer;
  }) as typeof client.query;
  connection.on('readyForQuery', () => { count('answered'); });
});
await migrate(pool);
await pool.end();
process.stdout.write(`${counts.sent} ${counts.answered}\n`);
