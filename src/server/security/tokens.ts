import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { messageOf, schemaFaults, VouchError } from '../../core/index.js';
import { BudgetLimits, Scope } from '../protocol/index.js';
import type { Access } from './access.js';

/** One token of the token file. */
const TokenEntry = z.strictObject({
  /** Shown in logs and messages in the token's place. */
  name: z.string().min(1).max(100),
  /** At least 24 characters; anything that is hard to guess. */
  token: z.string().min(24).max(500),
  scopes: z.array(Scope).min(1).default(['read', 'run']),
  budget: BudgetLimits.default({}),
  maxRuns: z.int().min(1).optional(),
  requestsPerMinute: z.int().min(1).optional(),
});

const TokenFile = z.strictObject({ tokens: z.array(TokenEntry).min(1) });

/** Finds out whose token it is. */
export interface Tokens {
  /** `undefined` for a token that is not in the file. Takes as long for a wrong token as for a right one. */
  find(token: string): Access | undefined;
}

/**
 * Reads `{"tokens": [{"name", "token", "scopes", "budget", "maxRuns", "requestsPerMinute"}]}`. Throws INPUT_NOT_FOUND, and
 * USAGE for a file that others on this machine may read, for a name or token that stands in it twice, and for a wrong shape.
 */
export function readTokens(file: string, defaults: Pick<Access, 'maxRuns' | 'requestsPerMinute'>): Tokens {
  const entries = parse(file);
  const known = entries.map(({ token, ...entry }) => ({
    digest: digestOf(token),
    access: { ...entry, maxRuns: entry.maxRuns ?? defaults.maxRuns, requestsPerMinute: entry.requestsPerMinute ?? defaults.requestsPerMinute } satisfies Access,
  }));
  return {
    find(token) {
      const digest = digestOf(token);
      let found: Access | undefined;
      // All are compared, so that the time says nothing about which.
      for (const { digest: candidate, access } of known) if (timingSafeEqual(digest, candidate)) found = access;
      return found;
    },
  };
}

function parse(file: string): z.infer<typeof TokenEntry>[] {
  let text: string;
  try {
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) throw new VouchError('USAGE', `Others on this machine may read the token file ${file}. Take the right away: chmod 600 ${file}`);
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (VouchError.is(cause)) throw cause;
    throw new VouchError('INPUT_NOT_FOUND', `The token file ${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's message would quote a piece of the file.
    throw new VouchError('USAGE', `The token file ${file} is not JSON.`);
  }
  const parsed = TokenFile.safeParse(json);
  if (!parsed.success) throw new VouchError('USAGE', `The token file ${file} is wrong at ${schemaFaults(parsed.error)}`);
  const { tokens } = parsed.data;
  const twice = (values: string[]): boolean => new Set(values).size < values.length;
  if (twice(tokens.map(({ name }) => name)) || twice(tokens.map(({ token }) => token))) throw new VouchError('USAGE', `A name or a token stands twice in the token file ${file}.`);
  return tokens;
}

/** Of equal length for all tokens, so that they can be compared in constant time. */
function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
