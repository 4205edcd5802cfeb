import { change, rowsOf, type Sql } from './sql.js';

/** What waits for somebody to say yes, under its id, as JSON. Methods throw STORE_FAILED or STORE_FULL. */
export interface Drafts {
  /** The oldest of the tenant goes where it has too many; empty: no tenant's. */
  put(id: string, record: string, tenant: string): Promise<void>;
  get(id: string): Promise<string | undefined>;
  /** False where it is not there any more. */
  replace(id: string, record: string): Promise<boolean>;
  /** Takes it out, once: `undefined` where somebody else has, or there is none. */
  take(id: string): Promise<string | undefined>;
}

/** Drafts of one tenant in one process at a time. */
const OWN = 200;
/** Of one tenant in all processes that share a database, and how long they wait there. */
const SHARED = 2000;
const WAITS_MS = 24 * 3_600_000;

/** Drafts that live as long as this process. */
export function ownDrafts(): Drafts {
  const held = new Map<string, { readonly record: string; readonly tenant: string }>();
  return {
    put(id, record, tenant) {
      held.set(id, { record, tenant });
      const theirs = [...held].filter(([, draft]) => draft.tenant === tenant);
      for (const [oldest] of theirs.slice(0, Math.max(0, theirs.length - OWN))) held.delete(oldest);
      return Promise.resolve();
    },
    get: (id) => Promise.resolve(held.get(id)?.record),
    replace(id, record) {
      const draft = held.get(id);
      if (draft) held.set(id, { ...draft, record });
      return Promise.resolve(draft !== undefined);
    },
    take(id) {
      const draft = held.get(id);
      held.delete(id);
      return Promise.resolve(draft?.record);
    },
  };
}

export function openDrafts(sql: Sql): Drafts {
  const first = (rows: readonly unknown[]): string | undefined => (rows as { record: string }[])[0]?.record;
  return {
    put: (id, record, tenant) => sql.transaction(function* () {
      const now = Date.now();
      yield* change('DELETE FROM drafts WHERE ts < ? OR id IN (SELECT id FROM drafts WHERE tenant = ? ORDER BY ts DESC OFFSET ?)', now - WAITS_MS, tenant, SHARED - 1);
      yield* change('INSERT INTO drafts (id, ts, record, tenant) VALUES (?, ?, ?, ?)', id, now, record, tenant);
    }),
    get: async (id) => first(await sql.rows('SELECT record FROM drafts WHERE id = ?', id)),
    replace: async (id, record) => (await sql.run('UPDATE drafts SET record = ? WHERE id = ?', record, id)) > 0,
    take: (id) => sql.transaction(function* () {
      return first(yield* rowsOf('DELETE FROM drafts WHERE id = ? RETURNING record', id));
    }),
  };
}
