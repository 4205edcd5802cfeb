import { RunView, showEnding } from '../../src/cli/run-view/index.js';
import { quietTerminal, temporaryFolder } from './command-line.js';
import { sampleRun } from './sample-run.js';

const folder = temporaryFolder();

async function shown(goal?: string): Promise<string> {
  const run = await sampleRun(folder, goal);
  const terminal = quietTerminal();
  const view = await RunView.open(terminal, 'run-1');
  for (const event of run.events) view.take(event);
  view.close();
  expect(terminal.said.result).toBe('');
  return terminal.said.talk;
}

test('the plan, each attempt, each verdict with its evidence and each climb get a line', async () => {
  const talk = await shown();
  expect(talk).toContain('describe_image(image: <photo.png>)');
  expect(talk).toContain('✗ fail image_contains: measured 2, expected 1: one dog is seen');
  expect(talk).toContain('✓ pass image_contains');
  expect(talk).toContain('↻ retry: Say one dog.');
  expect(talk).toContain('describe_image, attempt 2 (retry)');
  expect(talk).toContain('– blocked by say');
});

test('text of the run cannot drive the terminal', async () => {
  const talk = await shown('red \u001b[31mtext\u001b]0;title\u0007 and \u202ereversed\rhidden');
  expect(talk).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(talk).toContain('red text');
});

test('events that were shown before are not shown again', async () => {
  const run = await sampleRun(folder);
  const terminal = quietTerminal();
  const view = await RunView.open(terminal, 'run-1', run.events.slice(0, 6));
  for (const event of run.events) view.take(event);
  expect(terminal.said.talk).not.toContain('plan.accepted');
  expect(terminal.said.talk).not.toContain('from the planner');
  expect(terminal.said.talk).toContain('attempt 2');
});

test('the ending says what the passed checks are worth, and which oracles nobody measured', () => {
  const terminal = quietTerminal();
  const assurance = { measured: 2, notMeasured: ['my_oracle'], wrongAtMost: 0.05, weakest: 'not_silent' };
  showEnding({ runId: 'run-1', status: 'completed', answer: 'One dog.', unproved: [], assurance, verdicts: [], steps: [], plan: null, usage: { llmTokens: 5, ms: 1000, peakBytes: 0 }, artifacts: [] }, terminal);
  expect(terminal.said.talk).toContain('of what the weakest single check passes (not_silent), at most 5% is wrong; not measured: my_oracle');
});

test('answer and paths go to standard output, gaps and the way on to standard error', () => {
  const terminal = quietTerminal();
  showEnding(
    {
      runId: 'run-1', status: 'suspended', answer: 'One dog.', unproved: ['the voice was not checked'], verdicts: [], steps: [], plan: null, usage: { llmTokens: 5, ms: 1000, peakBytes: 0 },
      artifacts: [{ id: 'a'.repeat(64), step: 'say', port: 'audio', modality: 'audio', mime: 'audio/wav', bytes: 2048, path: '/data/a.wav' }],
      question: { id: 'q', kind: 'budget', text: 'Go on?', options: ['yes', 'no'] },
    },
    terminal,
  );
  expect(terminal.said.result).toBe('One dog.\n\nsay.audio  audio  2.0 kB  /data/a.wav\n');
  expect(terminal.said.talk).toContain('the voice was not checked');
  expect(terminal.said.talk).toContain('vouch resume run-1 --answer TEXT');
  expect(terminal.said.talk).toContain('- yes');
});
