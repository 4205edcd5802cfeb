import { Plan, sourcesOf, type Binding, type Source } from './plan.js';

/**
 * Lets a saved plan run on other files: where it speaks of things that were not given this time, and equally many were
 * given that it does not speak of, these take their places in order. Types are checked afterwards, with the whole plan.
 * A candidate that is no plan, or whose numbers differ, comes back as it is.
 */
export function rebindGivens(candidate: unknown, given: readonly string[]): { readonly plan: unknown; readonly notes: readonly string[] } {
  const parsed = Plan.safeParse(candidate);
  if (!parsed.success) return { plan: candidate, notes: [] };
  const spoken = new Set(parsed.data.steps.flatMap(({ inputs }) => Object.values(inputs).flatMap(sourcesOf).flatMap((source) => ('given' in source ? [source.given] : []))));
  const absent = [...spoken].filter((name) => !given.includes(name));
  const free = given.filter((name) => !spoken.has(name));
  if (absent.length === 0 || absent.length !== free.length) return { plan: candidate, notes: [] };
  const names = new Map(absent.map((name, index) => [name, free[index] ?? name]));
  const renamed = (source: Source): Source => ('given' in source ? { given: names.get(source.given) ?? source.given } : source);
  const rebound = (binding: Binding): Binding => (Array.isArray(binding) ? binding.map(renamed) : renamed(binding));
  const steps = parsed.data.steps.map((step) => ({ ...step, inputs: Object.fromEntries(Object.entries(step.inputs).map(([port, binding]) => [port, rebound(binding)])) }));
  return { plan: { ...parsed.data, steps }, notes: [...names].map(([saved, now]) => `${now} takes the place of ${saved}`) };
}
