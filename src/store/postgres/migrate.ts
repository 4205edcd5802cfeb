import type pg from 'pg';
import { VouchError } from '../../core/index.js';
import { inTransaction, within } from './pool.js';

/** Held while the schema is changed, so that processes which start together do it one after the other. */
export const SCHEMA_LOCK = 4_862_911;

/** Schema versions, oldest first; each entry brings a database from the version before it. Entries are never edited. */
const MIGRATIONS = [
  `CREATE TABLE events (run_id text NOT NULL, seq integer NOT NULL, ts bigint NOT NULL, type text NOT NULL, data json NOT NULL, v integer NOT NULL,
     PRIMARY KEY (run_id, seq, ts)) PARTITION BY RANGE (ts);
   CREATE INDEX events_by_type ON events (type, ts);
   CREATE TABLE leases (run_id text PRIMARY KEY, owner text NOT NULL, pid integer NOT NULL, boot text NOT NULL, place text NOT NULL, expires timestamptz NOT NULL);
   CREATE TABLE results (key text PRIMARY KEY, ts bigint NOT NULL, record text NOT NULL);
   CREATE TABLE conversations (id text PRIMARY KEY, title text NOT NULL, summary text NOT NULL, created bigint NOT NULL, updated bigint NOT NULL);
   CREATE INDEX conversations_by_update ON conversations (updated);
   CREATE TABLE messages (rowid bigint GENERATED ALWAYS AS IDENTITY, id text PRIMARY KEY, conversation text NOT NULL REFERENCES conversations (id), ts bigint NOT NULL,
     text text NOT NULL, attachments text NOT NULL, run_id text);
   CREATE INDEX messages_by_conversation ON messages (conversation, ts);
   CREATE INDEX messages_by_run ON messages (run_id);
   CREATE TABLE counted (run_id text NOT NULL, seq integer NOT NULL, PRIMARY KEY (run_id, seq));
   CREATE TABLE statistics (tool text NOT NULL, kind text NOT NULL, way text NOT NULL, models text NOT NULL, oracle text NOT NULL, day integer NOT NULL,
     held bigint NOT NULL, rejected bigint NOT NULL, errors bigint NOT NULL, unproved bigint NOT NULL, ms bigint NOT NULL, tokens bigint NOT NULL,
     PRIMARY KEY (tool, kind, way, models, oracle, day));
   CREATE TABLE recipes (name text PRIMARY KEY, ts bigint NOT NULL, record text NOT NULL);
   CREATE TABLE pins (run_id text PRIMARY KEY, ts bigint NOT NULL);`,
  `CREATE TABLE owned (tenant text NOT NULL, kind text NOT NULL, id text NOT NULL, ts bigint NOT NULL, PRIMARY KEY (tenant, kind, id));
   CREATE INDEX owned_by_id ON owned (kind, id);
   CREATE TABLE spent (tenant text NOT NULL, holder text NOT NULL, ts bigint NOT NULL, tokens bigint NOT NULL, ms bigint NOT NULL, PRIMARY KEY (tenant, holder));
   CREATE INDEX spent_by_time ON spent (tenant, ts);
   CREATE TABLE audit (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, line text NOT NULL);
   CREATE FUNCTION vouch_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$;
   CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION vouch_only_added();
   CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION vouch_only_added();`,
  // Rates are of the last minute: nothing is lost with them, and a request is not to wait for the disk.
  `CREATE TABLE servers (id text PRIMARY KEY, places integer NOT NULL, expires timestamptz NOT NULL);
   CREATE TABLE places (id text PRIMARY KEY, server text NOT NULL, token text NOT NULL, tenant text NOT NULL);
   CREATE UNLOGGED TABLE rates (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint);`,
  `CREATE TABLE orders (run_id text NOT NULL, since integer NOT NULL, name text NOT NULL, ts bigint NOT NULL, record text NOT NULL, PRIMARY KEY (run_id, since, name));
   CREATE TABLE drafts (id text PRIMARY KEY, ts bigint NOT NULL, record text NOT NULL);
   CREATE TABLE requests (sender text NOT NULL, key text NOT NULL, digest text NOT NULL, run_id text NOT NULL, ts bigint NOT NULL, PRIMARY KEY (sender, key));`,
  `CREATE INDEX requests_by_time ON requests (ts);
   ALTER TABLE drafts ADD COLUMN tenant text NOT NULL DEFAULT '';
   CREATE INDEX drafts_by_time ON drafts (ts);
   CREATE INDEX drafts_by_tenant ON drafts (tenant, ts);`,
];

/** Tables with many rows take long to change, and other processes wait for it. */
const MIGRATION_MS = 600_000;

/** Brings the database to this version's schema, each step in one transaction. Throws STORE_FAILED for one of a later version. */
export async function migrate(pool: pg.Pool): Promise<void> {
  const { rows: [found] } = await pool.query<{ made: boolean }>("SELECT to_regclass('vouch_schema') IS NOT NULL AS made");
  // Most find the schema that they want, and wait for nobody.
  if (found?.made && (await versionIn(pool)) === MIGRATIONS.length) return;
  while (await inTransaction(pool, (client) => migrateOnce(client)));
}

/** One step; false where there is none left. */
async function migrateOnce(client: pg.PoolClient): Promise<boolean> {
  await client.query(`SET LOCAL statement_timeout = ${MIGRATION_MS}`);
  await client.query(within(MIGRATION_MS, 'SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]));
  await client.query('CREATE TABLE IF NOT EXISTS vouch_schema (version integer NOT NULL)');
  const version = await versionIn(client);
  const migration = MIGRATIONS[version];
  if (migration === undefined) return false;
  await client.query(within(MIGRATION_MS, migration));
  await client.query('INSERT INTO vouch_schema (version) VALUES ($1)', [version + 1]);
  return true;
}

async function versionIn(database: pg.Pool | pg.PoolClient): Promise<number> {
  const { rows } = await database.query<{ version: number | null }>('SELECT max(version) AS version FROM vouch_schema');
  const version = rows[0]?.version ?? 0;
  if (version > MIGRATIONS.length) {
    throw new VouchError('STORE_FAILED', `The database was written by a later version of Vouch (schema ${version}, this one knows ${MIGRATIONS.length}). Update Vouch or name another database.`);
  }
  return version;
}
