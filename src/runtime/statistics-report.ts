import { messageOf } from '../core/index.js';
import type { Statistics, StatisticsRow } from '../store/index.js';
import type { Bounds } from './ladder-limits.js';
import { preferredWays, type PreferredWay } from './preferred-ways.js';
import { boundsOf } from './promising.js';
import { windowStart } from './experience.js';

/** Attempts of one tool on one kind of input in one way by the same models. */
export interface WayStatistics {
  readonly tool: string;
  /** Coarse kind of the inputs; empty where it was not noted. */
  readonly kind: string;
  readonly way: string;
  readonly models: readonly { readonly id: string; readonly version: string | null }[];
  readonly attempts: number;
  /** A criterion was proved and none failed. */
  readonly held: number;
  readonly rejected: number;
  readonly errors: number;
  /** Nothing failed, and nothing was proved. */
  readonly unproved: number;
  /** Bounds of the chance that it holds, 0 to 1 (one-sided 95% each); `null` without a checked attempt. */
  readonly bounds: { readonly low: number; readonly high: number } | null;
  /** Mean of an attempt. */
  readonly ms: number;
  /** Mean language-model tokens of an attempt. */
  readonly tokens: number;
  /** Verdicts on these attempts; `ms` is the mean of a check. */
  readonly oracles: readonly { readonly oracle: string; readonly passed: number; readonly failed: number; readonly inconclusive: number; readonly ms: number }[];
}

export interface StatisticsReport {
  /** ms since 1970: older attempts are left out. */
  readonly since: number;
  readonly ways: readonly WayStatistics[];
  /** How steps begin today, by tool and kind of input. */
  readonly preferred: readonly PreferredWay[];
  /** What is wrong with the table, in words; absent when nothing is. */
  readonly fault?: string;
}

/** What the journal's attempts came to, by tool, kind of input and way. A table that cannot be read is a fault in the report. */
export async function reportStatistics(statistics: Statistics, bounds: Bounds, { tool, rebuild = false }: { readonly tool?: string | undefined; readonly rebuild?: boolean | undefined } = {}): Promise<StatisticsReport> {
  const start = windowStart();
  if (rebuild) await statistics.rebuild();
  const faults: string[] = [];
  const attempted = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      faults.push(messageOf(error).replace(/[^.]$/, '$&.'));
      return otherwise;
    }
  };
  await attempted(() => statistics.catchUp(), undefined);
  const { rows, damaged } = await attempted(() => statistics.rows({ tool, sinceDay: start.day }), { rows: [], damaged: 0 });
  if (damaged > 0) faults.push(`${damaged} rows hold no counts and are left out.`);
  const fault = faults.length === 0 ? {} : { fault: `${[...new Set(faults)].join(' ')} \`vouch stats --rebuild\` counts the journal anew.` };
  return { since: start.ms, ways: grouped(rows).map(summed), preferred: preferredWays(rows, bounds), ...fault };
}

function grouped(rows: readonly StatisticsRow[]): StatisticsRow[][] {
  const groups = new Map<string, StatisticsRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.tool, row.kind, row.way, row.models]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function summed(rows: readonly StatisticsRow[]): WayStatistics {
  const [{ tool, kind, way, models }] = rows as [StatisticsRow];
  const whole = totals(rows.filter(({ oracle }) => oracle === ''));
  const oracles = [...new Set(rows.flatMap(({ oracle }) => (oracle === '' ? [] : [oracle])))].map((oracle) => {
    const { held, rejected, unproved, ms } = totals(rows.filter((row) => row.oracle === oracle));
    return { oracle, passed: held, failed: rejected, inconclusive: unproved, ms };
  });
  const of = whole.held + whole.rejected + whole.errors;
  return { tool, kind, way, models, ...whole, bounds: of === 0 ? null : boundsOf({ held: whole.held, of }), oracles };
}

type Totals = Pick<WayStatistics, 'attempts' | 'held' | 'rejected' | 'errors' | 'unproved' | 'ms' | 'tokens'>;

function totals(rows: readonly StatisticsRow[]): Totals {
  const sum = (field: 'held' | 'rejected' | 'errors' | 'unproved' | 'ms' | 'tokens'): number => rows.reduce((total, row) => total + row[field], 0);
  const [held, rejected, errors, unproved] = [sum('held'), sum('rejected'), sum('errors'), sum('unproved')];
  const attempts = held + rejected + errors + unproved;
  const mean = (total: number): number => (attempts === 0 ? 0 : Math.round(total / attempts));
  return { attempts, held, rejected, errors, unproved, ms: mean(sum('ms')), tokens: mean(sum('tokens')) };
}
