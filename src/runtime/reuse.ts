import { createHash } from 'node:crypto';
import type { Step, Tool } from '../core/index.js';
import type { Serving } from './executor/job.js';
import type { ResolvedInputs } from './values.js';

/**
 * The hash of all that a step's result depends on: the tool and its code, the models that would serve it, parameters with
 * their defaults, inputs by content, and the criteria that it held against. `undefined` for tools that look at or change
 * the world.
 */
export function resultKey(step: Step, tool: Tool, { resolved, input, serving, verified }: { resolved: ResolvedInputs; input: Readonly<Record<string, unknown>>; serving: Serving; verified: boolean }): string | undefined {
  if (tool.spec.effects !== 'none') return undefined;
  const parameters = Object.fromEntries(tool.spec.inputs.filter(({ role }) => role === 'parameter').map(({ name }) => [name, input[name]]));
  const all = { v: 2, tool: tool.spec, code: tool.code, serving, identity: sorted(resolved.identity), parameters: sorted(parameters), criteria: verified ? step.criteria : null };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

function sorted(record: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
