import { dirname } from 'node:path';
import Database from 'libsql';
import { toVouchError, VouchError } from '../../core/index.js';
import { makeFolder } from '../make-folder.js';

/** Counts that are derived from the events, and which events are in them. */
const STATISTICS_TABLES = [
  'CREATE TABLE counted (run_id TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (run_id, seq)) WITHOUT ROWID',
  `CREATE TABLE statistics (tool TEXT NOT NULL, kind TEXT NOT NULL, way TEXT NOT NULL, models TEXT NOT NULL, oracle TEXT NOT NULL, day INTEGER NOT NULL,
     held INTEGER NOT NULL, rejected INTEGER NOT NULL, errors INTEGER NOT NULL, unproved INTEGER NOT NULL, ms INTEGER NOT NULL, tokens INTEGER NOT NULL,
     PRIMARY KEY (tool, kind, way, models, oracle, day)) WITHOUT ROWID`,
];
/** Statements that make them anew, whatever they are now. */
export const RENEW_STATISTICS = ['DROP TABLE IF EXISTS counted', 'DROP TABLE IF EXISTS statistics', ...STATISTICS_TABLES];

/** Schema versions, oldest first; each entry brings a database from the version before it. Entries are never edited. */
const MIGRATIONS = [
  `CREATE TABLE events (run_id TEXT NOT NULL, seq INTEGER NOT NULL, ts INTEGER NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL,
     PRIMARY KEY (run_id, seq)) WITHOUT ROWID;
   CREATE INDEX events_by_type ON events (type, ts);
   CREATE TABLE leases (run_id TEXT PRIMARY KEY, pid INTEGER NOT NULL, owner TEXT NOT NULL, heartbeat INTEGER NOT NULL);
   CREATE TABLE results (key TEXT PRIMARY KEY, ts INTEGER NOT NULL, record TEXT NOT NULL);`,
  `CREATE TABLE conversations (id TEXT PRIMARY KEY, title TEXT NOT NULL, summary TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL);
   CREATE INDEX conversations_by_update ON conversations (updated);
   CREATE TABLE messages (id TEXT PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversations (id), ts INTEGER NOT NULL, text TEXT NOT NULL,
     attachments TEXT NOT NULL, run_id TEXT);
   CREATE INDEX messages_by_conversation ON messages (conversation, ts);
   CREATE INDEX messages_by_run ON messages (run_id);`,
  `${STATISTICS_TABLES.join(';\n')};
   CREATE TABLE recipes (name TEXT PRIMARY KEY, ts INTEGER NOT NULL, record TEXT NOT NULL);`,
  `ALTER TABLE events ADD COLUMN v INTEGER NOT NULL DEFAULT 1;
   ALTER TABLE leases ADD COLUMN beat INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE leases ADD COLUMN boot TEXT NOT NULL DEFAULT '';
   ALTER TABLE leases ADD COLUMN place TEXT NOT NULL DEFAULT '';
   CREATE TABLE pins (run_id TEXT PRIMARY KEY, ts INTEGER NOT NULL);`,
  // Only these are looked for by their type: an entry for each event would be half of what a step writes.
  `DROP INDEX events_by_type;
   CREATE INDEX events_by_type ON events (type, ts) WHERE type = 'run.started' OR type = 'attempt.ended';`,
  // Bytes of artifacts whose files are not known to be on the disk yet, and at which start of which machine they were written.
  'CREATE TABLE unsynced (number INTEGER PRIMARY KEY, id TEXT NOT NULL, ts INTEGER NOT NULL, boot TEXT NOT NULL, bytes BLOB NOT NULL);',
];

/** Milliseconds that a writer waits for another process's write. */
export const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens (and creates or migrates) the SQLite file that holds the journal, in WAL mode.
 * Throws STORE_FAILED when it cannot be opened or was written by a later version of Vouch, STORE_FULL on a full disk.
 */
export function openDatabase(path: string): Database.Database {
  return openFile(path, (database) => {
    database.exec('PRAGMA synchronous = NORMAL');
    migrate(database, path, MIGRATIONS);
  });
}

/** Opens (and creates) an SQLite file in WAL mode; `prepare` brings its tables. Throws STORE_FAILED or STORE_FULL. */
export function openFile(path: string, prepare: (database: Database.Database) => void): Database.Database {
  return guarded(path, () => {
    makeFolder(dirname(path));
    const database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    database.exec('PRAGMA journal_mode = WAL');
    prepare(database);
    return database;
  });
}

/** Runs a database operation; what SQLite throws becomes STORE_FULL or STORE_FAILED with the file's name. */
export function guarded<T>(path: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    if (VouchError.is(error)) throw error;
    const code = (error as { code?: unknown }).code;
    if (code === 'SQLITE_FULL') throw new VouchError('STORE_FULL', `The disk that holds ${path} is full. Free some space and resume the run.`, { cause: error });
    if (toVouchError(error).code === 'STORE_FULL') throw toVouchError(error);
    const remedy = code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB' ? '. Move it away, or name another data folder.' : '';
    throw new VouchError('STORE_FAILED', `The journal ${path} could not be used: ${(error as Error).message}${remedy}`, { cause: error, details: { path } });
  }
}

/** Brings a database to the schema after the last migration, each step in one transaction. Throws STORE_FAILED where a later version wrote it. */
export function migrate(database: Database.Database, path: string, migrations: readonly string[]): void {
  const version = (): number => (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
  if (version() > migrations.length) {
    throw new VouchError('STORE_FAILED', `The database ${path} was written by a later version of Vouch (schema ${version()}, this one knows ${migrations.length}). Update Vouch or use another data folder.`);
  }
  while (version() < migrations.length) {
    database.transaction(() => {
      const from = version();
      const migration = migrations[from];
      // Another process may have migrated while this one waited for the lock.
      if (migration === undefined) return;
      database.exec(migration);
      database.exec(`PRAGMA user_version = ${from + 1}`);
    }).immediate();
  }
}
