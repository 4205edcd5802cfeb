import { z } from 'zod';
import { JOBS, type Oracle, type Tool } from '../../core/index.js';
import type { CheckJob } from '../executor/index.js';

/** What a worker can do: the jobs of its models, and `plain` for steps that need no model. */
export const Capability = z.enum([...JOBS, 'plain']);
export type Capability = z.infer<typeof Capability>;

/** What a worker must be able to do to make a step with this tool. */
export function neededFor({ spec }: Tool): readonly Capability[] {
  return spec.needs.length === 0 ? ['plain'] : spec.needs;
}

/** What a worker should be able to do so that no oracle of a check has to leave its criterion open. */
export function wantedFor({ criteria, judge }: CheckJob, oracles: ReadonlyMap<string, Oracle>): readonly Capability[] {
  const asked = criteria.flatMap(({ oracle }) => {
    const spec = oracles.get(oracle)?.spec;
    return spec && (judge || spec.kind !== 'judge') ? (spec.asks ?? []) : [];
  });
  return asked.length === 0 ? ['plain'] : [...new Set(asked)];
}

/** The queue of all workers of a pool that can do the same. */
export function lineName(pool: string, can: readonly Capability[]): string {
  return `${pool}.${[...new Set(can)].sort().join('+')}`;
}
