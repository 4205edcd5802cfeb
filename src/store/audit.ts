import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { VouchError } from '../core/index.js';
import { jsonText } from './json-text.js';
import { BUSY_TIMEOUT_MS, guarded, openFile } from './sqlite/database.js';

/** Who let what act on the world, or saw it act. */
export const AuditEntry = z.object({
  /** ISO 8601 */
  at: z.string(),
  /** The token's name; `local` on this machine without tokens, `server` for what goes on by itself after a start. */
  who: z.string(),
  tenant: z.string().nullable(),
  /** `approved` and `refused`: somebody decided. `acted`: an attempt of a tool that acts on the world began. */
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

/** The log of approvals and acts on the world of a data folder, only ever added to, by all servers on it. */
export interface AuditLog {
  /** Throws STORE_FAILED or STORE_FULL: what cannot be written down must not go on. */
  append(entry: Omit<AuditEntry, 'at' | 'before'>): void;
  close(): void;
}

/** Opens (or creates) `audit.db` in a data folder; nobody changes a line of it or takes one out through SQL without taking the guards away first. */
export function openAuditLog(folder: string): AuditLog {
  const path = auditPath(folder);
  const database = openFile(path, (opened) => {
    opened.exec('PRAGMA synchronous = FULL');
    opened.exec('CREATE TABLE IF NOT EXISTS audit (number INTEGER PRIMARY KEY, line TEXT NOT NULL)');
    for (const change of ['UPDATE', 'DELETE']) opened.exec(`CREATE TRIGGER IF NOT EXISTS no_${change.toLowerCase()} BEFORE ${change} ON audit BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END`);
  });
  const last = database.prepare('SELECT line FROM audit ORDER BY number DESC LIMIT 1');
  const insert = database.prepare('INSERT INTO audit (line) VALUES (?)');
  return {
    append(entry) {
      // In one transaction: two servers must not both follow on the same line.
      guarded(path, () => { database.transaction(() => {
        const before = last.get() as { line: string } | undefined;
        insert.run(JSON.stringify({ at: new Date().toISOString(), ...entry, before: before ? digestOf(before.line) : FIRST } satisfies AuditEntry));
      }).immediate(); });
    },
    close: () => { database.close(); },
  };
}

/** All entries, oldest first. Throws ARTIFACT_CORRUPT that names the first line that was changed, or before which one is missing. */
export function readAuditLog(folder: string): AuditEntry[] {
  const path = auditPath(folder);
  if (!existsSync(path)) return [];
  return guarded(path, () => {
    const database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      return inOrder(path, (database.prepare('SELECT line FROM audit ORDER BY number').all() as { line: string }[]).map(({ line }) => line));
    } finally {
      database.close();
    }
  });
}

function inOrder(path: string, lines: readonly string[]): AuditEntry[] {
  let before = FIRST;
  return lines.map((line, index) => {
    const entry = jsonText(AuditEntry).safeParse(line).data;
    if (entry?.before !== before) throw new VouchError('ARTIFACT_CORRUPT', `Line ${index + 1} of ${path} does not follow on the one before: the log was changed by something else than Vouch.`, { details: { line: index + 1 } });
    before = digestOf(line);
    return entry;
  });
}

function auditPath(folder: string): string {
  return join(folder, 'audit.db');
}

function digestOf(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}
