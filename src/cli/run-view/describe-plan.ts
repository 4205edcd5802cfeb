import type { Binding, Criterion, Plan, Step } from '../../core/index.js';
// Not from the index: the chat page words bindings, too, and carries no schemas.
import { describeCondition } from '../../core/describe-condition.js';
import { isEach, isFirst, sourcesOf } from '../../core/sources.js';
import { formatTable, formatValue, oneLine } from '../format.js';

/** One line a step: id, tool, where its inputs come from, when it is done, what is checked. */
export function describePlan(plan: Plan): string[] {
  return formatTable(plan.steps.map((step) => [step.id, call(step), [condition(step), checks(step.criteria)].filter((words) => words !== '').join('; ')])).split('\n');
}

function call(step: Step): string {
  const inputs = Object.entries(step.inputs).map(([port, binding]) => `${port}: ${describeBinding(binding)}`);
  return `${step.tool}(${inputs.join(', ')})`;
}

/** When a step is done: `if detect.json count is at least 1`. */
function condition({ when }: Step): string {
  return when === undefined ? '' : oneLine(`if ${describeCondition(when)}`, 160);
}

/**
 * `step.port` for a reference, `<name>` for something given, the value itself for a literal; `each of` before the list of a map,
 * `or` between those of which whichever ran is taken.
 */
export function describeBinding(binding: Binding): string {
  if (isEach(binding)) return `each of ${describeBinding(binding.map)}`;
  if (isFirst(binding)) return binding.first.map(describeBinding).join(' or ');
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
