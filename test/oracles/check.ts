import type { FindingInput, ModelClient, Oracle, PortValue } from '../../src/core/index.js';
import { ScriptedModels } from '../../src/models/scripted.js';

/** The oracle with this name. */
export function oracleNamed(oracles: readonly Oracle[], name: string): Oracle {
  const found = oracles.find(({ spec }) => spec.name === name);
  if (!found) throw new Error(`There is no oracle ${name}.`);
  return found;
}

/** Asks an oracle about a text or a value, as the verifier does. */
export async function checkText(oracle: Oracle, value: unknown, params: Record<string, unknown> = {}, options: { inputs?: Record<string, unknown>; parameters?: Record<string, unknown>; models?: ModelClient } = {}): Promise<FindingInput> {
  const modality = typeof value === 'string' ? 'text' : 'json';
  const inputs: PortValue[] = Object.entries(options.inputs ?? {}).map(([port, input]) => ({ port, modality: typeof input === 'string' ? 'text' : 'json', value: input }));
  const subject = { port: 'text', modality, value, tool: 'summarize', inputs, outputs: [], parameters: options.parameters, goal: '' };
  const context = { signal: new AbortController().signal, models: options.models ?? new ScriptedModels([], { jobs: [] }), scratch: '/nonexistent' };
  return oracle.check(subject, oracle.params.parse(params), context);
}
