import type Database from 'libsql';
import type { Answer, Sql, Statement, Work } from '../sql.js';
import { BUSY_TIMEOUT_MS, guarded } from './database.js';

/** One machine has one clock. */
export const NOW = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";

/** Statements over the synchronous driver: a transaction is done when its promise is made. */
export function openSql(database: Database.Database, path: string): Sql {
  const prepared = new Map<string, Database.Statement>();
  const ask = ({ text, values }: Statement): Answer => {
    const statement = prepared.get(text) ?? database.prepare(text);
    // A statement that has failed once is not used again: the driver does not reset it.
    prepared.delete(text);
    const answer = statement.reader ? { rows: statement.all(...values), changes: 0 } : { rows: [], changes: statement.run(...values).changes };
    prepared.set(text, statement);
    return answer;
  };
  const perform = <T>(work: Work<T>): T => {
    let step = work.next();
    while (!step.done) step = work.next(ask(step.value));
    return step.value;
  };
  return {
    now: NOW,
    transaction: (work, { patienceMs } = {}) => promised(path, () => {
      if (patienceMs !== undefined) database.exec(`PRAGMA busy_timeout = ${patienceMs}`);
      try {
        return database.transaction(() => perform(work())).immediate();
      } finally {
        if (patienceMs !== undefined) database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
      }
    }),
    rows: (text, ...values) => promised(path, () => ask({ text, values }).rows),
    run: (text, ...values) => promised(path, () => ask({ text, values }).changes),
  };
}

/** What the operation gives or throws, as a promise. */
export function promised<T>(path: string, operation: () => T): Promise<T> {
  return new Promise((resolve) => { resolve(guarded(path, operation)); });
}
