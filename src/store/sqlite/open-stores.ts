import { join } from 'node:path';
import type { ArtifactPlace } from '../artifacts.js';
import { openFilePlace } from '../files/open-place.js';
import { collectGarbage } from '../gc.js';
import type { Stores } from '../stores.js';
import { openTables } from '../tables.js';
import { AUDIT_TABLE, openAuditLog } from '../audit.js';
import { ownDrafts } from '../drafts.js';
import { ownOrders } from '../orders.js';
import { ownPlaces } from '../places.js';
import { ownRates } from '../rates.js';
import { openRequests, REQUESTS_TABLE } from '../requests.js';
import { openOwnership, OWNED_TABLE } from '../ownership.js';
import { openSpending, SPENT_TABLE } from '../spending.js';
import { openDatabase, RENEW_STATISTICS } from './database.js';
import { openSqlFile } from './file-sql.js';
import { openJournal } from './journal.js';
import { openLeases } from './leases.js';
import { openSql } from './sql.js';
import { openUnsynced } from './unsynced.js';

/** Schema versions, oldest first; entries are never edited. Files that earlier versions wrote have no version, and some or all of the first one's tables. */
const TENANT_MIGRATIONS = [[...OWNED_TABLE, SPENT_TABLE, ...REQUESTS_TABLE].join(';\n')];
const AUDIT_MIGRATIONS = [AUDIT_TABLE.join(';\n')];

/** Opens (or creates) the embedded stores in `folder`: an SQLite file and a folder of artifacts, or `elsewhere` for them. Throws STORE_FAILED or STORE_FULL. */
export function openStores(folder: string, elsewhere?: ArtifactPlace): Stores {
  const path = join(folder, 'journal.db');
  const database = openDatabase(path);
  const sql = openSql(database, path);
  const unsynced = elsewhere ? undefined : openUnsynced(database, path, { sql, folder: join(folder, 'artifacts') });
  const bytes = elsewhere ?? openFilePlace(folder, unsynced?.hold);
  const { artifacts, shelf } = bytes;
  const embedded = openJournal(database, path, { sql, waiting: unsynced?.waiting ?? [] });
  const { journal } = embedded;
  const leases = openLeases(database, path, embedded);
  const tables = openTables(sql, RENEW_STATISTICS);
  const tenants = openSqlFile(join(folder, 'tenants.db'), TENANT_MIGRATIONS);
  const auditPath = join(folder, 'audit.db');
  const log = openSqlFile(auditPath, AUDIT_MIGRATIONS);
  const audit = openAuditLog(log, auditPath, []);
  return {
    folder, artifacts, journal, leases, ...tables,
    // An SQLite transaction that writes is alone by itself.
    ownership: openOwnership(tenants), spending: openSpending(tenants, []), audit,
    rates: ownRates(), places: ownPlaces(), orders: ownOrders(audit), drafts: ownDrafts(), requests: openRequests(tenants),
    tables: { sql, tenants, shelf, settleArtifacts: () => { unsynced?.restoreAll(); }, makeRoom: () => Promise.resolve() },
    gc: (request) => collectGarbage({ folder, sql, journal, leases, pins: tables.pins, shelf }, request),
    async close() {
      embedded.close();
      await unsynced?.close();
      for (const each of [database, tenants, log]) each.close();
      await bytes.close();
    },
  };
}
