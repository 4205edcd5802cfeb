import { sourcesOf, type Binding, type Criterion, type Plan, type Step } from '../../core/index.js';
import { formatTable, formatValue } from '../format.js';

/** One line a step: id, tool, where its inputs come from, what is checked. */
export function describePlan(plan: Plan): string[] {
  return formatTable(plan.steps.map((step) => [step.id, call(step), checks(step.criteria)])).split('\n');
}

function call(step: Step): string {
  const inputs = Object.entries(step.inputs).map(([port, binding]) => `${port}: ${describeBinding(binding)}`);
  return `${step.tool}(${inputs.join(', ')})`;
}

/** `step.port` for a reference, `<name>` for something given, the value itself for a literal. */
export function describeBinding(binding: Binding): string {
  const sources = sourcesOf(binding).map((source) => {
    if ('ref' in source) return source.ref;
    return 'given' in source ? `<${formatValue(source.given, 60)}>` : formatValue(typeof source.value === 'string' ? JSON.stringify(source.value) : source.value, 60);
  });
  return Array.isArray(binding) ? `[${sources.join(', ')}]` : sources.join('');
}

function checks(criteria: readonly Criterion[]): string {
  return criteria.length === 0 ? '' : `checked: ${criteria.map(describeCriterion).join(', ')}`;
}

/** The oracle with its parameters: `duration {"maxMs":20000}`. */
export function describeCriterion(criterion: Pick<Criterion, 'oracle' | 'params'>): string {
  return Object.keys(criterion.params).length === 0 ? criterion.oracle : `${criterion.oracle} ${formatValue(criterion.params, 60)}`;
}
