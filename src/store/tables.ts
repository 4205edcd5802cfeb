import { openConversations } from './conversations.js';
import { openPins } from './pins.js';
import { openRecipes } from './recipes.js';
import { openResults } from './results.js';
import type { Sql } from './sql.js';
import { openStatistics } from './statistics.js';
import type { Stores } from './stores.js';

/** The stores whose statements SQLite and PostgreSQL understand alike. `emptied`: see `openStatistics`. */
export function openTables(sql: Sql, emptied: readonly string[]): Pick<Stores, 'results' | 'conversations' | 'recipes' | 'statistics' | 'pins'> {
  return { results: openResults(sql), conversations: openConversations(sql), recipes: openRecipes(sql), statistics: openStatistics(sql, emptied), pins: openPins(sql) };
}
