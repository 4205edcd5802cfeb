import pg from 'pg';
import { VouchError } from '../../core/index.js';

/** Connections of one process at a time. */
const CONNECTIONS = 10;
/** How long a statement may take, its way there and back included. */
const ANSWER_MS = 30_000;
/** Seconds of silence after which it is looked whether the other side is still there. */
const KEEP_ALIVE_S = 10;

/** Rows come as those of SQLite do: whole numbers as numbers, JSON as its text. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = { [pg.types.builtins.INT8]: Number, [pg.types.builtins.JSON]: (text) => text };
const types: pg.CustomTypesConfig = { getTypeParser: (id, format) => PARSERS[id] ?? (pg.types.getTypeParser(id, format) as (text: string) => unknown) };

/** How long the database is waited for. */
export interface Waits {
  /** ms that a statement may take. */
  readonly answerMs: number;
  /**
   * ms that one may take which is small and done again anyhow: events of a run, a lease. So much shorter that a write that is tried again ends before its
   * lease does.
   */
  readonly soonMs: number;
  /** ms after which the server ends a transaction whose client says nothing more, and with it the locks that others wait for; as long is a connection waited for. */
  readonly silentMs: number;
}

/** Default: 30 s a statement. */
export function waitsOf(answerMs = ANSWER_MS): Waits {
  return { answerMs, soonMs: Math.ceil(answerMs / 4), silentMs: Math.ceil(answerMs / 3) };
}

/**
 * How every connection is made. A connection that passes nothing more, because a machine or the way to it is gone, is found by the time that an answer takes, and
 * by empty packets where nobody asks; the server finds it in the same ways, so that nobody who is gone holds a lock.
 */
export function clientConfig(url: string, { answerMs, silentMs }: Waits = waitsOf()): pg.ClientConfig {
  return {
    connectionString: url, application_name: 'vouch', connectionTimeoutMillis: silentMs, types,
    query_timeout: answerMs, statement_timeout: answerMs, idle_in_transaction_session_timeout: silentMs,
    keepAlive: true, keepAliveInitialDelayMillis: KEEP_ALIVE_S * 1000, options: `-c tcp_keepalives_idle=${KEEP_ALIVE_S} -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3`,
  };
}

export function openPool(url: string, waits?: Waits): pg.Pool {
  // A connection that nobody uses keeps no process alive, also when its end cannot be told to the server.
  const pool = new pg.Pool({ ...clientConfig(url, waits), max: CONNECTIONS, allowExitOnIdle: true });
  // A connection that breaks while nobody uses it is replaced when the next one is wanted, and who wants it is told.
  pool.on('error', () => undefined);
  // One that breaks between two statements of somebody fails the next of them; unheard, it would end the process.
  pool.on('connect', (client) => { client.on('error', () => undefined); });
  return pool;
}

/** A statement that may take another time than all others. */
export function within(ms: number, text: string, values: unknown[] = []): pg.QueryConfig & { readonly query_timeout: number } {
  return { text, values, query_timeout: ms };
}

/** Does the work in one transaction. A connection on which it failed for the way there or for want of time is not used again: what the server still does there, nobody knows. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // The server takes back what a connection did that ends.
    if (isPassing(error)) broken = error as Error;
    else await client.query('ROLLBACK').catch((failed: unknown) => { broken = failed as Error; });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Does the work; what PostgreSQL or the way to it throws becomes STORE_FULL or STORE_FAILED. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeError(error);
  }
}

export function storeError(error: unknown): VouchError {
  if (VouchError.is(error)) return error;
  const { code, message } = error as { code?: unknown; message: string };
  if (code === '53100') return new VouchError('STORE_FULL', 'The disk of the PostgreSQL server is full. Free some space there and resume the run.', { cause: error });
  const why = isLate(error) ? 'it did not answer in time. It, or the way to it, is down or overloaded' : message === '' ? String(code) : message;
  return new VouchError('STORE_FAILED', `PostgreSQL could not be used: ${why}`, { cause: error });
}

/** True for an error of the way to the server, or of a server that is just starting or ending, or has no time: the next try may succeed. */
export function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: string };
  if (typeof code === 'string') return /^(08|57014|57P0[1235]|25P03|53300|40001|40P01)/.test(code) || /^(ECONN|ETIMEDOUT|EPIPE|ENOENT|EHOSTUNREACH)/.test(code);
  return /terminated|timeout|closed/i.test(message ?? '');
}

/** Cancelled by the server for the time that it took, or given up by the driver, which has no codes. */
function isLate(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: string };
  return code === '57014' || code === 'ETIMEDOUT' || (code === undefined && /timeout/i.test(message ?? ''));
}
