import { dependenciesOf, type Plan } from '../../src/core/index.js';

/** A plan as TaskBench scores it: the set of its tools and the set of its tool-to-tool links `A>B`. */
export interface PlanGraph {
  readonly tools: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
}

/** Sums over requests, as the paper forms its scores. */
export interface Tally {
  requests: number;
  exact: number;
  readonly tools: { hit: number; got: number; gold: number };
  readonly links: { hit: number; got: number; gold: number };
}

/** In percent. */
export interface Scores {
  readonly requests: number;
  readonly nodeF1: number;
  readonly edgeF1: number;
  readonly exact: number;
}

export function emptyTally(): Tally {
  return { requests: 0, exact: 0, tools: { hit: 0, got: 0, gold: 0 }, links: { hit: 0, got: 0, gold: 0 } };
}

export function graphOf(plan: Plan | undefined): PlanGraph {
  const tool = new Map(plan?.steps.map((step) => [step.id, step.tool]));
  const links = plan?.steps.flatMap((step) => dependenciesOf(step).map((id) => `${tool.get(id) ?? id}>${step.tool}`));
  return { tools: new Set(tool.values()), links: new Set(links) };
}

export function tally(sums: Tally, got: PlanGraph, gold: PlanGraph): boolean {
  const add = (sum: Tally['tools'], mine: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean => {
    const hit = [...mine].filter((one) => wanted.has(one)).length;
    sum.hit += hit;
    sum.got += mine.size;
    sum.gold += wanted.size;
    return hit === mine.size && hit === wanted.size;
  };
  const [tools, links] = [add(sums.tools, got.tools, gold.tools), add(sums.links, got.links, gold.links)];
  sums.requests += 1;
  if (tools && links) sums.exact += 1;
  return tools && links;
}

export function scoresOf({ requests, exact, tools, links }: Tally): Scores {
  const f1 = ({ hit, got, gold }: Tally['tools']): number => (got + gold === 0 ? 0 : (200 * hit) / (got + gold));
  return { requests, nodeF1: f1(tools), edgeF1: f1(links), exact: requests === 0 ? 0 : (100 * exact) / requests };
}
