import { change, type Sql } from './sql.js';

/** What can belong to a tenant. `open`: a run whose artifacts are not yet all written down as its tenant's. */
export type OwnedKind = 'run' | 'open' | 'conversation' | 'artifact';

/** What belongs to which tenant; one thing may belong to several, as equal files do. Methods throw STORE_FAILED or STORE_FULL. */
export interface Ownership {
  give(tenant: string, kind: OwnedKind, ids: readonly string[]): Promise<void>;
  take(tenant: string, kind: OwnedKind, id: string): Promise<void>;
  /** Takes an open run from whoever was given it, where that was so long ago by the database's clock; false where nobody was. */
  takeOld(id: string, afterMs: number): Promise<boolean>;
  has(tenant: string, kind: OwnedKind, id: string): Promise<boolean>;
  /** Latest first. */
  list(tenant: string, kind: OwnedKind): Promise<string[]>;
  /** Whose it is, earliest first; of two within one millisecond by name. */
  owners(kind: OwnedKind, id: string): Promise<string[]>;
  /** Of all tenants. */
  all(kind: OwnedKind): Promise<string[]>;
}

/** The table, as SQLite makes it where it is not there. */
export const OWNED_TABLE = ['CREATE TABLE IF NOT EXISTS owned (tenant TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, ts INTEGER NOT NULL, PRIMARY KEY (tenant, kind, id)) WITHOUT ROWID',
  'CREATE INDEX IF NOT EXISTS owned_by_id ON owned (kind, id)'];

export function openOwnership(sql: Sql): Ownership {
  const { now } = sql;
  // Who sets about an open run anew gives it more time: see `takeOld`.
  const GIVE = `INSERT INTO owned (tenant, kind, id, ts) VALUES (?, ?, ?, ${now}) ON CONFLICT (tenant, kind, id) DO UPDATE SET ts = excluded.ts WHERE owned.kind = 'open'`;
  return {
    give: (tenant, kind, ids) => sql.transaction(function* () {
      for (const id of ids) yield* change(GIVE, tenant, kind, id);
    }),
    async take(tenant, kind, id) {
      await sql.run('DELETE FROM owned WHERE tenant = ? AND kind = ? AND id = ?', tenant, kind, id);
    },
    takeOld: async (id, afterMs) => (await sql.run(`DELETE FROM owned WHERE kind = 'open' AND id = ? AND ts <= ${now} - ?`, id, afterMs)) > 0,
    has: async (tenant, kind, id) => (await sql.rows('SELECT tenant FROM owned WHERE tenant = ? AND kind = ? AND id = ?', tenant, kind, id)).length > 0,
    list: async (tenant, kind) => ((await sql.rows('SELECT id FROM owned WHERE tenant = ? AND kind = ? ORDER BY ts DESC', tenant, kind)) as { id: string }[]).map(({ id }) => id),
    all: async (kind) => ((await sql.rows('SELECT DISTINCT id FROM owned WHERE kind = ? ORDER BY id', kind)) as { id: string }[]).map(({ id }) => id),
    owners: async (kind, id) => ((await sql.rows('SELECT tenant FROM owned WHERE kind = ? AND id = ? ORDER BY ts, tenant', kind, id)) as { tenant: string }[]).map(({ tenant }) => tenant),
  };
}
