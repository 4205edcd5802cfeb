import { join } from 'node:path';
import { guarded, openFile } from './sqlite/database.js';

/** What can belong to a tenant. `open`: a run whose artifacts are not yet all written down as its tenant's. */
export type OwnedKind = 'run' | 'open' | 'conversation' | 'artifact';

/** What belongs to which tenant; one thing may belong to several, as equal files do. */
export interface Ownership {
  give(tenant: string, kind: OwnedKind, ids: readonly string[]): void;
  take(tenant: string, kind: OwnedKind, id: string): void;
  has(tenant: string, kind: OwnedKind, id: string): boolean;
  /** Latest first. */
  list(tenant: string, kind: OwnedKind): string[];
  close(): void;
}

/** Opens (or creates) `tenants.db` in a data folder. Throws STORE_FAILED or STORE_FULL. */
export function openOwnership(folder: string): Ownership {
  const path = join(folder, 'tenants.db');
  const database = openFile(path, (opened) => {
    opened.exec('CREATE TABLE IF NOT EXISTS owned (tenant TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, ts INTEGER NOT NULL, PRIMARY KEY (tenant, kind, id)) WITHOUT ROWID');
  });
  const insert = database.prepare('INSERT OR IGNORE INTO owned (tenant, kind, id, ts) VALUES (?, ?, ?, ?)');
  const remove = database.prepare('DELETE FROM owned WHERE tenant = ? AND kind = ? AND id = ?');
  const select = database.prepare('SELECT 1 FROM owned WHERE tenant = ? AND kind = ? AND id = ?');
  const all = database.prepare('SELECT id FROM owned WHERE tenant = ? AND kind = ? ORDER BY ts DESC');
  return {
    give(tenant, kind, ids) {
      guarded(path, () => { database.transaction(() => { for (const id of ids) insert.run(tenant, kind, id, Date.now()); }).immediate(); });
    },
    take: (tenant, kind, id) => { guarded(path, () => remove.run(tenant, kind, id)); },
    has: (tenant, kind, id) => guarded(path, () => select.get(tenant, kind, id) !== undefined),
    list: (tenant, kind) => guarded(path, () => (all.all(tenant, kind) as { id: string }[]).map(({ id }) => id)),
    close: () => { database.close(); },
  };
}
