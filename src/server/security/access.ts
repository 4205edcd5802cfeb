import { Budget, VouchError } from '../../core/index.js';
import type { BudgetLimits, Scope } from '../protocol/index.js';

/** How much may be done at a time, at all servers that share a database together. */
export interface Limits {
  /** Runs under way at a time; `undefined`: as many as the servers take. */
  readonly maxRuns: number | undefined;
  readonly requestsPerMinute: number;
}

/** Who asks, and what they may do. */
export interface Access {
  /** The token's name in the token file; `local` on this machine without tokens. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Whose things it sees; `undefined` where it belongs to no tenant. */
  readonly tenant: string | undefined;
  /** What all tokens of its tenant may do together. */
  readonly together: Limits | undefined;
  /** Upper limits of every run that it starts. */
  readonly budget: BudgetLimits;
  /** What it may do by itself. */
  readonly limits: Limits;
}

/** Throws FORBIDDEN when the scope is not among those granted; `admin` has them all. */
export function mustHave(access: Access, scope: Scope | undefined): void {
  if (scope === undefined || access.scopes.includes(scope) || access.scopes.includes('admin')) return;
  throw new VouchError('FORBIDDEN', `This needs the scope ${scope}; the token ${access.name} has ${access.scopes.join(', ') || 'none'}.`);
}

/** A run's budget within what the token allows. */
export function within(limit: BudgetLimits, wanted: BudgetLimits = {}): Partial<Budget> {
  const names = Object.keys(Budget.shape) as (keyof Budget)[];
  return Object.fromEntries(names.flatMap((name) => {
    const bound = limit[name];
    // Where the token has a limit it holds, also against the default of a run that asks for none.
    const value = bound === undefined ? wanted[name] : Math.min(bound, wanted[name] ?? Budget.parse({})[name]);
    return value === undefined ? [] : [[name, value]];
  }));
}

/**
 * Throws FORBIDDEN where a run would be granted more than the token's own budget allows: what a token may not give a run at its
 * start it may not give it later. `grant`: what the run may use in all then.
 */
export function mustAllow({ name, budget }: Access, grant: { readonly field: keyof BudgetLimits; readonly total: number } | undefined): void {
  const bound = grant && budget[grant.field];
  if (grant === undefined || bound === undefined || grant.total <= bound) return;
  throw new VouchError('FORBIDDEN', `The token ${name} allows runs ${grant.field} ${bound}; with this answer the run could use ${grant.total}. Answer "stop", or have somebody answer whose token allows more.`, { details: { field: grant.field, limit: bound } });
}
