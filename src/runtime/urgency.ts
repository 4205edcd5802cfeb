import { dependenciesOf, type RunState, type Step } from '../core/index.js';

const known = new WeakMap<object, ReadonlyMap<string, number>>();

/** How many steps of the plan wait one after the other for this one, itself included: what lies on the longest way is due first. */
export function urgencyOf({ plan, steps }: Pick<RunState, 'plan'> & { readonly steps: ReadonlyMap<string, { readonly itemOf?: { readonly step: string } }> }, id: string): number {
  // An item is as urgent as its mapped step.
  const step = steps.get(id)?.itemOf?.step ?? id;
  if (!plan) return 1;
  let lengths = known.get(plan);
  if (!lengths) known.set(plan, (lengths = lengthsOf(plan.steps)));
  return lengths.get(step) ?? 1;
}

function lengthsOf(steps: readonly Step[]): Map<string, number> {
  const lengths = new Map<string, number>(steps.map(({ id }) => [id, 1]));
  const waiting = new Map<string, number>(steps.map(({ id }) => [id, 0]));
  const sources = new Map(steps.map((step) => [step.id, dependenciesOf(step).filter((source) => lengths.has(source))]));
  for (const needs of sources.values()) for (const source of needs) waiting.set(source, (waiting.get(source) ?? 0) + 1);
  const due = steps.map(({ id }) => id).filter((id) => waiting.get(id) === 0);
  for (let id = due.pop(); id !== undefined; id = due.pop()) {
    for (const source of sources.get(id) ?? []) {
      lengths.set(source, Math.max(lengths.get(source) ?? 1, (lengths.get(id) ?? 1) + 1));
      const left = (waiting.get(source) ?? 1) - 1;
      waiting.set(source, left);
      if (left === 0) due.push(source);
    }
  }
  return lengths;
}
