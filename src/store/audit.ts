import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { toVouchError, VouchError } from '../core/index.js';
import { makeFolder } from './make-folder.js';

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

/** The log of approvals and acts on the world of a data folder: one JSON object a line, only ever added to. */
export interface AuditLog {
  /** Throws STORE_FAILED or STORE_FULL: what cannot be written down must not go on. */
  append(entry: Omit<AuditEntry, 'at' | 'before'>): void;
}

export function openAuditLog(folder: string): AuditLog {
  const path = auditPath(folder);
  return {
    append(entry) {
      try {
        makeFolder(folder);
        // Another process may have written since.
        const last = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) : undefined;
        appendFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), ...entry, before: last ? digestOf(last) : FIRST } satisfies AuditEntry)}\n`, { mode: 0o600, flush: true });
      } catch (error) {
        throw toVouchError(error, 'STORE_FAILED');
      }
    },
  };
}

/** All entries, oldest first. Throws ARTIFACT_CORRUPT that names the first line that was changed, or before which one is missing. */
export function readAuditLog(folder: string): AuditEntry[] {
  const path = auditPath(folder);
  if (!existsSync(path)) return [];
  let before = FIRST;
  return readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line, index) => {
    const entry = AuditEntry.safeParse(parsed(line)).data;
    if (entry?.before !== before) throw new VouchError('ARTIFACT_CORRUPT', `Line ${index + 1} of ${path} does not follow on the one before: the log was changed by something else than Vouch.`, { details: { line: index + 1 } });
    before = digestOf(line);
    return entry;
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Told by the caller, with the line's number.
    return undefined;
  }
}

function auditPath(folder: string): string {
  return join(folder, 'audit.jsonl');
}

function digestOf(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}
