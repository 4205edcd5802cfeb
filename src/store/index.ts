/** What a run leaves behind: the journal and its derivatives in a database, and artifacts as bytes. */
export { isArtifactMissing, type ArtifactLinks, type ArtifactPlace, type ArtifactSource, type ArtifactStore, type LinkedAs, type ShelfEntry } from './artifacts.js';
export { openArtifactStore } from './files/artifacts.js';
export { examinePostgres, examineS3, openArtifactsAt, openSharedStores, openStoresAt, postgresUrl, type StorePlace } from './open-stores-at.js';
export { openStores } from './sqlite/open-stores.js';
export { migrateStores, type MigrateProgress, type MigrateReport, type MigrateRequest } from './migrate/migrate-stores.js';
export { LEAST_UNUSED_MS, type GcReport, type GcRequest } from './gc.js';
export { AuditEntry, type AuditLog } from './audit.js';
export { type Drafts } from './drafts.js';
export { jsonText } from './json-text.js';
export { makeFolder } from './make-folder.js';
export { isLeftover, ownName } from './owner.js';
export { type Addressee, type Order, type Orders } from './orders.js';
export { type OwnedKind, type Ownership } from './ownership.js';
export { type Pins } from './pins.js';
export { type Occupancy, type Place, type PlaceBook, type ServerPlaces } from './places.js';
export { type Rates } from './rates.js';
export { openScratch, withScratch, withScratchOnDemand, type Scratch } from './scratch.js';
export { type Conversations } from './conversations.js';
export { type Journal, type JournalEntry } from './journal.js';
export { type Lease, type Leases } from './leases.js';
export { type RecipeRecord, type Recipes } from './recipes.js';
export { BEGINS, type Allowance, type SetAside, type Spending, type Spent } from './spending.js';
export { type RequestEntry, type Requests } from './requests.js';
export { StepResult, type Results } from './results.js';
export { DAY_MS, StatisticsRow, type Statistics } from './statistics.js';

export { type Stores } from './stores.js';
