import { createHash } from 'node:crypto';
import type { Criterion, Oracle, Step, Tool } from '../core/index.js';
import { versionOf, type Serving } from './executor/job.js';
import { installedCode } from './installed-code.js';
import { shortDigest } from './short-digest.js';
import type { ResolvedInputs } from './values.js';

/**
 * The hash of all that a step's result depends on: the tool with its version and its code, the models that would serve it, parameters with
 * their defaults, inputs by content, and the criteria that it held against. `undefined` for tools that look at or change
 * the world. With which oracles the criteria were checked is apart from it: see checksOf.
 */
export function resultKey(step: Step, tool: Tool, { resolved, input, serving, verified }: { resolved: ResolvedInputs; input: Readonly<Record<string, unknown>>; serving: Serving; verified: boolean }): string | undefined {
  if (tool.spec.effects !== 'none') return undefined;
  const parameters = Object.fromEntries(tool.spec.inputs.filter(({ role }) => role === 'parameter').map(({ name }) => [name, input[name]]));
  const all = { v: 2, tool: tool.spec, code: tool.code, serving, identity: sorted(resolved.identity), parameters: sorted(parameters), criteria: verified ? step.criteria : null };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

/**
 * Changes with whatever decides the criteria: which of them are checked, whether judges are asked, their oracles as declared, with version and code, and the code of
 * Vouch that these are made of. An earlier result that was checked otherwise need not be made anew, but checked.
 */
export async function checksOf(criteria: readonly Criterion[], oracles: ReadonlyMap<string, Oracle>, judge: boolean): Promise<string> {
  if (criteria.length === 0) return 'none';
  const deciding = criteria.map(({ oracle: name, port }) => {
    const oracle = oracles.get(name);
    return [name, port ?? null, oracle ? versionOf(oracle) : null, oracle?.code ?? null, oracle?.spec.kind === 'judge' && judge];
  });
  return shortDigest([await installedCode(), deciding]);
}

function sorted(record: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
