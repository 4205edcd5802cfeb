import { applyEvent, emptyRunState, parseEvent, type NewEvent, type RunState, type VouchEvent } from '../../src/core/index.js';
import { renderReport } from '../../src/cli/report/index.js';
import { RunView } from '../../src/cli/run-view/index.js';
import { quietTerminal } from './command-line.js';

/** A run that describes two pictures, of which the second fails. */
function mappedRun(): { events: VouchEvent[]; state: RunState } {
  const events: VouchEvent[] = [];
  let state = emptyRunState('run-1');
  const add = (event: NewEvent): void => {
    const read = parseEvent({ v: 1, runId: 'run-1', seq: events.length + 1, ts: 1_760_000_000_000 + events.length, ...event });
    if (!read) return;
    events.push(read);
    state = applyEvent(state, read);
  };
  add({ type: 'run.started', data: { goal: 'Describe each.', givens: [{ name: 'cat.jpg', modality: 'image' }, { name: 'dog.jpg', modality: 'image' }], artifacts: [], budget: { wallMs: 60_000, tokens: 1000, attempts: 3, items: 200, artifactBytes: 1e9 }, verify: true, pid: 1 } });
  add({ type: 'plan.accepted', data: { plan: { version: 1, goal: 'Describe each.', deliverables: [], steps: [{ id: 'see', tool: 'describe_image', inputs: { image: { map: [{ given: 'cat.jpg' }, { given: 'dog.jpg' }] } }, criteria: [] }] }, origin: 'planner', ms: 1, notes: [] } });
  add({ type: 'step.expanded', data: { step: 'see', items: ['cat.jpg', 'dog.jpg'] } });
  for (const item of ['see[1]', 'see[2]']) add({ type: 'attempt.started', data: { step: item, attempt: 1, tool: 'describe_image', rung: null, parameters: {}, models: {} } });
  add({ type: 'attempt.ended', data: { step: 'see[1]', attempt: 1, status: 'passed', ms: 5, outputs: {}, models: [], reused: false } });
  add({ type: 'step.completed', data: { step: 'see[1]', attempt: 1, ms: 5 } });
  const error = { code: 'INPUT_CORRUPT', message: 'The picture is cut off.', retryable: false };
  add({ type: 'attempt.ended', data: { step: 'see[2]', attempt: 1, status: 'error', ms: 5, outputs: {}, models: [], reused: false, error } });
  add({ type: 'step.failed', data: { step: 'see[2]', error, ms: 5 } });
  return { events, state };
}

test('the run view names the items of a mapped step and says what became of each', async () => {
  const terminal = quietTerminal();
  const view = await RunView.open(terminal, 'run-1');
  for (const event of mappedRun().events) view.take(event);
  view.close();
  const lines = terminal.said.talk.split('\n');
  expect(lines).toContainEqual(expect.stringContaining('2 items: cat.jpg, dog.jpg'));
  expect(lines).toContainEqual(expect.stringMatching(/see\[1\].*cat\.jpg/));
  expect(lines).toContainEqual(expect.stringMatching(/see\[2\].*The picture is cut off\./));
});

test('the report has a section for each item, linked from the mapped step, and the graph says how many are done', async () => {
  const page = await renderReport(mappedRun().state, () => '');
  expect(page).toMatch(/2 items: <a href="#[^"]+">cat\.jpg<\/a>, <a href="#[^"]+">dog\.jpg<\/a>/);
  for (const [, anchor] of page.matchAll(/<a href="#([^"]+)">(?:cat|dog)\.jpg<\/a>/g)) expect(page).toContain(`id="${anchor ?? ''}"`);
  expect(page).toContain('1 of 2');
  expect(page).toContain('The picture is cut off.');
});
