import type { AttemptState, StepState, Verdict } from '../../src/core/index.js';
import { leastDoubted } from '../../src/runtime/doubted.js';

const verdict = (kind: Verdict['kind'], status: Verdict['status'] = 'fail'): Verdict => ({
  step: 's', attempt: 1, criterion: { oracle: 'o', params: {}, origin: 'plan' }, oracle: 'o', kind, status, ms: 0, measured: null, expected: null, evidence: [], critique: null,
});
const attempt = (number: number, status: AttemptState['status'], ...verdicts: Verdict[]): AttemptState => ({
  attempt: number, tool: 't', rung: null, parameters: {}, preferred: {}, status, startedAt: 0, ms: 0, outputs: {}, models: [], reused: false, verdicts,
});
const step = (attempts: AttemptState[], roundAfter?: number): StepState => ({ step: { id: 's', tool: 't', inputs: {}, criteria: [] }, status: 'running', attempts, climbs: [], ms: 0, ...(roundAfter === undefined ? {} : { roundAfter }) });

const twice = attempt(1, 'rejected', verdict('model'), verdict('judge'));
const once = attempt(2, 'rejected', verdict('judge'), verdict('deterministic', 'pass'));
const measured = attempt(3, 'rejected', verdict('deterministic'));
const broken = attempt(4, 'error');

test('the attempt with the fewest doubts is kept, the latest among equals', () => {
  expect(leastDoubted(step([twice, once, measured, broken]), 'ladder')).toBe(once);
  const again = attempt(5, 'rejected', verdict('model'));
  expect(leastDoubted(step([twice, once, again]), 'ladder')).toBe(again);
});
test('of attempts that are left open alike the one is kept that an oracle leans to', () => {
  const leaning = (number: number, leans?: 'pass' | 'fail'): AttemptState => attempt(number, 'passed', { ...verdict('judge', 'inconclusive'), leans });
  expect(leastDoubted(step([leaning(1, 'pass'), leaning(2)]), 'ladder')).toMatchObject({ attempt: 1 });
  expect(leastDoubted(step([leaning(1), leaning(2, 'fail')]), 'ladder')).toMatchObject({ attempt: 1 });
  expect(leastDoubted(step([leaning(1, 'fail'), leaning(2)]), 'ladder')).toMatchObject({ attempt: 2 });
  expect(leastDoubted(step([leaning(1, 'pass'), attempt(2, 'passed')]), 'ladder')).toMatchObject({ attempt: 2 });
});
test('what a program measured to be wrong, and what ended in an error, is never kept', () => {
  expect(leastDoubted(step([measured, broken]), 'ladder')).toBeUndefined();
});
test('an attempt at a step of a replaced plan is not one at this step', () => {
  expect(leastDoubted(step([once, broken], 2), 'ladder')).toBeUndefined();
});
test.each(['resample', 'critique'] as const)('who only retries (%s) keeps the last attempt or none', (repair) => {
  expect(leastDoubted(step([once, twice]), repair)).toBe(twice);
  expect(leastDoubted(step([once, broken]), repair)).toBeUndefined();
});
