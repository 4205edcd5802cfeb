import { createHash } from 'node:crypto';
import { z } from 'zod';
import { VouchError } from '../core/index.js';
import { jsonText } from './json-text.js';
import { change, rowsOf, type Sql, type Work } from './sql.js';

/** Who let what act on the world, or saw it act. */
export const AuditEntry = z.object({
  /** ISO 8601 */
  at: z.string(),
  /** The token's name; `local` on this machine without tokens, and on the command line; `server` for what a server goes on with by itself. */
  who: z.string(),
  tenant: z.string().nullable(),
  /** `approved` and `refused`: somebody decided. `acted`: an attempt of a tool that acts on the world begins; the line is on the disk before, and how the attempt ended stands in the run's journal. */
  what: z.enum(['approved', 'refused', 'acted']),
  runId: z.string(),
  step: z.string(),
  tool: z.string(),
  attempt: z.int().nullable(),
  /** SHA-256 over the tool and its arguments, as it was approved; `null` where no approval was asked for. */
  argumentsHash: z.string().nullable(),
  /** SHA-256 of the line before: a line that is changed or taken out shows. */
  before: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const FIRST = '0'.repeat(64);

/** The log of approvals and acts on the world, only ever added to, by all servers on these stores. */
export interface AuditLog {
  /** Throws STORE_FAILED or STORE_FULL: what cannot be written down must not go on. */
  append(entry: Omit<AuditEntry, 'at' | 'before'>): Promise<void>;
  /** All entries, oldest first. Throws ARTIFACT_CORRUPT that names the first line that was changed, or before which one is missing. */
  entries(): Promise<AuditEntry[]>;
  /** Takes over the lines of another log, as they are; those that are here already are passed over. Throws ARTIFACT_CORRUPT where the two went apart. */
  adopt(lines: readonly string[]): Promise<number>;
  /** The lines themselves, oldest first, unchecked. */
  lines(): Promise<string[]>;
}

/** The table as SQLite makes it where it is not there; nobody changes a line of it or takes one out through SQL without taking the guards away first. */
export const AUDIT_TABLE = ['CREATE TABLE IF NOT EXISTS audit (number INTEGER PRIMARY KEY, line TEXT NOT NULL)',
  ...['UPDATE', 'DELETE'].map((change) => `CREATE TRIGGER IF NOT EXISTS no_${change.toLowerCase()} BEFORE ${change} ON audit BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END`)];

/** Adds an entry within a transaction; `alone`: see `openSpending`: two servers must not both follow on the same line. */
export function* auditing(entry: Omit<AuditEntry, 'at' | 'before'>, alone: readonly string[]): Work<void> {
  for (const statement of alone) yield* rowsOf(statement);
  const [last] = (yield* rowsOf('SELECT line FROM audit ORDER BY number DESC LIMIT 1')) as { line: string }[];
  yield* change('INSERT INTO audit (line) VALUES (?)', JSON.stringify({ at: new Date().toISOString(), ...entry, before: last ? digestOf(last.line) : FIRST } satisfies AuditEntry));
}

/** `alone`: see `auditing`. `place`: where it is, for messages. */
export function openAuditLog(sql: Sql, place: string, alone: readonly string[]): AuditLog {
  const lines = async (): Promise<string[]> => ((await sql.rows('SELECT line FROM audit ORDER BY number')) as { line: string }[]).map(({ line }) => line);
  return {
    append: (entry) => sql.transaction(() => auditing(entry, alone)),
    lines,
    entries: async () => inOrder(place, await lines()),
    adopt: (others) => sql.transaction(function* () {
      for (const statement of alone) yield* rowsOf(statement);
      const here = ((yield* rowsOf('SELECT line FROM audit ORDER BY number')) as { line: string }[]).map(({ line }) => line);
      const differs = here.findIndex((line, index) => line !== others[index]);
      if (differs >= 0) throw new VouchError('ARTIFACT_CORRUPT', `Line ${differs + 1} of ${place} is another one than in the log that is to be taken over: only an empty log, or the start of the same one, can take it.`, { details: { line: differs + 1 } });
      for (const line of others.slice(here.length)) yield* change('INSERT INTO audit (line) VALUES (?)', line);
      return others.length - here.length;
    }),
  };
}

function inOrder(place: string, lines: readonly string[]): AuditEntry[] {
  let before = FIRST;
  return lines.map((line, index) => {
    const entry = jsonText(AuditEntry).safeParse(line).data;
    if (entry?.before !== before) throw new VouchError('ARTIFACT_CORRUPT', `Line ${index + 1} of ${place} does not follow on the one before: the log was changed by something else than Vouch.`, { details: { line: index + 1 } });
    before = digestOf(line);
    return entry;
  });
}

function digestOf(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}
