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

/** What was set aside, at most what was wanted. */
export interface SetAside {
  readonly granted: Spent;
  /** As it was before, unless something else was noted under the name meanwhile. */
  readonly undo: () => Promise<void>;
}

/** What tenants have used. A run counts with all that it may use until it has ended, however long that takes, and then with what it used. Methods throw STORE_FAILED or STORE_FULL. */
export interface Spending {
  /**
   * Sets aside for `holder` what a run wants, at most what is left, and says how much that is. Throws BUDGET_SPENT, with `retryAfterMs` in its details, where
   * nothing is left. What was used more than a month ago, and before the time that the allowance looks back on, is forgotten here.
   */
  reserve(tenant: string, holder: string, wanted: Spent, allowance: Allowance): Promise<SetAside>;
  /** What was set aside under one name is so under another. */
  rename(tenant: string, holder: string, name: string): Promise<void>;
  /** The run has used so much, whatever was set aside for it. A run for which nothing was set aside counts, too. */
  settle(tenant: string, holder: string, spent: Spent): Promise<void>;
  /** Something else than a run has used so much. */
  add(tenant: string, spent: Spent): Promise<void>;
  /** What was used within the last `hours`, or is set aside. */
  used(tenant: string, hours: number): Promise<Spent>;
}

/** The table, as SQLite makes it where it is not there. */
export const SPENT_TABLE = 'CREATE TABLE IF NOT EXISTS spent (tenant TEXT NOT NULL, holder TEXT NOT NULL, ts INTEGER NOT NULL, tokens INTEGER NOT NULL, ms INTEGER NOT NULL, PRIMARY KEY (tenant, holder)) WITHOUT ROWID';

const HOUR_MS = 3_600_000;
const SAME = 'tenant = ? AND holder = ? AND ts = ? AND tokens = ? AND ms = ?';
const PUT = 'INSERT INTO spent (tenant, holder, ts, tokens, ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT (tenant, holder) DO UPDATE SET ts = excluded.ts, tokens = excluded.tokens, ms = excluded.ms';

const ADD = 'INSERT INTO spent (tenant, holder, ts, tokens, ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT (tenant, holder) DO UPDATE SET ts = excluded.ts, tokens = spent.tokens + excluded.tokens, ms = spent.ms + excluded.ms';

/** The name of what is set aside for something that has not begun yet starts so. */
export const BEGINS = 'begins ';

/**
 * Of a tenant what was noted lately, and what runs hold that no server has ended yet, whenever they began. What is set aside before something begins holds for its
 * own time and a little more: a server that died meanwhile gives nothing back.
 */
const COUNTS = `tenant = ? AND ((ts > ? AND (holder NOT LIKE '${BEGINS}%' OR ts + ms + 60000 > ?)) OR holder IN (SELECT id FROM owned WHERE tenant = ? AND kind = 'open'))`;

const MINUTE_MS = 60_000;

/** What was used is known for a month, so that an allowance over a longer time, which a tenant is given later, finds what it counts. */
const KEPT_HOURS = 31 * 24;

/** What no allowance of the tenant counts any more: see `COUNTS`. The holder's own stays, for who undoes. */
const OVER = "DELETE FROM spent WHERE tenant = ? AND ts <= ? AND holder <> ? AND holder NOT IN (SELECT id FROM owned WHERE tenant = ? AND kind = 'open')";

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
      const since = now - allowance.hours * HOUR_MS;
      const rows = (yield* rowsOf(`SELECT ts, tokens, ms FROM spent WHERE holder <> ? AND ${COUNTS} ORDER BY ts`, holder, tenant, since, now, tenant)) as SpentRow[];
      const used = within(rows);
      const left = { tokens: (allowance.tokens ?? Infinity) - used.tokens, wallMs: (allowance.wallMs ?? Infinity) - used.wallMs };
      for (const [field, limit] of [['tokens', allowance.tokens], ['wallMs', allowance.wallMs]] as const) {
        if (limit === undefined || left[field] > 0) continue;
        const retryAfterMs = Math.max(1, (rows.find(({ ts }) => ts > since)?.ts ?? now) - since);
        throw new VouchError('BUDGET_SPENT', `The tenant ${tenant} has used, or set aside for runs under way, the ${limit} ${field} that it may use in ${allowance.hours} h. Something is free again in ${Math.ceil(retryAfterMs / 60_000)} min at the latest.`, { details: { field, limit, hours: allowance.hours, retryAfterMs } });
      }
      const granted = { tokens: Math.min(wanted.tokens, left.tokens), wallMs: Math.min(wanted.wallMs, left.wallMs) };
      const [before] = (yield* rowsOf('SELECT ts, tokens, ms FROM spent WHERE tenant = ? AND holder = ?', tenant, holder)) as SpentRow[];
      const put = [now, granted.tokens, Math.round(granted.wallMs)] as const;
      yield* change(PUT, tenant, holder, ...put);
      yield* change(OVER, tenant, now - Math.max(allowance.hours, KEPT_HOURS) * HOUR_MS, holder, tenant);
      const undo = async (): Promise<void> => {
        if (before) await sql.run(`UPDATE spent SET ts = ?, tokens = ?, ms = ? WHERE ${SAME}`, before.ts, before.tokens, before.ms, tenant, holder, ...put);
        else await sql.run(`DELETE FROM spent WHERE ${SAME}`, tenant, holder, ...put);
      };
      return { granted, undo };
    }),
    rename: (tenant, holder, name) => sql.transaction(function* () {
      // Somebody who set about the same and is gone may have left it there.
      yield* change('DELETE FROM spent WHERE tenant = ? AND holder = ? AND EXISTS (SELECT 1 FROM spent WHERE tenant = ? AND holder = ?)', tenant, name, tenant, holder);
      yield* change('UPDATE spent SET holder = ? WHERE tenant = ? AND holder = ?', name, tenant, holder);
    }),
    async settle(tenant, holder, { tokens, wallMs }) {
      await sql.run(PUT, tenant, holder, Date.now(), tokens, Math.round(wallMs));
    },
    async add(tenant, { tokens, wallMs }) {
      const now = Date.now();
      // One row a minute, however many calls there are.
      await sql.run(ADD, tenant, `beside runs ${Math.floor(now / MINUTE_MS)}`, now, tokens, Math.round(wallMs));
    },
    used: async (tenant, hours) => within((await sql.rows(`SELECT ts, tokens, ms FROM spent WHERE ${COUNTS}`, tenant, Date.now() - hours * HOUR_MS, Date.now(), tenant)) as SpentRow[]),
  };
}

function sum(rows: readonly SpentRow[], of: (row: SpentRow) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
