import type Database from 'libsql';

/** An artifact id, wherever it stands in a record. */
const ID = /\b[0-9a-f]{64}\b/g;

/** Who speaks of which artifacts. Any 64 hex digits count, so that nothing is missed; what is no id costs nothing. */
export interface References {
  /** By run. */
  readonly runs: ReadonlyMap<string, ReadonlySet<string>>;
  /** By the key of a reusable result, with when it was written. */
  readonly results: ReadonlyMap<string, { readonly ids: ReadonlySet<string>; readonly ts: number }>;
  /** In messages of conversations. */
  readonly messages: ReadonlySet<string>;
}

export function readReferences(database: Database.Database): References {
  const runs = new Map<string, Set<string>>();
  for (const row of database.prepare('SELECT run_id, data FROM events').iterate()) {
    const { run_id: run, data } = row as { run_id: string; data: string };
    const ids = runs.get(run) ?? new Set();
    runs.set(run, ids);
    collect(data, ids);
  }
  const results = new Map<string, { ids: Set<string>; ts: number }>();
  for (const row of database.prepare('SELECT key, ts, record FROM results').iterate()) {
    const { key, ts, record } = row as { key: string; ts: number; record: string };
    results.set(key, { ids: collect(record, new Set()), ts });
  }
  const messages = new Set<string>();
  for (const row of database.prepare('SELECT attachments FROM messages').iterate()) collect((row as { attachments: string }).attachments, messages);
  return { runs, results, messages };
}

function collect(text: string, into: Set<string>): Set<string> {
  for (const [id] of text.matchAll(ID)) into.add(id);
  return into;
}
