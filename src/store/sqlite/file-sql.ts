import { existsSync } from 'node:fs';
import type Database from 'libsql';
import type { Sql } from '../sql.js';
import { migrate, openFile } from './database.js';
import { NOW, openSql } from './sql.js';

/** A database file of its own, with schema versions as the journal has them. It is made when something is first written, and until then holds no rows. */
export function openSqlFile(path: string, migrations: readonly string[]): Sql & { close(): void } {
  let opened: { readonly database: Database.Database; readonly sql: Sql } | undefined;
  const sql = (): Sql => {
    if (!opened) {
      const database = openFile(path, (made) => {
        made.exec('PRAGMA synchronous = FULL');
        migrate(made, path, migrations);
      });
      opened = { database, sql: openSql(database, path) };
    }
    return opened.sql;
  };
  return {
    now: NOW,
    transaction: async (work, options) => sql().transaction(work, options),
    rows: async (text, ...values) => (opened || existsSync(path) ? sql().rows(text, ...values) : []),
    run: async (text, ...values) => sql().run(text, ...values),
    close: () => { opened?.database.close(); },
  };
}
