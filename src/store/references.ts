import { Artifact } from '../core/index.js';
import type { Sql } from './sql.js';

/** An artifact id, wherever it stands in a record. */
const ID = /\b[0-9a-f]{64}\b/g;
/** Records that are held in memory at a time. */
const PAGE = 2000;

/** Who speaks of which artifacts. Any 64 hex digits count, so that nothing is missed; what is no id costs nothing. */
export interface References {
  /** By run. */
  readonly runs: ReadonlyMap<string, ReadonlySet<string>>;
  /** By the key of a reusable result, with when it was written. */
  readonly results: ReadonlyMap<string, { readonly ids: ReadonlySet<string>; readonly ts: number }>;
  /** In messages of conversations. */
  readonly messages: ReadonlySet<string>;
}

export async function readReferences(sql: Sql): Promise<References> {
  const runs = new Map<string, Set<string>>();
  let [run, seq] = ['', 0];
  for (;;) {
    const page = (await sql.rows('SELECT run_id, seq, data FROM events WHERE (run_id, seq) > (?, ?) ORDER BY run_id, seq LIMIT ?', run, seq, PAGE)) as { run_id: string; seq: number; data: string }[];
    for (const { run_id: id, data } of page) {
      const ids = runs.get(id) ?? new Set();
      runs.set(id, ids);
      collect(data, ids);
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    [run, seq] = [last.run_id, last.seq];
  }
  const results = new Map<string, { ids: Set<string>; ts: number }>();
  let key = '';
  for (;;) {
    const page = (await sql.rows('SELECT key, ts, record FROM results WHERE key > ? ORDER BY key LIMIT ?', key, PAGE)) as { key: string; ts: number; record: string }[];
    for (const row of page) results.set(row.key, { ids: collect(row.record, new Set()), ts: row.ts });
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    key = last.key;
  }
  const messages = new Set<string>();
  for (const row of await sql.rows("SELECT attachments FROM messages WHERE attachments <> '[]'")) collect((row as { attachments: string }).attachments, messages);
  return { runs, results, messages };
}

function collect(text: string, into: Set<string>): Set<string> {
  for (const id of artifactIdsIn(text)) into.add(id);
  return into;
}

/** Ids of the artifacts that a record, JSON, holds with all that is known of them: these are no other hashes. */
export function artifactsIn(text: string): string[] {
  const found: string[] = [];
  try {
    JSON.parse(text, (_key, value: unknown) => {
      const artifact = typeof value === 'object' && value !== null && 'modality' in value ? Artifact.safeParse(value) : undefined;
      if (artifact?.success) found.push(artifact.data.id);
      return value;
    });
  } catch {
    // A record that is damaged is its reader's matter; the hashes in it are found all the same.
  }
  return found;
}

/** All that may be ids of artifacts in a record. */
export function artifactIdsIn(text: string): string[] {
  return [...text.matchAll(ID)].map(([id]) => id);
}
