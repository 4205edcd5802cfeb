import type { ArtifactPlace } from '../artifacts.js';
import { openFilePlace } from '../files/open-place.js';
import { openAuditLog } from '../audit.js';
import { openDrafts } from '../drafts.js';
import { collectGarbage } from '../gc.js';
import { openOwnership } from '../ownership.js';
import { openRequests } from '../requests.js';
import { openSpending } from '../spending.js';
import type { Stores } from '../stores.js';
import { openTables } from '../tables.js';
import { openEar, type Ear } from './ear.js';
import { openJournal } from './journal.js';
import { openLeases } from './leases.js';
import { migrate } from './migrate.js';
import { openOrders } from './orders.js';
import { openPartitions } from './partitions.js';
import { openPlaceBook } from './places.js';
import { guarded, openPool, waitsOf } from './pool.js';
import { openSharedRates } from './rates.js';
import { openSql } from './sql.js';

/** Held to the end of a transaction that must see what the one before it wrote. */
const [AUDIT_LOCK, SPENDING_LOCK, PLACES_LOCK] = [4_862_912, 4_862_913, 4_862_914];
const alone = (lock: number): string[] => [`SELECT pg_advisory_xact_lock(${lock})`];

const EMPTY_STATISTICS = ['DELETE FROM counted', 'DELETE FROM statistics'];

export interface SharedStoresOptions {
  readonly bytes?: ArtifactPlace;
  /** ms that a write waits for a server that is away; default 40 s. */
  readonly patienceMs?: number;
  /** ms that a statement may take; default 30 s. What takes longer is STORE_FAILED. */
  readonly answerMs?: number;
}

/**
 * Opens stores whose database is PostgreSQL; artifacts lie in `bytes`, by default in `folder`, which all machines that share the database must share then.
 * Creates or migrates the tables. Throws STORE_FAILED or STORE_FULL.
 */
export function openSharedStores(folder: string, url: string, { bytes = openFilePlace(folder), patienceMs, answerMs }: SharedStoresOptions = {}): Promise<Stores> {
  return guarded(async () => {
    const { artifacts, shelf } = bytes;
    const waits = waitsOf(answerMs);
    const pool = openPool(url, waits);
    let ear: Ear | undefined;
    try {
      await migrate(pool);
      const partitions = await openPartitions(pool);
      const sql = openSql(pool);
      const heard = (ear = await openEar(url, waits));
      const shared = await openJournal({ pool, ear: heard, sql, partitions, waits, patienceMs });
      const { journal } = shared;
      const leases = openLeases(pool, shared, waits);
      const tables = openTables(sql, EMPTY_STATISTICS);
      const orders = await openOrders(sql, heard, alone(AUDIT_LOCK));
      const counted = openSharedRates(pool, waits);
      return {
        folder, artifacts, journal, leases, ...tables,
        ownership: openOwnership(sql), spending: openSpending(sql, alone(SPENDING_LOCK)), audit: openAuditLog(sql, 'the audit log in PostgreSQL', alone(AUDIT_LOCK)),
        rates: counted.rates, places: openPlaceBook(sql, alone(PLACES_LOCK)), orders, drafts: openDrafts(sql), requests: openRequests(sql),
        tables: { sql, tenants: sql, shelf, settleArtifacts: () => undefined, makeRoom: (times) => guarded(() => partitions.ensure(times)) },
        gc: (request) => collectGarbage({ folder, sql, journal, leases, pins: tables.pins, shelf }, request),
        async close() {
          partitions.close();
          counted.close();
          await heard.close();
          await shared.close();
          await pool.end();
          await bytes.close();
        },
      };
    } catch (error) {
      await ear?.close();
      await pool.end();
      throw error;
    }
  });
}
