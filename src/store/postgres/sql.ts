import type pg from 'pg';
import type { Answer, Sql, Statement } from '../sql.js';
import { guarded, inTransaction } from './pool.js';

/** Statements over a pool of connections. */
export function openSql(pool: pg.Pool): Sql {
  const texts = new Map<string, string>();
  const numbered = (text: string): string => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    let count = 0;
    const made = text.replace(/\?/g, () => `$${++count}`);
    texts.set(text, made);
    return made;
  };
  const ask = async (over: pg.Pool | pg.PoolClient, { text, values }: Statement): Promise<Answer> => {
    // PostgreSQL keeps no NUL.
    const { rows, rowCount } = await over.query({ text: numbered(text), values: values.map((value) => (typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value)) });
    return { rows, changes: rowCount ?? 0 };
  };
  return {
    // The same within a statement: a clock that goes on meanwhile could not be looked up in an index.
    now: 'CAST(extract(epoch FROM statement_timestamp()) * 1000 AS bigint)',
    transaction: (work, { patienceMs } = {}) => guarded(() => inTransaction(pool, async (client) => {
      if (patienceMs !== undefined) await client.query(`SET LOCAL lock_timeout = ${patienceMs}`);
      const steps = work();
      let step = steps.next();
      while (!step.done) step = steps.next(await ask(client, step.value));
      return step.value;
    })),
    rows: (text, ...values) => guarded(async () => (await ask(pool, { text, values })).rows),
    run: (text, ...values) => guarded(async () => (await ask(pool, { text, values })).changes),
  };
}
