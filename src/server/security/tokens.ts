import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { messageOf, schemaFaults, VouchError } from '../../core/index.js';
import type { Allowance } from '../../store/index.js';
import { BudgetLimits, Scope } from '../protocol/index.js';
import type { Access, Limits } from './access.js';

const Secret = z.string().min(24).max(500);
const WRITTEN_OUT = 'A token is not written out. Put its SHA-256 there as tokenHash (`printf %s TOKEN | sha256sum`), or name the environment variable that holds it as tokenEnv';

/** One token of the token file. */
const TokenEntry = z.strictObject({
  /** Shown in logs and messages in the token's place. */
  name: z.string().min(1).max(100),
  /** Never written out: whoever reads the file, or a copy of it, would be let in. */
  token: z.never({ error: WRITTEN_OUT }).optional(),
  /** SHA-256 of the token, in hex. The token has at least 24 characters; anything that is hard to guess. */
  tokenHash: z.string().regex(/^[0-9a-f]{64}$/).optional(),
  /** The environment variable that holds it. */
  tokenEnv: z.string().min(1).optional(),
  /** One of `tenants`. Without one the token sees what all tenants have. */
  tenant: z.string().optional(),
  scopes: z.array(Scope).min(1).default(['read', 'run']),
  budget: BudgetLimits.default({}),
  maxRuns: z.int().min(1).optional(),
  requestsPerMinute: z.int().min(1).optional(),
});

/** People who see one another's work and nobody else's; what they may do together. */
const TenantEntry = TokenEntry.pick({ name: true, budget: true, maxRuns: true, requestsPerMinute: true }).extend({
  /** What all its runs may use together in so many hours, counted back from now. */
  allowance: z.strictObject({ hours: z.number().positive().max(8784).default(24), tokens: z.int().positive().optional(), wallMs: z.number().positive().optional() }).optional(),
});

const TokenFile = z.strictObject({ tokens: z.array(TokenEntry).min(1), tenants: z.array(TenantEntry).default([]) });

/** Finds out whose token it is. */
export interface Tokens {
  /** The tenants, with what they may use over time where that is bounded. */
  readonly tenants: ReadonlyMap<string, Allowance | undefined>;
  /** `undefined` for a token that is not in the file. Takes as long for a wrong token as for a right one. */
  find(token: string): Access | undefined;
}

/**
 * Reads `{"tokens": [{"name", "tokenHash", "tenant", "scopes", "budget", "maxRuns", "requestsPerMinute"}], "tenants": [{"name", "allowance", ...}]}`. Throws
 * INPUT_NOT_FOUND, and USAGE for a file that others on this machine may read, for a name or token that stands in it twice, for a token that is written out,
 * and for a wrong shape.
 */
export function readTokens(file: string, defaults: Limits, env: NodeJS.ProcessEnv = process.env): Tokens {
  const { tokens, tenants } = parse(file);
  const known = tokens.map((entry) => {
    const { name, scopes, tenant } = entry;
    const house = tenants.find((candidate) => candidate.name === tenant);
    if (tenant !== undefined && !house) throw new VouchError('USAGE', `The token ${name} of ${file} names the tenant ${tenant}, which is not among its tenants.`);
    const limits = (one: z.infer<typeof TenantEntry>): Limits => ({ maxRuns: one.maxRuns ?? defaults.maxRuns, requestsPerMinute: one.requestsPerMinute ?? defaults.requestsPerMinute });
    const access: Access = { name, scopes, tenant, budget: tightest(entry.budget, house?.budget ?? {}), limits: limits(entry), together: house && limits(house) };
    return { digest: digestIn(entry, file, env), access };
  });
  if (new Set(known.map(({ digest }) => digest.toString('hex'))).size < known.length) throw new VouchError('USAGE', `A token stands twice in the token file ${file}.`);
  return {
    tenants: new Map(tenants.map(({ name, allowance }) => [name, allowance])),
    find(token) {
      const digest = digestOf(token);
      let found: Access | undefined;
      // All are compared, so that the time says nothing about which.
      for (const { digest: candidate, access } of known) if (timingSafeEqual(digest, candidate)) found = access;
      return found;
    },
  };
}

function parse(file: string): z.infer<typeof TokenFile> {
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
  const twice = (entries: readonly { name: string }[]): boolean => new Set(entries.map(({ name }) => name)).size < entries.length;
  if (twice(parsed.data.tokens) || twice(parsed.data.tenants)) throw new VouchError('USAGE', `A name stands twice in the token file ${file}.`);
  return parsed.data;
}

/** The digest of the token that an entry refers to. Throws USAGE where it refers to none or in two ways, or where the variable holds no token. */
function digestIn({ name, tokenHash, tokenEnv }: z.infer<typeof TokenEntry>, file: string, env: NodeJS.ProcessEnv): Buffer {
  if ((tokenHash === undefined) === (tokenEnv === undefined)) throw new VouchError('USAGE', `The entry ${name} of the token file ${file} wants one of tokenHash and tokenEnv.`);
  if (tokenEnv === undefined) return Buffer.from(tokenHash ?? '', 'hex');
  const secret = Secret.safeParse(env[tokenEnv]);
  if (!secret.success) throw new VouchError('USAGE', `The environment variable ${tokenEnv}, which the entry ${name} of the token file ${file} names, holds no token of 24 characters or more.`);
  return digestOf(secret.data);
}

/** The lower of two limits, each. */
function tightest(one: BudgetLimits, other: BudgetLimits): BudgetLimits {
  const both = { ...other, ...one };
  for (const name of Object.keys(both) as (keyof BudgetLimits)[]) both[name] = Math.min(one[name] ?? Infinity, other[name] ?? Infinity);
  return both;
}

/** Of equal length for all tokens, so that they can be compared in constant time. */
function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
