import type { Criterion, Oracle, Step, Tool } from '../core/index.js';
import { versionOf } from './executor/index.js';

/** What an attempt is checked against: the plan's criteria and the tool's own; those of its judges only where judges are asked. */
export function criteriaToCheck(step: Step, tool: Tool, oracles: ReadonlyMap<string, Oracle>, judge: boolean): Criterion[] {
  return criteriaOf(step, tool).filter((criterion) => judge || criterion.origin !== 'tool' || oracles.get(criterion.oracle)?.spec.kind !== 'judge');
}

/** The plan's criteria, and the tool's own where the plan does not decide the same oracle on the same port. */
function criteriaOf(step: Step, tool: Tool): Criterion[] {
  const first = tool.spec.outputs[0]?.name;
  const key = ({ oracle, port }: Criterion): string => `${oracle} ${port ?? first}`;
  const own = new Set(step.criteria.map(key));
  return [...step.criteria, ...tool.spec.criteria.filter((criterion) => !own.has(key(criterion)))];
}

/** The versions of the oracles that criteria name, of those that exist. */
export function oracleVersions(criteria: readonly Criterion[], oracles: ReadonlyMap<string, Oracle>): Record<string, string> {
  return Object.fromEntries(criteria.flatMap(({ oracle: name }) => {
    const oracle = oracles.get(name);
    return oracle ? [[name, versionOf(oracle)]] : [];
  }));
}
