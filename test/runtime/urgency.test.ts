import { applyEvent, emptyRunState, Plan } from '../../src/core/index.js';
import { urgencyOf } from '../../src/runtime/urgency.js';

test('a step is as urgent as the longest way from it to an end of the plan', () => {
  const step = (id: string, ...needs: string[]): object => ({ id, tool: 't', inputs: Object.fromEntries(needs.map((need, index) => [`in${index}`, { ref: `${need}.out` }])) });
  const plan = Plan.parse({ steps: [step('a'), step('b', 'a'), step('c', 'b'), step('d', 'a'), step('e', 'c', 'd'), step('alone')] });
  const state = emptyRunState('r');
  applyEvent(state, { v: 1, runId: 'r', seq: 1, ts: 1, type: 'plan.accepted', data: { plan, origin: 'user', ms: 0, notes: [] } });
  expect(Object.fromEntries(plan.steps.map(({ id }) => [id, urgencyOf(state, id)]))).toEqual({ a: 4, b: 3, c: 2, d: 2, e: 1, alone: 1 });
});
