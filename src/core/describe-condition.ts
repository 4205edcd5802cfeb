import type { Condition, ConditionTest } from './condition.js';
import { sourcesOf } from './sources.js';

const WORDS: Readonly<Record<Exclude<ConditionTest, 'criterion'>, readonly [yes: string, no: string]>> = {
  equals: ['is', 'is not'],
  contains: ['contains', 'does not contain'],
  atLeast: ['is at least', 'is not at least'],
  atMost: ['is at most', 'is not at most'],
  moreThan: ['is more than', 'is not more than'],
  lessThan: ['is less than', 'is not less than'],
};

/** Which test a condition makes. */
export function testOf(condition: Condition): ConditionTest {
  if (condition.criterion !== undefined) return 'criterion';
  return (Object.keys(WORDS) as (keyof typeof WORDS)[]).find((name) => condition[name] !== undefined) ?? 'equals';
}

/** A condition in words: `detect.json detections.label contains "person"`. */
export function describeCondition(condition: Condition): string {
  const names = sourcesOf(condition.of).map((source) => ('ref' in source ? source.ref : 'given' in source ? source.given : JSON.stringify(source.value)));
  const subject = [names.join(' or '), ...(condition.field === undefined ? [] : [condition.field])].join(' ');
  const { criterion, not = false } = condition;
  const test = testOf(condition);
  if (test !== 'criterion') return `${subject} ${WORDS[test][not ? 1 : 0]} ${JSON.stringify(condition[test])}`;
  const params = Object.keys(criterion?.params ?? {}).length === 0 ? '' : ` ${JSON.stringify(criterion?.params)}`;
  return `${subject} ${not ? 'fails' : 'passes'} ${criterion?.oracle ?? ''}${params}`;
}
