import { join } from 'node:path';
import { openFilePlace } from '../files/open-place.js';
import { collectGarbage } from '../gc.js';
import type { Stores } from '../stores.js';
import { openTables } from '../tables.js';
import { openDatabase, RENEW_STATISTICS } from './database.js';
import { openJournal } from './journal.js';
import { openLeases } from './leases.js';
import { openSql } from './sql.js';

/** Opens (or creates) the embedded stores in `folder`: an SQLite file and a folder of artifacts, or `bytes` for them. Throws STORE_FAILED or STORE_FULL. */
export function openStores(folder: string, bytes = openFilePlace(folder)): Stores {
  const { artifacts, shelf } = bytes;
  const path = join(folder, 'journal.db');
  const database = openDatabase(path);
  const sql = openSql(database, path);
  const journal = openJournal(database, path, sql);
  const leases = openLeases(database, path);
  const tables = openTables(sql, RENEW_STATISTICS);
  return {
    folder, artifacts, journal, leases, ...tables,
    gc: (request) => collectGarbage({ folder, sql, journal, leases, pins: tables.pins, shelf }, request),
    async close() {
      database.close();
      await bytes.close();
    },
  };
}
