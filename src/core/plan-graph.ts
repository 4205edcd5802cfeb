import type { Plan, Step } from './plan.js';
import { dependenciesOf, splitRef } from './sources.js';

/** The first cycle that a depth-first walk meets, as step ids in order (`[a, b]`: a waits for b, b waits for a); `undefined` when there is none. */
export function findCycle(steps: readonly Step[]): string[] | undefined {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const done = new Set<string>();
  // The walk keeps a stack of its own: plans may be longer than the call stack is deep.
  const way: { readonly id: string; readonly open: string[] }[] = [];
  const onWay = new Set<string>();
  const enter = (id: string): void => {
    const step = byId.get(id);
    if (!step || done.has(id)) return;
    way.push({ id, open: dependenciesOf(step).reverse() });
    onWay.add(id);
  };
  for (const { id } of steps) {
    enter(id);
    for (let last = way.at(-1); last; last = way.at(-1)) {
      const next = last.open.pop();
      if (next !== undefined && onWay.has(next)) return way.slice(way.findIndex((step) => step.id === next)).map((step) => step.id);
      if (next !== undefined) {
        enter(next);
        continue;
      }
      way.pop();
      onWay.delete(last.id);
      done.add(last.id);
    }
  }
  return undefined;
}

/** Ids of the steps whose outputs a deliverable needs, directly or through other steps. All of them where no deliverable is named. */
export function neededSteps(plan: Pick<Plan, 'steps' | 'deliverables'>): Set<string> {
  if (plan.deliverables.length === 0) return new Set(plan.steps.map((step) => step.id));
  const byId = new Map(plan.steps.map((step) => [step.id, step]));
  const needed = new Set<string>();
  const open = plan.deliverables.map((ref) => splitRef(ref).step);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = byId.get(id);
    if (!step || needed.has(id)) continue;
    needed.add(id);
    open.push(...dependenciesOf(step));
  }
  return needed;
}
