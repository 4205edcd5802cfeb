/** What a run leaves behind: the journal and its derivatives in SQLite, and artifacts as files. */
import { join } from 'node:path';
import { openArtifactStore, type ArtifactStore } from './artifacts.js';
import { openConversations, type Conversations } from './conversations.js';
import { openJournal, type Journal } from './journal.js';
import { openLeases, type Leases } from './leases.js';
import { openRecipes, type Recipes } from './recipes.js';
import { openResults, type Results } from './results.js';
import { openStatistics, type Statistics } from './statistics.js';

export { openArtifactStore, type ArtifactStore } from './artifacts.js';
export { openConversations, type Conversations } from './conversations.js';
export { openJournal, type Journal, type JournalEntry } from './journal.js';
export { openLeases, type Leases } from './leases.js';
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
  close(): void;
}

/** Opens (or creates) the embedded stores in `folder`. Throws STORE_FAILED or STORE_FULL. */
export function openStores(folder: string): Stores {
  const artifacts = openArtifactStore(join(folder, 'artifacts'));
  const journal = openJournal(join(folder, 'journal.db'));
  return {
    folder,
    artifacts,
    journal,
    leases: openLeases(journal.database, journal.path),
    results: openResults(journal.database, journal.path),
    conversations: openConversations(journal.database, journal.path),
    recipes: openRecipes(journal.database, journal.path),
    statistics: openStatistics(journal.database, journal.path),
    close: () => {
      journal.close();
    },
  };
}
