import { applyEvent, Budget, emptyRunState, type NewEvent, type RunState } from '../../src/core/index.js';

const usage = (ms: number) => ({ llmTokens: 0, ms, peakBytes: 0 });
const started: NewEvent = { type: 'run.started', data: { goal: 'g', givens: [], artifacts: [], budget: Budget.parse({}), verify: true, pid: 1 } };
const resumed: NewEvent = { type: 'run.resumed', data: { pid: 2 } };
const notice: NewEvent = { type: 'notice', data: { message: 'still here' } };
const asked: NewEvent = { type: 'question.asked', data: { id: 'q', kind: 'approval', text: '?', options: [] } };
const answered: NewEvent = { type: 'question.answered', data: { id: 'q', answer: 'yes' } };
const suspended: NewEvent = { type: 'run.suspended', data: { answer: '', unproved: [], usage: usage(120), question: { id: 'q', kind: 'approval', text: '?', options: [] } } };

/** The state after events at these times, ms. */
function after(...events: readonly (readonly [number, NewEvent])[]): RunState {
  const state = emptyRunState('r');
  for (const [index, [ts, event]] of events.entries()) applyEvent(state, { v: 1, runId: 'r', seq: index + 1, ts, ...event });
  return state;
}

const DAY = 86_400_000;

test('a run takes the time between the events of its processes, however often they are killed, and not that between them', () => {
  expect(after([1000, started], [1100, notice], [DAY, resumed], [DAY + 30, notice], [3 * DAY, resumed], [3 * DAY + 5, notice]).elapsedMs).toBe(135);
});

test('the wait for an answer takes no time, also where its process is killed while it waits', () => {
  expect(after([1000, started], [1010, asked], [5000, answered], [5020, notice]).elapsedMs).toBe(30);
  expect(after([1000, started], [1010, asked], [DAY, answered], [DAY + 1, resumed], [DAY + 6, notice]).elapsedMs).toBe(15);
});

test('where a process came to write down what it had measured, that counts', () => {
  expect(after([1000, started], [1100, suspended], [DAY, answered], [DAY, resumed], [DAY + 7, notice]).elapsedMs).toBe(127);
});

test('a clock that is set back between two processes takes nothing away', () => {
  expect(after([DAY, started], [DAY + 40, notice], [1000, resumed], [1010, notice]).elapsedMs).toBe(50);
});
