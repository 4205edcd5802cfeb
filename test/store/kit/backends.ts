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
  /** The same to the one that holds the audit log. */
  rawAudit(text: string): Promise<void>;
}

export function sqliteBackend(): Backend & { readonly folder: string } {
  const folder = freshFolder();
  const rawIn = (name: string) => async (text: string): Promise<void> => {
    const database = new Database(join(folder, name));
    try {
      database.exec(text);
    } finally {
      database.close();
    }
  };
  const raw = rawIn('journal.db');
  return { folder, open: async () => openStores(folder), raw, rawAudit: rawIn('audit.db'), expireLeases: () => raw('UPDATE leases SET heartbeat = heartbeat - 120000, beat = beat - 120000') };
}

export async function postgresBackend(server: PostgresServer): Promise<Backend & { readonly url: string; readonly folder: string }> {
  const [folder, url] = [freshFolder(), await server.database()];
  const raw = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  return { url, folder, open: () => openSharedStores(folder, url), raw, rawAudit: raw, expireLeases: () => raw("UPDATE leases SET expires = now() - interval '1 second'") };
}
