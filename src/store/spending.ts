import { VouchError } from '../core/index.js';
import { change, rowsOf, type Sql } from './sql.js';

/** What the runs of a tenant may use together in a stretch of time that moves with the clock. */
export interface Allowance {
  readonly hours: number;
  /** Tokens of all language models together. */
  readonly tokens?: number | undefined;
  /** Wall time of all runs together, ms. */
  readonly wallMs?: number | undefined;
}

/** What a run uses, or may use. */
export interface Spent {
  readonly tokens: number;
  readonly wallMs: number;
}

/** What tenants have used. A run counts with all that it may use until it has ended, and then with what it used. Methods throw STORE_FAILED or STORE_FULL. */
export interface Spending {
  /**
   * Sets aside for `holder` what a run wants, at most what is left, and says how much that is. Throws BUDGET_SPENT, with `retryAfterMs` in its details, where
   * nothing is left.
   */
  reserve(tenant: string, holder: string, wanted: Spent, allowance: Allowance): Promise<Spent>;
  /** What was set aside under one name is so under another. */
  rename(tenant: string, holder: string, name: string): Promise<void>;
  /** The run has used so much, whatever was set aside for it. A run for which nothing was set aside counts, too. */
  settle(tenant: string, holder: string, spent: Spent): Promise<void>;
  /** Gives back what was set aside. */
  release(tenant: string, holder: string): Promise<void>;
  /** What was used, or set aside, within the last `hours`. */
  used(tenant: string, hours: number): Promise<Spent>;
}

/** The table, as SQLite makes it where it is not there. */
export const SPENT_TABLE = 'CREATE TABLE IF NOT EXISTS spent (tenant TEXT NOT NULL, holder TEXT NOT NULL, ts INTEGER NOT NULL, tokens INTEGER NOT NULL, ms INTEGER NOT NULL, PRIMARY KEY (tenant, holder)) WITHOUT ROWID';

const HOUR_MS = 3_600_000;
const PUT = 'INSERT INTO spent (tenant, holder, ts, tokens, ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT (tenant, holder) DO UPDATE SET ts = excluded.ts, tokens = excluded.tokens, ms = excluded.ms';

interface SpentRow {
  readonly ts: number;
  readonly tokens: number;
  readonly ms: number;
}

/** `alone`: statements at the start of a transaction that let one writer at a time go on, where the database does not do so by itself. */
export function openSpending(sql: Sql, alone: readonly string[]): Spending {
  const within = (rows: readonly SpentRow[]): Spent => ({ tokens: sum(rows, ({ tokens }) => tokens), wallMs: sum(rows, ({ ms }) => ms) });
  return {
    reserve: (tenant, holder, wanted, allowance) => sql.transaction(function* () {
      for (const statement of alone) yield* rowsOf(statement);
      const now = Date.now();
      const rows = (yield* rowsOf('SELECT ts, tokens, ms FROM spent WHERE tenant = ? AND holder <> ? AND ts > ? ORDER BY ts', tenant, holder, now - allowance.hours * HOUR_MS)) as SpentRow[];
      const used = within(rows);
      const left = { tokens: (allowance.tokens ?? Infinity) - used.tokens, wallMs: (allowance.wallMs ?? Infinity) - used.wallMs };
      for (const [field, limit] of [['tokens', allowance.tokens], ['wallMs', allowance.wallMs]] as const) {
        if (limit === undefined || left[field] > 0) continue;
        const retryAfterMs = Math.max(1, (rows[0]?.ts ?? now) + allowance.hours * HOUR_MS - now);
        throw new VouchError('BUDGET_SPENT', `The tenant ${tenant} has used, or set aside for runs under way, the ${limit} ${field} that it may use in ${allowance.hours} h. Something is free again in ${Math.ceil(retryAfterMs / 60_000)} min at the latest.`, { details: { field, limit, hours: allowance.hours, retryAfterMs } });
      }
      const granted = { tokens: Math.min(wanted.tokens, left.tokens), wallMs: Math.min(wanted.wallMs, left.wallMs) };
      yield* change(PUT, tenant, holder, now, granted.tokens, Math.round(granted.wallMs));
      return granted;
    }),
    async rename(tenant, holder, name) {
      await sql.run('UPDATE spent SET holder = ? WHERE tenant = ? AND holder = ?', name, tenant, holder);
    },
    async settle(tenant, holder, { tokens, wallMs }) {
      await sql.run(PUT, tenant, holder, Date.now(), tokens, Math.round(wallMs));
    },
    async release(tenant, holder) {
      await sql.run('DELETE FROM spent WHERE tenant = ? AND holder = ?', tenant, holder);
    },
    used: async (tenant, hours) => within((await sql.rows('SELECT ts, tokens, ms FROM spent WHERE tenant = ? AND ts > ?', tenant, Date.now() - hours * HOUR_MS)) as SpentRow[]),
  };
}

function sum(rows: readonly SpentRow[], of: (row: SpentRow) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
