import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { hearsTwice, teller } from '../support/doubted-tools.js';
import { slowTools } from '../support/slow-tools.js';
import { freshFolder, removeFolders, testRuntime } from '../support/workshop.js';

afterAll(removeFolders);

async function killedInTheMiddle(folder: string, { program = 'slow-run.ts', at = 'attempt.started c' } = {}): Promise<void> {
  const script = fileURLToPath(new URL(`../support/${program}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    if (line === at) break;
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a run that was killed goes on from its journal without doing finished steps again', async () => {
  const folder = freshFolder();
  await killedInTheMiddle(folder);
  const runtime = testRuntime({ tools: slowTools(1) }, folder);
  const [entry] = await runtime.runs();
  expect(entry).toMatchObject({ status: 'interrupted' });
  const before = (await runtime.state(entry!.runId)).elapsedMs;
  expect(before).toBeGreaterThan(0);
  const outcome = await (await runtime.resume(entry!.runId)).result;
  // What the killed process had taken counts.
  expect(outcome.usage.ms).toBeGreaterThan(before);
  expect(outcome).toMatchObject({
    status: 'completed', answer: 'xqqs',
    steps: [{ id: 'a', attempts: 1 }, { id: 'b', attempts: 1 }, { id: 'c', attempts: 2, status: 'completed' }],
  });
  expect((await runtime.history(entry!.runId)).map(({ seq }) => seq)).toEqual((await runtime.history(entry!.runId)).map((_, index) => index + 1));
  await runtime.close();
}, 40_000);

test('an attempt that was doubted before the kill is kept, with its doubt, where no later one comes to anything', async () => {
  const folder = freshFolder();
  await killedInTheMiddle(folder, { program: 'doubted-run.ts', at: 'attempt.started 2' });
  const runtime = testRuntime({ tools: [teller(() => Promise.reject(new Error('no voice')))], oracles: [hearsTwice] }, folder);
  const outcome = await (await runtime.resume((await runtime.runs())[0]!.runId)).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'heard', steps: [{ id: 'a', status: 'completed' }] });
  expect(outcome.unproved).toEqual(['a (teller): hears_twice doubts it: It was heard once.']);
  await runtime.close();
}, 40_000);

test('two who resume the same run at once: one does it, the other is told who', async () => {
  const folder = freshFolder();
  await killedInTheMiddle(folder);
  const first = testRuntime({ tools: slowTools(200) }, folder);
  const second = testRuntime({ tools: slowTools(200) }, folder);
  const { runId } = (await first.runs())[0]!;
  const run = await first.resume(runId);
  await expect(second.resume(runId)).rejects.toEqual(expect.objectContaining({ code: 'RUN_NOT_RESUMABLE', message: expect.stringContaining(String(process.pid)) }));
  await expect(run.result).resolves.toMatchObject({ status: 'completed' });
  await first.close();
  await second.close();
}, 40_000);

test('a run that nobody knows and one that has ended cannot be resumed', async () => {
  const runtime = testRuntime({ tools: slowTools(1) });
  await expect(runtime.resume('nope')).rejects.toEqual(expect.objectContaining({ code: 'RUN_NOT_FOUND' }));
  const run = runtime.run({ plan: { steps: [{ id: 'a', tool: 'quick', inputs: { text: { value: 'x' } } }] } });
  await run.result;
  await expect(runtime.resume(run.id)).rejects.toEqual(expect.objectContaining({ code: 'RUN_NOT_RESUMABLE' }));
  await runtime.close();
});
