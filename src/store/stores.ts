import type { ArtifactStore } from './artifacts.js';
import type { AuditLog } from './audit.js';
import type { Conversations } from './conversations.js';
import type { GcReport, GcRequest } from './gc.js';
import type { Journal } from './journal.js';
import type { Leases } from './leases.js';
import type { Ownership } from './ownership.js';
import type { Pins } from './pins.js';
import type { Recipes } from './recipes.js';
import type { Results } from './results.js';
import type { Spending } from './spending.js';
import type { Statistics } from './statistics.js';

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
  /** Clears away what nobody needs; safe beside runs that are under way. */
  gc(request: GcRequest): Promise<GcReport>;
  close(): Promise<void>;
}
