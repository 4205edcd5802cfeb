import type { Binding } from './binding.js';
import type { Condition } from './condition.js';
import { describeCondition, testOf } from './describe-condition.js';
import { findCycle } from './plan-graph.js';
import type { Step } from './plan.js';
import { dependenciesOf, isEach, sourcesOf, splitRef } from './sources.js';

/** Something that must hold, or must not, before a step can run. */
interface Demand {
  /** The test without its direction; two conditions with the same key decide the same. */
  readonly key: string;
  readonly holds: boolean;
  /** Decided for each item of a mapped step alone. */
  readonly eachItem: boolean;
  readonly condition: Condition;
}
type Demands = ReadonlyMap<string, Demand>;

/** A step that no outcome of the conditions lets run, and the part of it that asks for the opposite of what another part asks for. */
export interface NeverRuns {
  readonly id: string;
  /** The input port, or `when`. */
  readonly part: { readonly port: string } | 'when';
  /** The condition as that part needs it to come out, and as another part does, in words. */
  readonly needs: string;
  readonly against: string;
}

/**
 * Steps that need both branches of an if: what is made where a condition holds, and what is made where it does not. Only the first
 * steps of each such chain are named. `canDoWithout` tells which ports a step runs without.
 */
export function findNeverRuns(steps: readonly Step[], canDoWithout: (step: Step, port: string) => boolean): NeverRuns[] {
  if (findCycle(steps)) return [];
  const faults: NeverRuns[] = [];
  const known = new Map<string, Demands>();
  for (const step of inOrder(steps)) {
    const demands = new Map<string, Demand>();
    let isFaulty = false;
    const add = (more: Demands, part: NeverRuns['part']): void => {
      for (const [key, demand] of more) {
        const other = demands.get(key);
        if (other && other.holds !== demand.holds && !isFaulty) {
          isFaulty = true;
          faults.push({ id: step.id, part, needs: describe(demand), against: describe(other) });
        }
        if (!other) demands.set(key, demand);
      }
    };
    for (const [port, binding] of Object.entries(step.inputs)) if (!canDoWithout(step, port)) add(demandsOf(binding, known), { port });
    if (step.when) {
      add(demandsOf(step.when.of, known), 'when');
      add(new Map([demandOf(step.when)].map((demand) => [demand.key, demand])), 'when');
    }
    // What follows from a step that never runs is not named again.
    known.set(step.id, isFaulty ? new Map() : demands);
  }
  return faults;
}

/** What must hold for a binding to give anything: what all of its sources need. */
function demandsOf(binding: Binding, known: ReadonlyMap<string, Demands>): Demands {
  // Only a step that walks the same list item by item goes without the items that were skipped.
  const keepsItems = isEach(binding) && !Array.isArray(binding.map);
  const [first, ...others] = sourcesOf(binding).map((source): Demands => ('ref' in source ? (known.get(splitRef(source.ref).step) ?? new Map()) : new Map()));
  const shared = [...(first ?? [])].filter(([key, demand]) => (keepsItems || !demand.eachItem) && others.every((other) => other.get(key)?.holds === demand.holds));
  return new Map(shared);
}

function demandOf(condition: Condition): Demand {
  const { of, field, not = false } = condition;
  const test = testOf(condition);
  // "At least 3" is "not less than 3", "more than 3" is "not at most 3".
  const opposite = test === 'atLeast' ? 'lessThan' : test === 'moreThan' ? 'atMost' : undefined;
  const key = JSON.stringify([of, field, opposite ?? test, condition[test]], inOneOrder);
  return { key, holds: (opposite === undefined) !== not, eachItem: isEach(of), condition };
}

/** The members of objects in the order of their names, so that the same values give the same text. */
function inOneOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function describe({ condition }: Demand): string {
  return describeCondition(condition);
}

/** Steps after those that they wait for; the plan has no cycle. */
function inOrder(steps: readonly Step[]): Step[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const done = new Set<string>();
  const order: Step[] = [];
  // A stack of its own: plans may be longer than the call stack is deep.
  for (const { id } of steps) {
    const open = [id];
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const step = byId.get(last);
      const wanting = step && !done.has(last) ? dependenciesOf(step).filter((other) => byId.has(other) && !done.has(other)) : [];
      if (wanting.length > 0) {
        open.push(...wanting);
        continue;
      }
      open.pop();
      if (step && !done.has(last)) order.push(step);
      done.add(last);
    }
  }
  return order;
}
