import Database from 'libsql';
import { join } from 'node:path';
import pg from 'pg';
import { openSharedStores, openStores, type Stores } from '../../../src/store/index.js';
import type { PostgresServer } from '../../support/postgres-server.js';
import { freshFolder } from '../../support/workshop.js';

/** A fresh place for stores, which several openings share as processes would. */
export interface Backend {
  open(): Promise<Stores>;
  /** As if all who hold leases had not been heard of for long. */
  expireLeases(): Promise<void>;
  /** What another program might do to the database. */
  raw(text: string): Promise<void>;
}

export function sqliteBackend(): Backend & { readonly folder: string } {
  const folder = freshFolder();
  const raw = async (text: string): Promise<void> => {
    const database = new Database(join(folder, 'journal.db'));
    database.exec(text);
    database.close();
  };
  return { folder, open: async () => openStores(folder), raw, expireLeases: () => raw('UPDATE leases SET heartbeat = heartbeat - 120000, beat = beat - 120000') };
}

export async function postgresBackend(server: PostgresServer): Promise<Backend & { readonly url: string; readonly folder: string }> {
  const [folder, url] = [freshFolder(), await server.database()];
  const raw = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(text);
    await client.end();
  };
  return { url, folder, open: () => openSharedStores(folder, url), raw, expireLeases: () => raw("UPDATE leases SET expires = now() - interval '1 second'") };
}
