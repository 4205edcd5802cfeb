import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { defineTool, text, type Outcome } from '../../src/core/index.js';
import { followRun } from '../../src/cli/follow-run.js';
import { createTerminal, type Terminal } from '../../src/cli/index.js';
import { freshFolder, removeFolders, testRuntime } from '../support/workshop.js';
import { quietTerminal } from './command-line.js';

afterAll(removeFolders);

const send = defineTool({ name: 'send', description: '', effects: 'external', input: z.object({}), output: z.object({ text: text() }), execute: () => Promise.resolve({ text: 'sent' }) });
const plan = { steps: [{ id: 'a', tool: 'send', inputs: {} }] };

/** Lets `lines` be typed at a terminal while `work` runs. */
async function typing<T>(lines: string, work: (terminal: Terminal) => Promise<T>): Promise<T> {
  const own = Object.getOwnPropertyDescriptor(process, 'stdin')!;
  const stdin = new PassThrough();
  const errorStream = new PassThrough() as unknown as NodeJS.WriteStream;
  Object.defineProperty(process, 'stdin', { value: stdin, configurable: true });
  setTimeout(() => { stdin.write(lines); }, 100);
  try {
    return await work({ ...quietTerminal(), interactive: true, errorStream });
  } finally {
    Object.defineProperty(process, 'stdin', own);
  }
}

test('a suspended run that is resumed on a terminal asks its question there', async () => {
  const runtime = testRuntime({ tools: [send] });
  const suspended = runtime.run({ plan });
  await suspended.result;
  const history = await runtime.history(suspended.id);
  const exitCode = await typing('yes\n', (terminal) =>
    followRun((ask) => runtime.resume(suspended.id, { ask }), { json: true }, { terminal, signal: new AbortController().signal }, history),
  );
  expect(await runtime.outcome(suspended.id)).toMatchObject({ status: 'completed', answer: 'sent' });
  expect(exitCode).toBe(3);
  await runtime.close();
});

test('results that cannot be copied are told with the outcome, which is not lost', async () => {
  const runtime = testRuntime({ tools: [send] });
  const file = join(freshFolder(), 'taken');
  writeFileSync(file, 'x');
  const terminal = quietTerminal();
  const exitCode = await followRun(() => runtime.run({ plan, ask: () => Promise.resolve('yes') }), { json: true, out: join(file, 'deeper') }, { terminal, signal: new AbortController().signal });
  const outcome = JSON.parse(terminal.said.result) as Outcome;
  expect(outcome).toMatchObject({ status: 'failed', answer: 'sent', artifacts: [{ step: 'a' }], error: { code: 'STORE_FAILED', message: expect.stringContaining('taken') } });
  expect(outcome.runId).not.toBe('');
  expect(exitCode).toBe(1);
  await runtime.close();
});

test('a reader or a window that has gone is not an error', async () => {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} } as unknown as NodeJS.Process;
  const terminal = createTerminal(streams);
  for (const code of ['EPIPE', 'EIO']) expect(() => streams.stderr.emit('error', Object.assign(new Error(code), { code }))).not.toThrow();
  expect(() => { terminal.talk('nobody hears this'); }).not.toThrow();
});
