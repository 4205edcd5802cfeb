import type { Plan, Step } from './plan.js';
import { dependenciesOf, splitRef } from './sources.js';

/** The first cycle that a depth-first walk meets, as step ids in order (`[a, b]`: a waits for b, b waits for a); `undefined` when there is none. */
export function findCycle(steps: readonly Step[]): string[] | undefined {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (id: string): string[] | undefined => {
    const step = byId.get(id);
    if (!step || done.has(id)) return undefined;
    const start = path.indexOf(id);
    if (start >= 0) return path.slice(start);
    path.push(id);
    for (const dependency of dependenciesOf(step)) {
      const cycle = visit(dependency);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(id);
    return undefined;
  };
  for (const step of steps) {
    const cycle = visit(step.id);
    if (cycle) return cycle;
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
