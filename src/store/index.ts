/** What a run leaves behind: the journal and its derivatives in SQLite, and artifacts as files. */
import { join } from 'node:path';
import { openArtifactStore, type ArtifactStore } from './artifacts.js';
import { collectGarbage, type GcReport, type GcRequest } from './gc.js';
import { openPins, type Pins } from './pins.js';
import { openConversations, type Conversations } from './conversations.js';
import { openJournal, type Journal } from './journal.js';
import { openLeases, type Leases } from './leases.js';
import { openRecipes, type Recipes } from './recipes.js';
import { openResults, type Results } from './results.js';
import { openStatistics, type Statistics } from './statistics.js';

export { openArtifactStore, type ArtifactStore } from './artifacts.js';
export { LEAST_UNUSED_MS, type GcReport, type GcRequest } from './gc.js';
export { AuditEntry, openAuditLog, readAuditLog, type AuditLog } from './audit.js';
export { makeFolder } from './make-folder.js';
export { isLeftover, ownName } from './owner.js';
export { openOwnership, type Ownership } from './ownership.js';
export { type Pins } from './pins.js';
export { openScratch, withScratch, type Scratch } from './scratch.js';
export { openConversations, type Conversations } from './conversations.js';
export { openJournal, type Journal, type JournalEntry } from './journal.js';
export { openLeases, type Lease, type Leases } from './leases.js';
export { type RecipeRecord, type Recipes } from './recipes.js';
export { StepResult, type Results } from './results.js';
export { DAY_MS, StatisticsRow, type Statistics } from './statistics.js';

/** All stores of one data folder. */
export interface Stores {
  readonly folder: string;
  readonly journal: Journal;
  readonly leases: Leases;
  readonly results: Results;
  readonly statistics: Statistics;
  readonly recipes: Recipes;
  readonly artifacts: ArtifactStore;
  readonly conversations: Conversations;
  readonly pins: Pins;
  /** Clears away what nobody needs; safe beside runs that are under way. */
  gc(request: GcRequest): Promise<GcReport>;
  close(): void;
}

/** Opens (or creates) the embedded stores in `folder`. Throws STORE_FAILED or STORE_FULL. */
export function openStores(folder: string): Stores {
  const artifacts = openArtifactStore(join(folder, 'artifacts'));
  const journal = openJournal(join(folder, 'journal.db'));
  const { database, path } = journal;
  const leases = openLeases(database, path);
  const pins = openPins(database, path);
  return {
    folder,
    artifacts,
    journal,
    leases,
    pins,
    gc: (request) => collectGarbage({ folder, database, path, journal, leases, pins }, request),
    results: openResults(database, path),
    conversations: openConversations(database, path),
    recipes: openRecipes(database, path),
    statistics: openStatistics(database, path),
    close: () => {
      journal.close();
    },
  };
}
