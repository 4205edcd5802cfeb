import type { Condition, ConditionTest } from './condition.js';
import { testOf } from './describe-condition.js';
import { whyUndecidable } from './condition-test.js';
import { fieldType, knownFields } from './json-field.js';
import { isMedia, Modality } from './modality.js';
import type { PlanFaultCode } from './plan-fault.js';
import { didYouMean, itHasFields, quote } from './plan-words.js';
import type { ValueType } from './value-type.js';

/** Why a condition that compares can never be decided on values of this type (`name` in words); `at` is the part of it that is wrong. */
export function comparisonFault(condition: Condition, type: ValueType, name: string): { at: 'of' | 'field' | ConditionTest; code: PlanFaultCode; message: string } | undefined {
  const { field } = condition;
  if (isMedia(type.modality)) {
    return { at: 'of', code: 'undecidable-condition', message: `${name} is ${type.modality}, which has no value to compare; look at data about it, or use a criterion.` };
  }
  if (field !== undefined && type.modality !== Modality.json) {
    return { at: 'field', code: 'unknown-field', message: `${name} is ${type.modality}; only json has fields.` };
  }
  const one = type.modality === Modality.text || type.modality === Modality.url ? { type: 'string' } : (type.schema ?? {});
  const schema = type.depth > 0 ? { type: 'array', items: one } : one;
  const found = fieldType(schema, field);
  if (!found) return { at: 'field', code: 'unknown-field', message: `${name} has no field ${quote(field ?? '')}.${didYouMean(field ?? '', knownFields(schema))}${itHasFields(knownFields(schema))}` };
  const why = whyUndecidable(condition, found);
  return why === undefined ? undefined : { at: testOf(condition), code: 'undecidable-condition', message: `${name}${field === undefined ? '' : `, field ${quote(field)}`}: ${why}.` };
}
