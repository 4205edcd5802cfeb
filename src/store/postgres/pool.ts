import pg from 'pg';
import { VouchError } from '../../core/index.js';

/** Connections of one process at a time. */
const CONNECTIONS = 10;
const CONNECT_MS = 10_000;

/** Rows come as those of SQLite do: whole numbers as numbers, JSON as its text. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = { [pg.types.builtins.INT8]: Number, [pg.types.builtins.JSON]: (text) => text };
const types: pg.CustomTypesConfig = { getTypeParser: (id, format) => PARSERS[id] ?? (pg.types.getTypeParser(id, format) as (text: string) => unknown) };

export function clientConfig(url: string): pg.ClientConfig {
  return { connectionString: url, application_name: 'vouch', connectionTimeoutMillis: CONNECT_MS, keepAlive: true, types };
}

export function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(url), max: CONNECTIONS });
  // A connection that breaks while nobody uses it is replaced when the next one is wanted, and who wants it is told.
  pool.on('error', () => undefined);
  // One that breaks between two statements of somebody fails the next of them; unheard, it would end the process.
  pool.on('connect', (client) => { client.on('error', () => undefined); });
  return pool;
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
  return new VouchError('STORE_FAILED', `PostgreSQL could not be used: ${message === '' ? String(code) : message}`, { cause: error });
}

/** True for an error of the way to the server, or of a server that is just starting or ending: the next try may succeed. */
export function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: string };
  if (typeof code === 'string') return /^(08|57P0[1235]|53300|40001|40P01)/.test(code) || /^(ECONN|ETIMEDOUT|EPIPE|ENOENT|EHOSTUNREACH)/.test(code);
  return /terminated|timeout|closed/i.test(message ?? '');
}
