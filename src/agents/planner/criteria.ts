import type { Criterion, OracleSpec, ToolSpec } from '../../core/index.js';

/** Criteria for the limits that the wording of one step states. */
export function criteriaFor(_tool: ToolSpec, _wording: string, _oracles: readonly OracleSpec[]): Criterion[] {
  return [];
}
