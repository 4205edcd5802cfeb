import type { ArtifactStore, Shelf } from './artifacts.js';
import type { AuditLog } from './audit.js';
import type { Conversations } from './conversations.js';
import type { Drafts } from './drafts.js';
import type { GcReport, GcRequest } from './gc.js';
import type { Journal } from './journal.js';
import type { Leases } from './leases.js';
import type { Orders } from './orders.js';
import type { Ownership } from './ownership.js';
import type { Pins } from './pins.js';
import type { PlaceBook } from './places.js';
import type { Rates } from './rates.js';
import type { Recipes } from './recipes.js';
import type { Requests } from './requests.js';
import type { Results } from './results.js';
import type { Sql } from './sql.js';
import type { Spending } from './spending.js';
import type { Statistics } from './statistics.js';

/** What stores stand on. */
export interface StoreTables {
  /** The database of the journal and of what is derived from it. */
  readonly sql: Sql;
  /** The one of what belongs to tenants. */
  readonly tenants: Sql;
  readonly shelf: Shelf;
  /** Has every artifact whole in its own place, also what only the journal's database holds so far. Throws STORE_FAILED or STORE_FULL. */
  settleArtifacts(): void;
  /** Sees to it that events of these times, ms since 1970, have a place. */
  makeRoom(times: readonly number[]): Promise<void>;
}

/** All that a runtime keeps. */
export interface Stores {
  /** The data folder of this machine. */
  readonly folder: string;
  readonly journal: Journal;
  readonly leases: Leases;
  readonly results: Results;
  readonly statistics: Statistics;
  readonly recipes: Recipes;
  readonly artifacts: ArtifactStore;
  readonly conversations: Conversations;
  readonly pins: Pins;
  readonly ownership: Ownership;
  readonly spending: Spending;
  readonly audit: AuditLog;
  readonly rates: Rates;
  readonly places: PlaceBook;
  readonly orders: Orders;
  readonly drafts: Drafts;
  readonly requests: Requests;
  /** What they stand on, for who copies them whole. */
  readonly tables: StoreTables;
  /** Clears away what nobody needs; safe beside runs that are under way. */
  gc(request: GcRequest): Promise<GcReport>;
  close(): Promise<void>;
}
