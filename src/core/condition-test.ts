import type { Condition } from './condition.js';
import { testOf } from './describe-condition.js';
import type { FieldType } from './json-field.js';
import type { VerdictStatus } from './verdict.js';

/**
 * Whether a measured value passes a condition's comparison, `not` taken into account; `inconclusive` where the two cannot be
 * compared, such as a word with a number. The test by `criterion` is an oracle's, not decided here.
 */
export function compare(condition: Condition, measured: unknown): VerdictStatus {
  const holds = holdsOf(condition, measured);
  return holds === undefined ? 'inconclusive' : holds !== (condition.not ?? false) ? 'pass' : 'fail';
}

function holdsOf(condition: Condition, measured: unknown): boolean | undefined {
  const test = testOf(condition);
  const wanted = condition[test];
  if (test === 'contains') {
    if (Array.isArray(measured)) return measured.some((one) => isEqual(one, wanted));
    return typeof measured === 'string' && typeof wanted !== 'object' ? plain(measured).includes(plain(String(wanted))) : undefined;
  }
  if (typeof measured === 'object' && measured !== null) return undefined;
  if (test === 'equals') return isEqual(measured, wanted);
  const number = typeof measured === 'string' && measured.trim() !== '' ? Number(measured) : measured;
  if (typeof number !== 'number' || Number.isNaN(number) || typeof wanted !== 'number') return undefined;
  switch (test) {
    case 'atLeast': return number >= wanted;
    case 'atMost': return number <= wanted;
    case 'moreThan': return number > wanted;
    case 'lessThan': return number < wanted;
    default: return undefined;
  }
}

function isEqual(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' ? plain(one) === plain(other) : one === other;
}

function plain(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

/** Why a comparison can never be decided on values of this type, or `undefined` when it can. */
export function whyUndecidable(condition: Condition, { types, list }: FieldType): string | undefined {
  const test = testOf(condition);
  if (test === 'contains') return list || types.size === 0 || types.has('string') ? undefined : `contains looks into a list or a text, and this is ${words(types)}`;
  if (list) return `${test} compares one value, and this is a list; use contains, or the length of the list`;
  if (types.size === 0) return undefined;
  if (test === 'equals') return [...types].every((type) => type === 'object') ? 'equals compares a text, a number or a truth value, and this is an object; name a field of it' : undefined;
  return types.has('number') || types.has('string') ? undefined : `${test} compares numbers, and this is ${words(types)}`;
}

function words(types: ReadonlySet<string>): string {
  return [...types].join(' or ');
}
