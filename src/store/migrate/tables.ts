import { change, type Sql, type SqlValue } from '../sql.js';

/** A table that is copied row by row. */
interface TableSpec {
  readonly name: string;
  /** What tells its rows apart, in the order in which they are read. */
  readonly key: readonly string[];
  /** The other columns. */
  readonly rest: readonly string[];
  /** What decides where both sides have a row: it is replaced where this, over `excluded`, holds; without it the one that is there stays. */
  readonly replaces?: string;
}

/** What is not derived from the journal, in an order in which each finds what it names. */
export const TABLES: readonly TableSpec[] = [
  { name: 'results', key: ['key'], rest: ['ts', 'record'], replaces: 'excluded.ts > results.ts' },
  { name: 'recipes', key: ['name'], rest: ['ts', 'record'], replaces: 'excluded.ts > recipes.ts' },
  { name: 'conversations', key: ['id'], rest: ['title', 'summary', 'created', 'updated'], replaces: 'excluded.updated > conversations.updated OR (excluded.updated = conversations.updated AND excluded.summary <> conversations.summary)' },
  { name: 'messages', key: ['id'], rest: ['conversation', 'ts', 'text', 'attachments', 'run_id'], replaces: 'messages.run_id IS NULL AND excluded.run_id IS NOT NULL' },
  { name: 'pins', key: ['run_id'], rest: ['ts'] },
];
/** The same of what belongs to tenants. */
export const TENANT_TABLES: readonly TableSpec[] = [
  { name: 'owned', key: ['tenant', 'kind', 'id'], rest: ['ts'] },
  { name: 'spent', key: ['tenant', 'holder'], rest: ['ts', 'tokens', 'ms'], replaces: 'excluded.ts > spent.ts' },
  { name: 'requests', key: ['sender', 'key'], rest: ['digest', 'run_id', 'ts'] },
];
/** What only a database that servers share holds: elsewhere it lives as long as its process. */
export const SHARED_TABLES: readonly TableSpec[] = [
  { name: 'orders', key: ['run_id', 'since', 'name'], rest: ['ts', 'record'] },
  { name: 'drafts', key: ['id'], rest: ['ts', 'record', 'tenant'] },
];

/** Rows that are held in memory, and written in one transaction, at a time. */
const PAGE = 500;

export type Row = Readonly<Record<string, SqlValue>>;

/** All rows of a table, in pages. Messages come in the order in which they were said. */
export async function* pagesOf(sql: Sql, { name, key, rest }: TableSpec): AsyncGenerator<Row[]> {
  const order = name === 'messages' ? ['rowid'] : key;
  let after: SqlValue[] | undefined;
  for (;;) {
    const columns = [...new Set([...order, ...key, ...rest])];
    const marks = order.map(() => '?').join(', ');
    const page = (await sql.rows(`SELECT ${columns.join(', ')} FROM ${name}${after ? ` WHERE (${order.join(', ')}) > (${marks})` : ''} ORDER BY ${order.join(', ')} LIMIT ${PAGE}`, ...(after ?? []))) as Row[];
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = order.map((column) => last[column] ?? null);
  }
}

/** Writes a page; how many of its rows were not there, or were older. */
export function writePage(sql: Sql, { name, key, rest, replaces }: TableSpec, page: readonly Row[]): Promise<number> {
  const columns = [...key, ...rest];
  const conflict = replaces === undefined ? 'DO NOTHING' : `DO UPDATE SET ${rest.map((column) => `${column} = excluded.${column}`).join(', ')} WHERE ${replaces}`;
  const text = `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT (${key.join(', ')}) ${conflict}`;
  return sql.transaction(function* () {
    let written = 0;
    for (const row of page) written += yield* change(text, ...columns.map((column) => row[column] ?? null));
    return written;
  });
}
