import type { Source } from './binding.js';
import type { Condition } from './condition.js';
import { Plan } from './plan.js';
import { givensOf, mapSources } from './sources.js';

/**
 * Lets a saved plan run on other files: where it speaks of things that were not given this time, and equally many were
 * given that it does not speak of, these take their places in order. Types are checked afterwards, with the whole plan.
 * A candidate that is no plan, or whose numbers differ, comes back as it is.
 */
export function rebindGivens(candidate: unknown, given: readonly string[]): { readonly plan: unknown; readonly notes: readonly string[] } {
  const parsed = Plan.safeParse(candidate);
  if (!parsed.success) return { plan: candidate, notes: [] };
  const spoken = new Set(parsed.data.steps.flatMap(givensOf));
  const absent = [...spoken].filter((name) => !given.includes(name));
  const free = given.filter((name) => !spoken.has(name));
  if (absent.length === 0 || absent.length !== free.length) return { plan: candidate, notes: [] };
  const names = new Map(absent.map((name, index) => [name, free[index] ?? name]));
  const renamed = (source: Source): Source => ('given' in source ? { given: names.get(source.given) ?? source.given } : source);
  const steps = parsed.data.steps.map((step) => ({
    ...step,
    inputs: Object.fromEntries(Object.entries(step.inputs).map(([port, binding]) => [port, mapSources(binding, renamed)])),
    ...(step.when ? { when: { ...step.when, of: mapSources(step.when.of, renamed) as Condition['of'] } } : {}),
  }));
  return { plan: { ...parsed.data, steps }, notes: [...names].map(([saved, now]) => `${now} takes the place of ${saved}`) };
}
